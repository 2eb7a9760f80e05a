//! Who needs one-time passwords, and help for whoever lost theirs.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, post, put};
use hejie_domain::ids::{OrganisationId, PersonId};
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::people::totp;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Path};
use crate::http::view::security::{TotpMember, TotpMembers, TotpPolicies, TotpPolicy};

/// What an organisation shall ask of its staff.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PolicyInput {
    /// From which day on one-time passwords are needed; null for never.
    #[schema(value_type = Option<String>, format = Date)]
    required_from: Option<Date>,
}

/// What organisations ask of their staff.
#[utoipa::path(tag = "admin", responses((status = 200, body = TotpPolicies)))]
#[get("/admin/totp")]
pub(super) async fn policies(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    all(&ctx, &caller).await
}

/// Asks for one-time passwords from a day on, or not at all.
#[utoipa::path(tag = "admin", responses((status = 200, body = TotpPolicies)))]
#[put("/admin/totp/{id}")]
pub(super) async fn set_policy(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<OrganisationId>,
    Json(input): Json<PolicyInput>,
) -> Result<HttpResponse, Failure> {
    totp::set_policy(&ctx, &caller, id, input.required_from).await?;
    all(&ctx, &caller).await
}

/// Who works in an organisation, and whether they have one-time passwords.
#[utoipa::path(tag = "admin", responses((status = 200, body = TotpMembers)))]
#[get("/admin/totp/{id}/people")]
pub(super) async fn members(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<OrganisationId>,
) -> Result<HttpResponse, Failure> {
    let members = totp::members(&ctx, &caller, id).await?;
    let items = members.into_iter().map(TotpMember::from).collect();
    Ok(HttpResponse::Ok().json(TotpMembers { items }))
}

/// Takes somebody's one-time passwords away, since they lost them.
#[utoipa::path(tag = "admin", responses((status = 204)))]
#[post("/admin/people/{id}/reset_totp")]
pub(super) async fn reset(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<PersonId>,
) -> Result<HttpResponse, Failure> {
    totp::reset(&ctx, &caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn all(ctx: &Context, caller: &Caller) -> Result<HttpResponse, Failure> {
    let found = totp::policies(ctx, caller).await?;
    let items = found.into_iter().map(TotpPolicy::from).collect();
    Ok(HttpResponse::Ok().json(TotpPolicies { items }))
}
