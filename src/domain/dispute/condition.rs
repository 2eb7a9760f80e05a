//! Which condition of the table a command meets.

use crate::dispute::clocks::Subject;
use crate::dispute::command::{AfterBreach, Command};
use crate::dispute::event::Actor;
use crate::dispute::lists::{Condition, ObligationState, Seat};
use crate::dispute::refusal::Refusal;
use crate::dispute::rules::Rule;
use crate::dispute::state::{Agreement, Dispute};
use crate::ids::{ObligationId, PartyId};
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
        Command::AcceptOffer { offer } => {
            let offer = dispute
                .agreement(*offer)
                .ok_or(Refusal::Unknown { what: "offer" })?;
            accepting(offer)
        }
        Command::Extend => extending(dispute, actor.party),
        Command::Sign { agreement, .. } => signing(dispute, *agreement, actor.party)?,
        Command::ConfirmObligation { obligation, .. } => confirming(dispute, *obligation),
        Command::ChooseAfterBreach { choice } => match choice {
            AfterBreach::NewDate { .. } => Condition::NewDate,
            AfterBreach::GiveUp => Condition::GiveUp,
        },
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
        Command::DecideAppeal { upheld, .. } => {
            if *upheld {
                Condition::Upheld
            } else {
                Condition::Dismissed
            }
        }
        Command::Reopen { .. } => reopening(dispute),
        Command::TermEnds { key } => ending(dispute, key.term, key.subject),
        Command::RecordDelivery { .. }
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
        Condition::FirstTime | Condition::Again => rule.when == asked_before(dispute),
        Condition::AfterPerformance | Condition::WithoutPerformance => {
            rule.when == reopening(dispute)
        }
        Condition::Term(_)
        | Condition::TermWithProof(_)
        | Condition::TermWithProofForOne(_)
        | Condition::TermWithoutProof(_) => actor.seat == Seat::Clock,
        Condition::Always
        | Condition::MoreToCome
        | Condition::Complete
        | Condition::SameDay
        | Condition::LaterDay
        | Condition::Court
        | Condition::NotCourt
        | Condition::WithSlip
        | Condition::WithoutSlip
        | Condition::NewDate
        | Condition::GiveUp
        | Condition::Upheld
        | Condition::Dismissed => true,
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
fn accepting(offer: &Agreement) -> Condition {
    let made_on = crate::Now { at: offer.made_at }.today();
    if offer.obligations.iter().all(|one| one.due_on <= made_on) {
        Condition::SameDay
    } else {
        Condition::LaterDay
    }
}

fn extending(dispute: &Dispute, party: Option<PartyId>) -> Condition {
    let asked_by = dispute.extension_asked_by.and_then(|id| dispute.party(id));
    let own = party.and_then(|id| dispute.party(id));
    match (asked_by, own) {
        (Some(asked), Some(own)) if asked.fact.seat != own.fact.seat => Condition::Complete,
        _ => Condition::MoreToCome,
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
