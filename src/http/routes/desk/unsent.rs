//! Text that was begun and not sent.

use actix_web::http::header::ETAG;
use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, put};
use hejie_domain::ids::DisputeId;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::spot;
use crate::app::desk::unsent;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, MaybeSeen, Path};
use crate::http::view::desk::{UnsentList, UnsentView};

/// What was begun.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UnsentBody {
    /// An object of the page's own.
    #[schema(value_type = Object)]
    content: Value,
}

/// The caller's unsent texts of a dispute, in places that they may still write in.
#[utoipa::path(tag = "desk", responses((status = 200, body = UnsentList)))]
#[get("/disputes/{dispute}/unsent")]
pub(super) async fn list(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
) -> Result<HttpResponse, Failure> {
    let kept = unsent::list(&ctx, &caller, id.0).await?;
    let items = kept.iter().map(UnsentView::of).collect();
    Ok(HttpResponse::Ok().json(UnsentList { items }))
}

/// Keeps a text over the version in `If-Match`: `"0"`, or none, for the first. 412 when another
/// window was there first, with its version; version 0 says that it was sent or given up.
#[utoipa::path(tag = "desk", params(MaybeSeen), responses((status = 200, body = UnsentView)))]
#[put("/disputes/{dispute}/unsent/{place}")]
pub(super) async fn save(
    ctx: Data<Context>,
    caller: Caller,
    path: Path<(DisputeId, String)>,
    MaybeSeen(seen): MaybeSeen,
    Json(body): Json<UnsentBody>,
) -> Result<HttpResponse, Failure> {
    let (id, place) = path.0;
    let seen = seen.unwrap_or_default();
    if !body.content.is_object() {
        return Err(Failure::invalid("/content", "wrong_value"));
    }
    let kept = unsent::save(&ctx, &caller, id, spot(&place)?, seen, &body.content).await?;
    let tag = format!("\"{}\"", kept.version);
    Ok(HttpResponse::Ok()
        .insert_header((ETAG, tag))
        .json(UnsentView::of(&kept)))
}

/// Gives a text up.
#[utoipa::path(tag = "desk", responses((status = 204)))]
#[delete("/disputes/{dispute}/unsent/{place}")]
pub(super) async fn give_up(
    ctx: Data<Context>,
    caller: Caller,
    path: Path<(DisputeId, String)>,
) -> Result<HttpResponse, Failure> {
    let (id, place) = path.0;
    unsent::give_up(&ctx, &caller, id, spot(&place)?).await?;
    Ok(HttpResponse::NoContent().finish())
}
