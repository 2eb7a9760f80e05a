//! What a dispute does to its rooms: who comes and goes, what is shown there, when they close.

use std::collections::BTreeMap;

use hejie_domain::dispute::event::{Event, Fact};
use hejie_domain::dispute::lists::Seat;
use hejie_domain::ids::PersonId;
use hejie_domain::room::{LeftWhy, RoomKind};

use crate::app::room::{
    Reference, add_member, append_procedure, close_room, open_room, present_members, remove_member,
    reopen_room,
};
use crate::app::{Context, Failure};
use crate::db::dispute::Loaded;
use crate::db::{Room, Work};

/// Opens the rooms that every dispute has.
pub(super) async fn open_all(
    ctx: &Context,
    work: &mut Work,
    loaded: &Loaded,
) -> Result<(), Failure> {
    for kind in [RoomKind::Negotiation, RoomKind::Internal] {
        open_room(ctx, work, loaded.dispute.id, kind).await?;
    }
    Ok(())
}

/// Lets the rooms follow new entries of the log.
pub(super) async fn follow(
    ctx: &Context,
    work: &mut Work,
    loaded: &Loaded,
    events: &[Event],
) -> Result<(), Failure> {
    let shown: Vec<_> = events
        .iter()
        .filter(|event| is_shown(&event.fact))
        .collect();
    for room in work.rooms_of(loaded.dispute.id).await? {
        if events.iter().any(|event| changes_members(&event.fact)) {
            seat_members(ctx, work, loaded, &room).await?;
        }
        let references: Vec<_> = shown
            .iter()
            .filter(|event| room_shows(room.kind, &event.fact))
            .copied()
            .map(reference)
            .collect();
        append_procedure(ctx, work, room.id, &references).await?;
        if events
            .iter()
            .any(|event| matches!(event.fact, Fact::Closed { .. }))
        {
            close_room(ctx, work, room.id).await?;
        } else if events.iter().any(|event| opens_again(&event.fact)) {
            reopen_room(ctx, work, room.id).await?;
        }
    }
    Ok(())
}

fn reference(event: &Event) -> Reference {
    Reference {
        seq: event.seq,
        fact: event.fact.kind().to_owned(),
        person: event.actor.person,
        seat: event.actor.seat,
    }
}

/// Clocks and other inner workings stay in the timeline.
fn is_shown(fact: &Fact) -> bool {
    !matches!(
        fact,
        Fact::Moved { .. }
            | Fact::TermOpened { .. }
            | Fact::TermClosed { .. }
            | Fact::TermPaused { .. }
            | Fact::TermResumed { .. }
            | Fact::TermRecomputed { .. }
            | Fact::Delivered { .. }
    )
}

/// What the platform does to reach a party is shown among its own notes only.
fn room_shows(room: RoomKind, fact: &Fact) -> bool {
    let inner = matches!(
        fact,
        Fact::AttemptRecorded { .. }
            | Fact::UnreachableMarked { .. }
            | Fact::UnreachableConfirmed { .. }
    );
    match room {
        RoomKind::Internal => true,
        RoomKind::Negotiation => !inner,
    }
}

fn changes_members(fact: &Fact) -> bool {
    matches!(fact, Fact::Filed { .. } | Fact::ResponderNamed { .. })
}

fn opens_again(fact: &Fact) -> bool {
    matches!(fact, Fact::Reopened { .. } | Fact::AppealUpheldBySilence)
        || matches!(fact, Fact::AppealDecided { upheld: true, .. })
}

/// Brings the members of a room in line with the seats of the dispute.
async fn seat_members(
    ctx: &Context,
    work: &mut Work,
    loaded: &Loaded,
    room: &Room,
) -> Result<(), Failure> {
    let wanted = wanted(loaded, room.kind);
    let platform: Vec<_> = present_members(work, room.id)
        .await?
        .into_iter()
        .filter(|member| member.seat.is_platform())
        .collect();
    for member in platform {
        if !wanted.contains_key(&member.person) {
            remove_member(ctx, work, room.id, member.person, LeftWhy::SeatLost).await?;
        }
    }
    for (person, seat) in wanted {
        add_member(ctx, work, room.id, person, seat).await?;
    }
    Ok(())
}

fn wanted(loaded: &Loaded, kind: RoomKind) -> BTreeMap<PersonId, Seat> {
    let dispute = &loaded.dispute;
    let mut people = BTreeMap::new();
    if kind == RoomKind::Negotiation {
        let named = dispute
            .parties
            .iter()
            .filter_map(|party| party.fact.person.map(|person| (person, party.fact.seat)));
        people.extend(named);
    }
    if let Some((responder, _)) = dispute.responder {
        people.insert(responder, Seat::FirstResponder);
    }
    people
}
