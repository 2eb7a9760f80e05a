//! In and out.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::people::login;
use crate::app::{Context, Failure};
use crate::http::cookie;
use crate::http::extract::{Json, Visitor};
use crate::http::limits::Gate;
use crate::http::view::people::Me;

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

/// Logs in by phone and code; registers whoever is new.
#[utoipa::path(tag = "people", responses((status = 200, body = Me)))]
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
    gate.login(visitor.address, phone.as_str())?;
    let done = login::by_code(&ctx, &phone, &given.code, name.as_ref(), &visitor.device).await?;
    super::logged_in(&ctx, done).await
}

/// Logs in by mail address and password.
#[utoipa::path(tag = "people", responses((status = 200, body = Me)))]
#[post("/login/password")]
pub(super) async fn by_password(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Json(given): Json<PasswordLogin>,
) -> Result<HttpResponse, Failure> {
    let email = super::email(&given.email, "/email")?;
    gate.login(visitor.address, email.as_str())?;
    let done = login::by_password(&ctx, &email, &given.password, &visitor.device).await?;
    super::logged_in(&ctx, done).await
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
