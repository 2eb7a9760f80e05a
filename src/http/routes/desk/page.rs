//! What the desk shows beside a dispute.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use hejie_domain::ids::DisputeId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::desk::{fill as filling, page};
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Path};
use crate::http::view::desk::DeskView;
use crate::http::view::house::FilledText;

/// A text.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FillBody {
    /// With places such as `{{consumer}}` or `{{消费者}}`.
    text: String,
}

/// What the caller keeps about a dispute, what was left for them, and what a successor must know.
#[utoipa::path(tag = "desk", responses((status = 200, body = DeskView)))]
#[get("/disputes/{dispute}/desk")]
pub(super) async fn show(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
) -> Result<HttpResponse, Failure> {
    let page = page(&ctx, &caller, id.0).await?;
    Ok(HttpResponse::Ok().json(DeskView::of(page)))
}

/// Fills the places of a text for this dispute. What it has nothing for stays as it is and is named.
#[utoipa::path(tag = "desk", responses((status = 200, body = FilledText)))]
#[post("/disputes/{dispute}/fill")]
pub(super) async fn fill(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
    Json(body): Json<FillBody>,
) -> Result<HttpResponse, Failure> {
    let filled = filling::fill(&ctx, &caller, id.0, &body.text).await?;
    Ok(HttpResponse::Ok().json(FilledText::from(filled)))
}
