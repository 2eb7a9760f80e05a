//! A shop's own record.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use hejie_domain::ids::OrganisationId;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::shop::{self, Period};
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Path, Query};
use crate::http::view::shop::RecordView;

/// Which days.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct RecordQuery {
    /// The first day; 90 days are shown, when none is named, and 366 at the most.
    #[param(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// The last day; today, when none is named.
    #[param(value_type = Option<String>, format = Date)]
    to: Option<Date>,
}

/// What became of the disputes filed against the shop in that time.
#[utoipa::path(tag = "shop", params(RecordQuery), responses((status = 200, body = RecordView)))]
#[get("/shops/{shop}/record")]
pub(super) async fn show(
    ctx: Data<Context>,
    caller: Caller,
    Path(shop): Path<OrganisationId>,
    Query(query): Query<RecordQuery>,
) -> Result<HttpResponse, Failure> {
    let period = Period::of(query.from, query.to, ctx.now().today())?;
    let record = shop::record(&ctx, &caller, shop, period).await?;
    Ok(HttpResponse::Ok().json(RecordView::of(period, record)))
}
