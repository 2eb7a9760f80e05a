//! Sends what waits in the outbox.
//!
//! Each post is claimed, looked up, written down as begun, handed over and written down as ended,
//! in that order and never within one transaction with the handing over. Whoever is killed in
//! between leaves an attempt without an end; it counts as unknown and is not repeated by itself,
//! because it may have arrived. An administrator sees it and can.

use futures_util::StreamExt;
use hejie_domain::ids::DeliveryId;
use hejie_domain::telling::{DeliveryResult, Handover};
use hejie_domain::text::Sha256Hash;
use jiff::{SignedDuration, Timestamp};
use rand::Rng;

use super::carriers::Parcel;
use super::{Pace, Tools};
use crate::app::Failure;
use crate::app::telling::{Addressed, prepare};
use crate::config::Limit;
use crate::db::{Attempt, Waiting, Work};

/// Posts that one run takes, and how many of them are on their way at a time.
const CLAIMED_MAX: u64 = 16;
const AT_ONCE: usize = 4;
/// Longer than any gateway may take for all that are claimed together.
const LEASE: SignedDuration = SignedDuration::from_mins(10);
/// About five hours in all; what has not gone by then is for people to look at.
const ATTEMPTS_MAX: u32 = 10;
const FIRST_PAUSE_S: i64 = 20;
const PAUSE_S_MAX: i64 = 3_600;

/// An attempt that may be made now.
struct Begun {
    delivery: DeliveryId,
    addressed: Addressed,
}

pub(super) async fn run(tools: &Tools) -> Result<Pace, Failure> {
    let now = tools.ctx.now().at;
    let work = tools.ctx.store.begin().await?;
    let claimed = work
        .claim_posts(now, later(now, LEASE), CLAIMED_MAX)
        .await?;
    work.commit().await?;
    if claimed.is_empty() {
        return Ok(Pace::Rest);
    }
    futures_util::stream::iter(claimed)
        .for_each_concurrent(AT_ONCE, |waiting| async move {
            if let Err(failure) = send(tools, &waiting).await {
                // Its lease runs out, and what is written down decides whether it is tried again.
                tracing::error!(post.id = %waiting.id, %failure, "a post was not worked off");
            }
        })
        .await;
    Ok(Pace::GoOn)
}

async fn send(tools: &Tools, waiting: &Waiting) -> Result<(), Failure> {
    let Some(begun) = begin(tools, waiting).await? else {
        return Ok(());
    };
    let key = waiting.post.key();
    let parcel = Parcel {
        id: waiting.id,
        key: &key,
        channel: waiting.post.channel(),
        to: &begun.addressed.to,
        saying: &begun.addressed.saying,
        at: tools.ctx.now().at,
    };
    let handover = tools.carriers.carry(&parcel).await;
    end(tools, waiting, begun.delivery, handover).await
}

/// Writes the attempt down, unless the post must not or need not be sent now.
async fn begin(tools: &Tools, waiting: &Waiting) -> Result<Option<Begun>, Failure> {
    let now = tools.ctx.now().at;
    let work = tools.ctx.store.begin().await?;
    let begun = admit(tools, &work, waiting, now).await?;
    work.commit().await?;
    Ok(begun)
}

async fn admit(
    tools: &Tools,
    work: &Work,
    waiting: &Waiting,
    now: Timestamp,
) -> Result<Option<Begun>, Failure> {
    let (id, post) = (waiting.id, &waiting.post);
    if work.lost_deliveries(&post.key()).await? {
        work.post_dead(waiting, "unknown", now).await?;
        return Ok(None);
    }
    if post.useless_at().is_some_and(|end| end <= now) {
        work.post_done(id, now).await?;
        return Ok(None);
    }
    let Some(addressed) = prepare(&tools.ctx, work, post).await? else {
        work.post_dead(waiting, "no_address", now).await?;
        return Ok(None);
    };
    let address_hash = address_hash(&addressed.to);
    if let Some(pause) = breaker(tools, work, &address_hash, now).await? {
        tracing::warn!(post.id = %id, "one address gets too many messages");
        work.post_rests(waiting, later(now, pause), "too_many")
            .await?;
        return Ok(None);
    }
    let attempt = Attempt {
        id: tools.ctx.ids.new(),
        post,
        number: waiting.attempt,
        method: tools.carriers.method(post.channel()),
        to_masked: addressed.to_masked.clone(),
        address_hash,
        at: now,
    };
    work.begin_delivery(&attempt).await?;
    Ok(Some(Begun {
        delivery: attempt.id,
        addressed,
    }))
}

