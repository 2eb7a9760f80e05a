//! What a colleague left who handed a dispute over.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use hejie_domain::ids::DisputeId;

use crate::app::desk::handover;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::Path;

/// The caller has read it; it is shown on top no longer.
#[utoipa::path(tag = "desk", responses((status = 204)))]
#[post("/disputes/{dispute}/handover/read")]
pub(super) async fn read(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
) -> Result<HttpResponse, Failure> {
    handover::read(&ctx, &caller, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
