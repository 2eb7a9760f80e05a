//! Following a dispute, and putting one aside for a while. What was put aside comes back by itself,
//! and at once when something happens there; it never hides a deadline.

use hejie_domain::access::{Door, may};
use hejie_domain::desk::{SnoozeRefused, snooze_until};
use hejie_domain::dispute::event::Event;
use hejie_domain::ids::{DisputeId, PersonId};
use hejie_domain::telling::{Channel, Message, Reader, Recipient, TellPost, said};
use jiff::Timestamp;

use super::work_on;
use crate::app::people::standing_of;
use crate::app::{Caller, Context, Failure};
use crate::db::dispute::Loaded;
use crate::db::{NewNotice, Nudge, Work};

const WOKEN_MAX: u64 = 50;

/// Follows a dispute: every step in it leaves a notice.
pub async fn follow(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<(), Failure> {
    work_on(ctx, caller, id).await?;
    let work = ctx.store.begin().await?;
    work.follow(caller.standing.person, id, ctx.now().at)
        .await?;
    Ok(work.commit().await?)
}

/// Follows it no longer.
pub async fn unfollow(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<(), Failure> {
    work_on(ctx, caller, id).await?;
    let work = ctx.store.begin().await?;
    work.unfollow(caller.standing.person, id).await?;
    Ok(work.commit().await?)
}

/// Puts a dispute aside until then, but not past the end of a term.
pub async fn snooze(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
    until: Timestamp,
) -> Result<(), Failure> {
    let (loaded, _) = work_on(ctx, caller, id).await?;
    let now = ctx.now().at;
    snooze_until(&loaded.dispute, until, now).map_err(|refused| {
        let code = match refused {
            SnoozeRefused::Past => "in_past",
            SnoozeRefused::PastDeadline => "past_deadline",
        };
        Failure::invalid("/until", code)
    })?;
    let mut work = ctx.store.begin().await?;
    work.snooze(caller.standing.person, id, until, now).await?;
    work.nudge(moved_in_queue(&loaded));
    Ok(work.commit().await?)
}

/// Takes it up again.
pub async fn unsnooze(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<(), Failure> {
    let (loaded, _) = work_on(ctx, caller, id).await?;
    let mut work = ctx.store.begin().await?;
    work.unsnooze(caller.standing.person, id).await?;
    work.nudge(moved_in_queue(&loaded));
    Ok(work.commit().await?)
}

/// Brings back what was put aside until now; answers how many.
pub async fn wake(ctx: &Context) -> Result<usize, Failure> {
    let now = ctx.now().at;
    let mut work = ctx.store.begin().await?;
    let woken = work.take_woken(now, WOKEN_MAX).await?;
    for (person, dispute, until) in &woken {
        let Some(loaded) = ctx.store.dispute(*dispute).await? else {
            continue;
        };
        work.nudge(moved_in_queue(&loaded));
        let seq = u64::try_from(until.as_microsecond()).unwrap_or_default();
        let occasion = (*dispute, seq, Message::SnoozeOver);
        notify(ctx, &mut work, occasion, *person, now).await?;
    }
    work.commit().await?;
    Ok(woken.len())
}

/// What new entries of the log mean for those who follow the dispute or have put it aside.
pub(in crate::app) async fn moved(
    ctx: &Context,
    work: &mut Work,
    loaded: &Loaded,
    events: &[Event],
) -> Result<(), Failure> {
    let Some(last) = events.last() else {
        return Ok(());
    };
    // What is worth telling nobody of is no reason to look again.
    if !events.iter().any(|event| said(&event.fact).is_some()) {
        return Ok(());
    }
    let id = loaded.dispute.id;
    let by = last.actor.person;
    work.wake_all(id, by).await?;
    for person in work.followers(id).await? {
        let told = loaded.dispute.responder.map(|(responder, _)| responder) == Some(person);
        if told || Some(person) == by || !works_on(ctx, loaded, person).await? {
            continue;
        }
        let occasion = (id, last.seq, Message::FollowedMoved);
        notify(ctx, work, occasion, person, last.at).await?;
    }
    Ok(())
}

/// A message wakes what was put aside, for everybody but its writer.
pub(in crate::app) async fn spoken(
    work: &Work,
    dispute: DisputeId,
    by: PersonId,
) -> Result<(), Failure> {
    work.wake_all(dispute, Some(by)).await?;
    Ok(())
}

/// Rights may have ended since somebody began to follow.
async fn works_on(ctx: &Context, loaded: &Loaded, person: PersonId) -> Result<bool, Failure> {
    let standing = standing_of(ctx, person).await?;
    Ok(standing.is_some_and(|standing| may(&loaded.dispute, &standing, Door::Desk).is_ok()))
}

/// Leaves a notice inside the product for somebody of the platform.
pub(super) async fn notify(
    ctx: &Context,
    work: &mut Work,
    (dispute, seq, message): (DisputeId, u64, Message),
    person: PersonId,
    at: Timestamp,
) -> Result<(), Failure> {
    let tell = TellPost {
        dispute,
        seq,
        message,
        reader: Reader::Platform,
        channel: Channel::Notice,
        to: Recipient::Person {
            person,
            party: None,
        },
        due: None,
    };
    let notice = NewNotice {
        id: ctx.ids.new(),
        person,
        tell: &tell,
        at,
    };
    Ok(work.leave_notice(&notice).await?)
}

fn moved_in_queue(loaded: &Loaded) -> Nudge {
    Nudge::Dispute {
        dispute: loaded.dispute.id,
        platform: loaded.dispute.platform,
        head: loaded.dispute.head,
    }
}
