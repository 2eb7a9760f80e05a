//! A word to the mediator alone, from the room where all are. It never touches that room: it goes
//! into the caucus of whoever says it.

use hejie_domain::access::Standing;
use hejie_domain::ids::RoomId;

use super::caucus::own_caucus;
use super::gate::enter;
use super::speak::{Sent, Words, speak};
use crate::app::{Context, Failure};

/// Says `words` to the mediator alone; the answer names the room they are in. A caucus that is not
/// there yet, or was closed, is opened for it.
pub async fn aside(
    ctx: &Context,
    standing: &Standing,
    room: RoomId,
    words: &Words,
) -> Result<(RoomId, Sent), Failure> {
    let place = enter(ctx, standing, room).await?;
    if place.table.is_none() {
        return Err(Failure::Conflict("no_table"));
    }
    let party = place
        .actor
        .party
        .ok_or(Failure::Forbidden("parties_only"))?;
    let caucus = own_caucus(ctx, place.room.dispute, party).await?;
    let words = Words {
        aside: true,
        ..words.clone()
    };
    Ok((caucus, speak(ctx, standing, caucus, &words).await?))
}
