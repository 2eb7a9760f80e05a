//! Disputes that belong together: linked, and merged where one was filed twice.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, post};
use hejie_domain::ids::DisputeId;
use hejie_domain::queue::LinkKind;
use serde::Deserialize;
use utoipa::ToSchema;

use super::show::view;
use crate::app::queue;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, MaybeSeen, Once, Path};
use crate::http::view::dispute::DisputeView;
use crate::http::view::queue::LinksView;

/// A link to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewLink {
    /// Another dispute of the same platform.
    other: DisputeId,
    kind: LinkKind,
}

/// Where a dispute that was filed twice goes on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MergeInto {
    /// An open dispute of the same consumer, against the same merchant or about the same order.
    into: DisputeId,
}

/// Why the two are not the same after all.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Unmerging {
    reason: Option<String>,
}

/// What belongs to a dispute, and what may be the same matter; for the platform's service.
#[utoipa::path(tag = "queue", responses((status = 200, body = LinksView)))]
#[get("/disputes/{dispute}/links")]
pub(super) async fn list(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<DisputeId>,
) -> Result<HttpResponse, Failure> {
    let links = queue::links(&ctx, &caller, id).await?;
    Ok(HttpResponse::Ok().json(LinksView::of(&links)))
}

/// Links another dispute; for the platform's service.
#[utoipa::path(tag = "queue", params(Once), responses((status = 201, body = LinksView)))]
#[post("/disputes/{dispute}/links")]
pub(super) async fn add(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<DisputeId>,
    once: Once,
    Json(body): Json<NewLink>,
) -> Result<HttpResponse, Failure> {
    let linked = async |ctx: &Context| {
        let links = queue::links(ctx, &caller, id).await?;
        Ok((StatusCode::CREATED, LinksView::of(&links)))
    };
    let act = async |ctx: &Context| {
        queue::link(ctx, &caller, id, body.other, body.kind).await?;
        linked(ctx).await
    };
    let again = async |_subject| linked(&ctx).await;
    once.run(&ctx, &caller, act, again).await
}

/// Takes a link away; for the platform's service.
#[utoipa::path(tag = "queue", responses((status = 200, body = LinksView)))]
#[delete("/disputes/{dispute}/links/{other}")]
pub(super) async fn remove(
    ctx: Data<Context>,
    caller: Caller,
    Path((id, other)): Path<(DisputeId, DisputeId)>,
) -> Result<HttpResponse, Failure> {
    queue::unlink(&ctx, &caller, id, other).await?;
    let links = queue::links(&ctx, &caller, id).await?;
    Ok(HttpResponse::Ok().json(LinksView::of(&links)))
}

/// Merges a dispute that was filed twice into the other one. Nothing of it is moved; its terms stand
/// still.
#[utoipa::path(tag = "verbs", params(Once, MaybeSeen), responses((status = 200, body = DisputeView)))]
#[post("/disputes/{dispute}/merge")]
pub(super) async fn merge(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<DisputeId>,
    MaybeSeen(seen): MaybeSeen,
    once: Once,
    Json(body): Json<MergeInto>,
) -> Result<HttpResponse, Failure> {
    let act = async |ctx: &Context| {
        queue::merge(ctx, &caller, id, body.into, seen).await?;
        Ok((StatusCode::OK, view(ctx, &caller, id).await?))
    };
    let again = async |_subject| Ok((StatusCode::OK, view(&ctx, &caller, id).await?));
    once.run(&ctx, &caller, act, again).await
}

/// Undoes a merge, for as long as the rules allow: the dispute goes on with the time it had left.
#[utoipa::path(tag = "verbs", params(Once, MaybeSeen), responses((status = 200, body = DisputeView)))]
#[post("/disputes/{dispute}/unmerge")]
pub(super) async fn unmerge(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<DisputeId>,
    MaybeSeen(seen): MaybeSeen,
    once: Once,
    Json(body): Json<Unmerging>,
) -> Result<HttpResponse, Failure> {
    let act = async |ctx: &Context| {
        queue::unmerge(ctx, &caller, id, body.reason.as_deref(), seen).await?;
        Ok((StatusCode::OK, view(ctx, &caller, id).await?))
    };
    let again = async |_subject| Ok((StatusCode::OK, view(&ctx, &caller, id).await?));
    once.run(&ctx, &caller, act, again).await
}
