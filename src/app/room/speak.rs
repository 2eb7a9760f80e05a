//! Saying something.

use std::collections::HashSet;

use hejie_domain::access::Standing;
use hejie_domain::ids::{EvidenceId, MessageId, RoomId};
use hejie_domain::room::{
    Body, BodyRefused, ClientId, Event, RoomKind, RoomState, Said, text_hash,
};

use super::gate::{Place, enter_to_post};
use super::members::join;
use super::open::lock;
use super::view::{RoomEventView, one_event};
use crate::app::{Context, Failure, Fault, desk, secret};
use crate::db::{Member, Message, NewEvent, Work};

/// The most files that one message carries.
const ATTACHMENTS_MAX: usize = 9;

/// What somebody wants to say.
#[derive(Debug, Clone)]
pub struct Words {
    /// The browser's name for it.
    pub client_id: ClientId,
    /// The text.
    pub body: Body,
    /// Files, each once.
    pub attachments: Vec<EvidenceId>,
    /// What it answers.
    pub reply_to: Option<MessageId>,
    /// Said to the mediator alone, from the room where all are.
    pub aside: bool,
}

impl Words {
    /// Reads what a client sent; the fault names the field.
    pub fn parse(
        client_id: &str,
        body: &str,
        mut attachments: Vec<EvidenceId>,
        reply_to: Option<MessageId>,
    ) -> Result<Self, Failure> {
        let mut faults = Vec::new();
        if attachments.len() > ATTACHMENTS_MAX {
            faults.push(Fault::new("/attachments", "too_many"));
        }
        let mut seen = HashSet::new();
        attachments.retain(|id| seen.insert(*id));
        let client_id = ClientId::parse(client_id);
        if client_id.is_err() {
            faults.push(Fault::new("/client_id", "wrong_value"));
        }
        let body = Body::parse(body, attachments.len());
        if let Err(refused) = body {
            faults.push(body_fault(refused));
        }
        match (client_id, body) {
            (Ok(client_id), Ok(body)) if faults.is_empty() => Ok(Self {
                client_id,
                body,
                attachments,
                reply_to,
                aside: false,
            }),
            _refused => Err(Failure::Invalid(faults)),
        }
    }
}

