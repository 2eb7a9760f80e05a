//! The calendar of a desk.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use hejie_domain::dispute::session::Span;
use hejie_domain::zone;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::mediate;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::Query;
use crate::http::view::mediate::{CalendarSlot, DeskCalendar};

/// The most days that one look takes in.
const DAYS_MAX: i32 = 100;

/// Of which days.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DaysQuery {
    /// The first day, in Beijing.
    #[param(value_type = String, format = Date)]
    from: Date,
    /// The last, at most 100 days later.
    #[param(value_type = String, format = Date)]
    until: Date,
}

/// The sessions of those days, and the times that are still asked for: a mediator's own, or the
/// body's for its registrar.
#[utoipa::path(tag = "mediate", params(DaysQuery), responses((status = 200, body = DeskCalendar)))]
#[get("/mediate/sessions")]
pub(super) async fn list(
    ctx: Data<Context>,
    caller: Caller,
    Query(DaysQuery { from, until }): Query<DaysQuery>,
) -> Result<HttpResponse, Failure> {
    let latest = from.checked_add(DAYS_MAX.days());
    if until < from || latest.is_ok_and(|latest| until > latest) {
        return Err(Failure::invalid("/until", "out_of_range"));
    }
    let within = Span {
        from: beginning(from, "/from")?,
        to: until
            .tomorrow()
            .map_err(|_beyond| Failure::invalid("/until", "out_of_range"))
            .and_then(|after| beginning(after, "/until"))?,
    };
    let slots = mediate::sessions(&ctx, &caller, within).await?;
    let items = slots.into_iter().map(CalendarSlot::from).collect();
    Ok(HttpResponse::Ok().json(DeskCalendar { items }))
}

fn beginning(day: Date, field: &str) -> Result<Timestamp, Failure> {
    let zoned = day.to_zoned(zone());
    zoned
        .map(|zoned| zoned.timestamp())
        .map_err(|_beyond| Failure::invalid(field, "out_of_range"))
}
