//! Lists of disputes.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::dispute::{Wanted, list_own};
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Query, paging};
use crate::http::view::dispute::DisputeList;

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
    };
    let listed = list_own(&ctx, &caller, wanted).await?;
    Ok(HttpResponse::Ok().json(DisputeList::of(listed)))
}
