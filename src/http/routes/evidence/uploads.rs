//! Files on their way in: announced, brought in pieces, resumed where they stopped.

use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{Data, Payload};
use actix_web::{Error, HttpRequest, HttpResponse, get, patch, post};
use hejie_domain::ids::{DisputeId, RoomId, UploadId};
use hejie_domain::taxonomy::EvidenceKind;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::evidence::{self, Incoming, NewUpload};
use crate::app::records::Subject;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Once, Path, Unacceptable};
use crate::http::view::upload::UploadView;

/// A file that is to be brought in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UploadStart {
    /// A draft or a dispute.
    dispute: DisputeId,
    /// A room of that dispute, for a file that goes with a message.
    room: Option<RoomId>,
    /// What the file is called.
    name: String,
    /// How many bytes it has.
    size: u64,
    /// What the browser says it is.
    media_type: String,
    /// What it proves.
    kind: Option<EvidenceKind>,
    /// What for.
    purpose: Option<String>,
    /// Whether only the mediator and one's own side are to see it.
    #[serde(default)]
    mediator_only: bool,
}

/// Announces a file.
#[utoipa::path(tag = "evidence", params(Once), responses((status = 201, body = UploadView)))]
#[post("/uploads")]
pub(super) async fn begin(
    ctx: Data<Context>,
    caller: Caller,
    once: Once,
    Json(start): Json<UploadStart>,
) -> Result<HttpResponse, Failure> {
    let new = NewUpload {
        dispute: start.dispute,
        room: start.room,
        name: start.name,
        size: start.size,
        media_type: start.media_type,
        kind: start.kind,
        purpose: start.purpose,
        mediator_only: start.mediator_only,
    };
    let act = async |ctx: &Context| {
        let progress = evidence::begin(ctx, &caller, new).await?;
        Ok((StatusCode::CREATED, UploadView::of(&progress, &ctx.config)))
    };
    let again = async |subject: Subject| {
        let id = subject.id().ok_or(Failure::NotFound)?;
        let progress = evidence::status(&ctx, &caller, id).await?;
        Ok((StatusCode::CREATED, UploadView::of(&progress, &ctx.config)))
    };
    once.run(&ctx, &caller, act, again).await
}

/// How far a file has come.
#[utoipa::path(tag = "evidence", responses((status = 200, body = UploadView)))]
#[get("/uploads/{id}")]
pub(super) async fn show(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<UploadId>,
) -> Result<HttpResponse, Failure> {
    let progress = evidence::status(&ctx, &caller, id).await?;
    Ok(HttpResponse::Ok().json(UploadView::of(&progress, &ctx.config)))
}

/// Brings bytes. The last of them makes the file evidence; 409 names where to go on.
#[utoipa::path(
    tag = "evidence",
    params(("Upload-Offset" = u64, Header, description = "Where these bytes begin")),
    request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 200, body = UploadView))
)]
#[patch("/uploads/{id}")]
pub(super) async fn append(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<UploadId>,
    request: HttpRequest,
    bytes: Payload,
) -> Result<HttpResponse, Error> {
    let header = |name| request.headers().get(name)?.to_str().ok();
    let essence = header(CONTENT_TYPE.as_str()).unwrap_or_default();
    if !essence.eq_ignore_ascii_case("application/octet-stream") {
        return Err(Unacceptable::MediaType.into());
    }
    let offset = header("upload-offset").and_then(|text| text.trim().parse().ok());
    let offset = offset.ok_or_else(|| Failure::invalid("/Upload-Offset", "required"))?;
    let incoming = Incoming { offset, bytes };
    let progress = evidence::append(&ctx, &caller, id, incoming).await?;
    Ok(HttpResponse::Ok().json(UploadView::of(&progress, &ctx.config)))
}
