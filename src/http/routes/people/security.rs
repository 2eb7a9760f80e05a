//! One's own password and one-time passwords. Open also to whoever has to see to them first.

use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, post};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::people::{account, totp};
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Newcomer, Visitor};
use crate::http::limits::Gate;
use crate::http::view::security::{EnrolmentView, RecoveryCodes, SecurityView};

/// Another password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PasswordChange {
    /// The one that counts now.
    current: String,
    /// The one that shall count.
    password: String,
}

/// A one-time password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TotpCode {
    code: String,
}

/// How one's own account is guarded.
#[utoipa::path(tag = "people", responses((status = 200, body = SecurityView)))]
#[get("/me/security")]
pub(super) async fn show(
    ctx: Data<Context>,
    Newcomer(caller): Newcomer,
) -> Result<HttpResponse, Failure> {
    let security = totp::security(&ctx, &caller).await?;
    Ok(HttpResponse::Ok().json(SecurityView::from(security)))
}

/// Changes one's own password, and ends one's other sessions.
#[utoipa::path(tag = "people", responses((status = 204)))]
#[post("/me/password")]
pub(super) async fn change_password(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Newcomer(caller): Newcomer,
    Json(given): Json<PasswordChange>,
) -> Result<HttpResponse, Failure> {
    gate.login(visitor.address, &caller.standing.person.to_string())?;
    account::change_password(&ctx, &caller, &given.current, &given.password).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Begins to set up one-time passwords, or begins anew.
#[utoipa::path(tag = "people", responses((status = 200, body = EnrolmentView)))]
#[post("/me/totp")]
pub(super) async fn begin(
    ctx: Data<Context>,
    Newcomer(caller): Newcomer,
) -> Result<HttpResponse, Failure> {
    let enrolment = totp::begin(&ctx, &caller).await?;
    Ok(HttpResponse::Ok().json(EnrolmentView::from(enrolment)))
}

/// Ends setting up by a first code; the answer is seen once.
#[utoipa::path(tag = "people", responses((status = 200, body = RecoveryCodes)))]
#[post("/me/totp/confirm")]
pub(super) async fn confirm(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Newcomer(caller): Newcomer,
    Json(given): Json<TotpCode>,
) -> Result<HttpResponse, Failure> {
    gate.login(visitor.address, &caller.standing.person.to_string())?;
    let codes = totp::confirm(&ctx, &caller, &given.code).await?;
    Ok(HttpResponse::Ok().json(RecoveryCodes { codes }))
}

/// Takes one-time passwords away.
#[utoipa::path(tag = "people", responses((status = 204)))]
#[delete("/me/totp")]
pub(super) async fn remove(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    totp::remove(&ctx, &caller).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ten other recovery codes, seen once; those there were are void.
#[utoipa::path(tag = "people", responses((status = 200, body = RecoveryCodes)))]
#[post("/me/totp/recovery")]
pub(super) async fn renew_codes(
    ctx: Data<Context>,
    caller: Caller,
) -> Result<HttpResponse, Failure> {
    let codes = totp::renew_codes(&ctx, &caller).await?;
    Ok(HttpResponse::Ok().json(RecoveryCodes { codes }))
}
