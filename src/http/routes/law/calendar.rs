//! Holiday notices, for administrators: what is known, what a new one would change, taking it in.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::law::calendar;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::Json;
use crate::http::view::calendar::{EditionList, ImportDone, ImportPreview};

/// An edition as it is written, TOML or JSON.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EditionText {
    text: String,
}

/// The editions that are known, with their days.
#[utoipa::path(tag = "admin", responses((status = 200, body = EditionList)))]
#[get("/admin/calendar")]
pub(super) async fn list(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    calendar::administers(&caller)?;
    let editions = calendar::editions(&ctx).await?;
    let people: Vec<_> = editions
        .iter()
        .filter_map(|one| one.imported.and_then(|(_, by)| by))
        .collect();
    let names = calendar::names(&ctx, &people).await?;
    Ok(HttpResponse::Ok().json(EditionList::of(&editions, &names)))
}

/// What an edition would change. Nothing is stored.
#[utoipa::path(tag = "admin", responses((status = 200, body = ImportPreview)))]
#[post("/admin/calendar/preview")]
pub(super) async fn preview(
    ctx: Data<Context>,
    caller: Caller,
    Json(edition): Json<EditionText>,
) -> Result<HttpResponse, Failure> {
    calendar::administers(&caller)?;
    let preview = calendar::preview(&ctx, &edition.text).await?;
    Ok(HttpResponse::Ok().json(ImportPreview::of(&preview)))
}

/// Takes an edition in. Open terms are counted again, what moves is logged, and parties are told.
#[utoipa::path(tag = "admin", responses((status = 201, body = ImportDone)))]
#[post("/admin/calendar")]
pub(super) async fn import(
    ctx: Data<Context>,
    caller: Caller,
    Json(edition): Json<EditionText>,
) -> Result<HttpResponse, Failure> {
    calendar::administers(&caller)?;
    let done = calendar::import(&ctx, Some(&caller), &edition.text).await?;
    Ok(HttpResponse::Created().json(ImportDone::of(&done)))
}
