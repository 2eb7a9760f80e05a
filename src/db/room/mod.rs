//! Rooms: their rows, who is in them, what was said. Numbers are given out in [`log`] alone.

mod log;
mod message;
mod read;

use entity::{message as message_table, room as room_table, room_event, room_member};
use hejie_domain::dispute::lists::Seat;
use hejie_domain::ids::{
    DisputeId, EvidenceId, Id, MediationId, MessageId, PartyId, PersonId, RoomId,
};
use hejie_domain::room::{Doorplate, Event, EventKind, RoomKind, RoomState, Sealed};
use hejie_domain::text::Sha256Hash;
use jiff::Timestamp;

pub use log::{NewEvent, RoomLog};
pub use message::Version;
pub use read::UnreadRoom;
pub(in crate::db) use read::has_unread;

use super::{DbError, instant};

/// A room's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// Which.
    pub id: RoomId,
    /// Of which dispute.
    pub dispute: DisputeId,
    /// What it is for.
    pub kind: RoomKind,
    /// Whether people may still write.
    pub state: RoomState,
    /// The number of the newest event.
    pub last_seq: u64,
    /// Its digest.
    pub last_hash: Sha256Hash,
    /// Since when.
    pub created_at: Timestamp,
    /// Of which mediation.
    pub mediation: Option<MediationId>,
    /// With which party's side a caucus is held.
    pub party: Option<PartyId>,
    /// Who holds a caucus, and whose notes they are.
    pub mediator: Option<PersonId>,
    /// Whether the party lets the mediator's successors read its caucus.
    pub unsealed: bool,
}

impl Room {
    /// What stands on its door, for asking who may come in.
    pub const fn doorplate(&self) -> Doorplate {
        Doorplate {
            kind: self.kind,
            mediation: self.mediation,
            party: self.party,
            mediator: self.mediator,
            unsealed: self.unsealed,
        }
    }
}

/// Somebody's place in a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// In which seat.
    pub seat: Seat,
    /// For which party, if for one.
    pub party: Option<PartyId>,
    /// When they came in; nothing for somebody who only looks on.
    pub joined_seq: Option<u64>,
    /// When they lost their place.
    pub left_seq: Option<u64>,
    /// The first number they may see.
    pub visible_from: u64,
    /// Everything up to here is read.
    pub read_seq: u64,
}

impl Member {
    /// Whether the others know them as one of the room.
    pub const fn is_present(&self) -> bool {
        self.joined_seq.is_some() && self.left_seq.is_none()
    }
}

/// A message as it stands now.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// Which.
    pub id: MessageId,
    /// Where.
    pub room: RoomId,
    /// The number of the event by which it came.
    pub seq: u64,
    /// The number of the event that brought the present text.
    pub text_seq: u64,
    /// Whose.
    pub sender: PersonId,
    /// In which seat it was written.
    pub seat: Seat,
    /// The browser's name for it.
    pub client_id: String,
    /// The words, until they are taken back.
    pub body: Option<String>,
    /// The salt of their digest, as long as the words are there.
    pub salt: Option<Vec<u8>>,
    /// Files that came with it.
    pub attachments: Vec<EvidenceId>,
    /// What it answers.
    pub reply_to: Option<MessageId>,
    /// From 1.
    pub version: u32,
    /// When the words were last changed.
    pub edited_at: Option<Timestamp>,
    /// When they were taken back.
    pub redacted_at: Option<Timestamp>,
    /// When it was written.
    pub created_at: Timestamp,
}

/// Without the words: they do not belong in logs of the service.
impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Message")
            .field("id", &self.id)
            .field("seq", &self.seq)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

/// An event as it was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// With its place in the chain.
    pub sealed: Sealed,
    /// What it says.
    pub event: Event,
}

impl StoredEvent {
    /// Its number.
    pub const fn seq(&self) -> u64 {
        self.sealed.link.seq
    }
}

/// Numbers and versions are never negative in our tables.
fn count(value: i64, column: &'static str) -> Result<u64, DbError> {
    u64::try_from(value).map_err(|_negative| DbError::unreadable("room", column, value))
}

/// No room comes near this bound.
fn number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

