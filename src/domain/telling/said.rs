//! From what happened to what is said. Much of what a log holds needs no telling: terms that begin
//! and end by themselves show on the page, and a closing says what the step before it would say.

use crate::dispute::event::{Fact, Naming};
use crate::dispute::lists::{ClosingKind, Phase};
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
        Fact::UnreachableMarked { .. } => Some(Message::UnreachableMarked),
        Fact::UnreachableConfirmed { .. } => Some(Message::UnreachableConfirmed),
        Fact::Urged { .. } => Some(Message::Urged),
        Fact::Offered { .. } => Some(Message::Offered),
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
        | Fact::AttemptRecorded { .. }
        | Fact::ObligationUnconfirmed { .. }
        | Fact::AgreementPerformed { .. }
        | Fact::SlipShown { .. } => None,
    }
}

/// A dispute that comes to rest without anybody having said so is news; where a party gave up, that
/// is told already.
fn moved(from: Phase, to: Phase, rule: &str) -> Option<Message> {
    let told_already = matches!(rule, "declare_failed" | "give_agreement_up");
    (to == Phase::Impasse && from != Phase::Suspended && !told_already).then_some(Message::Impasse)
}

fn closed(kind: ClosingKind) -> Option<Message> {
    match kind {
        ClosingKind::Performed => Some(Message::ClosedPerformed),
        ClosingKind::PerformedUnconfirmed => Some(Message::ClosedUnconfirmed),
        ClosingKind::NoSettlement => Some(Message::ClosedNoSettlement),
        // Told by whoever rejected or withdrew.
        ClosingKind::Rejected | ClosingKind::Withdrawn => None,
    }
}
