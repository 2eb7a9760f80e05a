//! Appending to a room's log: the one place where numbers are given out.
//!
//! The first statement raises the room's counter. That takes the row's lock (on SQLite the one
//! writer has it already), which is held until the commit: whoever sees number n sees all below it,
//! and a rollback gives the number back. Whoever appends to several rooms does so in the order of
//! their ids.

use entity::{room as room_table, room_event};
use hejie_domain::ids::{Id, MessageId, PersonId, RoomId};
use hejie_domain::room::{Event, Link, RoomState, Sealed, seal};
use hejie_domain::text::Sha256Hash;
use jiff::Timestamp;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, Set, sea_query::Expr,
};

use super::{Room, number, room_of};
use crate::db::{DbError, Nudge, Work, micros};

/// An event before it has a number.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// The message it is about.
    pub message: Option<MessageId>,
    /// Who does it; nobody for the clock.
    pub actor: Option<PersonId>,
    /// In which seat, by its code.
    pub seat: String,
    /// The digest of the words that come with it.
    pub text: Option<Sha256Hash>,
    /// What it says.
    pub event: Event,
}

/// A room whose next numbers are ours until the work is over.
#[derive(Debug)]
pub struct RoomLog {
    /// The room before anything was appended.
    pub room: Room,
    state: RoomState,
    head: Sha256Hash,
    next: u64,
    at: Timestamp,
    events: Vec<Sealed>,
}

impl RoomLog {
    /// The number that the next event gets.
    pub const fn next_seq(&self) -> u64 {
        self.next
    }

    /// Whether nothing was appended.
    pub const fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// Appends; the answer is the event's number.
    pub fn push(&mut self, new: NewEvent) -> Result<u64, DbError> {
        let seq = self.next;
        let data = new
            .event
            .data()
            .map_err(|_odd| DbError::unreadable("room_event", "data", seq))?;
        let sealed = seal(
            self.head,
            Link {
                room: self.room.id,
                seq,
                kind: new.event.kind(),
                message: new.message,
                actor: new.actor,
                seat: new.seat,
                at: self.at,
                text: new.text,
                data,
            },
        );
        match new.event {
            Event::Opened { .. } => self.state = RoomState::Open,
            Event::Closed {} => self.state = RoomState::Closed,
            Event::Message(_)
            | Event::Edited { .. }
            | Event::Redacted { .. }
            | Event::MemberAdded { .. }
            | Event::MemberRemoved { .. }
            | Event::Procedure { .. }
            | Event::Unsealed { .. }
            | Event::Attachment { .. }
            | Event::HandRaised {}
            | Event::HandLowered { .. }
            | Event::FloorGiven { .. }
            | Event::FloorRule { .. }
            | Event::Agenda { .. } => {}
        }
        self.head = sealed.hash;
        self.next = seq.saturating_add(1);
        self.events.push(sealed);
        Ok(seq)
    }
}

impl Work {
    /// Makes a room, empty and without a number yet.
    pub async fn insert_room(&self, room: &Room) -> Result<(), DbError> {
        let row = room_table::ActiveModel {
            id: Set(room.id.uuid()),
            dispute_id: Set(room.dispute.uuid()),
            kind: Set(room.kind.code().to_owned()),
            state: Set(room.state.code().to_owned()),
            last_seq: Set(0),
            last_hash: Set(room.last_hash.to_string()),
            created_at: Set(micros(room.created_at)),
            mediation_id: Set(room.mediation.map(Id::uuid)),
            party_id: Set(room.party.map(Id::uuid)),
            mediator_id: Set(room.mediator.map(Id::uuid)),
            unsealed: Set(room.unsealed),
        };
        row.insert(self.tx()).await?;
        Ok(())
    }

    /// A caucus is open to its mediator's successors.
    pub async fn unseal_room(&self, id: RoomId) -> Result<(), DbError> {
        room_table::Entity::update_many()
            .col_expr(room_table::Column::Unsealed, Expr::value(true))
            .filter(room_table::Column::Id.eq(id.uuid()))
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// Takes the room's lock and its next number. The numbers are given back unless
    /// [`Work::append_room`] and the commit follow.
    pub async fn room_log(&self, id: RoomId, at: Timestamp) -> Result<Option<RoomLog>, DbError> {
        let raised = room_table::Entity::update_many()
            .col_expr(
                room_table::Column::LastSeq,
                Expr::col(room_table::Column::LastSeq).add(1),
            )
            .filter(room_table::Column::Id.eq(id.uuid()))
            .exec_with_returning(self.tx())
            .await?;
        let Some(row) = raised.into_iter().next() else {
            return Ok(None);
        };
        let raised = room_of(row)?;
        let last_seq = raised.last_seq.saturating_sub(1);
        Ok(Some(RoomLog {
            state: raised.state,
            head: raised.last_hash,
            next: raised.last_seq,
            at,
            events: Vec::new(),
            room: Room { last_seq, ..raised },
        }))
    }

    /// Stores what was pushed, and tells the world after the commit.
    pub async fn append_room(&mut self, log: RoomLog) -> Result<u64, DbError> {
        let last = log.next.saturating_sub(1);
        let rows = log.events.iter().map(row_of);
        if !log.events.is_empty() {
            room_event::Entity::insert_many(rows)
                .exec_without_returning(self.tx())
                .await?;
        }
        room_table::Entity::update_many()
            .col_expr(room_table::Column::LastSeq, Expr::value(number(last)))
            .col_expr(
                room_table::Column::LastHash,
                Expr::value(log.head.to_string()),
            )
            .col_expr(room_table::Column::State, Expr::value(log.state.code()))
            .filter(room_table::Column::Id.eq(log.room.id.uuid()))
            .exec(self.tx())
            .await?;
        self.nudge(Nudge::Room {
            room: log.room.id,
            seq: last,
        });
        Ok(last)
    }
}

fn row_of(sealed: &Sealed) -> room_event::ActiveModel {
    let link = &sealed.link;
    room_event::ActiveModel {
        room_id: Set(link.room.uuid()),
        seq: Set(number(link.seq)),
        kind: Set(link.kind.code().to_owned()),
        message_id: Set(link.message.map(Id::uuid)),
        actor_id: Set(link.actor.map(Id::uuid)),
        actor_seat: Set(link.seat.clone()),
        data: Set(link.data.clone()),
        text_hash: Set(link.text.map(|hash| hash.to_string())),
        prev_hash: Set(sealed.prev.to_string()),
        hash: Set(sealed.hash.to_string()),
        created_at: Set(micros(link.at)),
    }
}
