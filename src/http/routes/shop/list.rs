//! A shop's disputes.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use hejie_domain::dispute::lists::Phase;
use hejie_domain::ids::OrganisationId;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::shop::{self, Part, Wanted};
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Path, Query, paging};
use crate::http::view::shop::ShopList;

/// Which part of the list, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ShopQuery {
    /// Which part; what waits for the shop, when none is named.
    #[param(inline)]
    part: Option<Part>,
    /// Only in this phase.
    phase: Option<Phase>,
    /// Words in number, title or the consumer's name.
    query: Option<String>,
    /// From 1 to 200.
    limit: Option<u64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// A shop's disputes, what ends first for the shop on top.
#[utoipa::path(tag = "shop", params(ShopQuery), responses((status = 200, body = ShopList)))]
#[get("/shops/{shop}/disputes")]
pub(super) async fn list(
    ctx: Data<Context>,
    caller: Caller,
    Path(shop): Path<OrganisationId>,
    Query(query): Query<ShopQuery>,
) -> Result<HttpResponse, Failure> {
    let wanted = Wanted {
        part: query.part.unwrap_or_default(),
        phase: query.phase,
        words: paging::words(query.query)?,
        after: paging::cursor(query.cursor.as_deref())?,
        limit: paging::limit(query.limit)?,
    };
    let listed = shop::list(&ctx, &caller, shop, wanted).await?;
    Ok(HttpResponse::Ok().json(ShopList::of(listed)))
}
