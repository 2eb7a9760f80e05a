//! Oneself.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, patch};
use hejie_domain::people::Locale;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::people::me;
use crate::app::setup;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Visitor};
use crate::http::view::people::Me;

/// What can be changed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MeChange {
    /// What one is called.
    name: Option<String>,
    /// What one reads.
    locale: Option<Locale>,
}

/// Who one is; `person` is null without a session.
#[utoipa::path(tag = "people", responses((status = 200, body = Me)))]
#[get("/me")]
pub(super) async fn show(ctx: Data<Context>, visitor: Visitor) -> Result<HttpResponse, Failure> {
    let me = match visitor.caller {
        Some(caller) => Me::of(me::show(&ctx, &caller).await?),
        None => Me::nobody(setup::is_done(&ctx).await?),
    };
    Ok(HttpResponse::Ok().json(me))
}

/// Changes name or language.
#[utoipa::path(tag = "people", responses((status = 200, body = Me)))]
#[patch("/me")]
pub(super) async fn change(
    ctx: Data<Context>,
    caller: Caller,
    Json(change): Json<MeChange>,
) -> Result<HttpResponse, Failure> {
    let name = change
        .name
        .map(|name| super::name(&name, "/name"))
        .transpose()?;
    let me = me::change(&ctx, &caller, name, change.locale).await?;
    Ok(HttpResponse::Ok().json(Me::of(me)))
}
