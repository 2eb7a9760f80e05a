//! Sessions: proposed, chosen, fixed, changed, called off, and what time does to them.

use jiff::{SignedDuration, Timestamp};

use super::draft::Draft;
use crate::Now;
use crate::dispute::event::{Actor, Fact};
use crate::dispute::lists::Verb;
use crate::dispute::refusal::Refusal;
use crate::dispute::session::{
    Attendee, Busy, Clash, Proposal, Session, SessionCancelled, SessionChoice, SessionOrder,
    SessionState, SessionStep, Span, reminders_due,
};
use crate::dispute::state::Dispute;
use crate::ids::MediationSessionId;
use crate::text::Text;

/// Sessions that may be ahead at a time.
const AHEAD_MAX: usize = 6;
/// How far ahead a session may lie.
const FURTHEST: SignedDuration = SignedDuration::from_hours(24 * 120);

pub(super) fn carry_out(draft: &mut Draft<'_>, order: &SessionOrder) -> Result<(), Refusal> {
    let busy = taken(&draft.dispute, order);
    match &order.step {
        SessionStep::Set(proposal) => set(draft, proposal, &busy),
        SessionStep::Choose { session, choices } => choose(draft, *session, choices, &busy),
        SessionStep::Fix { session, starts_at } => fix(draft, *session, *starts_at, &busy),
        SessionStep::Cancel { session, reason } => cancel(draft, *session, reason.as_ref()),
        SessionStep::Attend { session, present } => attend(draft, *session, present),
        SessionStep::Time { session } => time(draft, *session, order),
    }
}

/// What stands against a verb about sessions, whatever the command says.
pub(super) fn guard(dispute: &Dispute, actor: &Actor, verb: Verb, now: Now) -> Result<(), Refusal> {
    let any = |which: &dyn Fn(&Session) -> bool| {
        if dispute.sessions.iter().any(which) {
            Ok(())
        } else {
            Err(Refusal::SessionGone)
        }
    };
    let proposed = |session: &Session| session.state == SessionState::Proposed;
    if verb == Verb::ChooseSession {
        any(&|session| proposed(session) && asked(session, actor).is_some())
    } else if verb == Verb::FixSession {
        any(&proposed)
    } else if verb == Verb::CancelSession {
        // Called off is called off, however often it is asked for.
        any(&|session| session.is_ahead(now.at)).map_err(|_gone| Refusal::AlreadyDone)
    } else if verb == Verb::RecordAttendance {
        any(&|session| session.has_begun(now.at))
    } else {
        Ok(())
    }
}

/// The mediation no longer goes on: what was to come does not.
pub(super) fn call_off(draft: &mut Draft<'_>) {
    let now = draft.now.at;
    let ahead = draft.dispute.sessions.iter();
    let ahead: Vec<_> = ahead.filter(|one| one.is_ahead(now)).cloned().collect();
    for session in ahead {
        push_cancelled(draft, &session, SessionCancelled::MediationOver, None);
    }
}

/// Whom an actor speaks for in a session, if they are asked to come.
fn asked(session: &Session, actor: &Actor) -> Option<Attendee> {
    let who = actor.party.map_or(Attendee::Mediator, Attendee::Party);
    session.attendees().find(|one| *one == who)
}

/// What the store knows of other disputes, with the other sessions of this one.
fn taken(dispute: &Dispute, order: &SessionOrder) -> Busy {
    let mut busy = order.busy.clone();
    let others = dispute
        .sessions
        .iter()
        .filter(|one| one.state == SessionState::Fixed && one.id != order.step.session());
    busy.mediator.extend(others.filter_map(Session::span));
    busy
}

fn set(draft: &mut Draft<'_>, proposal: &Proposal, busy: &Busy) -> Result<(), Refusal> {
    let now = draft.now.at;
    let before = draft.dispute.session(proposal.session).cloned();
    if before.as_ref().is_some_and(|one| !one.is_ahead(now)) {
        return Err(Refusal::SessionGone);
    }
    let ahead = draft
        .dispute
        .sessions
        .iter()
        .filter(|one| one.is_ahead(now));
    if before.is_none() && ahead.count() >= AHEAD_MAX {
        return Err(Refusal::TooManySessions { max: AHEAD_MAX });
    }
    for (at, slot) in proposal.slots.iter().enumerate() {
        fits(
            draft,
            *slot,
            proposal.minutes,
            busy,
            &format!("/slots/{at}"),
        )?;
    }
    let fixed = proposal.fixed.then(|| proposal.slots.first()).flatten();
    // A new time that stands at once takes the place of the old invitation by itself.
    let withdrawn = before
        .as_ref()
        .filter(|one| one.state == SessionState::Fixed && fixed.is_none());
    draft.push(Fact::SessionProposed {
        session: proposal.session,
        slots: proposal.slots.clone(),
        minutes: proposal.minutes,
        way: proposal.way,
        place: proposal.place.as_ref().map(Text::reference),
        note: proposal.note.as_ref().map(Text::reference),
        parties: draft.dispute.mediating(),
        sequence: withdrawn.map(Session::next_sequence),
        fixed: fixed.is_some(),
    });
    if let Some(starts_at) = fixed {
        push_fixed(draft, proposal.session, *starts_at)?;
    }
    Ok(())
}

