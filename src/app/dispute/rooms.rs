//! What a dispute does to its rooms: who comes and goes, what is shown there, when they close.

use std::collections::BTreeMap;

use hejie_domain::dispute::Refusal;
use hejie_domain::dispute::command::Command;
use hejie_domain::dispute::event::{Actor, Event, Fact};
use hejie_domain::dispute::lists::{Phase, Seat};
use hejie_domain::dispute::seen::{is_for_mediator, is_of_mediation};
use hejie_domain::ids::{PartyId, PersonId, RoomId};
use hejie_domain::room::{Doorplate, LeftWhy, RoomKind};

use crate::app::room::{
    Reference, add_member, append_procedure, close_room, open_room, present_members, remove_member,
    reopen_room, unseal_room,
};
use crate::app::{Context, Failure};
use crate::db::dispute::Loaded;
use crate::db::{Nudge, Room, Work};

/// Opens the rooms that every dispute has.
pub(super) async fn open_all(
    ctx: &Context,
    work: &mut Work,
    loaded: &Loaded,
) -> Result<(), Failure> {
    for kind in [RoomKind::Negotiation, RoomKind::Internal] {
        open_room(ctx, work, loaded.dispute.id, Doorplate::common(kind)).await?;
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
    let happened = |which: fn(&Fact) -> bool| events.iter().any(|event| which(&event.fact));
    if happened(|fact| matches!(fact, Fact::AppointmentAccepted { .. })) {
        open_for_mediator(ctx, work, loaded).await?;
    }
    for event in events {
        if let Fact::MediatorLeft { mediator, .. } = event.fact {
            // What was read without being in the room ends as well.
            work.nudge(Nudge::Person { person: mediator });
        }
    }
    for room in work.rooms_of(loaded.dispute.id).await? {
        if happened(changes_members) {
            seat_members(ctx, work, loaded, &room).await?;
        }
        let shown = events
            .iter()
            .filter(|event| is_shown(&event.fact) && room_shows(&room, loaded, &event.fact));
        let references: Vec<_> = shown.map(reference).collect();
        append_procedure(ctx, work, room.id, &references).await?;
        if events
            .iter()
            .any(|event| closes(&room, loaded, &event.fact))
        {
            close_room(ctx, work, room.id).await?;
        } else if is_of_the_dispute(room.kind) && happened(opens_again) {
            reopen_room(ctx, work, room.id).await?;
        }
    }
    Ok(())
}

/// The room in which all talk, and the notes of whoever took the mediation up.
async fn open_for_mediator(ctx: &Context, work: &mut Work, loaded: &Loaded) -> Result<(), Failure> {
    let dispute = &loaded.dispute;
    let Some(mediation) = dispute.live_mediation() else {
        return Ok(());
    };
    let of_it = |kind, mediator| Doorplate {
        mediation: Some(mediation.id),
        mediator,
        ..Doorplate::common(kind)
    };
    let known = work.rooms_of(dispute.id).await?;
    for plate in [
        of_it(RoomKind::Mediation, None),
        of_it(RoomKind::MediatorNotes, mediation.mediator()),
    ] {
        if known.iter().all(|room| room.doorplate() != plate) {
            open_room(ctx, work, dispute.id, plate).await?;
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
    !is_for_mediator(fact)
        && !matches!(
            fact,
            Fact::Moved { .. }
                | Fact::TermOpened { .. }
                | Fact::TermClosed { .. }
                | Fact::TermPaused { .. }
                | Fact::TermResumed { .. }
                | Fact::TermRecomputed { .. }
                | Fact::Delivered { .. }
                | Fact::SessionChosen { .. }
                | Fact::SessionReminded { .. }
                | Fact::AttendanceMarked { .. }
        )
}

/// What the platform does to reach a party is shown among its own notes only, and what a mediation
/// does in its own room. A caucus and notes show nothing of the procedure.
fn room_shows(room: &Room, loaded: &Loaded, fact: &Fact) -> bool {
    let inner = matches!(
        fact,
        Fact::AttemptRecorded { .. }
            | Fact::ContactCorrected { .. }
            | Fact::UnreachableMarked { .. }
            | Fact::UnreachableConfirmed { .. }
    );
    match room.kind {
        RoomKind::Internal => true,
        RoomKind::Negotiation => !inner && !is_of_mediation(&loaded.dispute, fact),
        RoomKind::Mediation => !inner && is_present(room, loaded),
        RoomKind::Caucus | RoomKind::MediatorNotes => false,
    }
}

/// Whether the room belongs to the last mediation.
fn is_present(room: &Room, loaded: &Loaded) -> bool {
    let present = loaded.dispute.mediation().map(|mediation| mediation.id);
    present.is_some() && room.mediation == present
}

const fn is_of_the_dispute(kind: RoomKind) -> bool {
    match kind {
        RoomKind::Negotiation | RoomKind::Internal => true,
        RoomKind::Mediation | RoomKind::Caucus | RoomKind::MediatorNotes => false,
    }
}

/// After an agreement people go on talking in the mediation room until the dispute is over; a caucus
/// ends with the mediation, and with its mediator.
fn closes(room: &Room, loaded: &Loaded, fact: &Fact) -> bool {
    if matches!(fact, Fact::Closed { .. }) {
        return true;
    }
    let ended = matches!(fact, Fact::MediationEnded { .. });
    match room.kind {
        RoomKind::Negotiation | RoomKind::Internal => false,
        RoomKind::Mediation | RoomKind::MediatorNotes => ended && is_present(room, loaded),
        RoomKind::Caucus => {
            let left = matches!(fact, Fact::MediatorLeft { mediator, .. } if room.mediator == Some(*mediator));
            let agreed = matches!(fact, Fact::AgreementSigned { .. });
            left || (ended || agreed) && is_present(room, loaded)
        }
    }
}

fn changes_members(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::Filed { .. }
            | Fact::ResponderNamed { .. }
            | Fact::AppointmentAccepted { .. }
            | Fact::MediatorLeft { .. }
            | Fact::SentOut { .. }
            | Fact::LetIn { .. }
    )
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
    let wanted = wanted(loaded, room);
    let out = |person| room.kind == RoomKind::Mediation && sent_out(loaded, person);
    let doubtful: Vec<_> = present_members(work, room.id)
        .await?
        .into_iter()
        .filter(|member| !member.seat.is_party() || out(member.person))
        .collect();
    for member in doubtful {
        if !wanted.contains_key(&member.person) {
            let why = if out(member.person) {
                LeftWhy::SentOut
            } else if member.seat == Seat::Mediator {
                LeftWhy::Replaced
            } else {
                LeftWhy::SeatLost
            };
            remove_member(ctx, work, room.id, member.person, why).await?;
        }
    }
    for (person, (seat, party)) in wanted {
        add_member(ctx, work, room.id, person, seat, party).await?;
    }
    Ok(())
}

/// In which seat somebody is in a room, and for which party.
type Capacity = (Seat, Option<PartyId>);

/// Everybody whom the room is for and who is known by name. A shop's people are noted when they come.
fn wanted(loaded: &Loaded, room: &Room) -> BTreeMap<PersonId, Capacity> {
    let dispute = &loaded.dispute;
    let parties = |which: &dyn Fn(PartyId) -> bool| -> Vec<(PersonId, Capacity)> {
        let chosen = dispute.parties.iter().filter(|one| which(one.fact.id));
        let named =
            chosen.filter_map(|one| Some((one.fact.person?, (one.fact.seat, Some(one.fact.id)))));
        named.collect()
    };
    let responder = dispute
        .responder
        .map(|(person, _)| (person, (Seat::FirstResponder, None)));
    let mediator = dispute
        .mediation()
        .filter(|_| is_present(room, loaded))
        .and_then(|mediation| mediation.appointment)
        .filter(|one| one.accepted_at.is_some())
        .map(|one| (one.mediator, (Seat::Mediator, None)));
    let mut people = BTreeMap::new();
    match room.kind {
        RoomKind::Negotiation => {
            people.extend(parties(&|_| true));
            people.extend(responder);
        }
        RoomKind::Internal => people.extend(responder),
        RoomKind::Mediation => {
            let of_room = room.mediation.and_then(|id| dispute.mediation_of(id));
            people.extend(parties(&|party| {
                of_room.is_some_and(|mediation| mediation.takes_part(party))
            }));
            people.extend(mediator);
            let invited = of_room.is_some_and(|one| dispute.is_responder_invited(one));
            people.extend(responder.filter(|_| invited));
            people.retain(|person, _| !sent_out(loaded, *person));
        }
        RoomKind::Caucus => {
            people.extend(parties(&|party| Some(party) == room.party));
            people.extend(mediator.filter(|(person, _)| Some(*person) == room.mediator));
        }
        RoomKind::MediatorNotes => {
            people.extend(mediator.filter(|(person, _)| Some(*person) == room.mediator));
        }
    }
    people
}

fn sent_out(loaded: &Loaded, person: PersonId) -> bool {
    loaded.dispute.order.sent_out.contains_key(&person)
}

/// Opens a party's caucus with the present mediator, or opens it again; nothing where nobody
/// mediates, or not with that party. Like everything about a caucus it is in that room's log alone.
pub async fn open_caucus(
    ctx: &Context,
    work: &mut Work,
    loaded: &Loaded,
    party: PartyId,
) -> Result<Option<RoomId>, Failure> {
    let dispute = &loaded.dispute;
    let mediation = dispute
        .live_mediation()
        .filter(|one| dispute.phase() == Phase::Mediation && one.takes_part(party));
    let Some((mediation, mediator)) = mediation.and_then(|one| Some((one.id, one.mediator()?)))
    else {
        return Ok(None);
    };
    let rooms = work.rooms_of(dispute.id).await?;
    let its = |room: &&Room| {
        room.kind == RoomKind::Caucus
            && room.mediation == Some(mediation)
            && room.party == Some(party)
            && room.mediator == Some(mediator)
    };
    let room = match rooms.iter().find(its) {
        Some(room) => {
            reopen_room(ctx, work, room.id).await?;
            room.id
        }
        None => {
            let plate = Doorplate {
                mediation: Some(mediation),
                party: Some(party),
                mediator: Some(mediator),
                ..Doorplate::common(RoomKind::Caucus)
            };
            let room = open_room(ctx, work, dispute.id, plate).await?;
            seat_members(ctx, work, loaded, &room).await?;
            room.id
        }
    };
    work.nudge(Nudge::Door {
        dispute: dispute.id,
        room,
    });
    Ok(Some(room))
}

/// What a mediator and a party do about a caucus. It is recorded in that room's log alone: the other
/// side's view of the dispute stays as it was.
pub(super) async fn caucus(
    ctx: &Context,
    work: &mut Work,
    loaded: &Loaded,
    actor: Actor,
    command: &Command,
) -> Result<(), Failure> {
    let Some(mediation) = loaded.dispute.live_mediation() else {
        return Ok(());
    };
    let rooms = work.rooms_of(loaded.dispute.id).await?;
    if let Command::OpenCaucus { party } = command {
        open_caucus(ctx, work, loaded, *party).await?;
    } else if let Command::CloseCaucus { party } = command {
        let its = |room: &&Room| {
            room.kind == RoomKind::Caucus
                && room.mediation == Some(mediation.id)
                && room.party == Some(*party)
                && room.mediator == actor.person
        };
        let room = rooms.iter().find(its);
        let room = room.ok_or(Failure::Refused(Refusal::Unknown { what: "caucus" }))?;
        close_room(ctx, work, room.id).await?;
        work.nudge(Nudge::Door {
            dispute: loaded.dispute.id,
            room: room.id,
        });
    } else if let (Command::UnsealCaucus, Some(party)) = (command, actor.party) {
        let past = |room: &&Room| {
            room.mediation == Some(mediation.id)
                && room.kind == RoomKind::Caucus
                && room.party == Some(party)
                && room.mediator != mediation.mediator()
                && !room.unsealed
        };
        for room in rooms.iter().filter(past) {
            unseal_room(ctx, work, room.id, party, actor).await?;
            work.nudge(Nudge::Door {
                dispute: loaded.dispute.id,
                room: room.id,
            });
        }
    }
    Ok(())
}
