//! Keys of requests that may come again: taken before anything is done, kept with the answer, given
//! back when nothing was done.

use jiff::{SignedDuration, Timestamp};

use super::{Caller, Context, Failure};
pub use crate::db::Claim;
use crate::db::{DbError, Progress, RequestKey, Subject};

/// After so long a request that did nothing was surely ended before it could.
const LEASE: SignedDuration = SignedDuration::from_secs(60);

/// What a request finds under its key.
#[derive(Debug)]
pub enum Taken {
    /// Nobody used it: it is the request's own now.
    Free(Claim),
    /// What was asked for is done, and nobody knows what was answered.
    Done(Claim, Subject),
    /// It was answered.
    Answered {
        /// With which status.
        status: u16,
        /// In which words.
        body: String,
    },
}

/// Takes a caller's key for a request with that digest of its body.
pub async fn take(
    ctx: &Context,
    caller: &Caller,
    route: String,
    key: String,
    fingerprint: &str,
) -> Result<Taken, Failure> {
    let key = RequestKey {
        person: caller.standing.person,
        route,
        key,
    };
    match claim(ctx, &key, fingerprint).await {
        Ok(claim) => return Ok(Taken::Free(claim)),
        Err(DbError::Conflict) => {}
        Err(error) => return Err(error.into()),
    }
    let running = Failure::Conflict("still_running");
    let Some(earlier) = ctx.store.earlier(&key).await? else {
        return Err(running);
    };
    if earlier.fingerprint != fingerprint {
        return Err(Failure::invalid("/Idempotency-Key", "key_reused"));
    }
    match earlier.progress {
        Progress::Answered { status, body } => Ok(Taken::Answered { status, body }),
        Progress::Done(subject) => Ok(Taken::Done(
            Claim {
                key,
                at: earlier.at,
            },
            subject,
        )),
        Progress::Begun => take_over(ctx, key).await?.map(Taken::Free).ok_or(running),
    }
}

/// Keeps the answer.
pub async fn keep(ctx: &Context, claim: &Claim, status: u16, body: &str) -> Result<(), Failure> {
    let work = ctx.store.begin().await?;
    work.keep_answer(claim, status, body).await?;
    Ok(work.commit().await?)
}

/// Gives the key back, unless something was done under it.
pub async fn release(ctx: &Context, claim: &Claim) -> Result<(), Failure> {
    let work = ctx.store.begin().await?;
    work.release_request(claim).await?;
    Ok(work.commit().await?)
}

async fn claim(ctx: &Context, key: &RequestKey, fingerprint: &str) -> Result<Claim, DbError> {
    let work = ctx.store.begin().await?;
    let claim = work
        .claim_request(key.clone(), fingerprint, ctx.now().at)
        .await?;
    work.commit().await?;
    Ok(claim)
}

/// From a request that has had time enough and did nothing. Should it still be alive, it cannot
/// commit any more.
async fn take_over(ctx: &Context, key: RequestKey) -> Result<Option<Claim>, DbError> {
    let now = ctx.now().at;
    let before = now.checked_sub(LEASE).unwrap_or(Timestamp::MIN);
    let work = ctx.store.begin().await?;
    let claim = work.take_over_request(key, before, now).await?;
    work.commit().await?;
    Ok(claim)
}
