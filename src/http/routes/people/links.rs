//! A respondent's link. Its token is in the page's fragment, so that no server, proxy or log sees
//! it in an address; it comes here in a body.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::people::links;
use crate::app::{Context, Failure, secret};
use crate::http::extract::{Json, Visitor};
use crate::http::limits::Gate;
use crate::http::view::people::{LinkSight, Me};

/// A link.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkToken {
    token: String,
}

/// A link and the code that was sent for it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkEntry {
    token: String,
    code: String,
}

/// What a link leads to, before the code.
#[utoipa::path(tag = "people", responses((status = 200, body = LinkSight)))]
#[post("/links/look")]
pub(super) async fn look(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Json(link): Json<LinkToken>,
) -> Result<HttpResponse, Failure> {
    gate.look(visitor.address)?;
    let sight = links::look(&ctx, &link.token).await?;
    Ok(HttpResponse::Ok().json(LinkSight::from(sight)))
}

/// Sends a code to the contact that the link was made for.
#[utoipa::path(tag = "people", responses((status = 202, body = super::codes::CodeSent)))]
#[post("/links/code")]
pub(super) async fn send_code(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Json(link): Json<LinkToken>,
) -> Result<HttpResponse, Failure> {
    gate.code_from(visitor.address, &secret::digest(&link.token))?;
    links::send_code(&ctx, &link.token, visitor.device.locale).await?;
    Ok(super::codes::sent())
}

/// Opens the one dispute by the code.
#[utoipa::path(tag = "people", responses((status = 200, body = Me)))]
#[post("/links/enter")]
pub(super) async fn enter(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Json(entry): Json<LinkEntry>,
) -> Result<HttpResponse, Failure> {
    gate.login(visitor.address, &secret::digest(&entry.token))?;
    let done = links::enter(&ctx, &entry.token, &entry.code, &visitor.device).await?;
    super::logged_in(&ctx, done).await
}
