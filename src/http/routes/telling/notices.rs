//! One's notices.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use hejie_domain::ids::NoticeId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::PageQuery;
use crate::app::telling::notices;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Query};
use crate::http::view::telling::{NoticePage, Unread};

/// Up to where one has read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReadMark {
    /// The newest notice that one has seen.
    up_to: NoticeId,
}

/// One's notices, newest first.
#[utoipa::path(
    tag = "telling",
    params(PageQuery),
    responses((status = 200, body = NoticePage))
)]
#[get("/notices")]
pub(super) async fn list(
    ctx: Data<Context>,
    caller: Caller,
    Query(page): Query<PageQuery>,
) -> Result<HttpResponse, Failure> {
    let shown = notices::list(&ctx, &caller, page.cursor()?, page.limit()).await?;
    Ok(HttpResponse::Ok().json(NoticePage::of(shown, page.limit())))
}

/// Marks one's notices as read.
#[utoipa::path(tag = "telling", responses((status = 200, body = Unread)))]
#[post("/notices/read")]
pub(super) async fn read(
    ctx: Data<Context>,
    caller: Caller,
    Json(mark): Json<ReadMark>,
) -> Result<HttpResponse, Failure> {
    let unread = notices::read(&ctx, &caller, mark.up_to).await?;
    Ok(HttpResponse::Ok().json(Unread { unread }))
}
