//! How far people have read. Read is not service: a read mark proves nothing about being told.

use hejie_domain::access::Standing;
use hejie_domain::ids::RoomId;

use super::gate::enter;
use crate::app::{Context, Failure};

/// Moves the caller's mark forward, never back and never beyond the newest event; the answer is
/// where it stands, and whether it moved.
pub async fn mark_read(
    ctx: &Context,
    standing: &Standing,
    room: RoomId,
    seq: u64,
) -> Result<(u64, bool), Failure> {
    let place = enter(ctx, standing, room).await?;
    let mark = seq.min(place.room.last_seq);
    let before = place.member.as_ref().map_or(0, |member| member.read_seq);
    if mark <= before {
        return Ok((before, false));
    }
    let work = ctx.store.begin().await?;
    work.mark_read(room, standing.person, place.actor.seat, mark)
        .await?;
    work.commit().await?;
    Ok((mark, true))
}

/// How many notices the caller has not read; by a link, those of its dispute.
pub async fn unread_notices(ctx: &Context, standing: &Standing) -> Result<u64, Failure> {
    let dispute = standing.link.map(|(dispute, _)| dispute);
    Ok(ctx.store.unread_notices(standing.person, dispute).await?)
}
