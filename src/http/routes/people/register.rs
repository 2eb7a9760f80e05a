//! A new account by mail address, a new password for an old one.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::people::register as account;
use crate::app::{Context, Failure};
use crate::http::extract::{Json, Visitor};
use crate::http::limits::Gate;
use crate::http::view::people::Me;
use crate::http::view::security::SecondStep;

/// What somebody says of themselves.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RegisterRequest {
    email: String,
    code: String,
    password: String,
    name: String,
}

/// A new password, proved by a code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ResetRequest {
    email: String,
    code: String,
    password: String,
}

/// Makes an account.
#[utoipa::path(tag = "people", responses((status = 200, body = Me), (status = 202, body = SecondStep)))]
#[post("/register")]
pub(super) async fn register(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Json(given): Json<RegisterRequest>,
) -> Result<HttpResponse, Failure> {
    let new = account::Registration {
        email: super::email(&given.email, "/email")?,
        code: given.code,
        password: given.password,
        name: super::name(&given.name, "/name")?,
    };
    gate.login(visitor.address, new.email.as_str())?;
    let done = account::register(&ctx, new, &visitor.device).await?;
    super::entered(&ctx, done).await
}

/// Sets a new password and ends every open session.
#[utoipa::path(tag = "people", responses((status = 200, body = Me), (status = 202, body = SecondStep)))]
#[post("/password/reset")]
pub(super) async fn reset(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Json(given): Json<ResetRequest>,
) -> Result<HttpResponse, Failure> {
    let email = super::email(&given.email, "/email")?;
    gate.login(visitor.address, email.as_str())?;
    let (code, password) = (given.code, given.password);
    let done = account::reset(&ctx, &email, &code, &password, &visitor.device).await?;
    super::entered(&ctx, done).await
}
