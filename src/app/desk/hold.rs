//! Sending with a moment in which it can be undone.
//!
//! What is sent is looked at at once, so that whatever is wrong with it is said while its writer is
//! there. Then it waits here, not in the browser: a closed window sends all the same. When its time
//! comes it goes through the same use case as anything else, in the writer's rights of that moment,
//! exactly once: a message under its own name, a verb under a key of its own.

use hejie_domain::access::{Door, may};
use hejie_domain::desk::{AtOnce, HELD, HeldState, Spot, is_open, leaving};
use hejie_domain::dispute::lists::Verb;
use hejie_domain::dispute::{Refusal, decide};
use hejie_domain::ids::{DisputeId, EvidenceId, HeldId, MessageId, PersonId, RoomId};
use hejie_domain::telling::Message;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::follow::notify;
use super::work_on;
use crate::app::dispute::{self, Desk, wish};
use crate::app::once::{self, Taken};
use crate::app::people::caller_of;
use crate::app::room::{self, Words, speak};
use crate::app::{Caller, Context, Failure};
use crate::db::dispute::Loaded;
use crate::db::{DbError, Held};

/// Longer than any sending takes.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// After what may pass by itself, it is tried again this much later.
const AGAIN: SignedDuration = SignedDuration::from_secs(5);
/// How long a refusal stays on the page of its writer.
const PATIENCE: SignedDuration = SignedDuration::from_mins(10);
/// Until when what was refused is shown to its writer.
const SHOWN: SignedDuration = SignedDuration::from_hours(24 * 7);
const CLAIMED_MAX: u64 = 50;
const KEY_CHARS: std::ops::RangeInclusive<usize> = 8..=64;

/// A message as it waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    body: String,
    #[serde(default)]
    attachments: Vec<EvidenceId>,
    reply_to: Option<MessageId>,
}

/// What somebody wants to send.
#[derive(Debug, Clone)]
pub struct Sending {
    /// Where.
    pub spot: Spot,
    /// The browser's name for it: sent again under the same name, it is sent once.
    pub key: String,
    /// What is sent: the body of the verb, or of the message.
    pub body: Value,
    /// What goes back into the box when it is undone.
    pub content: Value,
    /// For a verb the head of the dispute's log that its writer looked at, for a message the number
    /// of the room's newest event when they began.
    pub seen: Option<u64>,
}

/// Something that was sent.
#[derive(Debug, Clone)]
pub struct Kept {
    /// It.
    pub held: Held,
    /// Why it did not wait, where it did not.
    pub at_once: Option<AtOnce>,
}

/// Sends something after the caller's moment for undoing, or at once where a term is about to end.
/// What the caller sent to the dispute before leaves before it.
pub async fn send(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
    sending: &Sending,
) -> Result<Kept, Failure> {
    let person = caller.standing.person;
    let (loaded, _) = work_on(ctx, caller, id).await?;
    if let Some(held) = earlier(ctx, person, id, sending).await? {
        let at_once = None;
        return Ok(Kept { held, at_once });
    }
    if let Spot::Verb(_) = sending.spot {
        // A second deed confirms the first, and is decided on what came of it.
        hurry(ctx, person, id).await?;
    }
    look(ctx, caller, &loaded, sending).await?;
    let kept = hold(ctx, caller, &loaded, sending).await?;
    if kept.held.due_at > ctx.now().at {
        return Ok(kept);
    }
    let at_once = kept.at_once;
    flush(ctx, person, id, Some(kept.held.id)).await?;
    let held = ctx.store.held(kept.held.id).await?;
    let held = held.ok_or(Failure::NotFound)?;
    Ok(Kept { held, at_once })
}

/// Takes back what has not left; its text is kept where it was written, before what was begun there
/// meanwhile. Doing it again changes nothing.
pub async fn undo(ctx: &Context, caller: &Caller, id: HeldId) -> Result<Held, Failure> {
    let held = own(ctx, caller, id).await?;
    let now = ctx.now().at;
    let work = ctx.store.begin().await?;
    let taken = match held.state {
        HeldState::Undone => true,
        HeldState::Failed => {
            work.take_failed(id).await?;
            true
        }
        HeldState::Waiting | HeldState::Sending | HeldState::Sent => {
            work.undo_held(id, now).await?
        }
    };
    if !taken {
        // The other of two clicks may have taken it back.
        let now = work.held(id).await?.map(|held| held.state);
        if now != Some(HeldState::Undone) {
            return Err(Failure::Conflict("already_sent"));
        }
    }
    // What was refused was put back already.
    if taken && !matches!(held.state, HeldState::Undone | HeldState::Failed) {
        work.put_back(&held, now).await?;
    }
    work.commit().await?;
    let state = HeldState::Undone;
    Ok(Held { state, ..held })
}

