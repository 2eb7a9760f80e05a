//! Which condition of the table a command meets.

use crate::dispute::clocks::Subject;
use crate::dispute::command::{AfterBreach, Command};
use crate::dispute::event::Actor;
use crate::dispute::lists::{
    Condition, ContactWrong, ObligationState, Phase, Seat, SuspensionReason, Verb,
};
use crate::dispute::refusal::Refusal;
use crate::dispute::rules::Rule;
use crate::dispute::state::{Agreement, Dispute};
use crate::ids::{AgreementId, JointFactId, ObligationId, PartyId};
use crate::ruleset::TermId;
use crate::taxonomy::ElsewhereTarget;

/// The condition that a command meets in this dispute.
pub(super) fn of(
    dispute: &Dispute,
    actor: &Actor,
    command: &Command,
) -> Result<Condition, Refusal> {
    Ok(match command {
        Command::AskMaterial { .. } => asked_before(dispute),
        Command::AcceptOffer { offer, .. } => {
            let offer = dispute
                .agreement(*offer)
                .ok_or(Refusal::Unknown { what: "offer" })?;
            accepting(offer, actor.party)
        }
        Command::Consent { .. } => answering(dispute, actor.party, true),
        Command::Decline { .. } => answering(dispute, actor.party, false),
        Command::AcceptAppointment { .. } => beginning(dispute),
        Command::DeclineAppointment { .. } => failing(dispute),
        Command::ConfirmFact { joint_fact } => confirming_fact(dispute, actor.party, *joint_fact),
        Command::Seal { agreement, .. } => sealing(dispute, actor.seat, *agreement),
        Command::ApplyConfirmation { agreement } => applying(dispute, actor.party, *agreement),
        Command::Extend => extending(dispute, actor.party),
        Command::Sign { agreement, .. } => signing(dispute, *agreement, actor.party)?,
        Command::ConfirmObligation { obligation, .. } => confirming(dispute, *obligation),
        Command::ChooseAfterBreach { choice } => match choice {
            AfterBreach::NewDate { .. } => Condition::NewDate,
            AfterBreach::GiveUp => Condition::GiveUp,
        },
        Command::Suspend {
            reason: SuspensionReason::Appraisal,
            ..
        } => {
            if actor.seat != Seat::Mediator {
                return Err(Refusal::AppraisalByMediator);
            }
            Condition::Appraisal
        }
        Command::Suspend { slip, .. } => {
            if slip.is_some() {
                Condition::WithSlip
            } else if dispute.state.suspension().is_some() {
                return Err(Refusal::SlipNeeded);
            } else {
                Condition::WithoutSlip
            }
        }
        Command::RecordExternal { case } => {
            if case.target == ElsewhereTarget::Court && case.accepted_on.is_some() {
                Condition::Court
            } else {
                Condition::NotCourt
            }
        }
        Command::DecideAppeal { upheld, .. } | Command::DecideChallenge { upheld, .. } => {
            if *upheld {
                Condition::Upheld
            } else {
                Condition::Dismissed
            }
        }
        Command::Reopen { .. } => reopening(dispute),
        Command::CorrectContact { party, why, .. } => correcting(dispute, *party, *why),
        Command::TermEnds { key } => ending(dispute, key.term, key.subject),
        Command::AskMediation { .. }
        | Command::AcceptCase
        | Command::DeclineCase { .. }
        | Command::Appoint { .. }
        | Command::ObjectToMediator { .. }
        | Command::Challenge { .. }
        | Command::Resign { .. }
        | Command::MediatorGone
        | Command::Replace { .. }
        | Command::OpenCaucus { .. }
        | Command::CloseCaucus { .. }
        | Command::UnsealCaucus
        | Command::Session(_)
        | Command::Order(_)
        | Command::ProposeFact { .. }
        | Command::DisputeFact { .. }
        | Command::Propose { .. }
        | Command::EndMediation { .. }
        | Command::Terminate { .. }
        | Command::RecordDelivery { .. }
        | Command::KeepDocument { .. }
        | Command::Answer { .. }
        | Command::Respond { .. }
        | Command::SupplyMaterial { .. }
        | Command::SubmitEvidence { .. }
        | Command::DemandEvidence { .. }
        | Command::RecordAttempt { .. }
        | Command::MarkUnreachable { .. }
        | Command::ConfirmUnreachable { .. }
        | Command::TakeOver { .. }
        | Command::Urge
        | Command::Offer { .. }
        | Command::Counter { .. }
        | Command::WithdrawOffer { .. }
        | Command::DeclareFailed { .. }
        | Command::RecordPerformance { .. }
        | Command::DisputeObligation { .. }
        | Command::Resume
        | Command::Merge { .. }
        | Command::Unmerge { .. }
        | Command::Refuse { .. }
        | Command::Discontinue { .. }
        | Command::Appeal { .. }
        | Command::Withdraw { .. }
        | Command::Close
        | Command::Remind { .. }
        | Command::StateFacts { .. }
        | Command::ChooseDoor { .. }
        | Command::RecomputeTerms => Condition::Always,
    })
}

