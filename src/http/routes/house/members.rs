//! Who works in an organisation.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, post, put};
use hejie_domain::access::StaffRole;
use hejie_domain::ids::{OrganisationId, PersonId};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::people::handover::Heir;
use crate::app::people::members;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Path};
use crate::http::view::house::{HeldList, ProfileView, RosterView};

/// In which roles somebody works.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Appointment {
    /// All of them.
    roles: Vec<StaffRole>,
    /// Under which number the public knows them.
    #[serde(default)]
    work_no: Option<String>,
    /// `rota`, or a person: who takes over open disputes, when they answer for some and will not any
    /// more.
    #[serde(default)]
    heir: Option<String>,
}

/// That somebody works there no more.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Removal {
    /// `rota`, or a person: who takes over open disputes, when they answer for some.
    #[serde(default)]
    heir: Option<String>,
}

/// Who works there; for its own people and the platform's administrators.
#[utoipa::path(tag = "house", responses((status = 200, body = RosterView)))]
#[get("/organisations/{organisation}/members")]
pub(super) async fn list(
    ctx: Data<Context>,
    caller: Caller,
    Path(place): Path<OrganisationId>,
) -> Result<HttpResponse, Failure> {
    let roster = members::list(&ctx, &caller, place).await?;
    Ok(HttpResponse::Ok().json(RosterView::from(roster)))
}

/// Open disputes that would need other hands if a member left.
#[utoipa::path(tag = "house", responses((status = 200, body = HeldList)))]
#[get("/organisations/{organisation}/members/{person}/disputes")]
pub(super) async fn held(
    ctx: Data<Context>,
    caller: Caller,
    Path((place, person)): Path<(OrganisationId, PersonId)>,
) -> Result<HttpResponse, Failure> {
    let held = members::held(&ctx, &caller, place, person).await?;
    Ok(HttpResponse::Ok().json(HeldList::of(held)))
}

/// Appoints a member to other roles.
#[utoipa::path(tag = "house", responses((status = 200, body = RosterView)))]
#[put("/organisations/{organisation}/members/{person}")]
pub(super) async fn appoint(
    ctx: Data<Context>,
    caller: Caller,
    Path((place, person)): Path<(OrganisationId, PersonId)>,
    Json(wanted): Json<Appointment>,
) -> Result<HttpResponse, Failure> {
    let heir = heir(wanted.heir.as_deref())?;
    let posts = (wanted.roles, wanted.work_no);
    members::appoint(&ctx, &caller, place, person, posts, heir).await?;
    let roster = members::list(&ctx, &caller, place).await?;
    Ok(HttpResponse::Ok().json(RosterView::from(roster)))
}

/// Takes every role away from a member. Their sessions and sockets lose them at once.
#[utoipa::path(tag = "house", responses((status = 204)))]
#[post("/organisations/{organisation}/members/{person}/remove")]
pub(super) async fn remove(
    ctx: Data<Context>,
    caller: Caller,
    Path((place, person)): Path<(OrganisationId, PersonId)>,
    Json(wanted): Json<Removal>,
) -> Result<HttpResponse, Failure> {
    let heir = heir(wanted.heir.as_deref())?;
    members::remove(&ctx, &caller, place, person, heir).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Says what a mediator has done and is at home in.
#[utoipa::path(tag = "house", responses((status = 204)))]
#[put("/organisations/{organisation}/members/{person}/profile")]
pub(super) async fn describe(
    ctx: Data<Context>,
    caller: Caller,
    Path((place, person)): Path<(OrganisationId, PersonId)>,
    Json(profile): Json<ProfileView>,
) -> Result<HttpResponse, Failure> {
    members::describe(&ctx, &caller, place, person, profile.into()).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn heir(said: Option<&str>) -> Result<Option<Heir>, Failure> {
    match said {
        None => Ok(None),
        Some("rota") => Ok(Some(Heir::Rota)),
        Some(person) => person
            .parse()
            .map(|person| Some(Heir::Person(person)))
            .map_err(|_odd| Failure::invalid("/heir", "wrong_value")),
    }
}
