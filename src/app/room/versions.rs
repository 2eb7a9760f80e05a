//! The record of what a message said before.

use hejie_domain::access::Standing;
use hejie_domain::dispute::Seat;
use hejie_domain::ids::{MessageId, RoomId};

use super::gate::enter;
use super::view::VersionView;
use crate::app::{Context, Failure};

/// Earlier texts, oldest first: for the author and the first responder.
pub async fn versions(
    ctx: &Context,
    standing: &Standing,
    room: RoomId,
    id: MessageId,
) -> Result<Vec<VersionView>, Failure> {
    let place = enter(ctx, standing, room).await?;
    let mut found = ctx.store.messages(&[id]).await?;
    let message = found.remove(&id).filter(|message| message.room == room);
    let message = message.ok_or(Failure::NotFound)?;
    if message.sender != standing.person && place.actor.seat != Seat::FirstResponder {
        return Err(Failure::Forbidden("not_yours"));
    }
    let versions = ctx.store.message_versions(id).await?;
    Ok(versions.into_iter().map(VersionView::of).collect())
}
