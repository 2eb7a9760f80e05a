//! Lists of disputes.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use hejie_domain::dispute::lists::Phase;
use hejie_domain::taxonomy::Category;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::dispute::{QueueView, Wanted, list_own, list_queue, queue_counts};
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Query, paging};
use crate::http::view::dispute::{CountsView, DisputeList};

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
    let wanted = Wanted {
        after: paging::cursor(query.cursor.as_deref())?,
        limit: paging::limit(query.limit)?,
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
    let wanted = Wanted {
        phase: query.phase,
        category: query.category,
        words: paging::words(query.query)?,
        after: paging::cursor(query.cursor.as_deref())?,
        limit: paging::limit(query.limit)?,
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
