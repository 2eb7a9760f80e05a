//! What the dispute does to its rooms, in the dispute's own transaction.
//!
//! Lock order: the dispute first, then its rooms by id.

use hejie_domain::dispute::{Actor, Seat};
use hejie_domain::ids::{DisputeId, PartyId, PersonId, RoomId};
use hejie_domain::room::{Doorplate, Event, RoomState};
use hejie_domain::text::Sha256Hash;
use jiff::Timestamp;

use crate::app::{Context, Failure};
use crate::db::{NewEvent, Room, RoomLog, Work};

/// Something in the dispute's log that people in a room must see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Its number in the dispute's log.
    pub seq: u64,
    /// Its kind, as the timeline calls it.
    pub fact: String,
    /// Who did it; nobody for the clock.
    pub person: Option<PersonId>,
    /// In which seat.
    pub seat: Seat,
}

/// Opens a room; its first event says so.
pub async fn open_room(
    ctx: &Context,
    work: &mut Work,
    dispute: DisputeId,
    plate: Doorplate,
) -> Result<Room, Failure> {
    let at = ctx.now().at;
    let room = Room {
        id: ctx.ids.new(),
        dispute,
        kind: plate.kind,
        state: RoomState::Open,
        last_seq: 0,
        last_hash: Sha256Hash::ZERO,
        created_at: at,
        mediation: plate.mediation,
        party: plate.party,
        mediator: plate.mediator,
        unsealed: plate.unsealed,
    };
    work.insert_room(&room).await?;
    let mut log = lock(work, room.id, at).await?;
    log.push(by_clock(Event::Opened {
        room_kind: plate.kind,
    }))?;
    work.append_room(log).await?;
    Ok(room)
}

/// The mediator's successors may read a caucus from now on. Only its own log knows.
pub async fn unseal_room(
    ctx: &Context,
    work: &mut Work,
    room: RoomId,
    party: PartyId,
    by: Actor,
) -> Result<(), Failure> {
    let mut log = lock(work, room, ctx.now().at).await?;
    log.push(NewEvent {
        message: None,
        actor: by.person,
        seat: by.seat.code().to_owned(),
        text: None,
        event: Event::Unsealed { unsealed_by: party },
    })?;
    work.append_room(log).await?;
    work.unseal_room(room).await?;
    Ok(())
}

/// Appends references to a room, in one batch.
pub async fn append_procedure(
    ctx: &Context,
    work: &mut Work,
    room: RoomId,
    references: &[Reference],
) -> Result<(), Failure> {
    if references.is_empty() {
        return Ok(());
    }
    let mut log = lock(work, room, ctx.now().at).await?;
    for reference in references {
        log.push(NewEvent {
            message: None,
            actor: reference.person,
            seat: reference.seat.code().to_owned(),
            text: None,
            event: Event::Procedure {
                dispute_seq: reference.seq,
                fact: reference.fact.clone(),
            },
        })?;
    }
    work.append_room(log).await?;
    Ok(())
}

/// The same for all rooms of a dispute.
pub async fn tell_rooms(
    ctx: &Context,
    work: &mut Work,
    dispute: DisputeId,
    references: &[Reference],
) -> Result<(), Failure> {
    for room in work.rooms_of(dispute).await? {
        append_procedure(ctx, work, room.id, references).await?;
    }
    Ok(())
}

/// Nobody may write any more.
pub async fn close_room(ctx: &Context, work: &mut Work, room: RoomId) -> Result<(), Failure> {
    let mut log = lock(work, room, ctx.now().at).await?;
    if log.room.state == RoomState::Open {
        log.push(by_clock(Event::Closed {}))?;
    }
    work.append_room(log).await?;
    Ok(())
}

/// People may write again.
pub async fn reopen_room(ctx: &Context, work: &mut Work, room: RoomId) -> Result<(), Failure> {
    let mut log = lock(work, room, ctx.now().at).await?;
    if log.room.state == RoomState::Closed {
        let room_kind = log.room.kind;
        log.push(by_clock(Event::Opened { room_kind }))?;
    }
    work.append_room(log).await?;
    Ok(())
}

/// The room's log, which no one else can append to until the work is over.
pub(super) async fn lock(work: &Work, room: RoomId, at: Timestamp) -> Result<RoomLog, Failure> {
    work.room_log(room, at).await?.ok_or(Failure::NotFound)
}

/// An event that nobody did by hand.
fn by_clock(event: Event) -> NewEvent {
    NewEvent {
        message: None,
        actor: None,
        seat: Seat::Clock.code().to_owned(),
        text: None,
        event,
    }
}
