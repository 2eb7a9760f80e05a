//! Disputes that go over: to whom, and what a colleague left.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use hejie_domain::ids::DisputeId;

use crate::app::desk::handover;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::Path;
use crate::http::view::desk::OnDuty;

/// Whom the rota names for the dispute now, beside the caller and whoever has it.
#[utoipa::path(tag = "desk", responses((status = 200, body = OnDuty)))]
#[get("/disputes/{dispute}/duty")]
pub(super) async fn on_duty(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
) -> Result<HttpResponse, Failure> {
    let person = handover::on_duty(&ctx, &caller, id.0).await?;
    Ok(HttpResponse::Ok().json(OnDuty::of(person)))
}

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
