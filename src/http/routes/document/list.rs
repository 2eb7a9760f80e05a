//! The documents of a dispute.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use hejie_domain::ids::DisputeId;

use crate::app::{Caller, Context, Failure, document};
use crate::http::extract::Path;
use crate::http::view::document::{DocumentView, DocumentsView};

/// The documents of a dispute that the caller may have, oldest first.
#[utoipa::path(tag = "document", responses((status = 200, body = DocumentsView)))]
#[get("/disputes/{dispute}/documents")]
pub(super) async fn list(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
) -> Result<HttpResponse, Failure> {
    let listed = document::list(&ctx, &caller, id.0).await?;
    let items = listed.iter().map(DocumentView::of).collect();
    Ok(HttpResponse::Ok().json(DocumentsView { items }))
}
