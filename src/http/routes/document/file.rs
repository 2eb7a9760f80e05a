//! The bytes of a document.

use actix_web::body::SizedStream;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    X_CONTENT_TYPE_OPTIONS,
};
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use hejie_domain::ids::DocumentId;
use hejie_domain::people::Locale;
use serde::Deserialize;
use tokio_util::io::ReaderStream;
use utoipa::IntoParams;

use crate::app::{Caller, Context, Failure, document};
use crate::http::disposition::attachment;
use crate::http::extract::{Path, Query};

/// In which language.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct FileQuery {
    /// `zh` or `en`; the Chinese one prevails and is what one gets without asking.
    lang: Option<String>,
}

/// A document as PDF. The same one always has the same bytes.
#[utoipa::path(
    tag = "document",
    params(FileQuery),
    responses((status = 200, description = "The file", content_type = "application/pdf"))
)]
#[get("/documents/{id}/file")]
pub(super) async fn file(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DocumentId>,
    Query(how): Query<FileQuery>,
) -> Result<HttpResponse, Failure> {
    let lang = how
        .lang
        .as_deref()
        .map(|tag| Locale::of_tag(tag).ok_or_else(|| Failure::invalid("/lang", "invalid")));
    let opened = document::open(&ctx, &caller, id.0, lang.transpose()?).await?;
    let (name, ascii) = &opened.names;
    let bytes = ReaderStream::new(opened.file);
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/pdf"))
        .insert_header((CONTENT_DISPOSITION, attachment(name, ascii)))
        .insert_header((CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((ETAG, format!("\"{}\"", opened.made.sha256)))
        .body(SizedStream::new(opened.made.size, bytes)))
}
