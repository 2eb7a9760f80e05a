//! Following a room by number: a snapshot to begin with, then whatever came after.

use hejie_domain::access::Standing;
use hejie_domain::ids::RoomId;

use super::gate::{Place, enter};
use super::table::{self, TableView};
use super::view::{MemberView, RoomEventView, RoomSnapshot, members, views};
use crate::app::{Context, Failure};

/// How many of the newest events a snapshot holds.
pub const SNAPSHOT_EVENTS: u64 = 50;

/// Events after some number.
#[derive(Debug, Clone)]
pub struct Page {
    /// In order, without holes.
    pub events: Vec<RoomEventView>,
    /// The newest number there is.
    pub head: u64,
}

/// A room as it is now.
pub async fn snapshot(
    ctx: &Context,
    standing: &Standing,
    room: RoomId,
) -> Result<RoomSnapshot, Failure> {
    let place = enter(ctx, standing, room).await?;
    let head = place.room.last_seq;
    let since = head.saturating_sub(SNAPSHOT_EVENTS).max(place.hidden_to());
    let mut events = feed(ctx, room, since, SNAPSHOT_EVENTS).await?;
    // What came between the two reads is told by the feed, which starts at `head`.
    events.retain(|event| event.seq <= head);
    let members = members(ctx, room).await?;
    let table = table::view(ctx, &place).await?;
    Ok(frame(ctx, &place, table, members, events, head, since))
}

fn frame(
    ctx: &Context,
    place: &Place,
    table: Option<TableView>,
    members: Vec<MemberView>,
    events: Vec<RoomEventView>,
    head: u64,
    since: u64,
) -> RoomSnapshot {
    RoomSnapshot {
        id: place.room.id,
        dispute: place.room.dispute,
        kind: place.room.kind,
        state: place.room.state,
        head,
        epoch: ctx.instance.epoch.clone(),
        can_post: place.can_post,
        party: place.room.party,
        past: place.past,
        table,
        members,
        events,
        prev: (since > place.hidden_to()).then_some(since),
    }
}

/// Events after `since` that the caller may see.
pub async fn events_since(
    ctx: &Context,
    standing: &Standing,
    room: RoomId,
    since: u64,
    limit: u64,
) -> Result<Page, Failure> {
    let place = enter(ctx, standing, room).await?;
    let events = feed(ctx, room, since.max(place.hidden_to()), limit).await?;
    let head = events.last().map_or(place.room.last_seq, |last| {
        last.seq.max(place.room.last_seq)
    });
    Ok(Page { events, head })
}

/// Events after `since`, for whoever was let in already: the room's hub.
pub async fn feed(
    ctx: &Context,
    room: RoomId,
    since: u64,
    limit: u64,
) -> Result<Vec<RoomEventView>, Failure> {
    let stored = ctx.store.room_events(room, since, limit).await?;
    views(ctx, stored).await
}

/// The newest number of each room.
pub async fn heads(ctx: &Context, rooms: &[RoomId]) -> Result<Vec<(RoomId, u64)>, Failure> {
    Ok(ctx.store.room_heads(rooms).await?)
}
