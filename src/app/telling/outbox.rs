//! What an administrator sees of sending: messages that nobody carries, and those that could not be
//! sent.

use hejie_domain::access::StaffRole;
use hejie_domain::audit::DeedKind;
use hejie_domain::ids::OutboxId;

use crate::app::{Caller, Context, Failure, audit};
use crate::db::DeadPost;
use crate::kept::{Kept, KeptMessage};

/// A page of the messages that would have been sent, newest first.
pub async fn kept(
    ctx: &Context,
    caller: &Caller,
    before: Option<OutboxId>,
    count_max: usize,
) -> Result<Vec<KeptMessage>, Failure> {
    caller.platform_as(&[StaffRole::Administrator])?;
    let kept = Kept::new(ctx.config.storage.path("outbox"));
    Ok(kept.newest(before, count_max).await?)
}

/// A page of the messages that could not be sent, newest first.
pub async fn dead(
    ctx: &Context,
    caller: &Caller,
    before: Option<OutboxId>,
    count_max: u64,
) -> Result<Vec<DeadPost>, Failure> {
    caller.platform_as(&[StaffRole::Administrator])?;
    Ok(ctx.store.dead_posts(before, count_max).await?)
}

/// Lets a message be tried again, also one that may have arrived: that is for a person to judge.
pub async fn retry(ctx: &Context, caller: &Caller, id: OutboxId) -> Result<(), Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    let now = ctx.now().at;
    let mut work = ctx.store.begin().await?;
    if !work.revive_post(id, now).await? {
        return Err(Failure::NotFound);
    }
    let deed = caller.deed(DeedKind::MessageRetried, now);
    audit::record(&mut work, deed.within(platform).about(id));
    Ok(work.commit().await?)
}
