//! Taking back what was said. Others see that it was there, not what it was.

use hejie_domain::access::Standing;
use hejie_domain::dispute::Seat;
use hejie_domain::ids::{MessageId, RoomId};
use hejie_domain::room::{Event, RoomState};

use super::gate::enter_to_post;
use super::open::lock;
use super::speak::Sent;
use super::view::one_event;
use crate::app::{Context, Failure};
use crate::db::{Message, NewEvent, Work};

/// Takes a message back: its author may, and the first responder where something must not stand.
pub async fn redact(
    ctx: &Context,
    standing: &Standing,
    room: RoomId,
    id: MessageId,
) -> Result<Sent, Failure> {
    let place = enter_to_post(ctx, standing, room).await?;
    let at = ctx.now().at;
    let mut work = ctx.store.begin().await?;
    let mut log = lock(&work, room, at).await?;
    let before = work.message(room, id).await?.ok_or(Failure::NotFound)?;
    if before.sender != standing.person && place.actor.seat != Seat::FirstResponder {
        return Err(Failure::Forbidden("not_yours"));
    }
    if before.redacted_at.is_some() {
        drop(work);
        return Ok(Sent {
            event: one_event(ctx, room, before.seq).await?,
            duplicate: true,
        });
    }
    if log.room.state == RoomState::Closed {
        return Err(Failure::Conflict("room_closed"));
    }
    let seq = log.push(NewEvent {
        message: Some(id),
        actor: Some(standing.person),
        seat: place.actor.seat.code().to_owned(),
        text: None,
        event: Event::Redacted {
            redacted_at: before.version,
        },
    })?;
    hide(&work, &before, at).await?;
    work.append_room(log).await?;
    work.commit().await?;
    Ok(Sent {
        event: one_event(ctx, room, seq).await?,
        duplicate: false,
    })
}

async fn hide(work: &Work, before: &Message, at: jiff::Timestamp) -> Result<(), Failure> {
    let after = Message {
        body: None,
        salt: None,
        redacted_at: Some(at),
        ..before.clone()
    };
    Ok(work.replace_message(before, &after, at).await?)
}
