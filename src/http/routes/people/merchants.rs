//! The registry of merchants.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::people::merchants;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::Query;
use crate::http::view::people::{Merchant, MerchantList};

/// What to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct MerchantQuery {
    /// Part of the name, at least two characters, or the whole credit code.
    query: String,
}

/// Finds merchants by name or unified credit code.
#[utoipa::path(tag = "people", params(MerchantQuery), responses((status = 200, body = MerchantList)))]
#[get("/merchants")]
pub(super) async fn search(
    ctx: Data<Context>,
    caller: Caller,
    Query(wanted): Query<MerchantQuery>,
) -> Result<HttpResponse, Failure> {
    let found = merchants::search(&ctx, &caller, &wanted.query).await?;
    let items = found.into_iter().map(Merchant::from).collect();
    Ok(HttpResponse::Ok().json(MerchantList { items }))
}
