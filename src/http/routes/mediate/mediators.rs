//! Mediators of a body, and what stands against them.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use hejie_domain::ids::DisputeId;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::mediate;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Path, Query};
use crate::http::view::mediate::{ConflictList, MediatorList, MediatorLoad};

/// Seen from which dispute.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct MediatorsQuery {
    /// A case of the body; conflicts are found for it.
    dispute: Option<DisputeId>,
}

/// The mediators of the caller's body, with what is on their desks; for its registrar.
#[utoipa::path(tag = "mediate", params(MediatorsQuery), responses((status = 200, body = MediatorList)))]
#[get("/mediate/mediators")]
pub(super) async fn list(
    ctx: Data<Context>,
    caller: Caller,
    Query(query): Query<MediatorsQuery>,
) -> Result<HttpResponse, Failure> {
    let loads = mediate::load(&ctx, &caller, query.dispute).await?;
    let items = loads.into_iter().map(MediatorLoad::from).collect();
    Ok(HttpResponse::Ok().json(MediatorList { items }))
}

/// What stands against the caller as the mediator of this dispute; for whoever was appointed.
#[utoipa::path(tag = "mediate", responses((status = 200, body = ConflictList)))]
#[get("/mediate/disputes/{dispute}/conflicts")]
pub(super) async fn conflicts(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
) -> Result<HttpResponse, Failure> {
    let items = mediate::conflicts_of_self(&ctx, &caller, id.0).await?;
    Ok(HttpResponse::Ok().json(ConflictList { items }))
}
