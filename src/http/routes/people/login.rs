//! In and out.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use hejie_domain::people::Contact;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::people::{login, totp};
use crate::app::{Context, Failure};
use crate::http::cookie;
use crate::http::extract::{Json, Visitor};
use crate::http::limits::Gate;
use crate::http::view::people::Me;
use crate::http::view::security::SecondStep;

/// A phone number and the code that was sent there.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeLogin {
    phone: String,
    code: String,
    /// For whoever is new.
    name: Option<String>,
}

/// A mail address and its password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PasswordLogin {
    email: String,
    password: String,
}

/// What the first proof was answered with, and the second proof.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SecondProof {
    ticket: String,
    code: String,
}

/// Logs in by phone and code; registers whoever is new.
#[utoipa::path(tag = "people", responses((status = 200, body = Me), (status = 202, body = SecondStep)))]
#[post("/login/code")]
pub(super) async fn by_code(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Json(given): Json<CodeLogin>,
) -> Result<HttpResponse, Failure> {
    let phone = super::phone(&given.phone, "/phone")?;
    let name = given
        .name
        .map(|name| super::name(&name, "/name"))
        .transpose()?;
    admit(&ctx, &gate, &visitor, &Contact::Phone(phone.clone())).await?;
    let done = login::by_code(&ctx, &phone, &given.code, name.as_ref(), &visitor.device).await?;
    super::entered(&ctx, done).await
}

/// Logs in by mail address and password.
#[utoipa::path(tag = "people", responses((status = 200, body = Me), (status = 202, body = SecondStep)))]
#[post("/login/password")]
pub(super) async fn by_password(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Json(given): Json<PasswordLogin>,
) -> Result<HttpResponse, Failure> {
    let email = super::email(&given.email, "/email")?;
    admit(&ctx, &gate, &visitor, &Contact::Email(email.clone())).await?;
    let done = login::by_password(&ctx, &email, &given.password, &visitor.device).await?;
    super::entered(&ctx, done).await
}

/// Ends a log-in by the second proof: a one-time password or a recovery code.
#[utoipa::path(tag = "people", responses((status = 200, body = Me)))]
#[post("/login/second")]
pub(super) async fn second(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Json(given): Json<SecondProof>,
) -> Result<HttpResponse, Failure> {
    gate.look(visitor.address)?;
    let done = totp::second(&ctx, &given.ticket, &given.code, &visitor.device).await?;
    super::logged_in(&ctx, done).await
}

/// Lets an attempt through, or records that no more are let through for now; not each of them.
async fn admit(
    ctx: &Context,
    gate: &Gate,
    visitor: &Visitor,
    account: &Contact,
) -> Result<(), Failure> {
    let refused = gate.login(visitor.address, account.as_str());
    if refused.is_err() && gate.tell_locked(account.as_str()) {
        login::locked(ctx, account, &visitor.device).await?;
    }
    refused
}

/// Ends the session, if there is one.
#[utoipa::path(tag = "people", responses((status = 204)))]
#[post("/logout")]
pub(super) async fn out(ctx: Data<Context>, visitor: Visitor) -> Result<HttpResponse, Failure> {
    if let Some(caller) = &visitor.caller {
        login::out(&ctx, caller).await?;
    }
    let cleared = cookie::clear(ctx.config.server.https());
    Ok(HttpResponse::NoContent().cookie(cleared).finish())
}
