//! Who mediates: appointed, objected to, challenged, gone and replaced.

use super::draft::Draft;
use super::mediation::{end, key, own_party};
use super::sealing;
use crate::access::Role;
use crate::dispute::clocks::Subject;
use crate::dispute::command::Candidate;
use crate::dispute::event::{Fact, TermEnd};
use crate::dispute::lists::{Leaving, MediationEnd, Phase, SuspensionReason};
use crate::dispute::mediation::Mediation;
use crate::dispute::refusal::Refusal;
use crate::dispute::rules::Target;
use crate::ids::{PartyId, PersonId};
use crate::mediation::conflicts;
use crate::ruleset::TermId;
use crate::text::Text;

pub(super) fn appoint(draft: &mut Draft<'_>, candidate: &Candidate) -> Result<(), Refusal> {
    free_of_conflicts(draft, candidate.mediator, &candidate.roles, "/mediator")?;
    for term in [TermId::Appoint, TermId::ResignReplace] {
        draft.close_clock(key(term), TermEnd::Met);
    }
    draft.push(Fact::MediatorAppointed {
        mediator: candidate.mediator,
        experience: candidate.experience.as_ref().map(Text::reference),
        disclosed: candidate.disclosed.as_ref().map(Text::reference),
    });
    draft.open(TermId::AcceptAppointment, Subject::Dispute)
}

pub(super) fn object(draft: &mut Draft<'_>, reason: &Text) -> Result<(), Refusal> {
    let by = own_party(draft)?;
    leave(draft, Leaving::Objected, Some(by), Some(reason))?;
    draft.close_clock(key(TermId::AcceptAppointment), TermEnd::Void);
    draft.open(TermId::Appoint, Subject::Dispute)
}

pub(super) fn accept_appointment(
    draft: &mut Draft<'_>,
    roles: &[Role],
    declared: Option<&Text>,
) -> Result<(), Refusal> {
    let mediator = mediator(draft)?;
    free_of_conflicts(draft, mediator, roles, "/conflict")?;
    draft.close_clock(key(TermId::AcceptAppointment), TermEnd::Met);
    draft.push(Fact::AppointmentAccepted {
        mediator,
        declared: declared.map(Text::reference),
    });
    draft.shift()?;
    Ok(())
}

pub(super) fn decline_appointment(
    draft: &mut Draft<'_>,
    reason: Option<&Text>,
) -> Result<(), Refusal> {
    draft.close_clock(key(TermId::AcceptAppointment), TermEnd::Met);
    appointment_failed(draft, Leaving::Declined, reason)
}

/// A first failure lets the body try once more; a second one is the end.
pub(super) fn appointment_failed(
    draft: &mut Draft<'_>,
    why: Leaving,
    reason: Option<&Text>,
) -> Result<(), Refusal> {
    leave(draft, why, None, reason)?;
    try_again(draft)
}

/// Nobody was appointed in time.
pub(super) fn appointment_missed(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    draft.push(Fact::AppointmentMissed);
    try_again(draft)
}

fn try_again(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    if draft.rule.to == Target::To(Phase::Impasse) {
        end(draft, MediationEnd::NoMediator, None, None)
    } else {
        draft.open(TermId::Appoint, Subject::Dispute)
    }
}

pub(super) fn challenge(draft: &mut Draft<'_>, reason: &Text) -> Result<(), Refusal> {
    let party = own_party(draft)?;
    let mediator = mediator(draft)?;
    draft.push(Fact::Challenged {
        party,
        mediator,
        reason: reason.reference(),
    });
    draft.push(Fact::Suspended {
        reason: SuspensionReason::Recusal,
        by: Some(party),
        number: None,
    });
    draft.shift()?;
    Ok(())
}

pub(super) fn decide_challenge(
    draft: &mut Draft<'_>,
    upheld: bool,
    reasons: &Text,
) -> Result<(), Refusal> {
    draft.close_clock(key(TermId::Challenge), TermEnd::Met);
    draft.push(Fact::ChallengeDecided {
        upheld,
        reasons: reasons.reference(),
    });
    if upheld {
        leave(draft, Leaving::Challenged, None, None)?;
    } else {
        draft.push(Fact::Resumed);
    }
    draft.shift()?;
    Ok(())
}

/// Whoever is to decide and does not must not keep a mediator in place whom a party mistrusts.
pub(super) fn challenge_not_decided(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    draft.push(Fact::ChallengeUpheldBySilence);
    leave(draft, Leaving::Challenged, None, None)
}

pub(super) fn resign(draft: &mut Draft<'_>, reason: &Text) -> Result<(), Refusal> {
    leave(draft, Leaving::Resigned, None, Some(reason))?;
    draft.shift()?;
    Ok(())
}

/// Whoever mediates is no longer one of the body's mediators: a successor is found as after a
/// resignation, or, where the parties have signed already, the seal of the body stands alone.
pub(super) fn gone(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    match draft.dispute.phase() {
        Phase::MediatorAppointment => {
            leave(draft, Leaving::Gone, None, None)?;
            draft.close_clock(key(TermId::AcceptAppointment), TermEnd::Void);
            draft.open(TermId::Appoint, Subject::Dispute)
        }
        Phase::Performance | Phase::Closed => {
            let agreement = draft.dispute.to_be_sealed().map(|one| one.id);
            let agreement = agreement.ok_or(Refusal::NotMediated)?;
            let mediation = draft.dispute.mediation();
            let mediator = mediation.and_then(Mediation::mediator);
            draft.push(Fact::MediatorLeft {
                mediator: mediator.ok_or(Refusal::NoMediator)?,
                why: Leaving::Gone,
                by: None,
                reason: None,
            });
            sealing::sealed(draft, agreement)
        }
        Phase::Draft
        | Phase::FirstResponse
        | Phase::AwaitingMaterial
        | Phase::Negotiation
        | Phase::MediationConsent
        | Phase::Mediation
        | Phase::Signing
        | Phase::Suspended
        | Phase::Impasse => {
            leave(draft, Leaving::Gone, None, None)?;
            draft.shift()
        }
    }
}

pub(super) fn replace(
    draft: &mut Draft<'_>,
    candidate: &Candidate,
    reason: &Text,
) -> Result<(), Refusal> {
    leave(draft, Leaving::Replaced, None, Some(reason))?;
    draft.shift()?;
    appoint(draft, candidate)
}

fn free_of_conflicts(
    draft: &Draft<'_>,
    mediator: PersonId,
    roles: &[Role],
    field: &str,
) -> Result<(), Refusal> {
    let body = draft.mediation()?.body;
    let found = conflicts(&draft.dispute, &body, mediator, roles);
    match found.first() {
        None => Ok(()),
        Some(conflict) => Err(Refusal::Conflict {
            field: field.to_owned(),
            conflict: *conflict,
        }),
    }
}

/// The present mediator has the case no longer.
fn leave(
    draft: &mut Draft<'_>,
    why: Leaving,
    by: Option<PartyId>,
    reason: Option<&Text>,
) -> Result<(), Refusal> {
    let mediator = mediator(draft)?;
    draft.push(Fact::MediatorLeft {
        mediator,
        why,
        by,
        reason: reason.map(Text::reference),
    });
    Ok(())
}

fn mediator(draft: &Draft<'_>) -> Result<PersonId, Refusal> {
    let mediator = draft.mediation()?.mediator();
    mediator.ok_or(Refusal::NoMediator)
}
