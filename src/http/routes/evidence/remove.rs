//! Taking a file back out of a draft.

use actix_web::web::Data;
use actix_web::{HttpResponse, delete};
use hejie_domain::ids::EvidenceId;

use crate::app::{Caller, Context, Failure, evidence};
use crate::http::extract::Path;

/// Takes back one's own file, while it is in a draft.
#[utoipa::path(tag = "evidence", responses((status = 204)))]
#[delete("/evidence/{id}")]
pub(super) async fn remove(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<EvidenceId>,
) -> Result<HttpResponse, Failure> {
    evidence::remove(&ctx, &caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
