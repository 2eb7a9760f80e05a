//! Proving again who one is.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::people::me;
use crate::app::people::reauth::{self, Proof};
use crate::app::{Context, Failure};
use crate::http::extract::{Json, Newcomer, Visitor};
use crate::http::limits::Gate;
use crate::http::view::people::Me;

/// The password of the account, a code that was sent, or a one-time password; one of them.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReauthRequest {
    password: Option<String>,
    code: Option<String>,
    /// A one-time password or a recovery code: the one proof of whoever has them.
    totp: Option<String>,
}

/// Proves again who one is; good for five minutes.
#[utoipa::path(tag = "people", responses((status = 200, body = Me)))]
#[post("/reauth")]
pub(super) async fn prove(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Newcomer(caller): Newcomer,
    Json(given): Json<ReauthRequest>,
) -> Result<HttpResponse, Failure> {
    let proof = match (given.password, given.code, given.totp) {
        (Some(password), None, None) => Proof::Password(password),
        (None, Some(code), None) => Proof::Code(code),
        (None, None, Some(totp)) => Proof::Totp(totp),
        (None, None, None) => return Err(Failure::invalid("/password", "required")),
        (Some(_) | None, _, _) => return Err(Failure::invalid("/code", "one_of_two")),
    };
    gate.login(visitor.address, &caller.standing.person.to_string())?;
    let caller = reauth::prove(&ctx, &caller, proof).await?;
    Ok(HttpResponse::Ok().json(Me::of(me::show(&ctx, &caller).await?)))
}
