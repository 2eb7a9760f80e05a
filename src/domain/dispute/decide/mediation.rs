//! Mediation: from asking a body to the end.

use super::draft::Draft;
use super::{guard, settling};
use crate::dispute::clocks::{ClockKey, Due, Subject};
use crate::dispute::command::Terms;
use crate::dispute::event::{BodyFact, Fact, TermEnd, Yes};
use crate::dispute::lists::{Condition, MediationEnd};
use crate::dispute::mediation::JointFact;
use crate::dispute::refusal::Refusal;
use crate::dispute::rules::Target;
use crate::dispute::state::State;
use crate::ids::{JointFactId, MediationId, PartyId};
use crate::law::doors::CONFIRMATION_VERSION;
use crate::mediation::BodyKind;
use crate::ruleset::TermId;
use crate::taxonomy::TerminationReason;
use crate::text::Text;

pub(super) fn ask(
    draft: &mut Draft<'_>,
    mediation: MediationId,
    body: BodyFact,
    yes: Yes,
    confirmed: Option<&str>,
    reason: Option<&Text>,
) -> Result<(), Refusal> {
    guard::may_be_asked(&draft.dispute, &body)?;
    guard::is_open(&draft.dispute, &body, draft.law, draft.now)?;
    let by = draft.own_party();
    let confirmed = confirmation(draft, &body, confirmed)?;
    draft.push(Fact::MediationAsked {
        mediation,
        body,
        by,
        yes: by.map(|_| yes),
        confirmed,
        reason: reason.map(Text::reference),
    });
    if draft.rule.to == Target::Same {
        return draft.open(TermId::MediationConsent, Subject::Dispute);
    }
    draft.shift()?;
    Ok(())
}

pub(super) fn consent(
    draft: &mut Draft<'_>,
    yes: Yes,
    confirmed: Option<&str>,
) -> Result<(), Refusal> {
    let party = own_party(draft)?;
    let body = draft.mediation()?.body;
    let confirmed = confirmation(draft, &body, confirmed)?;
    draft.push(Fact::MediationConsented {
        party,
        yes,
        confirmed,
    });
    if draft.rule.when == Condition::Complete {
        go_on(draft, TermEnd::Met)?;
    }
    Ok(())
}

pub(super) fn decline(draft: &mut Draft<'_>, reason: Option<&Text>) -> Result<(), Refusal> {
    let party = own_party(draft)?;
    draft.push(Fact::MediationDeclined {
        party,
        reason: reason.map(Text::reference),
    });
    if draft.rule.when == Condition::TooFew {
        end(draft, MediationEnd::Declined, None, None)
    } else if draft.rule.when == Condition::Complete {
        go_on(draft, TermEnd::Met)
    } else {
        Ok(())
    }
}

/// Those who are willing go on; the body is to say whether it takes the case.
pub(super) fn go_on(draft: &mut Draft<'_>, end: TermEnd) -> Result<(), Refusal> {
    let mediation = draft.mediation()?;
    let body = mediation.body;
    let all = draft.dispute.parties.iter().map(|party| party.fact.id);
    let (parties, outside): (Vec<_>, Vec<_>) = all.partition(|party| mediation.is_willing(*party));
    draft.close_clock(key(TermId::MediationConsent), end);
    draft.push(Fact::MediationAgreed {
        body,
        parties,
        outside: outside.clone(),
    });
    for party in outside {
        draft.push(Fact::MediationWithout { party });
    }
    draft.open(body.kind.accepts_within(), Subject::Dispute)
}

pub(super) fn accept_case(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    let body = draft.mediation()?.body;
    draft.close_clock(key(body.kind.accepts_within()), TermEnd::Met);
    draft.push(Fact::CaseAccepted { body });
    draft.shift()?;
    Ok(())
}

pub(super) fn decline_case(draft: &mut Draft<'_>, reason: &Text) -> Result<(), Refusal> {
    let body = draft.mediation()?.body;
    draft.close_clock(key(body.kind.accepts_within()), TermEnd::Met);
    draft.push(Fact::CaseDeclined {
        body,
        reason: reason.reference(),
    });
    draft.open(TermId::MediationConsent, Subject::Dispute)
}

/// Caucuses leave no trace here: the app follows them in their own rooms.
pub(super) fn caucus(draft: &Draft<'_>, party: PartyId) -> Result<(), Refusal> {
    let known = draft.dispute.party(party).is_some();
    if known && draft.mediation()?.takes_part(party) {
        Ok(())
    } else {
        Err(Refusal::Unknown { what: "party" })
    }
}

pub(super) fn propose_fact(
    draft: &mut Draft<'_>,
    joint_fact: JointFactId,
    text: &Text,
) -> Result<(), Refusal> {
    draft.mediation()?;
    draft.push(Fact::FactProposed {
        joint_fact,
        text: text.reference(),
    });
    Ok(())
}

pub(super) fn confirm_fact(draft: &mut Draft<'_>, joint_fact: JointFactId) -> Result<(), Refusal> {
    let party = own_party(draft)?;
    let fact = open_fact(draft, joint_fact)?;
    if fact.confirmed_by.contains(&party) {
        return Err(Refusal::AlreadyDone);
    }
    draft.push(Fact::FactConfirmed { joint_fact, party });
    if draft.rule.when == Condition::Complete {
        draft.push(Fact::FactAgreed { joint_fact });
    }
    Ok(())
}