/// Whether a row's condition can be met now by some command of the actor: what a button needs.
pub(super) fn may_hold(dispute: &Dispute, actor: &Actor, rule: &Rule) -> bool {
    match rule.when {
        Condition::FirstTime | Condition::Again if rule.verb == Verb::AcceptAppointment => {
            rule.when == beginning(dispute)
        }
        Condition::FirstTime | Condition::Again if rule.verb == Verb::DeclineAppointment => {
            rule.when == failing(dispute)
        }
        Condition::FirstTime | Condition::Again => rule.when == asked_before(dispute),
        Condition::AfterPerformance | Condition::WithoutPerformance => {
            rule.when == reopening(dispute)
        }
        Condition::Term(_)
        | Condition::TermWithProof(_)
        | Condition::TermWithProofForOne(_)
        | Condition::TermWithoutProof(_)
        | Condition::TermWithWilling(_)
        | Condition::TermWithoutWilling(_)
        | Condition::TermFirst(_)
        | Condition::TermAgain(_) => actor.seat == Seat::Clock,
        Condition::Always
        | Condition::MoreToCome
        | Condition::Complete
        | Condition::TooFew
        | Condition::Appraisal
        | Condition::SameDay
        | Condition::LaterDay
        | Condition::Court
        | Condition::NotCourt
        | Condition::WithSlip
        | Condition::WithoutSlip
        | Condition::NewDate
        | Condition::GiveUp
        | Condition::Stands
        | Condition::Void
        | Condition::Upheld
        | Condition::Dismissed => true,
    }
}

/// Nobody is bound by what a stranger agreed to in their name.
fn correcting(dispute: &Dispute, party: PartyId, why: ContactWrong) -> Condition {
    if dispute.phase() != Phase::Performance {
        return Condition::Always;
    }
    let agreement = dispute.agreement_in_force();
    let bound = agreement.is_some_and(|one| one.parties().contains(&party));
    if bound && why == ContactWrong::Stranger {
        Condition::Void
    } else {
        Condition::Stands
    }
}

/// Silence is no.
fn consent_ending(dispute: &Dispute) -> Condition {
    let willing = dispute
        .live_mediation()
        .is_some_and(|mediation| dispute.both_sides(|party| mediation.is_willing(party)));
    if willing {
        Condition::TermWithWilling(TermId::MediationConsent)
    } else {
        Condition::TermWithoutWilling(TermId::MediationConsent)
    }
}

fn asked_before(dispute: &Dispute) -> Condition {
    if dispute.material_asks == 0 {
        Condition::FirstTime
    } else {
        Condition::Again
    }
}

/// An offer whose promises all fall due on the day it was made is performed rather than signed.
/// What a mediator proposed waits for both.
fn accepting(offer: &Agreement, party: Option<PartyId>) -> Condition {
    if offer.proposed && offer.awaits().iter().any(|one| Some(*one) != party) {
        return Condition::MoreToCome;
    }
    let made_on = crate::Now { at: offer.made_at }.today();
    if offer.obligations.iter().all(|one| one.due_on <= made_on) {
        Condition::SameDay
    } else {
        Condition::LaterDay
    }
}

/// Who goes on after this answer: others may still say something, enough are willing, or too few.
fn answering(dispute: &Dispute, party: Option<PartyId>, yes: bool) -> Condition {
    let Some(mediation) = dispute.live_mediation() else {
        return Condition::TooFew;
    };
    let own = |id| Some(id) == party;
    let not_refused = |id| {
        if own(id) {
            yes
        } else {
            mediation.takes_part(id)
        }
    };
    if !dispute.both_sides(not_refused) {
        Condition::TooFew
    } else if dispute.unanswered().into_iter().all(own) {
        Condition::Complete
    } else {
        Condition::MoreToCome
    }
}

/// A successor takes up what stands still; the first mediator begins.
fn beginning(dispute: &Dispute) -> Condition {
    if dispute.state.back().is_some() {
        Condition::Again
    } else {
        Condition::FirstTime
    }
}

