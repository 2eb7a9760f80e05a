//! Running a macro: looked at step by step, then done. Each step is a deed like any other, decided by
//! the same rules and done by the same use cases; the first that is refused ends the run, what was
//! done before it stays done, and each step says what became of it.

use hejie_domain::access::{Door, may};
use hejie_domain::desk::{Step, is_open, latest};
use hejie_domain::dispute::event::Event;
use hejie_domain::dispute::lists::Verb;
use hejie_domain::dispute::{Dispute, Refusal, decide};
use hejie_domain::house::Variable;
use hejie_domain::ids::{DisputeId, MacroId, TagId};
use hejie_domain::room::{RoomKind, RoomState};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::macros::{faults, readable};
use super::{fill, follow, hold, work_on};
use crate::app::dispute::{self, Desk, wish};
use crate::app::once::{self, Taken};
use crate::app::room::{Words, speak};
use crate::app::{Caller, Context, Failure, Fault, queue, secret};
use crate::db::dispute::Loaded;
use crate::db::{DbError, Macro, Room};

/// Under which runs and their steps note that they were begun and done.
const RUN: &str = "macro";
const STEP: &str = "macro step";

/// A macro as it would go in one dispute.
#[derive(Debug)]
pub struct Preview {
    /// The number of the dispute's newest entry.
    pub head: u64,
    /// Its steps.
    pub looks: Vec<Look>,
}

/// A step as it would be done in one dispute.
#[derive(Debug)]
pub struct Look {
    /// With its places filled.
    pub step: Step,
    /// Places for which the dispute has nothing.
    pub empty: Vec<Variable>,
    /// Why it would be refused, as things stand when its turn has come.
    pub refused: Option<Failure>,
}

/// What somebody runs.
#[derive(Debug)]
pub struct Running {
    /// The caller's own name for the run: run again under it, what was done is not done twice.
    pub key: String,
    /// The macro's steps as their reader left them: some left out, with other words if need be.
    pub steps: Vec<Step>,
    /// The number of the newest entry that they had seen of the dispute.
    pub head: Option<u64>,
}

/// What came of a step.
#[derive(Debug)]
pub enum Outcome {
    /// It is done.
    Done,
    /// It was so already: nothing had to be done.
    Already,
    /// It was refused, and nothing after it was tried.
    Refused(Failure),
    /// A step before it was refused.
    NotReached,
}

/// What each step would say and do in a dispute, one after the other.
pub async fn preview(
    ctx: &Context,
    caller: &Caller,
    dispute: DisputeId,
    id: MacroId,
) -> Result<Preview, Failure> {
    let one = readable(ctx, caller, id).await?;
    let (mut loaded, _) = work_on(ctx, caller, dispute).await?;
    let head = loaded.dispute.head;
    let mut looks = Vec::with_capacity(one.steps.len());
    for mut step in one.steps {
        let mut empty = Vec::new();
        for text in step.texts_mut() {
            let filled = fill::fill(ctx, caller, dispute, text).await?;
            *text = filled.text;
            for place in filled.empty {
                if !empty.contains(&place) {
                    empty.push(place);
                }
            }
        }
        let refused = match foresee(ctx, caller, &mut loaded, &step).await {
            Ok(()) => None,
            Err(Failure::Db(error)) => return Err(Failure::Db(error)),
            Err(refused) => Some(refused),
        };
        looks.push(Look {
            step,
            empty,
            refused,
        });
    }
    Ok(Preview { head, looks })
}

/// Runs the steps as their reader left them, after everything that they sent to the dispute before.
/// [`Failure::Stale`] when the macro or the dispute is another than the one they looked at.
pub async fn run(
    ctx: &Context,
    caller: &Caller,
    dispute: DisputeId,
    id: MacroId,
    running: &Running,
) -> Result<Vec<Outcome>, Failure> {
    let one = readable(ctx, caller, id).await?;
    let (loaded, _) = work_on(ctx, caller, dispute).await?;
    ready(&one, &running.steps)?;
    let mark = format!("{dispute} {id}");
    let begun = match once::take(ctx, caller, RUN.to_owned(), running.key.clone(), &mark).await? {
        // What the run did itself is no news to it.
        Taken::Answered { .. } => true,
        Taken::Done(claim, _) | Taken::Free(claim) => {
            let head = loaded.dispute.head;
            if running.head.is_some_and(|seen| seen != head) {
                once::release(ctx, &claim).await?;
                return Err(Failure::Stale { head });
            }
            once::keep(ctx, &claim, 200, "").await?;
            // What was sent before is done before.
            hold::hurry(ctx, caller.standing.person, dispute).await?;
            false
        }
    };
    let mut outcomes = Vec::with_capacity(running.steps.len());
    let mut going = true;
    for (at, step) in running.steps.iter().enumerate() {
        if !going {
            outcomes.push(Outcome::NotReached);
            continue;
        }
        let key = format!("{}-{at}", running.key);
        match take(ctx, caller, dispute, step, &key).await {
            Ok(done) => outcomes.push(done),
            Err(Failure::Db(error)) => return Err(Failure::Db(error)),
            Err(refused) => {
                going = false;
                outcomes.push(Outcome::Refused(refused));
            }
        }
    }
    if !begun {
        let work = ctx.store.begin().await?;
        work.count_macro(id).await?;
        work.commit().await?;
    }
    Ok(outcomes)
}

