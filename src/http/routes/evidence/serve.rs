//! The bytes of a file. Whatever it holds, a browser runs none of it.

use std::io::SeekFrom;

use actix_web::body::SizedStream;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, IF_NONE_MATCH, IF_RANGE, RANGE,
};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use hejie_domain::evidence::FileName;
use hejie_domain::ids::EvidenceId;
use serde::Deserialize;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;
use utoipa::IntoParams;

use super::ranges::{Wanted, wanted};
use crate::app::evidence::{self, Opened};
use crate::app::{Caller, Context, Failure};
use crate::http::disposition::{attachment, inline};
use crate::http::extract::{Path, Query};

/// How to get it.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ServeQuery {
    /// `1` to have it saved and not shown.
    download: Option<String>,
}

/// A file: as it was brought in for its owner and the platform's staff, pictures without what a
/// camera writes into them for everybody else.
#[utoipa::path(
    tag = "evidence",
    params(ServeQuery),
    responses(
        (status = 200, description = "The file", content_type = "application/octet-stream"),
        (status = 206, description = "The part that was asked for"),
        (status = 304, description = "Unchanged"),
        (status = 416, description = "No such part")
    )
)]
#[get("/evidence/{id}/file")]
pub(super) async fn serve(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<EvidenceId>,
    Query(how): Query<ServeQuery>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let opened = evidence::open(&ctx, &caller, id).await?;
    let tag = format!("\"{}\"", opened.sha256);
    let header = |name| {
        request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    if header(IF_NONE_MATCH).is_some_and(|tags| tags.contains(&tag)) {
        return Ok(HttpResponse::NotModified()
            .insert_header((ETAG, tag))
            .finish());
    }
    // A part of another version than the one the caller has would be worthless.
    let same = header(IF_RANGE).is_none_or(|seen| seen == tag);
    let range = header(RANGE).filter(|_| same);
    let wanted = wanted(range, opened.size);
    if !matches!(wanted, Wanted::Beyond) {
        evidence::record(&ctx, &caller, &opened).await?;
    }
    send(opened, wanted, &tag, how.download.as_deref() == Some("1")).await
}

async fn send(
    mut opened: Opened,
    wanted: Wanted,
    tag: &str,
    download: bool,
) -> Result<HttpResponse, Failure> {
    let size = opened.size;
    let (status, first, count) = match wanted {
        Wanted::Whole => (StatusCode::OK, 0, size),
        Wanted::Part { first, last } => {
            let count = last.saturating_sub(first).saturating_add(1);
            (StatusCode::PARTIAL_CONTENT, first, count)
        }
        Wanted::Beyond => {
            return Ok(HttpResponse::RangeNotSatisfiable()
                .insert_header((CONTENT_RANGE, format!("bytes */{size}")))
                .finish());
        }
    };
    opened.file.seek(SeekFrom::Start(first)).await?;
    let mut answer = HttpResponse::build(status);
    if let Wanted::Part { first, last } = wanted {
        answer.insert_header((CONTENT_RANGE, format!("bytes {first}-{last}/{size}")));
    }
    answer
        .insert_header((CONTENT_TYPE, opened.evidence.media_type.code()))
        .insert_header((CONTENT_DISPOSITION, disposition(&opened, download)))
        .insert_header((CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        .insert_header((CACHE_CONTROL, "private, no-cache"))
        .insert_header((ACCEPT_RANGES, "bytes"))
        .insert_header((ETAG, tag));
    let bytes = ReaderStream::new(opened.file.take(count));
    Ok(answer.body(SizedStream::new(count, bytes)))
}

/// As it was called when it was brought in.
fn disposition(opened: &Opened, download: bool) -> String {
    let evidence = &opened.evidence;
    let ascii = FileName::parse(&evidence.name).map(|name| name.ascii());
    let ascii = ascii.unwrap_or_else(|| format!("file.{}", evidence.media_type.ending()));
    if download || !evidence.media_type.is_inline() {
        attachment(&evidence.name, &ascii)
    } else {
        inline(&evidence.name, &ascii)
    }
}
