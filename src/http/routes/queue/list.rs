//! Pages, counts and ids.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};

use super::filter::QueueQuery;
use crate::app::queue::{self, Wanted};
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Query, paging};
use crate::http::view::queue::{CountsView, IdsView, QueueList};

/// The queue of the caller's platform, in the order asked for.
#[utoipa::path(tag = "queue", params(QueueQuery), responses((status = 200, body = QueueList)))]
#[get("/queue")]
pub(super) async fn page(
    ctx: Data<Context>,
    caller: Caller,
    Query(query): Query<QueueQuery>,
) -> Result<HttpResponse, Failure> {
    let wanted = Wanted {
        filter: query.filter()?,
        only: query.only()?,
        after: paging::cursor(query.cursor.as_deref())?,
        limit: paging::limit(query.limit)?,
    };
    let found = queue::page(&ctx, &caller, wanted).await?;
    Ok(HttpResponse::Ok().json(QueueList::of(found)))
}

/// How many wait in each part of the queue and in each phase.
#[utoipa::path(tag = "queue", responses((status = 200, body = CountsView)))]
#[get("/queue/counts")]
pub(super) async fn counts(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    let counts = queue::counts(&ctx, &caller).await?;
    Ok(HttpResponse::Ok().json(CountsView::of(counts)))
}

/// Every dispute that matches, up to a thousand, for doing something with all of them.
#[utoipa::path(tag = "queue", params(QueueQuery), responses((status = 200, body = IdsView)))]
#[get("/queue/ids")]
pub(super) async fn ids(
    ctx: Data<Context>,
    caller: Caller,
    Query(query): Query<QueueQuery>,
) -> Result<HttpResponse, Failure> {
    let (ids, more) = queue::ids(&ctx, &caller, &query.filter()?).await?;
    Ok(HttpResponse::Ok().json(IdsView { ids, more }))
}
