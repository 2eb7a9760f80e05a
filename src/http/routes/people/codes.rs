//! One-time codes.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::people::codes;
use crate::app::records::CodePurpose;
use crate::app::{Context, Failure};
use crate::http::extract::{Json, Newcomer, Visitor};
use crate::http::limits::Gate;

/// Where to send a code, and what for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeRequest {
    /// A phone number to log in, a mail address otherwise.
    to: String,
    /// What for.
    purpose: Purpose,
}

/// What a code is for.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Purpose {
    /// Logging in by phone, also for the first time.
    Login,
    /// Registering a mail address.
    Register,
    /// Setting a new password.
    Reset,
}

/// Nothing to fill in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

/// A code is on its way, if it should be.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http::routes) struct CodeSent {
    resend_after_s: u32,
    valid_s: u32,
}

/// Sends a code. The answer is the same whether there is an account or not.
#[utoipa::path(tag = "people", responses((status = 202, body = CodeSent)))]
#[post("/codes")]
pub(super) async fn send(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Json(wanted): Json<CodeRequest>,
) -> Result<HttpResponse, Failure> {
    use hejie_domain::people::Contact;
    let (to, purpose) = match wanted.purpose {
        Purpose::Login => (
            super::phone(&wanted.to, "/to").map(Contact::Phone),
            CodePurpose::Login,
        ),
        Purpose::Register => (
            super::email(&wanted.to, "/to").map(Contact::Email),
            CodePurpose::Register,
        ),
        Purpose::Reset => (super::contact(&wanted.to, "/to"), CodePurpose::Reset),
    };
    let to = to?;
    gate.code(visitor.address, &to)?;
    codes::send(&ctx, &to, purpose, visitor.device.locale).await?;
    Ok(sent())
}

/// Sends a code to one's own phone or mailbox, to prove again who one is.
#[utoipa::path(tag = "people", responses((status = 202, body = CodeSent)))]
#[post("/codes/reauth")]
pub(super) async fn send_reauth(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Newcomer(caller): Newcomer,
    Json(Nothing {}): Json<Nothing>,
) -> Result<HttpResponse, Failure> {
    gate.code_from(visitor.address, &caller.standing.person.to_string())?;
    codes::send_reauth(&ctx, &caller).await?;
    Ok(sent())
}

/// The same answer for every code.
pub(in crate::http::routes) fn sent() -> HttpResponse {
    HttpResponse::Accepted().json(CodeSent {
        resend_after_s: codes::RESEND_AFTER_S,
        valid_s: u32::from(codes::VALID_MIN).saturating_mul(60),
    })
}
