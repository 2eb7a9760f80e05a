//! Text that was begun and not sent: kept for its writer alone, in the place where it belongs.

use hejie_domain::access::{Door, may};
use hejie_domain::desk::Spot;
use hejie_domain::ids::DisputeId;
use serde_json::Value;

use crate::app::dispute::denied;
use crate::app::{Caller, Context, Failure, room};
use crate::db::Unsent;

/// The most that one place keeps.
const CONTENT_BYTES_MAX: usize = 48 * 1024;

/// What the caller has begun in a dispute, in places that they may still write in.
pub async fn list(
    ctx: &Context,
    caller: &Caller,
    dispute: DisputeId,
) -> Result<Vec<Unsent>, Failure> {
    see(ctx, caller, dispute).await?;
    let kept = ctx.store.unsent_of(caller.standing.person, dispute).await?;
    let mut open = Vec::with_capacity(kept.len());
    for one in kept {
        if may_write(ctx, caller, dispute, one.spot).await.is_ok() {
            open.push(one);
        }
    }
    Ok(open)
}

/// Keeps what the caller has begun. `seen` is the version that their window last heard of, 0 for
/// none; when another window was there first, [`Failure::Stale`] says which version there is, 0 when
/// it was sent or given up meanwhile. The same text twice is no conflict.
pub async fn save(
    ctx: &Context,
    caller: &Caller,
    dispute: DisputeId,
    spot: Spot,
    seen: u64,
    content: &Value,
) -> Result<Unsent, Failure> {
    may_write(ctx, caller, dispute, spot).await?;
    let content = content.to_string();
    if content.len() > CONTENT_BYTES_MAX {
        return Err(Failure::invalid("/content", "too_long"));
    }
    let person = caller.standing.person;
    let mut unsent = Unsent {
        person,
        dispute,
        spot,
        content,
        version: seen.saturating_add(1),
        updated_at: ctx.now().at,
    };
    let work = ctx.store.begin().await?;
    match work.unsent(person, dispute, spot).await? {
        Some(kept) if kept.content == unsent.content => return Ok(kept),
        Some(kept) if kept.version != seen => return Err(stale(kept.version)),
        Some(_) => work.save_unsent(&unsent, seen).await?,
        None if seen != 0 => return Err(stale(0)),
        None => {
            unsent.version = 1;
            work.begin_unsent(&unsent).await?;
        }
    }
    work.commit().await?;
    Ok(unsent)
}

/// Gives up what the caller has begun. Doing it again changes nothing.
pub async fn give_up(
    ctx: &Context,
    caller: &Caller,
    dispute: DisputeId,
    spot: Spot,
) -> Result<(), Failure> {
    see(ctx, caller, dispute).await?;
    let work = ctx.store.begin().await?;
    work.drop_unsent(caller.standing.person, dispute, spot)
        .await?;
    Ok(work.commit().await?)
}

async fn see(ctx: &Context, caller: &Caller, dispute: DisputeId) -> Result<(), Failure> {
    let loaded = ctx.store.dispute(dispute).await?;
    let dispute = loaded.ok_or(Failure::NotFound)?.dispute;
    may(&dispute, &caller.standing, Door::View)
        .map(drop)
        .map_err(denied)
}

/// A room of another dispute, or one that the caller may not write in, does not exist here.
async fn may_write(
    ctx: &Context,
    caller: &Caller,
    dispute: DisputeId,
    spot: Spot,
) -> Result<(), Failure> {
    match spot {
        Spot::Verb(_) => see(ctx, caller, dispute).await,
        Spot::Room(id) => {
            let place = room::enter(ctx, &caller.standing, id).await?;
            if place.room.dispute == dispute && place.can_post {
                Ok(())
            } else {
                Err(Failure::NotFound)
            }
        }
    }
}

const fn stale(head: u64) -> Failure {
    Failure::Stale { head }
}
