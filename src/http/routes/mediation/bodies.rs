//! The bodies that parties and staff choose from.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use hejie_domain::ids::DisputeId;

use crate::app::mediation::bodies;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::Path;
use crate::http::view::mediation::{BodyList, BodyView};

/// Every mediation body: what it is, what it costs, closes, and what its agreements are worth.
#[utoipa::path(tag = "mediation", responses((status = 200, body = BodyList)))]
#[get("/mediation/bodies")]
pub(super) async fn list(ctx: Data<Context>, _caller: Caller) -> Result<HttpResponse, Failure> {
    let items = bodies::list(&ctx).await?;
    let items = items.iter().map(BodyView::of).collect();
    Ok(HttpResponse::Ok().json(BodyList { items }))
}

/// The same, seen from one dispute: which of them can be asked there.
#[utoipa::path(tag = "mediation", responses((status = 200, body = BodyList)))]
#[get("/disputes/{dispute}/bodies")]
pub(super) async fn for_dispute(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
) -> Result<HttpResponse, Failure> {
    let items = bodies::for_dispute(&ctx, &caller, id.0).await?;
    let items = items.iter().map(BodyView::of).collect();
    Ok(HttpResponse::Ok().json(BodyList { items }))
}