fn failing(dispute: &Dispute) -> Condition {
    let before = dispute.live_mediation();
    if before.is_some_and(|mediation| mediation.failures > 0) {
        Condition::Again
    } else {
        Condition::FirstTime
    }
}

fn confirming_fact(dispute: &Dispute, party: Option<PartyId>, fact: JointFactId) -> Condition {
    let fact = dispute
        .live_mediation()
        .and_then(|mediation| mediation.fact(fact));
    let silent = |id: &PartyId| fact.is_none_or(|fact| !fact.confirmed_by.contains(id));
    let mut others = dispute.mediating().into_iter().filter(silent);
    if others.any(|id| Some(id) != party) {
        Condition::MoreToCome
    } else {
        Condition::Complete
    }
}

fn sealing(dispute: &Dispute, seat: Seat, agreement: AgreementId) -> Condition {
    let others = dispute
        .agreement(agreement)
        .map(|agreement| dispute.unsealed(agreement))
        .unwrap_or_default();
    if others.iter().all(|other| *other == seat) {
        Condition::Complete
    } else {
        Condition::MoreToCome
    }
}

fn applying(dispute: &Dispute, party: Option<PartyId>, agreement: AgreementId) -> Condition {
    let asked_by = dispute
        .agreement(agreement)
        .and_then(|one| one.confirmation_asked_by);
    if asked_by.is_some() && asked_by != party {
        Condition::Complete
    } else {
        Condition::MoreToCome
    }
}

fn extending(dispute: &Dispute, party: Option<PartyId>) -> Condition {
    let mediation = dispute.live_mediation();
    let yes = mediation.map_or(&dispute.extension_yes, |one| &one.extension_yes);
    let takes_part = |id: PartyId| mediation.is_none_or(|one| one.takes_part(id));
    let wants = |id: PartyId| party == Some(id) || yes.contains(&id);
    let (consumer_side, respondents): (Vec<_>, Vec<_>) = dispute
        .parties
        .iter()
        .map(|party| &party.fact)
        .filter(|fact| takes_part(fact.id))
        .partition(|fact| fact.seat.is_consumer_side());
    // One speaks for the consumer; each respondent speaks for itself.
    let complete = consumer_side.iter().any(|fact| wants(fact.id))
        && respondents.iter().all(|fact| wants(fact.id));
    if complete {
        Condition::Complete
    } else {
        Condition::MoreToCome
    }
}

fn signing(
    dispute: &Dispute,
    agreement: crate::ids::AgreementId,
    party: Option<PartyId>,
) -> Result<Condition, Refusal> {
    let agreement = dispute
        .agreement(agreement)
        .ok_or(Refusal::Unknown { what: "agreement" })?;
    let missing = agreement
        .parties()
        .into_iter()
        .filter(|one| Some(*one) != party && !agreement.signatures.contains_key(one))
        .count();
    Ok(if missing == 0 {
        Condition::Complete
    } else {
        Condition::MoreToCome
    })
}

fn confirming(dispute: &Dispute, obligation: ObligationId) -> Condition {
    if others_settled(dispute, obligation) {
        Condition::Complete
    } else {
        Condition::MoreToCome
    }
}

fn others_settled(dispute: &Dispute, obligation: ObligationId) -> bool {
    dispute.agreement_in_force().is_some_and(|agreement| {
        agreement
            .obligations
            .iter()
            .all(|other| other.fact.id == obligation || other.is_settled())
    })
}

fn reopening(dispute: &Dispute) -> Condition {
    if dispute
        .state
        .closing()
        .is_some_and(|(kind, _)| kind.is_performed())
    {
        Condition::AfterPerformance
    } else {
        Condition::WithoutPerformance
    }
}

fn ending(dispute: &Dispute, term: TermId, subject: Subject) -> Condition {
    if term == TermId::MediationConsent {
        return consent_ending(dispute);
    }
    if matches!(term, TermId::Appoint | TermId::AcceptAppointment) {
        return if failing(dispute) == Condition::FirstTime {
            Condition::TermFirst(term)
        } else {
            Condition::TermAgain(term)
        };
    }
    let (TermId::PerformanceConfirmation, Subject::Obligation(id)) = (term, subject) else {
        return Condition::Term(term);
    };
    let obligation = dispute
        .agreement_in_force()
        .and_then(|one| one.obligation(id));
    if obligation.is_none_or(|one| one.state != ObligationState::Done) {
        Condition::TermWithoutProof(term)
    } else if others_settled(dispute, id) {
        Condition::TermWithProof(term)
    } else {
        Condition::TermWithProofForOne(term)
    }
}
