//! From what happened to what is said. Much of what a log holds needs no telling: terms that begin
//! and end by themselves show on the page, and a closing says what the step before it would say.

use crate::dispute::event::{BodyFact, Fact, Naming};
use crate::dispute::lists::{ClosingKind, Leaving, Phase, SuspensionReason};
use crate::mediation::BodyKind;
use crate::telling::Message;

/// What somebody is told of `fact`, if anybody is told anything.
pub fn said(fact: &Fact) -> Option<Message> {
    match fact {
        Fact::Filed { .. } => Some(Message::Filed),
        Fact::ResponderNamed { how, .. } => Some(match how {
            Naming::Rota => Message::ResponderNamed,
            Naming::TakeOver => Message::TakenOver,
        }),
        Fact::Moved { from, to, rule } => moved(*from, *to, rule),
        // That a day is certain now is nothing to act on; that it is another day is.
        Fact::TermRecomputed { clock, was_at, .. } => {
            (clock.due_at() != *was_at).then_some(Message::TermMoved)
        }
        Fact::Reminded { .. } => Some(Message::Reminded),
        Fact::Answered { .. } => Some(Message::Answered),
        Fact::ResponseMissed => Some(Message::ResponseMissed),
        Fact::Responded { .. } => Some(Message::Responded),
        Fact::RespondentSilent { .. } => Some(Message::RespondentSilent),
        Fact::SmallClaimOfferMissed => Some(Message::SmallClaimOfferMissed),
        Fact::MaterialAsked { .. } => Some(Message::MaterialAsked),
        Fact::MaterialSupplied { .. } => Some(Message::MaterialSupplied),
        Fact::EvidenceSubmitted { .. } => Some(Message::EvidenceSubmitted),
        Fact::EvidenceDemanded { .. } => Some(Message::EvidenceDemanded),
        Fact::AdverseNoted { .. } => Some(Message::AdverseNoted),
        Fact::ContactCorrected { .. } => Some(Message::ContactCorrected),
        Fact::UnreachableMarked { .. } => Some(Message::UnreachableMarked),
        Fact::UnreachableConfirmed { .. } => Some(Message::UnreachableConfirmed),
        Fact::Urged { .. } => Some(Message::Urged),
        Fact::Offered { proposed, .. } => Some(if *proposed {
            Message::Proposed
        } else {
            Message::Offered
        }),
        Fact::ProposalAccepted { .. } => Some(Message::ProposalAccepted),
        Fact::MediationAsked { .. } => Some(Message::MediationAsked),
        Fact::MediationConsented { .. } => Some(Message::MediationConsented),
        Fact::MediationDeclined { .. } => Some(Message::MediationDeclined),
        Fact::MediationAgreed { body, .. } => Some(if closes_a_route(body) {
            Message::RouteCloses
        } else {
            Message::MediationAgreed
        }),
        Fact::MediationWithout { .. } => Some(Message::MediationWithoutYou),
        Fact::CaseAccepted { body } => Some(if closes_a_route(body) {
            Message::RouteClosed
        } else {
            Message::CaseAccepted
        }),
        Fact::CaseDeclined { .. } => Some(Message::CaseDeclined),
        Fact::MediatorAppointed { .. } => Some(Message::MediatorAppointed),
        Fact::AppointmentMissed => Some(Message::AppointmentMissed),
        Fact::AppointmentAccepted { .. } => Some(Message::MediationBegun),
        // Told by the decision on the challenge.
        Fact::MediatorLeft {
            why: Leaving::Challenged,
            ..
        } => None,
        Fact::MediatorLeft { .. } => Some(Message::MediatorLeft),
        Fact::Challenged { .. } => Some(Message::Challenged),
        Fact::ChallengeDecided { upheld: false, .. } => Some(Message::ChallengeDismissed),
        Fact::ChallengeDecided { upheld: true, .. } | Fact::ChallengeUpheldBySilence => {
            Some(Message::ChallengeUpheld)
        }
        // A time that stands at once is told as such.
        Fact::SessionProposed { fixed: true, .. } => None,
        Fact::SessionProposed {
            sequence: Some(_), ..
        } => Some(Message::SessionMoved),
        Fact::SessionProposed { .. } => Some(Message::SessionProposed),
        Fact::SessionSuitsNobody { .. } => Some(Message::SessionSuitsNobody),
        Fact::SessionFixed { .. } => Some(Message::SessionFixed),
        // Nobody had counted on what was never fixed.
        Fact::SessionCancelled { sequence: None, .. } => None,
        Fact::SessionCancelled { .. } => Some(Message::SessionCancelled),
        Fact::SessionReminded { .. } => Some(Message::SessionReminded),
        Fact::SessionHeld { .. } => Some(Message::SessionHeld),
        Fact::Muted { .. } => Some(Message::Muted),
        Fact::Unmuted { .. } => Some(Message::Unmuted),
        Fact::SentOut { .. } => Some(Message::SentOut),
        Fact::LetIn { .. } => Some(Message::LetIn),
        Fact::SessionChosen { .. } | Fact::AttendanceMarked { .. } => None,
        Fact::FactProposed { .. } => Some(Message::FactProposed),
        Fact::FactAgreed { .. } => Some(Message::FactAgreed),
        Fact::FactDisputed { .. } => Some(Message::FactDisputed),
        Fact::MediationEnded { .. } => Some(Message::MediationEnded),
        Fact::AgreementSealed { .. } => Some(Message::AgreementSealed),
        Fact::SealLate { .. } => Some(Message::SealLate),
        Fact::ConfirmationAsked { .. } => Some(Message::ConfirmationAsked),
        Fact::ConfirmationApplied { .. } => Some(Message::ConfirmationApplied),
        Fact::OfferWithdrawn { .. } => Some(Message::OfferWithdrawn),
        Fact::OfferLapsed { .. } => Some(Message::OfferLapsed),
        Fact::OfferAccepted { needs_signing, .. } => Some(if *needs_signing {
            Message::ToSign
        } else {
            Message::SettledToday
        }),
        Fact::FailureDeclared { .. } => Some(Message::FailureDeclared),
        Fact::ExtensionAsked { .. } => Some(Message::ExtensionAsked),
        Fact::Extended => Some(Message::Extended),
        Fact::Signed { .. } => Some(Message::Signed),
        Fact::AgreementSigned { .. } => Some(Message::AgreementSigned),
        Fact::SigningIncomplete { .. } => Some(Message::SigningIncomplete),
        Fact::PerformanceRecorded { .. } => Some(Message::PerformanceRecorded),
        Fact::PerformanceAsked { .. } => Some(Message::PerformanceAsked),
        Fact::ObligationConfirmed { .. } => Some(Message::ObligationConfirmed),
        Fact::ObligationDisputed { .. } => Some(Message::ObligationDisputed),
        Fact::Breached { .. } => Some(Message::Breached),
        Fact::NewDateSet { .. } => Some(Message::NewDateSet),
        Fact::AgreementGivenUp { .. } => Some(Message::AgreementGivenUp),
        // Told by the challenge, and by the merge.
        Fact::Suspended {
            reason: SuspensionReason::Recusal | SuspensionReason::Merged,
            ..
        } => None,
        Fact::Merged { .. } => Some(Message::Merged),
        Fact::Unmerged { .. } => Some(Message::Unmerged),
        Fact::Suspended { .. } => Some(Message::Suspended),
        Fact::Resumed => Some(Message::Resumed),
        Fact::ExternalRecorded { .. } => Some(Message::ExternalRecorded),
        Fact::Rejected { .. } => Some(Message::Rejected),
        Fact::Appealed { .. } => Some(Message::Appealed),
        Fact::AppealDecided { upheld, .. } => Some(if *upheld {
            Message::AppealUpheld
        } else {
            Message::AppealDismissed
        }),
        Fact::AppealUpheldBySilence => Some(Message::AppealUpheld),
        Fact::Withdrawn { .. } => Some(Message::Withdrawn),
        Fact::Closed { kind, .. } => closed(*kind),
        Fact::Reopened { .. } => Some(Message::Reopened),
        Fact::TermOpened { .. }
        | Fact::TermClosed { .. }
        | Fact::TermPaused { .. }
        | Fact::TermResumed { .. }
        | Fact::FactsStated { .. }
        | Fact::DoorChosen { .. }
        | Fact::Delivered { .. }
        | Fact::DocumentKept { .. }
        | Fact::FactConfirmed { .. }
        | Fact::Sealed { .. }
        | Fact::AttemptRecorded { .. }
        | Fact::ObligationUnconfirmed { .. }
        | Fact::AgreementPerformed { .. }
        | Fact::SlipShown { .. } => None,
    }
}

/// A dispute that comes to rest without anybody having said so is news; where a party gave up, that
/// is told already.
fn moved(from: Phase, to: Phase, rule: &str) -> Option<Message> {
    let told_already = matches!(rule, "declare_failed" | "give_agreement_up")
        || matches!(
            from,
            Phase::MediationConsent | Phase::MediatorAppointment | Phase::Mediation
        );
    (to == Phase::Impasse && from != Phase::Suspended && !told_already).then_some(Message::Impasse)
}

/// Once an association has accepted, the bureau no longer takes the complaint (B-07).
fn closes_a_route(body: &BodyFact) -> bool {
    body.kind == BodyKind::ConsumerAssociation
}

fn closed(kind: ClosingKind) -> Option<Message> {
    match kind {
        ClosingKind::Performed | ClosingKind::MediatedPerformed => Some(Message::ClosedPerformed),
        ClosingKind::PerformedUnconfirmed | ClosingKind::MediatedUnconfirmed => {
            Some(Message::ClosedUnconfirmed)
        }
        ClosingKind::NoSettlement => Some(Message::ClosedNoSettlement),
        // Told by whoever rejected, withdrew or merged.
        ClosingKind::Rejected | ClosingKind::Withdrawn | ClosingKind::Merged => None,
    }
}
