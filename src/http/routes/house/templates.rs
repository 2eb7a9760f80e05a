//! Texts that are kept ready: canned replies, clauses of agreements, what mediators say and propose.

use actix_web::http::StatusCode;
use actix_web::http::header::ETAG;
use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, post, put};
use hejie_domain::ids::{DisputeId, OrganisationId, TemplateId};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::app::house::template::{self, Kept};
use crate::app::records::Subject;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Once, Path, Query, Seen, tag};
use crate::http::view::house::{
    FilledText, TemplateInput, TemplateList, TemplateView, VersionList,
};

/// Which texts.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct TemplateQuery {
    /// Of which organisation; the first in which one works, if not said.
    organisation: Option<OrganisationId>,
    /// Those that are no longer offered, in place of those that are.
    archived: Option<bool>,
}

/// Where a text is needed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct FillQuery {
    /// In which dispute.
    dispute: DisputeId,
}

/// A new text.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTemplate {
    /// Where; the first organisation in which one works, if not said.
    #[serde(default)]
    organisation: Option<OrganisationId>,
    /// Whether all of the staff may use it.
    #[serde(default)]
    shared: bool,
    /// What it says.
    text: TemplateInput,
}

/// Texts that one may use: what is shared and what is one's own.
#[utoipa::path(tag = "house", params(TemplateQuery), responses((status = 200, body = TemplateList)))]
#[get("/templates")]
pub(super) async fn list(
    ctx: Data<Context>,
    caller: Caller,
    Query(wanted): Query<TemplateQuery>,
) -> Result<HttpResponse, Failure> {
    let archived = wanted.archived.unwrap_or(false);
    let found = template::list(&ctx, &caller, wanted.organisation, archived).await?;
    Ok(HttpResponse::Ok().json(TemplateList::of(found)))
}

/// Keeps a new text.
#[utoipa::path(tag = "house", params(Once), responses((status = 201, body = TemplateView)))]
#[post("/templates")]
pub(super) async fn add(
    ctx: Data<Context>,
    caller: Caller,
    once: Once,
    Json(new): Json<NewTemplate>,
) -> Result<HttpResponse, Failure> {
    let (place, shared, words) = (new.organisation, new.shared, new.text.into());
    let act = async |ctx: &Context| {
        let kept = template::add(ctx, &caller, place, shared, words).await?;
        Ok((StatusCode::CREATED, TemplateView::from(kept)))
    };
    let again = async |subject: Subject| {
        let id = subject.id().ok_or(Failure::NotFound)?;
        let kept = template::show(&ctx, &caller, id).await?;
        Ok((StatusCode::CREATED, TemplateView::from(kept)))
    };
    once.run(&ctx, &caller, act, again).await
}

/// One text. Its version is the `ETag`.
#[utoipa::path(tag = "house", responses((status = 200, body = TemplateView)))]
#[get("/templates/{template}")]
pub(super) async fn show(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<TemplateId>,
) -> Result<HttpResponse, Failure> {
    Ok(answer(template::show(&ctx, &caller, id).await?))
}

/// Words it otherwise, over the version in `If-Match`.
#[utoipa::path(tag = "house", params(Seen), responses((status = 200, body = TemplateView)))]
#[put("/templates/{template}")]
pub(super) async fn change(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<TemplateId>,
    Seen(version): Seen,
    Json(words): Json<TemplateInput>,
) -> Result<HttpResponse, Failure> {
    let kept = template::change(&ctx, &caller, id, version, words.into()).await?;
    Ok(answer(kept))
}

/// No longer offers it. Nothing is lost.
#[utoipa::path(tag = "house", responses((status = 200, body = TemplateView)))]
#[delete("/templates/{template}")]
pub(super) async fn archive(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<TemplateId>,
) -> Result<HttpResponse, Failure> {
    Ok(answer(
        template::set_archived(&ctx, &caller, id, true).await?,
    ))
}

/// Offers it again.
#[utoipa::path(tag = "house", responses((status = 200, body = TemplateView)))]
#[post("/templates/{template}/restore")]
pub(super) async fn restore(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<TemplateId>,
) -> Result<HttpResponse, Failure> {
    Ok(answer(
        template::set_archived(&ctx, &caller, id, false).await?,
    ))
}

/// Everything it ever said.
#[utoipa::path(tag = "house", responses((status = 200, body = VersionList)))]
#[get("/templates/{template}/versions")]
pub(super) async fn versions(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<TemplateId>,
) -> Result<HttpResponse, Failure> {
    let versions = template::versions(&ctx, &caller, id).await?;
    Ok(HttpResponse::Ok().json(VersionList::of(versions)))
}

/// The text as it reads in one dispute: its places filled from what the caller may see there.
#[utoipa::path(tag = "house", params(FillQuery), responses((status = 200, body = FilledText)))]
#[get("/templates/{template}/filled")]
pub(super) async fn filled(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<TemplateId>,
    Query(place): Query<FillQuery>,
) -> Result<HttpResponse, Failure> {
    let filled = template::filled(&ctx, &caller, id, place.dispute).await?;
    Ok(HttpResponse::Ok().json(FilledText::from(filled)))
}

fn answer(kept: Kept) -> HttpResponse {
    let version = tag(kept.template.version);
    HttpResponse::Ok()
        .insert_header((ETAG, version))
        .json(TemplateView::from(kept))
}
