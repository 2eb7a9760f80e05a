//! Cases of a body, and of a mediator.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::mediate::{self, CaseView};
use crate::app::records::CaseCursor;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::Query;
use crate::http::view::mediate::{CaseCounts, CaseList};

const LIMIT: u64 = 50;
const LIMIT_MAX: u64 = 200;

/// Which part of the work, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CasesQuery {
    /// Which part.
    #[param(inline)]
    view: CaseView,
    /// From 1 to 200.
    limit: Option<u64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// The cases of one view: open ones by deadline, the nearest first; ended ones by their end, the
/// latest first. Registrars see their body's, mediators their own; to others there is nothing.
#[utoipa::path(tag = "mediate", params(CasesQuery), responses((status = 200, body = CaseList)))]
#[get("/mediate/cases")]
pub(super) async fn list(
    ctx: Data<Context>,
    caller: Caller,
    Query(query): Query<CasesQuery>,
) -> Result<HttpResponse, Failure> {
    let limit = query.limit.unwrap_or(LIMIT);
    if !(1..=LIMIT_MAX).contains(&limit) {
        return Err(Failure::invalid("/limit", "out_of_range"));
    }
    let after = cursor(query.cursor.as_deref())?;
    let page = mediate::list(&ctx, &caller, query.view, after, limit).await?;
    Ok(HttpResponse::Ok().json(CaseList::of(page)))
}

/// How many cases wait in each view.
#[utoipa::path(tag = "mediate", responses((status = 200, body = CaseCounts)))]
#[get("/mediate/counts")]
pub(super) async fn counts(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    let counts = mediate::counts(&ctx, &caller).await?;
    Ok(HttpResponse::Ok().json(CaseCounts::of(&counts)))
}

fn cursor(text: Option<&str>) -> Result<Option<CaseCursor>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let parsed = text.split_once('.').and_then(|(key, id)| {
        Some(CaseCursor {
            key: key.parse().ok()?,
            id: id.parse().ok()?,
        })
    });
    parsed
        .map(Some)
        .ok_or_else(|| Failure::invalid("/cursor", "invalid"))
}