pub(super) fn dispute_fact(
    draft: &mut Draft<'_>,
    joint_fact: JointFactId,
    reason: Option<&Text>,
) -> Result<(), Refusal> {
    let party = own_party(draft)?;
    open_fact(draft, joint_fact)?;
    draft.push(Fact::FactDisputed {
        joint_fact,
        party,
        reason: reason.map(Text::reference),
    });
    Ok(())
}

pub(super) fn propose(
    draft: &mut Draft<'_>,
    between: [PartyId; 2],
    terms: &Terms,
) -> Result<(), Refusal> {
    let takes_part = |party| draft.mediation().map(|one| one.takes_part(party));
    for (at, party) in between.into_iter().enumerate() {
        if !takes_part(party)? {
            let field = format!("/between/{at}");
            return Err(Refusal::ForeignParty { field });
        }
    }
    settling::propose_to_both(draft, between, terms)
}

/// The longer term counts from where the shorter one began, and what stood still is added as before.
pub(super) fn extend(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    let by = own_party(draft)?;
    if draft.rule.when == Condition::MoreToCome {
        draft.push(Fact::ExtensionAsked { by });
        return Ok(());
    }
    let term = draft.mediation()?.body.kind.mediates_within();
    let running = draft.dispute.dispute_clock(term);
    let Some(Due::Term(running)) = running.map(|clock| clock.due.clone()) else {
        return Err(Refusal::ExtendedAlready);
    };
    draft.push(Fact::Extended);
    draft.close_clock(key(term), TermEnd::Met);
    let longer = draft.law.term(&draft.dispute, TermId::MediationExtended)?;
    let longer = running.prolonged(longer, draft.law.calendar);
    draft.open_until(key(TermId::MediationExtended), Due::Term(Box::new(longer)));
    Ok(())
}

pub(super) fn end_by_party(draft: &mut Draft<'_>, reason: Option<&Text>) -> Result<(), Refusal> {
    end(draft, MediationEnd::EndedByParty, None, reason)
}

pub(super) fn terminate(
    draft: &mut Draft<'_>,
    reason: TerminationReason,
    note: Option<&Text>,
) -> Result<(), Refusal> {
    end(draft, MediationEnd::Terminated, Some(reason), note)
}

/// The mediation is over without an agreement, and goes where the row leads.
pub(super) fn end(
    draft: &mut Draft<'_>,
    how: MediationEnd,
    reason: Option<TerminationReason>,
    note: Option<&Text>,
) -> Result<(), Refusal> {
    push_end(draft, how, reason, note);
    draft.shift()?;
    Ok(())
}

/// The same, where the caller goes on.
pub(super) fn push_end(
    draft: &mut Draft<'_>,
    how: MediationEnd,
    reason: Option<TerminationReason>,
    note: Option<&Text>,
) {
    if draft.dispute.live_mediation().is_some() {
        draft.push(Fact::MediationEnded {
            how,
            reason,
            note: note.map(Text::reference),
        });
    }
    // A successor was to be found for what waited to be signed.
    if let Some(agreement) = draft.dispute.state.agreement() {
        draft.push(Fact::SigningIncomplete { agreement });
    }
}

/// The warning that the consumer side confirmed, where the body's acceptance closes another way for
/// it. Nobody else is asked.
fn confirmation(
    draft: &Draft<'_>,
    body: &BodyFact,
    confirmed: Option<&str>,
) -> Result<Option<String>, Refusal> {
    let asked = body.kind == BodyKind::ConsumerAssociation && draft.actor.seat.is_consumer_side();
    if !asked {
        return Ok(None);
    }
    if confirmed == Some(CONFIRMATION_VERSION) {
        Ok(Some(CONFIRMATION_VERSION.to_owned()))
    } else {
        Err(Refusal::ConfirmationNeeded)
    }
}

fn open_fact<'d>(draft: &'d Draft<'_>, id: JointFactId) -> Result<&'d JointFact, Refusal> {
    let fact = draft.mediation()?.fact(id);
    let fact = fact.ok_or(Refusal::Unknown { what: "joint_fact" })?;
    if fact.agreed_at.is_some() {
        Err(Refusal::AlreadyDone)
    } else if fact.is_open() {
        Ok(fact)
    } else {
        Err(Refusal::FactDisputed)
    }
}

pub(super) fn own_party(draft: &Draft<'_>) -> Result<PartyId, Refusal> {
    draft.own_party().ok_or(Refusal::Unknown { what: "party" })
}

/// The clock of the whole dispute for that term.
pub(super) fn key(term: TermId) -> ClockKey {
    ClockKey {
        term,
        subject: Subject::Dispute,
    }
}

/// Whether what stands still is a mediation, which a party may end even then.
pub(super) fn is_mediating(state: &State) -> bool {
    match state {
        State::MediationConsent | State::MediatorAppointment { .. } | State::Mediation => true,
        State::Suspended { from, .. } => is_mediating(from),
        State::FirstResponse
        | State::AwaitingMaterial
        | State::Negotiation
        | State::Signing { .. }
        | State::Performance { .. }
        | State::Impasse
        | State::Closed { .. } => false,
    }
}
