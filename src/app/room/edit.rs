//! Changing what one has said. The former words stay on record, see [`super::versions`].

use hejie_domain::access::Standing;
use hejie_domain::ids::{MessageId, RoomId};
use hejie_domain::room::{Body, Event, RoomState};

use super::gate::enter_to_post;
use super::open::lock;
use super::speak::{Sent, body_fault, digest};
use super::view::one_event;
use crate::app::{Context, Failure, secret};
use crate::db::{Message, NewEvent};

/// Puts `body` in the place of the text of `version`. Sending the same change twice is one change.
pub async fn edit(
    ctx: &Context,
    standing: &Standing,
    room: RoomId,
    id: MessageId,
    body: &str,
    version: u32,
) -> Result<Sent, Failure> {
    let place = enter_to_post(ctx, standing, room).await?;
    let at = ctx.now().at;
    let mut work = ctx.store.begin().await?;
    let mut log = lock(&work, room, at).await?;
    let before = own(work.message(room, id).await?, standing)?;
    let body = Body::parse(body, before.attachments.len())
        .map_err(|refused| Failure::Invalid(vec![body_fault(refused)]))?;
    if before.redacted_at.is_some() {
        return Err(Failure::Conflict("message_redacted"));
    }
    if before.body.as_deref() == Some(body.as_str()) {
        drop(work);
        return Ok(Sent {
            event: one_event(ctx, room, before.text_seq).await?,
            duplicate: true,
        });
    }
    if before.version != version {
        return Err(Failure::Stale {
            head: u64::from(before.version),
        });
    }
    if log.room.state == RoomState::Closed {
        return Err(Failure::Conflict("room_closed"));
    }
    let after = Message {
        body: Some(body.as_str().to_owned()),
        salt: Some(secret::salt().to_vec()),
        version: before.version.saturating_add(1),
        text_seq: log.next_seq(),
        edited_at: Some(at),
        ..before.clone()
    };
    let seq = log.push(NewEvent {
        message: Some(id),
        actor: Some(standing.person),
        seat: place.actor.seat.code().to_owned(),
        text: digest(&after),
        event: Event::Edited {
            edited_to: after.version,
        },
    })?;
    work.replace_message(&before, &after, at).await?;
    work.append_room(log).await?;
    work.commit().await?;
    Ok(Sent {
        event: one_event(ctx, room, seq).await?,
        duplicate: false,
    })
}

/// Nobody changes another's words.
fn own(message: Option<Message>, standing: &Standing) -> Result<Message, Failure> {
    let message = message.ok_or(Failure::NotFound)?;
    if message.sender == standing.person {
        Ok(message)
    } else {
        Err(Failure::Forbidden("not_yours"))
    }
}