fn room_of(row: room_table::Model) -> Result<Room, DbError> {
    let bad = |column| DbError::unreadable("room", column, row.id);
    Ok(Room {
        id: RoomId::from_uuid(row.id),
        dispute: DisputeId::from_uuid(row.dispute_id),
        kind: RoomKind::parse(&row.kind).ok_or_else(|| bad("kind"))?,
        state: RoomState::parse(&row.state).ok_or_else(|| bad("state"))?,
        last_seq: count(row.last_seq, "last_seq")?,
        last_hash: Sha256Hash::parse(&row.last_hash).ok_or_else(|| bad("last_hash"))?,
        created_at: instant(row.created_at, "room", "created_at", row.id)?,
        mediation: row.mediation_id.map(MediationId::from_uuid),
        party: row.party_id.map(PartyId::from_uuid),
        mediator: row.mediator_id.map(PersonId::from_uuid),
        unsealed: row.unsealed,
    })
}

fn member_of(row: &room_member::Model) -> Result<Member, DbError> {
    let bad = || DbError::unreadable("room_member", "seat", row.person_id);
    let maybe = |value: Option<i64>, column| value.map(|seq| count(seq, column)).transpose();
    Ok(Member {
        person: PersonId::from_uuid(row.person_id),
        seat: Seat::parse(&row.seat).ok_or_else(bad)?,
        party: row.party_id.map(PartyId::from_uuid),
        joined_seq: maybe(row.joined_seq, "joined_seq")?,
        left_seq: maybe(row.left_seq, "left_seq")?,
        visible_from: count(row.visible_from_seq, "visible_from_seq")?,
        read_seq: count(row.read_seq, "read_seq")?,
    })
}

pub(in crate::db) fn message_of(row: message_table::Model) -> Result<Message, DbError> {
    let bad = |column| DbError::unreadable("message", column, row.id);
    let at = |micros, column| instant(micros, "message", column, row.id);
    Ok(Message {
        id: MessageId::from_uuid(row.id),
        room: RoomId::from_uuid(row.room_id),
        seq: count(row.seq, "seq")?,
        text_seq: count(row.text_seq, "text_seq")?,
        sender: PersonId::from_uuid(row.sender_id),
        seat: Seat::parse(&row.sender_seat).ok_or_else(|| bad("sender_seat"))?,
        attachments: serde_json::from_str(&row.attachments).map_err(|_odd| bad("attachments"))?,
        reply_to: row.reply_to.map(MessageId::from_uuid),
        version: u32::try_from(row.version).map_err(|_odd| bad("version"))?,
        edited_at: row.edited_at.map(|at_| at(at_, "edited_at")).transpose()?,
        redacted_at: row
            .redacted_at
            .map(|at_| at(at_, "redacted_at"))
            .transpose()?,
        created_at: at(row.created_at, "created_at")?,
        client_id: row.client_id,
        body: row.body,
        salt: row.salt,
    })
}

fn event_of(row: room_event::Model) -> Result<StoredEvent, DbError> {
    let key = || format!("{}/{}", row.room_id, row.seq);
    let bad = |column| DbError::unreadable("room_event", column, key());
    let hash = |text: &str, column| Sha256Hash::parse(text).ok_or_else(|| bad(column));
    let kind = EventKind::parse(&row.kind).ok_or_else(|| bad("kind"))?;
    let event = Event::read(kind, &row.data).ok_or_else(|| bad("data"))?;
    let text = row.text_hash.as_deref();
    let link = hejie_domain::room::Link {
        room: RoomId::from_uuid(row.room_id),
        seq: count(row.seq, "seq")?,
        kind,
        message: row.message_id.map(MessageId::from_uuid),
        actor: row.actor_id.map(PersonId::from_uuid),
        seat: row.actor_seat.clone(),
        at: instant(row.created_at, "room_event", "created_at", key())?,
        text: text.map(|text| hash(text, "text_hash")).transpose()?,
        data: row.data.clone(),
    };
    let (prev, own) = (hash(&row.prev_hash, "prev_hash")?, hash(&row.hash, "hash")?);
    let sealed = Sealed {
        link,
        prev,
        hash: own,
    };
    Ok(StoredEvent { sealed, event })
}
