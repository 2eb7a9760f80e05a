//! What came after a number; waits for it if asked to.

use std::time::Duration;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use hejie_domain::ids::RoomId;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use utoipa::{IntoParams, ToSchema};

use crate::app::people::recognise;
use crate::app::room::{Page, RoomEventView, events_since};
use crate::app::{Caller, Context, Failure};
use crate::http::cookie;
use crate::http::extract::{Path, Query};
use crate::ws::Realtime;

const LIMIT: u64 = 200;
const LIMIT_MAX: u64 = 500;
const WAIT_S_MAX: u64 = 25;

/// From where, how many, and how long to wait for the first.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Since {
    /// The number that one has; 0 for all.
    #[serde(default)]
    since: u64,
    /// At most 500.
    limit: Option<u64>,
    /// Seconds, at most 25: the answer comes as soon as there is an event, or empty after that.
    #[serde(default)]
    wait: u64,
}

/// Events in order, without holes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RoomEvents)]
struct Events {
    events: Vec<RoomEventView>,
    /// The newest number there is.
    head: u64,
    /// What the numbers belong to: another epoch, another count.
    epoch: String,
}

/// Events after a number.
#[utoipa::path(tag = "rooms", params(Since), responses((status = 200, body = Events)))]
#[get("/rooms/{id}/events")]
pub(super) async fn since(
    ctx: Data<Context>,
    realtime: Data<Realtime>,
    caller: Caller,
    request: HttpRequest,
    Path(id): Path<RoomId>,
    Query(query): Query<Since>,
) -> Result<HttpResponse, Failure> {
    let limit = query.limit.unwrap_or(LIMIT).clamp(1, LIMIT_MAX);
    let wait = Duration::from_secs(query.wait.min(WAIT_S_MAX));
    // Listening begins before the first look, so nothing falls between the two.
    let mut news = realtime.news();
    let until = Instant::now().checked_add(wait);
    let mut caller = caller;
    loop {
        let page = events_since(&ctx, &caller.standing, id, query.since, limit).await?;
        let left = until.map_or(Duration::ZERO, |until| {
            until.saturating_duration_since(Instant::now())
        });
        if !page.events.is_empty() || left.is_zero() {
            return Ok(answer(&ctx, page));
        }
        if !realtime
            .wait_for(&mut news, id, caller.standing.person, left)
            .await
        {
            return Ok(answer(&ctx, page));
        }
        // Whoever was logged out while waiting gets nothing more.
        caller = still(&ctx, &request, &caller).await?;
    }
}

fn answer(ctx: &Context, page: Page) -> HttpResponse {
    let epoch = ctx.instance.epoch.clone();
    HttpResponse::Ok().json(Events {
        events: page.events,
        head: page.head,
        epoch,
    })
}

/// The caller, if the session still stands.
pub(super) async fn still(
    ctx: &Context,
    request: &HttpRequest,
    caller: &Caller,
) -> Result<Caller, Failure> {
    let token = cookie::token(request, ctx.config.server.https()).ok_or(Failure::NotLoggedIn)?;
    recognise(ctx, &token, caller.locale)
        .await?
        .ok_or(Failure::NotLoggedIn)
}
