//! For administrators.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, post, put};
use hejie_domain::ids::PersonId;
use hejie_domain::people::{NotAShift, Shift};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::people::{admin, duty};
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Path};
use crate::http::view::people::{Rota, Turn, TurnInput};

/// The whole rota.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RotaInput {
    items: Vec<TurnInput>,
}

/// The duty rota: who is named first responder.
#[utoipa::path(tag = "admin", responses((status = 200, body = Rota)))]
#[get("/admin/duty")]
pub(super) async fn rota(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    let items = duty::show(&ctx, &caller)
        .await?
        .into_iter()
        .map(Turn::from)
        .collect();
    Ok(HttpResponse::Ok().json(Rota { items }))
}

/// Puts another rota in its place.
#[utoipa::path(tag = "admin", responses((status = 200, body = Rota)))]
#[put("/admin/duty")]
pub(super) async fn set_rota(
    ctx: Data<Context>,
    caller: Caller,
    Json(input): Json<RotaInput>,
) -> Result<HttpResponse, Failure> {
    let turns: Result<Vec<_>, Failure> = input.items.iter().enumerate().map(turn).collect();
    let items = duty::set(&ctx, &caller, turns?)
        .await?
        .into_iter()
        .map(Turn::from)
        .collect();
    Ok(HttpResponse::Ok().json(Rota { items }))
}

/// Shuts somebody out and ends their sessions.
#[utoipa::path(tag = "admin", responses((status = 204)))]
#[post("/admin/people/{id}/suspend")]
pub(super) async fn suspend(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<PersonId>,
) -> Result<HttpResponse, Failure> {
    admin::suspend(&ctx, &caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Lets somebody in again.
#[utoipa::path(tag = "admin", responses((status = 204)))]
#[post("/admin/people/{id}/restore")]
pub(super) async fn restore(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<PersonId>,
) -> Result<HttpResponse, Failure> {
    admin::restore(&ctx, &caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn turn((at, input): (usize, &TurnInput)) -> Result<(PersonId, Shift), Failure> {
    let minute = |text: &str, field: &str| {
        minute(text).ok_or_else(|| Failure::invalid(format!("/items/{at}/{field}"), "not_a_time"))
    };
    let (from, until) = (minute(&input.from, "from")?, minute(&input.until, "until")?);
    let shift = Shift::new(&input.weekdays, from, until).map_err(|why| match why {
        NotAShift::Weekdays => Failure::invalid(format!("/items/{at}/weekdays"), "not_a_weekday"),
        NotAShift::Minute => Failure::invalid(format!("/items/{at}/from"), "not_a_time"),
    })?;
    Ok((input.person, shift))
}

/// `09:30` in minutes from midnight; `24:00` ends a day.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let number = |part: &str| -> Option<u16> {
        (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    let total = hour.checked_mul(60)?.checked_add(minute)?;
    (minute < 60 && total <= 24 * 60).then_some(total)
}
