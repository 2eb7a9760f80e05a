//! Invitations to work in an organisation. The token of a link is in the page's fragment, so that no
//! server, proxy or log sees it in an address; it comes here in a body.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, post};
use hejie_domain::ids::{InvitationId, OrganisationId};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::people::invitations::{self, Brought, Wanted};
use crate::app::people::me as own;
use crate::app::records::Subject;
use crate::app::{Caller, Context, Failure, secret};
use crate::http::extract::{Json, Once, Path, Visitor};
use crate::http::limits::Gate;
use crate::http::routes::people;
use crate::http::view::house::{InvitationInput, InvitationList, InvitationSight, InvitationView};
use crate::http::view::people::Me;
use crate::http::view::security::SecondStep;

/// A link.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct InvitationToken {
    token: String,
}

/// A link and what it takes to accept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Acceptance {
    token: String,
    /// What one is called; for whoever is new.
    #[serde(default)]
    name: Option<String>,
    /// A new password of at least 12 characters; for whoever is new here.
    #[serde(default)]
    password: Option<String>,
    /// The code that was sent; for whoever has an account.
    #[serde(default)]
    code: Option<String>,
}

/// Nothing to fill in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Again {}

/// Invitations that wait for an answer.
#[utoipa::path(tag = "house", responses((status = 200, body = InvitationList)))]
#[get("/organisations/{organisation}/invitations")]
pub(super) async fn list(
    ctx: Data<Context>,
    caller: Caller,
    Path(place): Path<OrganisationId>,
) -> Result<HttpResponse, Failure> {
    let open = invitations::list(&ctx, &caller, place).await?;
    let items = open
        .into_iter()
        .map(|(one, by)| InvitationView::of(one, Some(by)))
        .collect();
    Ok(HttpResponse::Ok().json(InvitationList { items }))
}

/// Invites somebody by mail or SMS.
#[utoipa::path(tag = "house", params(Once), responses((status = 201, body = InvitationView)))]
#[post("/organisations/{organisation}/invitations")]
pub(super) async fn invite(
    ctx: Data<Context>,
    caller: Caller,
    once: Once,
    Path(place): Path<OrganisationId>,
    Json(input): Json<InvitationInput>,
) -> Result<HttpResponse, Failure> {
    let name = input.name.filter(|name| !name.trim().is_empty());
    let wanted = Wanted {
        contact: people::contact(&input.contact, "/contact")?,
        name: name.map(|name| people::name(&name, "/name")).transpose()?,
        roles: input.roles,
        work_no: input.work_no,
        locale: input.locale.unwrap_or(caller.locale),
    };
    let act = async |ctx: &Context| {
        let made = invitations::invite(ctx, &caller, place, wanted).await?;
        Ok((StatusCode::CREATED, InvitationView::of(made, None)))
    };
    let again = async |subject: Subject| {
        let id = subject.id().ok_or(Failure::NotFound)?;
        let made = invitations::show(&ctx, &caller, id).await?;
        Ok((StatusCode::CREATED, InvitationView::of(made, None)))
    };
    once.run(&ctx, &caller, act, again).await
}

/// Sends an invitation once more. Earlier links open nothing any more.
#[utoipa::path(tag = "house", responses((status = 200, body = InvitationView)))]
#[post("/organisations/{organisation}/invitations/{invitation}/resend")]
pub(super) async fn resend(
    ctx: Data<Context>,
    caller: Caller,
    Path(which): Path<(OrganisationId, InvitationId)>,
    Json(Again {}): Json<Again>,
) -> Result<HttpResponse, Failure> {
    let sent = invitations::resend(&ctx, &caller, which).await?;
    Ok(HttpResponse::Ok().json(InvitationView::of(sent, None)))
}

/// Takes an invitation back.
#[utoipa::path(tag = "house", responses((status = 204)))]
#[delete("/organisations/{organisation}/invitations/{invitation}")]
pub(super) async fn revoke(
    ctx: Data<Context>,
    caller: Caller,
    Path(which): Path<(OrganisationId, InvitationId)>,
) -> Result<HttpResponse, Failure> {
    invitations::revoke(&ctx, &caller, which).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What an invitation is to, and what it takes to accept.
#[utoipa::path(tag = "house", responses((status = 200, body = InvitationSight)))]
#[post("/invitations/look")]
pub(super) async fn look(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Json(link): Json<InvitationToken>,
) -> Result<HttpResponse, Failure> {
    gate.look(visitor.address)?;
    let sight = invitations::look(&ctx, visitor.caller.as_ref(), &link.token).await?;
    Ok(HttpResponse::Ok().json(InvitationSight::from(sight)))
}

/// Sends a code to the contact that was invited, whose account is there already.
#[utoipa::path(tag = "house", responses((status = 202, body = people::CodeSent)))]
#[post("/invitations/code")]
pub(super) async fn send_code(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Json(link): Json<InvitationToken>,
) -> Result<HttpResponse, Failure> {
    gate.code_from(visitor.address, &secret::digest(&link.token))?;
    invitations::send_code(&ctx, &link.token, visitor.device.locale).await?;
    Ok(people::code_sent())
}

/// Accepts an invitation and logs in, or leads to the second proof.
#[utoipa::path(
    tag = "house",
    responses((status = 200, body = Me), (status = 202, body = SecondStep))
)]
#[post("/invitations/accept")]
pub(super) async fn accept(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Json(said): Json<Acceptance>,
) -> Result<HttpResponse, Failure> {
    gate.login(visitor.address, &secret::digest(&said.token))?;
    let brought = Brought {
        name: said
            .name
            .map(|name| people::name(&name, "/name"))
            .transpose()?,
        password: said.password,
        code: said.code,
    };
    let caller = visitor.caller.as_ref();
    let accepted = invitations::accept(&ctx, caller, &said.token, brought, &visitor.device);
    match (accepted.await?, &visitor.caller) {
        (Some(entered), _) => people::entered(&ctx, entered).await,
        (None, Some(caller)) => Ok(HttpResponse::Ok().json(Me::of(own::show(&ctx, caller).await?))),
        (None, None) => Err(Failure::NotLoggedIn),
    }
}
