//! Lists of disputes.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use hejie_domain::dispute::lists::Phase;
use hejie_domain::taxonomy::Category;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::dispute::{QueueView, Wanted, list_own, list_queue, queue_counts};
use crate::app::records::Cursor;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::Query;
use crate::http::view::dispute::{CountsView, DisputeList};

const LIMIT: u64 = 50;
const LIMIT_MAX: u64 = 200;
const WORDS_CHARS_MAX: usize = 100;

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct OwnQuery {
    /// From 1 to 200.
    limit: Option<u64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Which part of the queue, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct QueueQuery {
    /// Which part.
    #[param(inline)]
    view: Option<QueueView>,
    /// Only in this phase.
    phase: Option<Phase>,
    /// Only of this category.
    category: Option<Category>,
    /// Words in number, title or a party's name.
    query: Option<String>,
    /// From 1 to 200.
    limit: Option<u64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Disputes in which the caller is a party, the latest first.
#[utoipa::path(tag = "dispute", params(OwnQuery), responses((status = 200, body = DisputeList)))]
#[get("/disputes")]
pub(super) async fn own(
    ctx: Data<Context>,
    caller: Caller,
    Query(query): Query<OwnQuery>,
) -> Result<HttpResponse, Failure> {
    let after = cursor(query.cursor.as_deref())?;
    let wanted = Wanted {
        after,
        limit: limit(query.limit)?,
        ..Wanted::default()
    };
    let listed = list_own(&ctx, &caller, wanted).await?;
    Ok(HttpResponse::Ok().json(DisputeList::of(listed)))
}

/// The queue of the caller's platform, the nearest deadline first.
#[utoipa::path(tag = "dispute", params(QueueQuery), responses((status = 200, body = DisputeList)))]
#[get("/queue")]
pub(super) async fn queue(
    ctx: Data<Context>,
    caller: Caller,
    Query(query): Query<QueueQuery>,
) -> Result<HttpResponse, Failure> {
    let words = query
        .query
        .map(|words| words.trim().to_owned())
        .filter(|words| !words.is_empty());
    if words
        .as_ref()
        .is_some_and(|words| words.chars().count() > WORDS_CHARS_MAX)
    {
        return Err(Failure::invalid("/query", "too_long"));
    }
    let wanted = Wanted {
        phase: query.phase,
        category: query.category,
        words,
        after: cursor(query.cursor.as_deref())?,
        limit: limit(query.limit)?,
    };
    let view = query.view.unwrap_or(QueueView::Open);
    let listed = list_queue(&ctx, &caller, view, wanted).await?;
    Ok(HttpResponse::Ok().json(DisputeList::of(listed)))
}

/// How many wait in each part of the queue.
#[utoipa::path(tag = "dispute", responses((status = 200, body = CountsView)))]
#[get("/queue/counts")]
pub(super) async fn counts(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    let counts = queue_counts(&ctx, &caller).await?;
    Ok(HttpResponse::Ok().json(CountsView::of(counts)))
}

fn limit(asked: Option<u64>) -> Result<u64, Failure> {
    match asked {
        None => Ok(LIMIT),
        Some(limit) if (1..=LIMIT_MAX).contains(&limit) => Ok(limit),
        Some(_) => Err(Failure::invalid("/limit", "out_of_range")),
    }
}

fn cursor(text: Option<&str>) -> Result<Option<Cursor>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let parsed = text.split_once('.').and_then(|(key, id)| {
        Some(Cursor {
            key: key.parse().ok()?,
            id: id.parse().ok()?,
        })
    });
    parsed
        .map(Some)
        .ok_or_else(|| Failure::invalid("/cursor", "invalid"))
}