fn choose(
    draft: &mut Draft<'_>,
    id: MediationSessionId,
    choices: &[SessionChoice],
    busy: &Busy,
) -> Result<(), Refusal> {
    let session = proposed(draft, id)?;
    let who = asked(session, &draft.actor).ok_or(Refusal::NotYourPart)?;
    if choices.len() != session.slots.len() {
        return Err(Refusal::SlotsChanged);
    }
    if session
        .choices
        .get(&who)
        .is_some_and(|said| said == choices)
    {
        return Err(Refusal::AlreadyDone);
    }
    draft.push(Fact::SessionChosen {
        session: id,
        who,
        choices: choices.to_vec(),
    });
    let session = proposed(draft, id)?;
    match session.suits_all(draft.now.at, busy) {
        Some(starts_at) => push_fixed(draft, id, starts_at)?,
        None if session.is_answered() => draft.push(Fact::SessionSuitsNobody { session: id }),
        None => {}
    }
    Ok(())
}

fn fix(
    draft: &mut Draft<'_>,
    id: MediationSessionId,
    starts_at: Timestamp,
    busy: &Busy,
) -> Result<(), Refusal> {
    let session = proposed(draft, id)?;
    if !session.slots.contains(&starts_at) {
        return Err(Refusal::SlotsChanged);
    }
    let minutes = session.minutes;
    fits(draft, starts_at, minutes, busy, "/starts_at")?;
    push_fixed(draft, id, starts_at)
}

fn cancel(
    draft: &mut Draft<'_>,
    id: MediationSessionId,
    reason: Option<&Text>,
) -> Result<(), Refusal> {
    let session = known(draft, id)?.clone();
    if session.state == SessionState::Cancelled {
        return Err(Refusal::AlreadyDone);
    }
    if !session.is_ahead(draft.now.at) {
        return Err(Refusal::SessionGone);
    }
    push_cancelled(draft, &session, SessionCancelled::ByMediator, reason);
    Ok(())
}

fn attend(
    draft: &mut Draft<'_>,
    id: MediationSessionId,
    present: &[Attendee],
) -> Result<(), Refusal> {
    let session = known(draft, id)?;
    if !session.has_begun(draft.now.at) {
        return Err(Refusal::SessionGone);
    }
    if present
        .iter()
        .any(|who| session.attendees().all(|one| one != *who))
    {
        return Err(Refusal::Unknown { what: "attendee" });
    }
    if session.marked.as_deref() == Some(present) {
        return Err(Refusal::AlreadyDone);
    }
    draft.push(Fact::AttendanceMarked {
        session: id,
        present: present.to_vec(),
    });
    Ok(())
}

fn time(
    draft: &mut Draft<'_>,
    id: MediationSessionId,
    order: &SessionOrder,
) -> Result<(), Refusal> {
    let now = draft.now.at;
    let session = known(draft, id)?.clone();
    if session.wake_at().is_none_or(|wake_at| wake_at > now) {
        return Err(Refusal::AlreadyDone);
    }
    match (session.state, session.span()) {
        (SessionState::Fixed, Some(span)) if span.to <= now => draft.push(Fact::SessionHeld {
            session: id,
            attended: order.attended.clone(),
        }),
        (SessionState::Fixed, Some(span)) => draft.push(Fact::SessionReminded {
            session: id,
            reminded: reminders_due(span.from, now),
        }),
        (SessionState::Proposed, _) => {
            push_cancelled(draft, &session, SessionCancelled::Lapsed, None);
        }
        (SessionState::Fixed | SessionState::Held | SessionState::Cancelled, _) => {
            return Err(Refusal::AlreadyDone);
        }
    }
    Ok(())
}

fn fits(
    draft: &Draft<'_>,
    at: Timestamp,
    minutes: u16,
    busy: &Busy,
    field: &str,
) -> Result<(), Refusal> {
    let now = draft.now.at;
    if at <= now || at > now.checked_add(FURTHEST).unwrap_or(Timestamp::MAX) {
        return Err(Refusal::TimeOutOfRange {
            field: field.to_owned(),
        });
    }
    let clash = busy.clash(Span::of(at, minutes));
    clash.map_or(Ok(()), |clash| {
        Err(Refusal::SessionClash {
            field: field.to_owned(),
            at,
            of_mediator: clash == Clash::Mediator,
        })
    })
}

fn known<'a>(draft: &'a Draft<'_>, id: MediationSessionId) -> Result<&'a Session, Refusal> {
    let session = draft.dispute.session(id);
    session.ok_or(Refusal::Unknown { what: "session" })
}

fn proposed<'a>(draft: &'a Draft<'_>, id: MediationSessionId) -> Result<&'a Session, Refusal> {
    let session = known(draft, id)?;
    if session.state == SessionState::Proposed {
        Ok(session)
    } else {
        Err(Refusal::SessionGone)
    }
}

fn push_fixed(
    draft: &mut Draft<'_>,
    id: MediationSessionId,
    starts_at: Timestamp,
) -> Result<(), Refusal> {
    let session = known(draft, id)?;
    let fact = Fact::SessionFixed {
        session: id,
        starts_at,
        minutes: session.minutes,
        way: session.way,
        place: session.place,
        sequence: session.next_sequence(),
    };
    draft.push(fact);
    Ok(())
}

fn push_cancelled(
    draft: &mut Draft<'_>,
    session: &Session,
    why: SessionCancelled,
    reason: Option<&Text>,
) {
    let invited = session.state == SessionState::Fixed;
    draft.push(Fact::SessionCancelled {
        session: session.id,
        why,
        reason: reason.map(Text::reference),
        sequence: invited.then(|| session.next_sequence()),
    });
}
