//! What time does: it reminds, and it ends terms. It never refuses anybody anything else.

use super::draft::Draft;
use super::{mediation, mediator, performance, sealing};
use crate::dispute::clocks::{ClockKey, Due, Subject};
use crate::dispute::event::{Fact, TermEnd};
use crate::dispute::lists::{ClosingKind, Condition, Leaving, MediationEnd};
use crate::dispute::refusal::Refusal;
use crate::dispute::rules::Target;
use crate::dispute::state::State;
use crate::ids::{AgreementId, ObligationId, PartyId};
use crate::ruleset::TermId;
use crate::term::Recomputed;

pub(super) fn remind(draft: &mut Draft<'_>, key: ClockKey) -> Result<(), Refusal> {
    let clock = draft.dispute.clock(key).ok_or(Refusal::AlreadyDone)?;
    if clock.remind_at().is_none_or(|at| draft.now.at < at) {
        return Err(Refusal::StillRunning);
    }
    let count = clock.reminded.saturating_add(1);
    draft.push(Fact::Reminded { key, count });
    if let (TermId::PerformanceConfirmation, Subject::Obligation(obligation)) =
        (key.term, key.subject)
        && let Some(agreement) = in_force(draft)
    {
        draft.push(Fact::PerformanceAsked {
            agreement,
            obligation,
        });
    }
    Ok(())
}

pub(super) fn term_ends(draft: &mut Draft<'_>, key: ClockKey) -> Result<(), Refusal> {
    let clock = draft.dispute.clock(key).ok_or(Refusal::AlreadyDone)?;
    if clock.is_paused() || draft.now.at < clock.due_at() {
        return Err(Refusal::StillRunning);
    }
    draft.push(Fact::TermClosed {
        key,
        end: TermEnd::Expired,
    });
    match (key.term, key.subject) {
        (TermId::FirstResponse, _) => {
            draft.push(Fact::ResponseMissed);
            draft.open(TermId::MissedToImpasse, Subject::Dispute)?;
        }
        (TermId::RespondentReply, Subject::Party(party)) => {
            draft.push(Fact::RespondentSilent { party });
        }
        (TermId::SmallClaimOffer, _) => draft.push(Fact::SmallClaimOfferMissed),
        (TermId::DemandEvidence, Subject::Party(party)) => note(draft, party),
        (TermId::OfferLapse, Subject::Agreement(agreement)) => {
            draft.push(Fact::OfferLapsed { agreement });
        }
        (TermId::Signing, _) => {
            if let State::Signing { agreement, .. } = draft.dispute.state.clone() {
                draft.push(Fact::SigningIncomplete { agreement });
            }
        }
        (TermId::PerformanceConfirmation, Subject::Obligation(obligation)) => {
            return confirmation_ends(draft, obligation);
        }
        (TermId::BreachChoice, _) => {
            if let Some(agreement) = in_force(draft) {
                draft.push(Fact::AgreementGivenUp { agreement });
            }
        }
        (
            TermId::SuspensionSlip
            | TermId::SuspensionCourt
            | TermId::SuspensionPolice
            | TermId::SuspensionAppraisal,
            _,
        ) => {
            draft.push(Fact::Resumed);
        }
        (TermId::MergeUndo, _) => draft.push(Fact::Closed {
            kind: ClosingKind::Merged,
            ground: None,
        }),
        (TermId::MediationConsent, _) => return consent_ends(draft),
        (TermId::AcceptCase | TermId::AcceptCaseAssociation, _) => {
            mediation::push_end(draft, MediationEnd::BodySilent, None, None);
        }
        (TermId::Appoint, _) => return mediator::appointment_missed(draft),
        (TermId::AcceptAppointment, _) => {
            return mediator::appointment_failed(draft, Leaving::Silent, None);
        }
        (TermId::ResignReplace, _) => {
            mediation::push_end(draft, MediationEnd::NoMediator, None, None);
        }
        (TermId::Challenge, _) => mediator::challenge_not_decided(draft)?,
        (TermId::Mediation | TermId::MediationAssociation | TermId::MediationExtended, _) => {
            mediation::push_end(draft, MediationEnd::TermEnded, None, None);
        }
        (TermId::Seal, Subject::Agreement(agreement)) => sealing::seal_late(draft, agreement),
        (TermId::AppealDecision, _) => draft.push(Fact::AppealUpheldBySilence),
        (TermId::ImpasseClose, _) => {
            draft.push(Fact::Closed {
                kind: ClosingKind::NoSettlement,
                ground: None,
            });
        }
        _ => {}
    }
    draft.shift()?;
    Ok(())
}

/// Counts every term again under the calendar in force. What stays as it is leaves no trace; what
/// changes is recorded with its old end and its new one.
pub(super) fn recompute(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    let mut changed = false;
    for mut clock in draft.dispute.clocks.clone() {
        let Due::Term(deadline) = &clock.due else {
            continue;
        };
        let recomputed = deadline.recompute(draft.law.calendar);
        if recomputed.is_the_same() {
            continue;
        }
        let Recomputed { old, new } = recomputed;
        changed = true;
        let (was_at, was_on) = (old.due_at(), old.due_on());
        clock.due = Due::Term(Box::new(new));
        draft.push(Fact::TermRecomputed {
            clock: Box::new(clock),
            was_at,
            was_on,
        });
    }
    if changed {
        Ok(())
    } else {
        Err(Refusal::AlreadyDone)
    }
}

/// Silence is no.
fn consent_ends(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    if draft.rule.to == Target::Same {
        mediation::go_on(draft, TermEnd::Expired)
    } else {
        mediation::end(draft, MediationEnd::Unanswered, None, None)
    }
}

/// An adverse note says that a party did not prove what it was asked to prove, and no more.
fn note(draft: &mut Draft<'_>, party: PartyId) {
    draft.push(Fact::AdverseNoted { party });
}

fn confirmation_ends(draft: &mut Draft<'_>, obligation: ObligationId) -> Result<(), Refusal> {
    let agreement = in_force(draft).ok_or(Refusal::Unknown { what: "agreement" })?;
    let when = draft.rule.when;
    if when == Condition::TermWithoutProof(TermId::PerformanceConfirmation) {
        draft.push(Fact::Breached {
            agreement,
            obligation,
        });
        return draft.open(TermId::BreachChoice, Subject::Obligation(obligation));
    }
    draft.push(Fact::ObligationUnconfirmed {
        agreement,
        obligation,
    });
    if when == Condition::TermWithProof(TermId::PerformanceConfirmation) {
        performance::complete(draft, agreement)?;
    }
    Ok(())
}

fn in_force(draft: &Draft<'_>) -> Option<AgreementId> {
    draft
        .dispute
        .agreement_in_force()
        .map(|agreement| agreement.id)
}