/// The macro's own steps in its own order, and nothing left open in them.
fn ready(one: &Macro, steps: &[Step]) -> Result<(), Failure> {
    if steps.is_empty() {
        return Err(Failure::invalid("/steps", "required"));
    }
    let mut left = one.steps.iter().map(Step::kind);
    if !steps
        .iter()
        .all(|step| left.any(|kind| kind == step.kind()))
    {
        return Err(Failure::Stale { head: one.version });
    }
    let mut faults = faults(steps);
    for (at, step) in steps.iter().enumerate() {
        if step.clone().texts_mut().iter().any(|text| is_open(text)) {
            faults.push(Fault::new(format!("/steps/{at}"), "unfilled"));
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Failure::Invalid(faults))
    }
}

/// Whether the step would be taken, and what would be otherwise after it.
async fn foresee(
    ctx: &Context,
    caller: &Caller,
    loaded: &mut Loaded,
    step: &Step,
) -> Result<(), Failure> {
    match step {
        Step::Reply { .. } => {
            may_speak(ctx, caller, &loaded.dispute, RoomKind::Negotiation).await?;
        }
        Step::Note { .. } => may_speak(ctx, caller, &loaded.dispute, RoomKind::Internal).await?,
        Step::Tag { tag } => given(ctx, caller, *tag).await?,
        Step::AskMaterial { .. }
        | Step::DemandEvidence { .. }
        | Step::Untag { .. }
        | Step::Assign { .. }
        | Step::Snooze { .. }
        | Step::Follow {} => {}
    }
    for (verb, body) in deeds(loaded, caller, step) {
        let mut desk = Desk::new(ctx, caller, loaded.dispute.id);
        let command = wish::read(verb, &body, &mut desk).await?;
        // A place that is still open is no fault of the deed.
        desk.check()?;
        let door = Door::Act(verb);
        let actor = may(&loaded.dispute, &caller.standing, door).map_err(dispute::denied)?;
        let (law, now) = (ctx.law(), ctx.now());
        let facts = match decide(&loaded.dispute, &actor, &command, &law.law(), now) {
            Ok(facts) => facts,
            Err(Refusal::AlreadyDone | Refusal::ResponderAlready) => Vec::new(),
            Err(refusal) => return Err(Failure::Refused(refusal)),
        };
        for fact in facts {
            let event = Event {
                seq: loaded.dispute.head.saturating_add(1),
                at: now.at,
                actor,
                fact,
            };
            let applied = loaded.dispute.apply(&event);
            applied.map_err(|_broken| DbError::unreadable("dispute_event", "data", actor.seat))?;
        }
    }
    Ok(())
}

/// The verbs that a step comes to.
fn deeds(loaded: &Loaded, caller: &Caller, step: &Step) -> Vec<(Verb, Value)> {
    match step {
        Step::AskMaterial { items, note } => {
            vec![(Verb::AskMaterial, json!({ "items": items, "note": note }))]
        }
        Step::DemandEvidence { items } => loaded
            .dispute
            .respondents()
            .map(|party| json!({ "of": party.fact.id, "items": items }))
            .map(|body| (Verb::DemandEvidence, body))
            .collect(),
        Step::Assign { to, note } => {
            let responder = to.unwrap_or(caller.standing.person);
            vec![(
                Verb::TakeOver,
                json!({ "responder": responder, "note": note }),
            )]
        }
        Step::Reply { .. }
        | Step::Tag { .. }
        | Step::Untag { .. }
        | Step::Note { .. }
        | Step::Snooze { .. }
        | Step::Follow {} => Vec::new(),
    }
}

