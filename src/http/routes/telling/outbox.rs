//! What an administrator sees of sending.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use hejie_domain::ids::OutboxId;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PageQuery;
use crate::app::telling::outbox;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Path, Query};
use crate::http::routes::people;
use crate::http::view::telling::{DeadPage, KeptPage};

/// Messages that would have been sent, while no gateway is configured; newest first.
#[utoipa::path(
    tag = "admin",
    params(PageQuery),
    responses((status = 200, body = KeptPage))
)]
#[get("/admin/outbox")]
pub(super) async fn kept(
    ctx: Data<Context>,
    caller: Caller,
    Query(page): Query<PageQuery>,
) -> Result<HttpResponse, Failure> {
    let limit = usize::try_from(page.limit()).unwrap_or(1);
    let kept = outbox::kept(&ctx, &caller, page.cursor()?, limit).await?;
    Ok(HttpResponse::Ok().json(KeptPage::of(kept, page.limit())))
}

/// Messages that could not be sent, newest first.
#[utoipa::path(
    tag = "admin",
    params(PageQuery),
    responses((status = 200, body = DeadPage))
)]
#[get("/admin/dead")]
pub(super) async fn dead(
    ctx: Data<Context>,
    caller: Caller,
    Query(page): Query<PageQuery>,
) -> Result<HttpResponse, Failure> {
    let dead = outbox::dead(&ctx, &caller, page.cursor()?, page.limit()).await?;
    let addresses = outbox::addresses(&ctx, &dead).await?;
    Ok(HttpResponse::Ok().json(DeadPage::of(dead, &addresses, page.limit())))
}

/// Messages that shall be tried again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Chosen {
    /// Up to a hundred.
    ids: Vec<OutboxId>,
}

/// Messages that need not be sent any more.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct GivenUp {
    /// Up to a hundred.
    ids: Vec<OutboxId>,
    /// Why, for whoever reads the trail.
    reason: String,
}

/// How many it was.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Done {
    done: usize,
}

/// Lets several messages be tried again; those that cannot be stay as they are.
#[utoipa::path(tag = "admin", responses((status = 200, body = Done)))]
#[post("/admin/dead/retry")]
pub(super) async fn retry_many(
    ctx: Data<Context>,
    caller: Caller,
    Json(chosen): Json<Chosen>,
) -> Result<HttpResponse, Failure> {
    let done = outbox::retry_many(&ctx, &caller, &chosen.ids).await?;
    Ok(HttpResponse::Ok().json(Done { done }))
}

/// Gives messages up for good.
#[utoipa::path(tag = "admin", responses((status = 200, body = Done)))]
#[post("/admin/dead/give_up")]
pub(super) async fn give_up(
    ctx: Data<Context>,
    caller: Caller,
    Json(given): Json<GivenUp>,
) -> Result<HttpResponse, Failure> {
    let done = outbox::give_up(&ctx, &caller, &given.ids, &given.reason).await?;
    Ok(HttpResponse::Ok().json(Done { done }))
}

/// Lets a message be tried again.
#[utoipa::path(tag = "admin", responses((status = 204)))]
#[post("/admin/dead/{id}/retry")]
pub(super) async fn retry(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<OutboxId>,
) -> Result<HttpResponse, Failure> {
    outbox::retry(&ctx, &caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Where a message shall go instead.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Elsewhere {
    /// A telephone number or a mail address.
    contact: String,
}

/// Sends a message to another address, where whoever sends it decides to whom it goes: an invitation.
#[utoipa::path(tag = "admin", responses((status = 204)))]
#[post("/admin/dead/{id}/readdress")]
pub(super) async fn readdress(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<OutboxId>,
    Json(elsewhere): Json<Elsewhere>,
) -> Result<HttpResponse, Failure> {
    let contact = people::contact(&elsewhere.contact, "/contact")?;
    outbox::readdress(&ctx, &caller, id, contact).await?;
    Ok(HttpResponse::NoContent().finish())
}
