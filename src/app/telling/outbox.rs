//! What an administrator sees of sending: messages that nobody carries, and those that could not be
//! sent.

use hejie_domain::access::StaffRole;
use hejie_domain::audit::{DeedKind, Detail};
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

/// As many messages as one request may name.
const AT_ONCE_MAX: usize = 100;
const REASON_CHARS_MAX: usize = 200;

/// Lets several messages be tried again; the answer is how many could be.
pub async fn retry_many(
    ctx: &Context,
    caller: &Caller,
    ids: &[OutboxId],
) -> Result<usize, Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    countable(ids)?;
    let now = ctx.now().at;
    let (mut work, mut done) = (ctx.store.begin().await?, 0_usize);
    for id in ids {
        if work.revive_post(*id, now).await? {
            let deed = caller.deed(DeedKind::MessageRetried, now);
            audit::record(&mut work, deed.within(platform).about(*id));
            done = done.saturating_add(1);
        }
    }
    work.commit().await?;
    Ok(done)
}

/// Gives messages up for good, for a reason that somebody can read later; the answer is how many.
pub async fn give_up(
    ctx: &Context,
    caller: &Caller,
    ids: &[OutboxId],
    reason: &str,
) -> Result<usize, Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    countable(ids)?;
    match reason.trim().chars().count() {
        0 => return Err(Failure::invalid("/reason", "required")),
        n if n > REASON_CHARS_MAX => return Err(Failure::invalid("/reason", "too_long")),
        _ => {}
    }
    let now = ctx.now().at;
    let (mut work, mut done) = (ctx.store.begin().await?, 0_usize);
    for id in ids {
        if work.give_post_up(*id, now).await? {
            let deed = caller.deed(DeedKind::MessageGivenUp, now);
            let deed = deed.within(platform).about(*id);
            audit::record(&mut work, deed.with("reason", Detail::words(reason.trim())));
            done = done.saturating_add(1);
        }
    }
    work.commit().await?;
    Ok(done)
}

fn countable(ids: &[OutboxId]) -> Result<(), Failure> {
    match ids.len() {
        0 => Err(Failure::invalid("/ids", "required")),
        n if n > AT_ONCE_MAX => Err(Failure::invalid("/ids", "too_many")),
        _ => Ok(()),
    }
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
