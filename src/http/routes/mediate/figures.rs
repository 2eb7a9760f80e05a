//! What came of the cases.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::mediate;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::Query;
use crate::http::view::mediate::CaseFigures;

/// Of which days.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct FiguresQuery {
    /// The first day on which a case was accepted.
    #[param(value_type = String, format = Date)]
    from: Date,
    /// The last.
    #[param(value_type = String, format = Date)]
    until: Date,
}

/// The cases accepted in those days: a mediator's own, or the body's for its registrar.
#[utoipa::path(tag = "mediate", params(FiguresQuery), responses((status = 200, body = CaseFigures)))]
#[get("/mediate/figures")]
pub(super) async fn show(
    ctx: Data<Context>,
    caller: Caller,
    Query(query): Query<FiguresQuery>,
) -> Result<HttpResponse, Failure> {
    let found = mediate::figures(&ctx, &caller, query.from, query.until).await?;
    Ok(HttpResponse::Ok().json(CaseFigures::from(found)))
}
