//! A room as server-sent events: `id` is the number, so a browser resumes by itself.

use std::collections::VecDeque;
use std::time::Duration;

use actix_web::web::{Bytes, Data};
use actix_web::{Error, HttpRequest, HttpResponse, get};
use futures_util::Stream;
use futures_util::stream::unfold;
use hejie_domain::ids::RoomId;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::broadcast;
use utoipa::IntoParams;

use super::events::still;
use crate::app::records::Nudge;
use crate::app::room::{RoomEventView, enter, events_since};
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Path, Query};
use crate::ws::Realtime;

/// Proxies close what is silent for long.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);
const PAGE: u64 = 200;

/// From where.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct From {
    /// The number that one has; without it, only what comes from now on. `Last-Event-ID` wins.
    since: Option<u64>,
}

/// Events as they happen. Each has its number as `id` and a room event as `data`; the first one,
/// named `epoch`, says what the numbers belong to.
#[utoipa::path(
    tag = "rooms",
    params(From),
    responses((status = 200, body = String, content_type = "text/event-stream"))
)]
#[get("/rooms/{id}/stream")]
pub(super) async fn follow(
    ctx: Data<Context>,
    realtime: Data<Realtime>,
    caller: Caller,
    request: HttpRequest,
    Path(room): Path<RoomId>,
    Query(query): Query<From>,
) -> Result<HttpResponse, Failure> {
    let news = realtime.news();
    let place = enter(&ctx, &caller.standing, room).await?;
    let since = last_event_id(&request)
        .or(query.since)
        .unwrap_or(place.room.last_seq);
    let epoch = json!({ "epoch": ctx.instance.epoch, "head": place.room.last_seq });
    let first = Bytes::from(format!("event: epoch\ndata: {epoch}\n\n"));
    let state = Follow {
        ctx,
        realtime,
        caller,
        request,
        room,
        since,
        news,
        ready: VecDeque::from([first]),
    };
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header(("X-Accel-Buffering", "no"))
        .streaming(state.stream()))
}

fn last_event_id(request: &HttpRequest) -> Option<u64> {
    request
        .headers()
        .get("last-event-id")?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

struct Follow {
    ctx: Data<Context>,
    realtime: Data<Realtime>,
    caller: Caller,
    request: HttpRequest,
    room: RoomId,
    since: u64,
    news: broadcast::Receiver<Nudge>,
    ready: VecDeque<Bytes>,
}

impl Follow {
    fn stream(self) -> impl Stream<Item = Result<Bytes, Error>> {
        unfold(self, |mut state| async move {
            let next = state.next().await?;
            Some((Ok(next), state))
        })
    }

    /// The next piece; nothing when the caller may not follow any more, or the server goes.
    async fn next(&mut self) -> Option<Bytes> {
        if let Some(piece) = self.ready.pop_front() {
            return Some(piece);
        }
        if self.read().await.ok()? {
            return self.ready.pop_front();
        }
        let person = self.caller.standing.person;
        let goes_on = self
            .realtime
            .wait_for(&mut self.news, self.room, person, SIGN_OF_LIFE)
            .await;
        if !goes_on {
            return None;
        }
        self.caller = still(&self.ctx, &self.request, &self.caller).await.ok()?;
        self.read().await.ok()?;
        Some(
            self.ready
                .pop_front()
                .unwrap_or_else(|| Bytes::from_static(b": alive\n\n")),
        )
    }

    /// Whether there was something new.
    async fn read(&mut self) -> Result<bool, Failure> {
        let standing = &self.caller.standing;
        let page = events_since(&self.ctx, standing, self.room, self.since, PAGE).await?;
        for event in page.events {
            self.since = event.seq;
            self.ready.push_back(piece(&event));
        }
        Ok(!self.ready.is_empty())
    }
}

fn piece(event: &RoomEventView) -> Bytes {
    // JSON has no line breaks, so one line of data is enough.
    let data = serde_json::to_string(event).unwrap_or_default();
    Bytes::from(format!("id: {}\ndata: {data}\n\n", event.seq))
}
