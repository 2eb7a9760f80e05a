//! Organisations: for administrators all of them, for everybody else their own.

use actix_web::http::StatusCode;
use actix_web::http::header::ETAG;
use actix_web::web::Data;
use actix_web::{HttpResponse, get, post, put};
use hejie_domain::access::OrganisationKind;
use hejie_domain::ids::OrganisationId;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::app::people::organisations::{self, Seen as Shown, Wanted};
use crate::app::records::Subject;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Once, Path, Query, Seen, paging, tag};
use crate::http::view::house::{OrganisationInput, OrganisationPage, OrganisationView};

/// Which organisations, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct OrganisationQuery {
    /// Only of this kind.
    kind: Option<OrganisationKind>,
    /// Words in the name, or the whole credit code.
    query: Option<String>,
    /// Those that take part, or those that do not any more; both, if not said.
    active: Option<bool>,
    /// From 1 to 200.
    limit: Option<u64>,
    /// `next_cursor` of the page before.
    cursor: Option<OrganisationId>,
}

/// A new organisation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewOrganisation {
    /// What it is: a merchant, a mediation body or a bureau.
    kind: OrganisationKind,
    /// What is said of it.
    record: OrganisationInput,
}

/// Organisations by name.
#[utoipa::path(tag = "house", params(OrganisationQuery), responses((status = 200, body = OrganisationPage)))]
#[get("/organisations")]
pub(super) async fn list(
    ctx: Data<Context>,
    caller: Caller,
    Query(query): Query<OrganisationQuery>,
) -> Result<HttpResponse, Failure> {
    let limit = paging::limit(query.limit)?;
    let wanted = Wanted {
        kind: query.kind,
        words: paging::words(query.query)?,
        closed: query.active.map(|active| !active),
        after: query.cursor,
        limit,
    };
    let found = organisations::list(&ctx, &caller, wanted).await?;
    Ok(HttpResponse::Ok().json(OrganisationPage::of(found, limit)))
}

/// Adds an organisation.
#[utoipa::path(tag = "house", params(Once), responses((status = 201, body = OrganisationView)))]
#[post("/organisations")]
pub(super) async fn add(
    ctx: Data<Context>,
    caller: Caller,
    once: Once,
    Json(new): Json<NewOrganisation>,
) -> Result<HttpResponse, Failure> {
    let (kind, record) = (new.kind, new.record.into());
    let act = async |ctx: &Context| {
        let seen = organisations::add(ctx, &caller, kind, record).await?;
        Ok((StatusCode::CREATED, OrganisationView::from(seen)))
    };
    let again = async |subject: Subject| {
        let id = subject.id().ok_or(Failure::NotFound)?;
        let seen = organisations::show(&ctx, &caller, id).await?;
        Ok((StatusCode::CREATED, OrganisationView::from(seen)))
    };
    once.run(&ctx, &caller, act, again).await
}

/// One organisation. The version of its record is the `ETag`.
#[utoipa::path(tag = "house", responses((status = 200, body = OrganisationView)))]
#[get("/organisations/{organisation}")]
pub(super) async fn show(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<OrganisationId>,
) -> Result<HttpResponse, Failure> {
    Ok(answer(organisations::show(&ctx, &caller, id).await?))
}

/// Says something else of it, over the version in `If-Match`.
#[utoipa::path(tag = "house", params(Seen), responses((status = 200, body = OrganisationView)))]
#[put("/organisations/{organisation}")]
pub(super) async fn change(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<OrganisationId>,
    Seen(version): Seen,
    Json(record): Json<OrganisationInput>,
) -> Result<HttpResponse, Failure> {
    let seen = organisations::change(&ctx, &caller, id, version, record.into()).await?;
    Ok(answer(seen))
}

/// Lets it take no more part. Running disputes go on.
#[utoipa::path(tag = "house", params(Seen), responses((status = 200, body = OrganisationView)))]
#[post("/organisations/{organisation}/close")]
pub(super) async fn close(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<OrganisationId>,
    Seen(version): Seen,
) -> Result<HttpResponse, Failure> {
    let seen = organisations::set_closed(&ctx, &caller, id, version, true).await?;
    Ok(answer(seen))
}

/// Lets it take part again.
#[utoipa::path(tag = "house", params(Seen), responses((status = 200, body = OrganisationView)))]
#[post("/organisations/{organisation}/open")]
pub(super) async fn open(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<OrganisationId>,
    Seen(version): Seen,
) -> Result<HttpResponse, Failure> {
    let seen = organisations::set_closed(&ctx, &caller, id, version, false).await?;
    Ok(answer(seen))
}

fn answer(seen: Shown) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((ETAG, tag(seen.registered.version)))
        .json(OrganisationView::from(seen))
}
