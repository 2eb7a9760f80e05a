//! Who may come in. The answer is `domain::access`'s; here it only gets what it asks for.

use hejie_domain::access::{Denied, Door, Standing, may};
use hejie_domain::dispute::mediation::Mediation;
use hejie_domain::dispute::{Actor, Dispute};
use hejie_domain::ids::RoomId;

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
    /// Their row, if they were ever noted there.
    pub member: Option<Member>,
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
    let (actor, can_post) = seat(&dispute, standing, &room)?;
    let mediator = dispute.mediation().and_then(Mediation::mediator);
    let past = room.mediator.is_some() && room.mediator != mediator;
    let member = ctx.store.member(id, standing.person).await?;
    Ok(Place {
        room,
        actor,
        can_post,
        past,
        member,
    })
}

fn seat(dispute: &Dispute, standing: &Standing, room: &Room) -> Result<(Actor, bool), Failure> {
    match may(dispute, standing, Door::PostRoom(room.doorplate())) {
        Ok(actor) => Ok((actor, true)),
        Err(Denied::WrongSeat) => may(dispute, standing, Door::ReadRoom(room.doorplate()))
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
    if place.can_post {
        Ok(place)
    } else {
        Err(Failure::Forbidden("room_read_only"))
    }
}
