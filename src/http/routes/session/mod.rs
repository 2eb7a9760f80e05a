//! Sessions over all disputes: somebody's calendar, and invitations to fetch.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use hejie_domain::dispute::session::Span;
use hejie_domain::ids::MediationSessionId;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::app::session as app;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Path, Query};
use crate::http::view::dispute::CalendarSessionView;

/// See the module.
pub(super) fn routes(config: &mut ServiceConfig) {
    config.service(calendar).service(invitation);
}

/// The longest time that one look takes in.
const LOOK_MAX: SignedDuration = SignedDuration::from_hours(24 * 400);

/// From when to when.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Within {
    /// The first instant; now, when left out.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// The first instant that is too late; 60 days after the first, when left out.
    #[param(value_type = Option<String>, format = DateTime)]
    to: Option<Timestamp>,
}

/// Somebody's sessions.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SessionCalendar)]
struct Calendar {
    items: Vec<CalendarSessionView>,
}

/// The caller's sessions in all disputes, fixed ones by their beginning, then those that still wait
/// for a choice.
#[utoipa::path(tag = "sessions", params(Within), responses((status = 200, body = Calendar)))]
#[get("/mediation_sessions")]
async fn calendar(
    ctx: Data<Context>,
    caller: Caller,
    Query(within): Query<Within>,
) -> Result<HttpResponse, Failure> {
    let now = ctx.now().at;
    let from = within.from.unwrap_or(now);
    let later = |by| from.checked_add(by).unwrap_or(Timestamp::MAX);
    let to = within
        .to
        .unwrap_or_else(|| later(SignedDuration::from_hours(24 * 60)));
    if to <= from || to > later(LOOK_MAX) {
        return Err(Failure::invalid("/to", "out_of_range"));
    }
    let entries = app::calendar(&ctx, &caller, Span { from, to }).await?;
    let items = entries.iter().map(|one| CalendarSessionView::of(one, now));
    Ok(HttpResponse::Ok().json(Calendar {
        items: items.collect(),
    }))
}

/// A fixed session for a calendar (`text/calendar`, RFC 5545).
#[utoipa::path(tag = "sessions", responses((status = 200, body = String, content_type = "text/calendar")))]
#[get("/mediation_sessions/{id}/invitation.ics")]
async fn invitation(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<MediationSessionId>,
) -> Result<HttpResponse, Failure> {
    let invitation = app::invitation(&ctx, &caller, id).await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/calendar; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"session.ics\""))
        .body(invitation.text()))
}