async fn take(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
    step: &Step,
    key: &str,
) -> Result<Outcome, Failure> {
    match step {
        Step::Reply { text } => say(ctx, caller, id, (RoomKind::Negotiation, text), key).await?,
        Step::Note { text } => say(ctx, caller, id, (RoomKind::Internal, text), key).await?,
        Step::Tag { tag } => {
            let (put, _) = queue::wear(ctx, caller, id, &[*tag], &[]).await?;
            return Ok(changed(!put.is_empty()));
        }
        Step::Untag { tag } => {
            let (_, taken) = queue::wear(ctx, caller, id, &[], &[*tag]).await?;
            return Ok(changed(!taken.is_empty()));
        }
        Step::Snooze { hours } => snooze(ctx, caller, id, *hours).await?,
        Step::Follow {} => follow::follow(ctx, caller, id).await?,
        Step::AskMaterial { .. } | Step::DemandEvidence { .. } | Step::Assign { .. } => {
            let (loaded, _) = work_on(ctx, caller, id).await?;
            for (at, (verb, body)) in deeds(&loaded, caller, step).into_iter().enumerate() {
                let key = format!("{key}-{at}");
                match carry_out(ctx, caller, id, (verb, &body), key).await {
                    Err(Failure::Refused(Refusal::ResponderAlready)) => {
                        return Ok(Outcome::Already);
                    }
                    outcome => outcome?,
                }
            }
        }
    }
    Ok(Outcome::Done)
}

const fn changed(really: bool) -> Outcome {
    if really {
        Outcome::Done
    } else {
        Outcome::Already
    }
}

async fn room_of(ctx: &Context, id: DisputeId, kind: RoomKind) -> Result<Room, Failure> {
    let rooms = ctx.store.rooms_of(id).await?;
    let mut rooms = rooms.into_iter().filter(|room| room.kind == kind);
    rooms.next().ok_or(Failure::NotFound)
}

/// Whether the caller may write there once the steps before are done.
async fn may_speak(
    ctx: &Context,
    caller: &Caller,
    dispute: &Dispute,
    kind: RoomKind,
) -> Result<(), Failure> {
    let room = room_of(ctx, dispute.id, kind).await?;
    if room.state != RoomState::Open {
        return Err(Failure::Conflict("room_closed"));
    }
    let door = Door::PostRoom(room.doorplate());
    may(dispute, &caller.standing, door)
        .map(drop)
        .map_err(|_denied| Failure::Forbidden("room_read_only"))
}

/// Whether the tag is still given.
async fn given(ctx: &Context, caller: &Caller, tag: TagId) -> Result<(), Failure> {
    let tags = queue::tags(ctx, caller).await?;
    let followed = queue::followed(ctx, &[tag]).await?;
    let known = |one: &crate::db::queue::TagUse| {
        followed.contains(&one.tag.id) && one.tag.retired_at.is_none()
    };
    if tags.iter().any(known) {
        Ok(())
    } else {
        Err(Failure::invalid("/tag", "unknown"))
    }
}

async fn say(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
    (kind, text): (RoomKind, &str),
    key: &str,
) -> Result<(), Failure> {
    let room = room_of(ctx, id, kind).await?;
    let client_id = secret::digest_bytes(format!("{key} {id}").as_bytes());
    let client_id: String = client_id.chars().take(32).collect();
    let words = Words::parse(&client_id, text, Vec::new(), None)?;
    speak(ctx, &caller.standing, room.id, &words).await?;
    Ok(())
}

/// As long as it says, or until the next term ends.
async fn snooze(ctx: &Context, caller: &Caller, id: DisputeId, hours: u16) -> Result<(), Failure> {
    let (loaded, _) = work_on(ctx, caller, id).await?;
    let now = ctx.now().at;
    let wanted = SignedDuration::from_hours(i64::from(hours));
    let until = now.checked_add(wanted).unwrap_or(Timestamp::MAX);
    let until = latest(&loaded.dispute, now).map_or(until, |latest| latest.min(until));
    follow::snooze(ctx, caller, id, until).await
}

/// Once, also when the run is repeated after it broke off.
async fn carry_out(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
    (verb, body): (Verb, &Value),
    key: String,
) -> Result<(), Failure> {
    let taken = once::take(ctx, caller, STEP.to_owned(), key, "").await?;
    let Taken::Free(claim) = taken else {
        return Ok(());
    };
    let under = ctx.under(claim.clone());
    let acted = async {
        let mut desk = Desk::new(&under, caller, id);
        let command = wish::read(verb, body, &mut desk).await?;
        desk.check()?;
        dispute::act(&under, caller, id, None, &command).await
    };
    let outcome = acted.await;
    if outcome.is_err() {
        once::release(ctx, &claim).await?;
    }
    outcome
}