/// A refused text, as a fault of the field `body`.
pub(super) fn body_fault(refused: BodyRefused) -> Fault {
    match refused {
        BodyRefused::Missing => Fault::new("/body", "required"),
        BodyRefused::TooLong => Fault::new("/body", "too_long"),
    }
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Sent {
    /// The message's event.
    pub event: RoomEventView,
    /// The same message had been sent before; nothing new happened.
    pub duplicate: bool,
}

/// Says `words` in a room. The same words under the same client id answer as the first time did;
/// other words under it are refused.
pub async fn speak(
    ctx: &Context,
    standing: &Standing,
    room: RoomId,
    words: &Words,
) -> Result<Sent, Failure> {
    // Once more if the place changes between the look and the lock; the second look is the last
    // word, since a place does not change without the room's log.
    for _attempt in 0..3 {
        let place = enter_to_post(ctx, standing, room).await?;
        super::view::check_attachments(ctx, standing, &place, &words.attachments).await?;
        if let Some(said) = attempt(ctx, standing, &place, words).await? {
            let event = one_event(ctx, room, said.seq).await?;
            return Ok(Sent {
                event,
                duplicate: said.duplicate,
            });
        }
    }
    Err(Failure::Busy)
}

struct Numbered {
    seq: u64,
    duplicate: bool,
}

async fn attempt(
    ctx: &Context,
    standing: &Standing,
    place: &Place,
    words: &Words,
) -> Result<Option<Numbered>, Failure> {
    let at = ctx.now().at;
    let (room, person) = (place.room.id, standing.person);
    let mut work = ctx.store.begin().await?;
    let mut log = lock(&work, room, at).await?;
    let client_id = words.client_id.as_str();
    let before = work.message_by_client_id(room, person, client_id).await?;
    if let Some(before) = before {
        return again(&before, words).map(Some);
    }
    if log.room.state == RoomState::Closed {
        return Err(Failure::Conflict("room_closed"));
    }
    let seen = place.room.last_seq;
    if log.room.last_seq > seen && work.rights_changed(room, seen).await? {
        return Ok(None);
    }
    let member = work.room_member(room, person).await?;
    if moved(place.member.as_ref(), member.as_ref()) {
        return Ok(None);
    }
    if let Some(answered) = words.reply_to
        && work.message(room, answered).await?.is_none()
    {
        return Err(Failure::invalid("/reply_to", "unknown"));
    }
    join(
        &work,
        &mut log,
        member,
        person,
        (place.actor.seat, place.actor.party),
    )
    .await?;
    let message = compose(ctx, place, standing, words, log.next_seq());
    let seq = log.push(event_of(&message, words.aside))?;
    work.insert_message(&message).await?;
    heard_at_desks(ctx, &mut work, place, &message).await?;
    work.append_room(log).await?;
    work.commit().await?;
    Ok(Some(Numbered {
        seq,
        duplicate: false,
    }))
}

/// Wakes what was put aside, and tells those whom an internal note names.
async fn heard_at_desks(
    ctx: &Context,
    work: &mut Work,
    place: &Place,
    message: &Message,
) -> Result<(), Failure> {
    if matches!(place.room.kind, RoomKind::Caucus | RoomKind::MediatorNotes) {
        // That something was said there at all is for nobody else to know.
        return Ok(());
    }
    desk::follow::spoken(work, place.room.dispute, message.sender).await?;
    if place.room.kind != RoomKind::Internal {
        return Ok(());
    }
    let note = desk::mention::Note {
        dispute: place.room.dispute,
        seq: message.seq,
        by: message.sender,
        text: message.body.as_deref().unwrap_or_default(),
        at: message.created_at,
    };
    desk::mention::noted(ctx, work, note).await
}

/// Whether somebody's place in the room was taken or given since we looked.
fn moved(before: Option<&Member>, now: Option<&Member>) -> bool {
    before.and_then(|member| member.left_seq) != now.and_then(|member| member.left_seq)
}

/// Edited since or not: what counts is whether the first sending said the same.
fn again(before: &Message, words: &Words) -> Result<Numbered, Failure> {
    let untouched = before.version == 1 && before.redacted_at.is_none();
    let same = before.attachments == words.attachments
        && before.reply_to == words.reply_to
        && (!untouched || before.body.as_deref() == Some(words.body.as_str()));
    if same {
        Ok(Numbered {
            seq: before.seq,
            duplicate: true,
        })
    } else {
        Err(Failure::invalid("/client_id", "key_reused"))
    }
}

fn compose(ctx: &Context, place: &Place, standing: &Standing, words: &Words, seq: u64) -> Message {
    Message {
        id: ctx.ids.new(),
        room: place.room.id,
        seq,
        text_seq: seq,
        sender: standing.person,
        seat: place.actor.seat,
        client_id: words.client_id.as_str().to_owned(),
        body: Some(words.body.as_str().to_owned()),
        salt: Some(secret::salt().to_vec()),
        attachments: words.attachments.clone(),
        reply_to: words.reply_to,
        version: 1,
        edited_at: None,
        redacted_at: None,
        created_at: ctx.now().at,
    }
}

fn event_of(message: &Message, aside: bool) -> NewEvent {
    NewEvent {
        message: Some(message.id),
        actor: Some(message.sender),
        seat: message.seat.code().to_owned(),
        text: digest(message),
        event: Event::Message(Said {
            client_id: message.client_id.clone(),
            attachments: message.attachments.clone(),
            reply_to: message.reply_to,
            aside,
        }),
    }
}

/// The digest of the message's present words.
pub(super) fn digest(message: &Message) -> Option<hejie_domain::text::Sha256Hash> {
    let (salt, body) = (message.salt.as_deref()?, message.body.as_deref()?);
    Some(text_hash(salt, body))
}
