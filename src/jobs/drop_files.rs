//! Clears away files that nobody went on with, and those that were taken back.

use hejie_domain::text::Sha256Hash;
use jiff::{SignedDuration, Timestamp};

use super::{Pace, Tools};
use crate::app::Failure;

/// How many of each kind one run looks at.
const COUNT_MAX: u64 = 50;
/// For how long what was taken back is still there, so that a request under way does not break.
const GRACE: SignedDuration = SignedDuration::from_hours(2);

pub(super) async fn run(tools: &Tools) -> Result<Pace, Failure> {
    let now = tools.ctx.now().at;
    let dropped = drop_uploads(tools, now).await?;
    let forgotten = forget_removed(tools, now).await?;
    Ok(if dropped || forgotten {
        Pace::GoOn
    } else {
        Pace::Rest
    })
}

/// Tells whether more may be waiting.
async fn drop_uploads(tools: &Tools, now: Timestamp) -> Result<bool, Failure> {
    let ctx = &tools.ctx;
    let keep = SignedDuration::from_hours(ctx.config.files.upload_keep_h);
    let stale = ctx
        .store
        .stale_uploads(before(now, keep), COUNT_MAX)
        .await?;
    for upload in &stale {
        let work = ctx.store.begin().await?;
        work.end_upload(*upload, false).await?;
        work.commit().await?;
        ctx.files.forget(*upload).await?;
    }
    Ok(is_full(stale.len()))
}

/// A file goes when nothing else has the same content; its row goes after it, so that a run that is
/// interrupted finds it again.
async fn forget_removed(tools: &Tools, now: Timestamp) -> Result<bool, Failure> {
    let ctx = &tools.ctx;
    let since = before(now, GRACE);
    let removed = ctx.store.removed_evidence(since, COUNT_MAX).await?;
    let mut forgotten = 0_usize;
    for (id, digests) in &removed {
        if clear(tools, digests).await? {
            let work = ctx.store.begin().await?;
            work.forget_evidence(*id).await?;
            work.commit().await?;
            forgotten = forgotten.saturating_add(1);
        }
    }
    Ok(forgotten > 0 && is_full(removed.len()))
}

/// Tells whether the files are gone or needed by others; not, while one is too young to go.
async fn clear(tools: &Tools, digests: &[Sha256Hash]) -> Result<bool, Failure> {
    let mut all = true;
    for sha256 in digests {
        let store = &tools.ctx.store;
        // Somebody may have brought in a document of ours, and taken it back.
        let needed =
            store.is_evidence(*sha256).await? || store.document_by_bytes(*sha256).await?.is_some();
        if !needed {
            all &= tools.ctx.files.remove(*sha256).await?;
        }
    }
    Ok(all)
}

fn is_full(count: usize) -> bool {
    u64::try_from(count).is_ok_and(|count| count >= COUNT_MAX)
}

fn before(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.checked_sub(by).unwrap_or(Timestamp::MIN)
}