/// Lets it leave now, with everything that the caller sent to the dispute before.
pub async fn send_now(ctx: &Context, caller: &Caller, id: HeldId) -> Result<Held, Failure> {
    let held = own(ctx, caller, id).await?;
    hurry(ctx, held.person, held.dispute).await?;
    own(ctx, caller, id).await
}

/// What the caller sent to a dispute that has not left, and what was refused lately.
pub async fn list(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<Vec<Held>, Failure> {
    let since = ctx.now().at.checked_sub(SHOWN).unwrap_or(Timestamp::MIN);
    Ok(ctx.store.held_of(caller.standing.person, id, since).await?)
}

/// Sends what is due; answers how many were worked off.
pub async fn send_due(ctx: &Context) -> Result<usize, Failure> {
    let claimed = claim(ctx, None).await?;
    let count = claimed.len();
    for held in claimed {
        let outcome = deliver(ctx, &held).await;
        finish(ctx, &held, outcome.err(), Telling::Notice).await?;
    }
    Ok(count)
}

async fn own(ctx: &Context, caller: &Caller, id: HeldId) -> Result<Held, Failure> {
    let held = ctx.store.held(id).await?;
    held.filter(|held| held.person == caller.standing.person && caller.standing.link.is_none())
        .ok_or(Failure::NotFound)
}

/// The same name stands for the same thing only.
async fn earlier(
    ctx: &Context,
    person: PersonId,
    dispute: DisputeId,
    sending: &Sending,
) -> Result<Option<Held>, Failure> {
    let chars = sending.key.chars().count();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !KEY_CHARS.contains(&chars) || !sending.key.chars().all(plain) {
        return Err(Failure::invalid("/key", "wrong_value"));
    }
    let Some(held) = ctx.store.held_by_key(person, &sending.key).await? else {
        return Ok(None);
    };
    let body = sending.body.to_string();
    let same = held.dispute == dispute && held.spot == sending.spot && held.body == body;
    if !same {
        return Err(Failure::invalid("/key", "key_reused"));
    }
    // What was taken back or refused was never sent: the same name may send it now.
    Ok(match held.state {
        HeldState::Waiting | HeldState::Sending | HeldState::Sent => Some(held),
        HeldState::Undone | HeldState::Failed => None,
    })
}

/// Says at once what would be wrong with it.
async fn look(
    ctx: &Context,
    caller: &Caller,
    loaded: &Loaded,
    sending: &Sending,
) -> Result<(), Failure> {
    match sending.spot {
        Spot::Room(room) => look_at_message(ctx, caller, loaded, room, sending).await,
        Spot::Verb(verb) if HELD.contains(&verb) => {
            look_at_verb(ctx, caller, loaded.dispute.id, verb, sending).await
        }
        Spot::Verb(_) => Err(Failure::invalid("/place", "wrong_value")),
    }
}

async fn look_at_message(
    ctx: &Context,
    caller: &Caller,
    loaded: &Loaded,
    room: RoomId,
    sending: &Sending,
) -> Result<(), Failure> {
    let place = room::enter(ctx, &caller.standing, room).await?;
    if place.room.dispute != loaded.dispute.id {
        return Err(Failure::NotFound);
    }
    if !place.can_post {
        return Err(Failure::Forbidden("room_read_only"));
    }
    let words = words(sending.key.as_str(), &sending.body)?;
    if is_open(words.body.as_str()) {
        return Err(Failure::invalid("/body/body", "unfilled"));
    }
    let Some(seen) = sending.seen else {
        return Ok(());
    };
    let newer = ctx.store.room_events(room, seen, CLAIMED_MAX).await?;
    let answered = newer.iter().any(|event| {
        let link = &event.sealed.link;
        let by_another = link.actor.is_some_and(|by| by != caller.standing.person);
        let seat = hejie_domain::dispute::Seat::parse(&link.seat);
        let is_message = matches!(event.event, hejie_domain::room::Event::Message(_));
        is_message && by_another && seat.is_some_and(hejie_domain::dispute::Seat::is_platform)
    });
    if answered {
        let head = place.room.last_seq;
        return Err(Failure::Stale { head });
    }
    Ok(())
}

async fn look_at_verb(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
    verb: Verb,
    sending: &Sending,
) -> Result<(), Failure> {
    if texts(&sending.body).iter().any(|text| is_open(text)) {
        return Err(Failure::invalid("/body", "unfilled"));
    }
    let mut desk = Desk::new(ctx, caller, id);
    let command = wish::read(verb, &sending.body, &mut desk).await?;
    desk.check()?;
    let loaded = dispute::look(ctx, caller, id).await?;
    let head = loaded.dispute.head;
    if sending.seen.is_some_and(|seen| seen != head) {
        return Err(Failure::Stale { head });
    }
    let actor = may(&loaded.dispute, &caller.standing, Door::Act(verb)).map_err(dispute::denied)?;
    let law = ctx.law();
    match decide(&loaded.dispute, &actor, &command, &law.law(), ctx.now()) {
        Ok(_) | Err(Refusal::AlreadyDone) => Ok(()),
        Err(refusal) => Err(Failure::Refused(refusal)),
    }
}

/// Every text in a body, however deep.
fn texts(body: &Value) -> Vec<&str> {
    match body {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(fields) => fields.values().flat_map(texts).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

fn words(client_id: &str, body: &Value) -> Result<Words, Failure> {
    let said = Said::deserialize(body).map_err(|_odd| Failure::invalid("/body", "wrong_value"))?;
    Words::parse(client_id, &said.body, said.attachments, said.reply_to)
}

async fn hold(
    ctx: &Context,
    caller: &Caller,
    loaded: &Loaded,
    sending: &Sending,
) -> Result<Kept, Failure> {
    let (person, id, now) = (caller.standing.person, loaded.dispute.id, ctx.now().at);
    let setting = ctx.store.desk_setting(person).await?;
    let work = ctx.store.begin().await?;
    let waiting = work.waiting_held(person, id).await?;
    let last = waiting.last();
    let leaving = leaving(
        now,
        setting.undo,
        last.map(|held| held.due_at),
        &loaded.dispute.clocks,
    );
    let after_last = last.map_or(i64::MIN, |held| held.rank.saturating_add(1));
    let held = Held {
        id: ctx.ids.new(),
        person,
        session: caller.session,
        dispute: id,
        spot: sending.spot,
        key: sending.key.clone(),
        body: sending.body.to_string(),
        content: sending.content.to_string(),
        rank: now.as_microsecond().max(after_last),
        created_at: now,
        due_at: leaving.at,
        state: HeldState::Waiting,
        failure: None,
    };
    if leaving.at_once.is_some() {
        work.hurry_held(person, id, now).await?;
    }
    work.forget_unsent_key(person, &held.key).await?;
    work.hold(&held).await?;
    work.drop_unsent(person, id, sending.spot).await?;
    work.commit().await?;
    let at_once = leaving.at_once;
    Ok(Kept { held, at_once })
}

/// Lets what the caller sent to a dispute and what still waits leave before what they do there next,
/// which may take the right to send it from them.
pub async fn leave_first(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<(), Failure> {
    let (person, now) = (caller.standing.person, ctx.now().at);
    if caller.standing.link.is_some() {
        return Ok(());
    }
    let shown = ctx.store.held_of(person, id, now).await?;
    let waits = |held: &Held| matches!(held.state, HeldState::Waiting | HeldState::Sending);
    if shown.iter().any(waits) {
        hurry(ctx, person, id).await?;
    }
    Ok(())
}

/// Lets everything leave that somebody sent to a dispute.
pub(super) async fn hurry(
    ctx: &Context,
    person: PersonId,
    dispute: DisputeId,
) -> Result<(), Failure> {
    let work = ctx.store.begin().await?;
    work.hurry_held(person, dispute, ctx.now().at).await?;
    work.commit().await?;
    flush(ctx, person, dispute, None).await
}

/// Sends what is due of one person in one dispute. A refusal of `watched` is the answer, since its
/// writer waits for it; others are told of by a notice.
async fn flush(
    ctx: &Context,
    person: PersonId,
    dispute: DisputeId,
    watched: Option<HeldId>,
) -> Result<(), Failure> {
    let mut answer = Ok(());
    loop {
        let claimed = claim(ctx, Some((person, dispute))).await?;
        if claimed.is_empty() {
            return answer;
        }
        for held in claimed {
            let refused = deliver(ctx, &held).await.err();
            if Some(held.id) == watched {
                answer = finish(ctx, &held, refused, Telling::Nobody).await;
            } else {
                finish(ctx, &held, refused, Telling::Notice).await?;
            }
        }
    }
}

async fn claim(ctx: &Context, whose: Option<(PersonId, DisputeId)>) -> Result<Vec<Held>, Failure> {
    let now = ctx.now().at;
    let lease = now.checked_add(LEASE).unwrap_or(Timestamp::MAX);
    let work = ctx.store.begin().await?;
    let claimed = work.claim_held(whose, now, lease, CLAIMED_MAX).await?;
    work.commit().await?;
    Ok(claimed)
}

/// Sends it, in the rights that its writer has now.
async fn deliver(ctx: &Context, held: &Held) -> Result<(), Failure> {
    let caller = caller_of(ctx, held.person, held.session).await?;
    let caller = caller.ok_or(Failure::NotFound)?;
    let body: Value = serde_json::from_str(&held.body)
        .map_err(|_odd| DbError::unreadable("held", "body", held.id))?;
    match held.spot {
        Spot::Room(room) => {
            let words = words(&held.key, &body)?;
            speak(ctx, &caller.standing, room, &words).await?;
            Ok(())
        }
        Spot::Verb(verb) => carry_out(ctx, &caller, held, verb, &body).await,
    }
}

/// Once, also when the process ends between doing it and noting that it is done.
async fn carry_out(
    ctx: &Context,
    caller: &Caller,
    held: &Held,
    verb: Verb,
    body: &Value,
) -> Result<(), Failure> {
    let key = held.id.to_string();
    let taken = once::take(ctx, caller, "HELD".to_owned(), key, "").await?;
    let Taken::Free(claim) = taken else {
        return Ok(());
    };
    let under = ctx.under(claim.clone());
    let acted = async {
        let mut desk = Desk::new(&under, caller, held.dispute);
        let command = wish::read(verb, body, &mut desk).await?;
        desk.check()?;
        dispute::act(&under, caller, held.dispute, None, &command).await
    };
    let outcome = acted.await;
    if outcome.is_err() {
        once::release(ctx, &claim).await?;
    }
    outcome
}

/// Whether somebody must be told of a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Telling {
    Notice,
    Nobody,
}

async fn finish(
    ctx: &Context,
    held: &Held,
    failure: Option<Failure>,
    telling: Telling,
) -> Result<(), Failure> {
    let now = ctx.now().at;
    let mut work = ctx.store.begin().await?;
    match failure {
        None => work.end_held(held.id, None, now).await?,
        Some(failure) if passes(&failure) && now.duration_since(held.created_at) < PATIENCE => {
            let again = now.checked_add(AGAIN).unwrap_or(Timestamp::MAX);
            work.delay_held(held.id, again).await?;
        }
        Some(failure) => {
            work.end_held(held.id, Some(why(&failure)), now).await?;
            work.put_back(held, now).await?;
            match telling {
                Telling::Notice => {
                    let seq = u64::try_from(held.rank).unwrap_or_default();
                    let occasion = (held.dispute, seq, Message::NotSent);
                    notify(ctx, &mut work, occasion, held.person, now).await?;
                }
                Telling::Nobody => {
                    // The answer says it; nothing is left to be said on the page.
                    work.take_failed(held.id).await?;
                    work.commit().await?;
                    return Err(failure);
                }
            }
        }
    }
    Ok(work.commit().await?)
}

/// Whether trying again may help.
fn passes(failure: &Failure) -> bool {
    matches!(failure, Failure::Db(_) | Failure::Io(_) | Failure::Busy)
        || matches!(failure, Failure::Conflict("still_running"))
}

/// The code of a refusal, as the catalogue of problems calls it.
fn why(failure: &Failure) -> &'static str {
    match failure {
        Failure::Refused(refusal) => refusal.code(),
        Failure::Forbidden(code)
        | Failure::Conflict(code)
        | Failure::Gone(code)
        | Failure::Unavailable(code) => code,
        Failure::NotFound | Failure::NotLoggedIn => "not_found",
        Failure::Stale { .. } | Failure::RotaOvertaken(_) => "stale",
        Failure::ReauthNeeded => "reauth_needed",
        Failure::Invalid(_)
        | Failure::VersionNeeded
        | Failure::UploadOffset { .. }
        | Failure::TooMany { .. }
        | Failure::TooLarge { .. }
        | Failure::Busy
        | Failure::Db(_)
        | Failure::Io(_) => "invalid",
    }
}
