//! Who is in a room, in the room's own order: a message that comes after a removal is never shown
//! to whoever was removed.

use hejie_domain::dispute::Seat;
use hejie_domain::ids::{PartyId, PersonId, RoomId};
use hejie_domain::room::{Event, LeftWhy};

use super::open::lock;
use crate::app::{Context, Failure};
use crate::db::{Member, NewEvent, RoomLog, Work};

/// Notes that somebody is in the room now. Whoever is there already stays, in the new seat.
pub async fn add_member(
    ctx: &Context,
    work: &mut Work,
    room: RoomId,
    person: PersonId,
    seat: Seat,
    party: Option<PartyId>,
) -> Result<(), Failure> {
    let mut log = lock(work, room, ctx.now().at).await?;
    let known = work.room_member(room, person).await?;
    join(work, &mut log, known, person, (seat, party)).await?;
    work.append_room(log).await?;
    Ok(())
}

/// Takes somebody's place away. Sockets drop them at this event, before any later one.
pub async fn remove_member(
    ctx: &Context,
    work: &mut Work,
    room: RoomId,
    person: PersonId,
    why: LeftWhy,
) -> Result<(), Failure> {
    let mut log = lock(work, room, ctx.now().at).await?;
    let known = work.room_member(room, person).await?;
    if let Some(member) = known.filter(Member::is_present) {
        let removed = NewEvent {
            message: None,
            actor: None,
            seat: Seat::Clock.code().to_owned(),
            text: None,
            event: Event::MemberRemoved {
                removed: person,
                why,
            },
        };
        let left_seq = Some(log.push(removed)?);
        work.save_room_member(room, &Member { left_seq, ..member })
            .await?;
    }
    work.append_room(log).await?;
    Ok(())
}

/// Everybody who is in the room now.
pub async fn present_members(work: &Work, room: RoomId) -> Result<Vec<Member>, Failure> {
    let mut members = work.room_members(room).await?;
    members.retain(Member::is_present);
    Ok(members)
}

/// Makes sure that `person` is known to the others before something of theirs is shown.
pub(super) async fn join(
    work: &Work,
    log: &mut RoomLog,
    known: Option<Member>,
    person: PersonId,
    (seat, party): (Seat, Option<PartyId>),
) -> Result<(), Failure> {
    if known.as_ref().is_some_and(|member| {
        let same = member.party.is_none() || member.party == party;
        member.is_present() && member.seat == seat && same
    }) {
        return Ok(());
    }
    let joined = log.push(NewEvent {
        message: None,
        actor: Some(person),
        seat: seat.code().to_owned(),
        text: None,
        event: Event::MemberAdded {
            added: person,
            seat: seat.code().to_owned(),
            party,
        },
    })?;
    let member = Member {
        person,
        seat,
        party,
        joined_seq: Some(joined),
        left_seq: None,
        visible_from: known.as_ref().map_or(1, |member| member.visible_from),
        read_seq: known.map_or(0, |member| member.read_seq),
    };
    work.save_room_member(log.room.id, &member).await?;
    Ok(())
}
