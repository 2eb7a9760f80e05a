//! Who may come in. The answer is `domain::access`'s; here it only gets what it asks for, and what the
//! room itself says of whose turn it is to speak.

use hejie_domain::access::{Denied, Door, Standing, may};
use hejie_domain::dispute::mediation::Mediation;
use hejie_domain::dispute::{Actor, Dispute, Seat};
use hejie_domain::ids::RoomId;
use hejie_domain::room::{Silence, Table};

use crate::app::{Context, Failure};
use crate::db::{Member, Room};

/// What somebody may do in a room just now.
#[derive(Debug, Clone)]
pub struct Place {
    /// The room.
    pub room: Room,
    /// In which seat they are there.
    pub actor: Actor,
    /// Whether they may write.
    pub can_post: bool,
    /// Whether an earlier mediator held this caucus, so that it is history.
    pub past: bool,
    /// Why they may not just now, where it is more than that they only look on.
    pub silence: Option<Silence>,
    /// Their row, if they were ever noted there.
    pub member: Option<Member>,
    /// What lies on the table, in a room that has one.
    pub table: Option<Table>,
}

impl Place {
    /// The last number that is hidden from them; 0 when nothing is.
    pub fn hidden_to(&self) -> u64 {
        let first = self.member.as_ref().map_or(1, |member| member.visible_from);
        first.saturating_sub(1)
    }
}

/// Whoever may read comes in. To strangers the room does not exist.
pub async fn enter(ctx: &Context, standing: &Standing, id: RoomId) -> Result<Place, Failure> {
    let room = ctx.store.room(id).await?.ok_or(Failure::NotFound)?;
    let loaded = ctx.store.dispute(room.dispute).await?;
    let dispute = loaded.ok_or(Failure::NotFound)?.dispute;
    let (actor, may_post) = seat(&dispute, standing, &room)?;
    let mediator = dispute.mediation().and_then(Mediation::mediator);
    let past = room.mediator.is_some() && room.mediator != mediator;
    let member = ctx.store.member(id, standing.person).await?;
    let table = if room.kind.has_table() {
        Some(ctx.store.room_table(id, room.last_seq).await?)
    } else {
        None
    };
    let silence = silence(&dispute, &actor, table.as_ref());
    Ok(Place {
        room,
        actor,
        can_post: may_post && silence.is_none(),
        silence,
        past,
        member,
        table,
    })
}

/// Why somebody may not write in the mediation room although it is theirs.
pub(in crate::app) fn silence(
    dispute: &Dispute,
    actor: &Actor,
    table: Option<&Table>,
) -> Option<Silence> {
    let table = table?;
    let muted = |party| dispute.order.muted.contains_key(&party);
    if actor.party.is_some_and(muted) {
        return Some(Silence::Muted);
    }
    let waits = actor.seat != Seat::Mediator
        && actor.person.is_some_and(|person| !table.lets_write(person));
    waits.then_some(Silence::Floor)
}

fn seat(dispute: &Dispute, standing: &Standing, room: &Room) -> Result<(Actor, bool), Failure> {
    let door = room.doorplate();
    match may(dispute, standing, Door::PostRoom(door)) {
        Ok(actor) => Ok((actor, true)),
        Err(Denied::WrongSeat) => may(dispute, standing, Door::ReadRoom(door))
            .map(|actor| (actor, false))
            .map_err(|_denied| Failure::NotFound),
        Err(Denied::Stranger) => Err(Failure::NotFound),
    }
}

/// The same, for somebody who wants to write.
pub(super) async fn enter_to_post(
    ctx: &Context,
    standing: &Standing,
    id: RoomId,
) -> Result<Place, Failure> {
    let place = enter(ctx, standing, id).await?;
    match (place.can_post, place.silence) {
        (true, _) => Ok(place),
        (false, Some(Silence::Muted)) => Err(Failure::Forbidden("muted")),
        (false, Some(Silence::Floor)) => Err(Failure::Forbidden("not_your_floor")),
        (false, None) => Err(Failure::Forbidden("room_read_only")),
    }
}
