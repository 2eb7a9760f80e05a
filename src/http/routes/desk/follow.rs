//! Following a dispute, and putting one aside.

use actix_web::web::Data;
use actix_web::{HttpResponse, delete, put};
use hejie_domain::ids::DisputeId;
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::desk::follow as app;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Path};

/// Until when.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SnoozeBody {
    /// Not past the end of a term.
    #[schema(value_type = String, format = DateTime)]
    until: Timestamp,
}

/// Follows a dispute: every step in it leaves a notice.
#[utoipa::path(tag = "desk", responses((status = 204)))]
#[put("/disputes/{dispute}/follow")]
pub(super) async fn follow(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
) -> Result<HttpResponse, Failure> {
    app::follow(&ctx, &caller, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Follows it no longer.
#[utoipa::path(tag = "desk", responses((status = 204)))]
#[delete("/disputes/{dispute}/follow")]
pub(super) async fn unfollow(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
) -> Result<HttpResponse, Failure> {
    app::unfollow(&ctx, &caller, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Puts a dispute aside: it comes back then, and at once when something happens in it.
#[utoipa::path(tag = "desk", responses((status = 204)))]
#[put("/disputes/{dispute}/snooze")]
pub(super) async fn snooze(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
    Json(body): Json<SnoozeBody>,
) -> Result<HttpResponse, Failure> {
    app::snooze(&ctx, &caller, id.0, body.until).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Takes it up again.
#[utoipa::path(tag = "desk", responses((status = 204)))]
#[delete("/disputes/{dispute}/snooze")]
pub(super) async fn unsnooze(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
) -> Result<HttpResponse, Failure> {
    app::unsnooze(&ctx, &caller, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
