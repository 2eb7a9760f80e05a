//! Whether somebody may bring files in somewhere, and in which capacity they do.

use hejie_domain::access::{Door, StaffRole, may, may_draft};
use hejie_domain::dispute::lists::Seat;
use hejie_domain::ids::{DisputeId, PartyId, RoomId};

use crate::app::{Caller, Context, Failure, room};
use crate::db::dispute::{Draft, Loaded};

/// Somebody's place for bringing files in.
pub(super) struct Place {
    /// In which seat.
    pub(super) seat: Seat,
    /// Under which name.
    pub(super) name: String,
    /// For which party.
    pub(super) party: Option<PartyId>,
}

/// The caller's place in a draft, a dispute or one of its rooms. To strangers none of them exists.
pub(super) async fn place(
    ctx: &Context,
    caller: &Caller,
    dispute: DisputeId,
    room: Option<RoomId>,
) -> Result<Place, Failure> {
    if let Some(room) = room {
        return in_room(ctx, caller, dispute, room).await;
    }
    if let Some(loaded) = ctx.store.dispute(dispute).await? {
        return in_dispute(ctx, caller, &loaded).await;
    }
    match ctx.store.draft(dispute).await? {
        Some(draft) => in_draft(ctx, caller, &draft).await,
        None => Err(Failure::NotFound),
    }
}

async fn in_room(
    ctx: &Context,
    caller: &Caller,
    dispute: DisputeId,
    id: RoomId,
) -> Result<Place, Failure> {
    let place = room::enter(ctx, &caller.standing, id).await?;
    if place.room.dispute != dispute {
        return Err(Failure::NotFound);
    }
    if !place.can_post {
        return Err(Failure::Forbidden("room_read_only"));
    }
    Ok(Place {
        seat: place.actor.seat,
        party: place.actor.party,
        name: own_name(ctx, caller).await?,
    })
}

async fn in_dispute(ctx: &Context, caller: &Caller, loaded: &Loaded) -> Result<Place, Failure> {
    let dispute = &loaded.dispute;
    let actor =
        may(dispute, &caller.standing, Door::View).map_err(|_stranger| Failure::NotFound)?;
    if !dispute.phase().is_open() {
        return Err(Failure::Conflict("dispute_closed"));
    }
    let of_party = actor.party.and_then(|party| loaded.name_of(party));
    let name = match of_party {
        Some(name) => name.to_owned(),
        None => own_name(ctx, caller).await?,
    };
    Ok(Place {
        seat: actor.seat,
        party: actor.party,
        name,
    })
}

async fn in_draft(ctx: &Context, caller: &Caller, draft: &Draft) -> Result<Place, Failure> {
    if !may_draft(draft.owner, &caller.standing) {
        return Err(Failure::NotFound);
    }
    let files_for_others = caller.platform_as(&[StaffRole::ServiceAgent]).is_ok();
    Ok(Place {
        seat: if files_for_others {
            Seat::ServiceAgent
        } else {
            Seat::Consumer
        },
        party: None,
        name: own_name(ctx, caller).await?,
    })
}

async fn own_name(ctx: &Context, caller: &Caller) -> Result<String, Failure> {
    let person = ctx.store.person(caller.standing.person).await?;
    Ok(person.ok_or(Failure::NotLoggedIn)?.name)
}
