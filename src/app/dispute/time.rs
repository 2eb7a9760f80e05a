//! What time does to disputes, in the seat of the clock. A sweep asks which terms are due now and
//! takes no other input, so a missed run costs nothing.

use hejie_domain::dispute::clocks::Clock;
use hejie_domain::dispute::command::Command;
use hejie_domain::dispute::event::Actor;
use hejie_domain::dispute::session::{SessionOrder, SessionStep};
use hejie_domain::dispute::{Dispute, Refusal, decide};
use hejie_domain::ids::{DisputeId, PartyId, PersonId};
use jiff::Timestamp;

use super::save::save;
use crate::app::{Context, Failure, session};

/// How many disputes one sweep looks at; the next one follows at once when there are more.
const SWEPT_MAX: u64 = 100;

/// Does what time has come for. Answers how many terms ended or were reminded of.
pub async fn sweep(ctx: &Context) -> Result<u64, Failure> {
    let mut done: u64 = 0;
    for id in ctx.store.disputes_to_wake(ctx.now().at, SWEPT_MAX).await? {
        // One dispute that cannot be moved on must not keep the others waiting.
        match wake(ctx, id).await {
            Ok(count) => done = done.saturating_add(count),
            Err(failure) => {
                tracing::error!(dispute.id = %id, error = ?failure, "a term could not be ended");
            }
        }
    }
    Ok(done)
}

/// When a sweep is needed next.
pub async fn next_wake(ctx: &Context) -> Result<Option<Timestamp>, Failure> {
    Ok(ctx.store.next_wake().await?)
}

/// Counts the terms of a dispute again under the calendar that is known now. Answers whether any
/// changed.
pub async fn recompute(ctx: &Context, id: DisputeId) -> Result<bool, Failure> {
    as_clock(ctx, id, |_| Some(Command::RecomputeTerms)).await
}

/// A message reached a respondent: the demand counts from here.
pub async fn record_delivery(
    ctx: &Context,
    id: DisputeId,
    party: PartyId,
    method: &str,
) -> Result<(), Failure> {
    let command = Command::RecordDelivery {
        party,
        method: method.to_owned(),
    };
    as_clock(ctx, id, |_| Some(command.clone()))
        .await
        .map(|_done| ())
}

/// Somebody answers no more: another does, where it still is with the former. Answers whether it was.
pub async fn hand_over(
    ctx: &Context,
    id: DisputeId,
    from: PersonId,
    to: PersonId,
) -> Result<bool, Failure> {
    let command = |dispute: &Dispute| {
        let held = dispute.responder.is_some_and(|(person, _)| person == from);
        held.then_some(Command::TakeOver {
            responder: to,
            note: None,
        })
    };
    as_clock(ctx, id, command).await
}

/// Takes the case from somebody who is no longer one of the body's mediators; nothing where others
/// have it by now.
pub async fn mediator_gone(
    ctx: &Context,
    id: DisputeId,
    mediator: PersonId,
) -> Result<bool, Failure> {
    let command = |dispute: &Dispute| {
        let held = dispute
            .mediation()
            .is_some_and(|mediation| mediation.mediator() == Some(mediator));
        held.then_some(Command::MediatorGone)
    };
    match as_clock(ctx, id, command).await {
        // While it stands still for a court, nobody is missed yet.
        Err(Failure::Refused(Refusal::NoMediator)) => Ok(false),
        done => done,
    }
}

async fn wake(ctx: &Context, id: DisputeId) -> Result<u64, Failure> {
    let mut done: u64 = 0;
    // Each command may open new terms, and one of those may be over already.
    while as_clock(ctx, id, |dispute| next(dispute, ctx.now().at)).await? {
        done = done.saturating_add(1);
    }
    Ok(done)
}

/// The most overdue thing that time has come for.
fn next(dispute: &Dispute, now: Timestamp) -> Option<Command> {
    let wake = |clock: &Clock| {
        clock
            .wake_at()
            .filter(|at| *at <= now)
            .map(|at| (at, clock.key))
    };
    let clock = dispute
        .clocks
        .iter()
        .filter_map(wake)
        .min_by_key(|(at, _)| *at);
    let sessions = dispute.sessions.iter();
    let session = sessions
        .filter_map(|one| Some((one.wake_at()?, one.id)))
        .filter(|(at, _)| *at <= now)
        .min();
    if let Some((at, session)) = session
        && clock.is_none_or(|(clock, _)| at <= clock)
    {
        let order = SessionOrder::of(SessionStep::Time { session });
        return Some(Command::Session(Box::new(order)));
    }
    let (_, key) = clock?;
    let over = dispute
        .clock(key)
        .is_some_and(|clock| clock.due_at() <= now);
    Some(if over {
        Command::TermEnds { key }
    } else {
        Command::Remind { key }
    })
}

async fn as_clock(
    ctx: &Context,
    id: DisputeId,
    command: impl Fn(&Dispute) -> Option<Command>,
) -> Result<bool, Failure> {
    let mut work = ctx.store.begin().await?;
    let mut loaded = work
        .dispute_for_update(id)
        .await?
        .ok_or(Failure::NotFound)?;
    let Some(command) = command(&loaded.dispute) else {
        return Ok(false);
    };
    let actor = Actor::CLOCK;
    let informed = session::inform(ctx, &work, &loaded.dispute, &command).await?;
    let command = informed.unwrap_or(command);
    match decide(
        &loaded.dispute,
        &actor,
        &command,
        &ctx.law().law(),
        ctx.now(),
    ) {
        Ok(facts) => save(ctx, &mut work, &mut loaded, actor, facts).await?,
        // Somebody was quicker, or the dispute is closed: nothing is left to do.
        Err(Refusal::AlreadyDone | Refusal::NotNow { .. }) => return Ok(false),
        Err(refusal) => return Err(Failure::Refused(refusal)),
    }
    work.commit().await?;
    Ok(true)
}
