//! A party's own caucus, opened from its side.

use hejie_domain::ids::{DisputeId, PartyId, RoomId};

use crate::app::dispute::open_caucus;
use crate::app::{Context, Failure};

/// The room that a party shares with the present mediator alone; open afterwards, whoever opened it.
pub(super) async fn own_caucus(
    ctx: &Context,
    dispute: DisputeId,
    party: PartyId,
) -> Result<RoomId, Failure> {
    let mut work = ctx.store.begin().await?;
    let loaded = work
        .dispute_for_update(dispute)
        .await?
        .ok_or(Failure::NotFound)?;
    let room = open_caucus(ctx, &mut work, &loaded, party).await?;
    work.commit().await?;
    room.ok_or(Failure::Conflict("nobody_mediates"))
}
