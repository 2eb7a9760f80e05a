//! Forgets what is over and of no more use: answers that nobody asks for again, codes that nobody can
//! use, sessions that have ended, messages that were sent, texts that nobody went on with. How long
//! each is kept can be set.

use hejie_domain::ids::OutboxId;
use jiff::{SignedDuration, Timestamp};

use super::{Pace, Tools};
use crate::app::Failure;
use crate::kept::Kept;

/// How many kept messages one run removes.
const FILES_MAX: usize = 500;

pub(super) async fn run(tools: &Tools) -> Result<Pace, Failure> {
    let ctx = &tools.ctx;
    let keep = ctx.config.keeping;
    let before = |age: SignedDuration| ctx.now().at.checked_sub(age).unwrap_or(Timestamp::MIN);
    // The files first: a row that is gone could not tell any more that its message was sent.
    let more = drop_kept(tools, before(keep.outbox)).await?;
    let work = ctx.store.begin().await?;
    work.forget_answers(before(keep.answers)).await?;
    work.forget_codes(before(keep.codes)).await?;
    work.forget_half_logins(before(keep.codes)).await?;
    work.forget_sessions(before(keep.sessions)).await?;
    work.forget_unsent(before(keep.sessions)).await?;
    work.forget_held(before(keep.outbox)).await?;
    if !more {
        work.forget_posts(before(keep.outbox)).await?;
    }
    work.commit().await?;
    Ok(if more { Pace::GoOn } else { Pace::Rest })
}

/// Removes kept messages from before that moment; tells whether there are more.
async fn drop_kept(tools: &Tools, before: Timestamp) -> Result<bool, Failure> {
    let kept = Kept::new(tools.ctx.config.storage.path("outbox"));
    let old = kept.older(before, FILES_MAX).await?;
    let unsent = tools.ctx.store.unsent_posts(&old).await?;
    let sent: Vec<OutboxId> = old
        .iter()
        .copied()
        .filter(|id| !unsent.contains(id))
        .collect();
    kept.remove(&sent).await?;
    Ok(!sent.is_empty() && old.len() >= FILES_MAX)
}