/// How long an address must be left alone that has had its share.
async fn breaker(
    tools: &Tools,
    work: &Work,
    address_hash: &str,
    now: Timestamp,
) -> Result<Option<SignedDuration>, Failure> {
    let Limit::Of { count, period } = tools.ctx.config.telling.messages_recipient else {
        return Ok(None);
    };
    let period = SignedDuration::try_from(period).unwrap_or(SignedDuration::from_hours(1));
    let since = now.checked_sub(period).unwrap_or(Timestamp::MIN);
    let sent = work.deliveries_to(address_hash, since).await?;
    let fraction = period.checked_div(4).unwrap_or(period);
    Ok((sent >= u64::from(count.get())).then_some(fraction))
}

async fn end(
    tools: &Tools,
    waiting: &Waiting,
    delivery: DeliveryId,
    handover: Handover,
) -> Result<(), Failure> {
    let now = tools.ctx.now().at;
    let method = tools.carriers.method(waiting.post.channel());
    let work = tools.ctx.store.begin().await?;
    match handover {
        Handover::Taken { reference } => {
            let result = if method.may_repeat() {
                DeliveryResult::Kept
            } else {
                DeliveryResult::Sent
            };
            let reference = reference.as_deref();
            work.end_delivery(delivery, result, reference, now).await?;
            work.post_done(waiting.id, now).await?;
        }
        Handover::Refused { why } => {
            let result = DeliveryResult::Refused;
            work.end_delivery(delivery, result, Some(&why), now).await?;
            work.post_dead(waiting, &why, now).await?;
        }
        Handover::Unknown { why } => {
            let result = DeliveryResult::Unknown;
            work.end_delivery(delivery, result, Some(&why), now).await?;
            work.post_dead(waiting, "unknown", now).await?;
        }
        Handover::NotNow { why } => {
            let result = DeliveryResult::Failed;
            work.end_delivery(delivery, result, Some(&why), now).await?;
            if waiting.attempt >= ATTEMPTS_MAX {
                work.post_dead(waiting, &why, now).await?;
            } else {
                let at = later(now, pause(waiting.attempt));
                work.post_again(waiting.id, at, &why).await?;
            }
        }
    }
    Ok(work.commit().await?)
}

/// Twice as long each time, and never the same for all that failed together.
fn pause(attempt: u32) -> SignedDuration {
    let doubled = FIRST_PAUSE_S.saturating_mul(1_i64.checked_shl(attempt.min(16)).unwrap_or(1));
    let longest = doubled.min(PAUSE_S_MAX);
    let shortest = longest.checked_div(2).unwrap_or(longest);
    SignedDuration::from_secs(rand::rng().random_range(shortest..=longest))
}

fn address_hash(to: &str) -> String {
    let lower = to.to_lowercase();
    Sha256Hash::of("hejie-address-v1", &[lower.as_bytes()]).to_string()
}

fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_stay_within_an_hour() {
        for attempt in 1..40 {
            let pause = pause(attempt).as_secs();
            assert!(
                (FIRST_PAUSE_S..=PAUSE_S_MAX).contains(&pause),
                "{attempt}: {pause}"
            );
        }
        assert!(pause(1).as_secs() <= 40);
        assert!(pause(9).as_secs() >= 1_800);
    }

    #[test]
    fn one_mailbox_is_one_address_however_it_is_written() {
        assert_eq!(address_hash("A@B.example"), address_hash("a@b.example"));
        assert_ne!(address_hash("a@b.example"), address_hash("b@b.example"));
    }
}
