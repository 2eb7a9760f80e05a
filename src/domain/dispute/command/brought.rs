//! What a command brings: its verb, its words and its files.

use super::{Command, Exhibit};
use crate::dispute::lists::Verb;
use crate::text::Text;

impl Command {
    /// Which verb it is.
    pub fn verb(&self) -> Verb {
        match self {
            Self::RecordDelivery { .. } => Verb::RecordDelivery,
            Self::KeepDocument { .. } => Verb::KeepDocument,
            Self::Answer { .. } => Verb::Answer,
            Self::Respond { .. } => Verb::Respond,
            Self::AskMaterial { .. } => Verb::AskMaterial,
            Self::SupplyMaterial { .. } => Verb::SupplyMaterial,
            Self::SubmitEvidence { .. } => Verb::SubmitEvidence,
            Self::DemandEvidence { .. } => Verb::DemandEvidence,
            Self::RecordAttempt { .. } => Verb::RecordAttempt,
            Self::CorrectContact { .. } => Verb::CorrectContact,
            Self::MarkUnreachable { .. } => Verb::MarkUnreachable,
            Self::ConfirmUnreachable { .. } => Verb::ConfirmUnreachable,
            Self::TakeOver { .. } => Verb::TakeOver,
            Self::Urge => Verb::Urge,
            Self::Offer { .. } => Verb::Offer,
            Self::Counter { .. } => Verb::Counter,
            Self::WithdrawOffer { .. } => Verb::WithdrawOffer,
            Self::AcceptOffer { .. } => Verb::AcceptOffer,
            Self::DeclareFailed { .. } => Verb::DeclareFailed,
            Self::Extend => Verb::Extend,
            Self::AskMediation { .. } => Verb::AskMediation,
            Self::Consent { .. } => Verb::Consent,
            Self::Decline { .. } => Verb::Decline,
            Self::AcceptCase => Verb::AcceptCase,
            Self::DeclineCase { .. } => Verb::DeclineCase,
            Self::Appoint { .. } => Verb::Appoint,
            Self::ObjectToMediator { .. } => Verb::ObjectToMediator,
            Self::AcceptAppointment { .. } => Verb::AcceptAppointment,
            Self::DeclineAppointment { .. } => Verb::DeclineAppointment,
            Self::Challenge { .. } => Verb::Challenge,
            Self::DecideChallenge { .. } => Verb::DecideChallenge,
            Self::Resign { .. } => Verb::Resign,
            Self::MediatorGone => Verb::MediatorGone,
            Self::Replace { .. } => Verb::Replace,
            Self::OpenCaucus { .. } => Verb::OpenCaucus,
            Self::CloseCaucus { .. } => Verb::CloseCaucus,
            Self::UnsealCaucus => Verb::UnsealCaucus,
            Self::Session(order) => order.step.verb(),
            Self::Order(step) => step.verb(),
            Self::ProposeFact { .. } => Verb::ProposeFact,
            Self::ConfirmFact { .. } => Verb::ConfirmFact,
            Self::DisputeFact { .. } => Verb::DisputeFact,
            Self::Propose { .. } => Verb::Propose,
            Self::EndMediation { .. } => Verb::EndMediation,
            Self::Terminate { .. } => Verb::Terminate,
            Self::Seal { .. } => Verb::Seal,
            Self::ApplyConfirmation { .. } => Verb::ApplyConfirmation,
            Self::Sign { .. } => Verb::Sign,
            Self::RecordPerformance { .. } => Verb::RecordPerformance,
            Self::ConfirmObligation { .. } => Verb::ConfirmObligation,
            Self::DisputeObligation { .. } => Verb::DisputeObligation,
            Self::ChooseAfterBreach { .. } => Verb::ChooseAfterBreach,
            Self::Suspend { .. } => Verb::Suspend,
            Self::Resume => Verb::Resume,
            Self::RecordExternal { .. } => Verb::RecordExternal,
            Self::Merge { .. } => Verb::Merge,
            Self::Unmerge { .. } => Verb::Unmerge,
            Self::Refuse { .. } => Verb::Refuse,
            Self::Discontinue { .. } => Verb::Discontinue,
            Self::Appeal { .. } => Verb::Appeal,
            Self::DecideAppeal { .. } => Verb::DecideAppeal,
            Self::Withdraw { .. } => Verb::Withdraw,
            Self::Close => Verb::Close,
            Self::Reopen { .. } => Verb::Reopen,
            Self::Remind { .. } => Verb::Remind,
            Self::TermEnds { .. } => Verb::TermEnds,
            Self::StateFacts { .. } => Verb::StateFacts,
            Self::ChooseDoor { .. } => Verb::ChooseDoor,
            Self::RecomputeTerms => Verb::RecomputeTerms,
        }
    }

    /// The words it brings, to be kept beside the log.
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Self::Answer {
                finding, next_step, ..
            } => vec![finding, next_step],
            Self::Respond { statement } => vec![statement],
            Self::AskMaterial { items, note } => items.iter().chain(note).collect(),
            Self::SupplyMaterial { statement, .. } => vec![statement],
            Self::SubmitEvidence { purpose, .. } => purpose.iter().collect(),
            Self::DemandEvidence { items, .. } => items.iter().collect(),
            Self::RecordAttempt { result, .. } => vec![result],
            Self::TakeOver { note, .. } => note.iter().collect(),
            Self::Offer { terms, .. }
            | Self::Counter { terms, .. }
            | Self::Propose { terms, .. } => terms.texts(),
            Self::AskMediation { reason, .. }
            | Self::Decline { reason }
            | Self::DeclineAppointment { reason }
            | Self::DisputeFact { reason, .. }
            | Self::EndMediation { reason } => reason.iter().collect(),
            Self::DeclineCase { reason }
            | Self::ObjectToMediator { reason }
            | Self::Challenge { reason }
            | Self::Resign { reason } => vec![reason],
            Self::Appoint { candidate } => candidate.texts(),
            Self::Replace { candidate, reason } => {
                let mut texts = candidate.texts();
                texts.push(reason);
                texts
            }
            Self::AcceptAppointment { declared, .. } => declared.iter().collect(),
            Self::DecideChallenge { reasons, .. } => vec![reasons],
            Self::Session(order) => order.step.texts(),
            Self::Order(step) => step.texts(),
            Self::ProposeFact { text, .. } => vec![text],
            Self::Terminate { note, .. } => note.iter().collect(),
            Self::DeclareFailed { reason } => reason.iter().collect(),
            Self::Sign { name, .. } => vec![name],
            Self::RecordPerformance { proof, .. } => vec![proof],
            Self::DisputeObligation { reason, .. } => vec![reason],
            Self::Suspend { number, .. } => number.iter().collect(),
            Self::RecordExternal { case } => case.number.iter().collect(),
            Self::Unmerge { reason } => reason.iter().collect(),
            Self::Refuse { reasons, .. }
            | Self::Discontinue { reasons, .. }
            | Self::Appeal { reasons }
            | Self::DecideAppeal { reasons, .. } => vec![reasons],
            Self::Withdraw { reason, .. } => reason.iter().collect(),
            Self::Reopen { new_facts } => vec![new_facts],
            Self::StateFacts { facts } => vec![facts],
            Self::RecordDelivery { .. }
            | Self::KeepDocument { .. }
            | Self::CorrectContact { .. }
            | Self::MarkUnreachable { .. }
            | Self::ConfirmUnreachable { .. }
            | Self::Urge
            | Self::WithdrawOffer { .. }
            | Self::AcceptOffer { .. }
            | Self::Extend
            | Self::Consent { .. }
            | Self::AcceptCase
            | Self::OpenCaucus { .. }
            | Self::MediatorGone
            | Self::CloseCaucus { .. }
            | Self::UnsealCaucus
            | Self::ConfirmFact { .. }
            | Self::Seal { .. }
            | Self::ApplyConfirmation { .. }
            | Self::ConfirmObligation { .. }
            | Self::ChooseAfterBreach { .. }
            | Self::Resume
            | Self::Merge { .. }
            | Self::Close
            | Self::Remind { .. }
            | Self::TermEnds { .. }
            | Self::ChooseDoor { .. }
            | Self::RecomputeTerms => Vec::new(),
        }
    }

    /// The files it submits.
    pub fn exhibits(&self) -> Vec<Exhibit> {
        match self {
            Self::SupplyMaterial { exhibits, .. }
            | Self::SubmitEvidence { exhibits, .. }
            | Self::RecordPerformance { exhibits, .. } => exhibits.clone(),
            Self::Suspend { slip, .. } => slip.iter().copied().collect(),
            Self::RecordDelivery { .. }
            | Self::KeepDocument { .. }
            | Self::Answer { .. }
            | Self::Respond { .. }
            | Self::AskMaterial { .. }
            | Self::DemandEvidence { .. }
            | Self::RecordAttempt { .. }
            | Self::CorrectContact { .. }
            | Self::MarkUnreachable { .. }
            | Self::ConfirmUnreachable { .. }
            | Self::TakeOver { .. }
            | Self::Urge
            | Self::Offer { .. }
            | Self::Counter { .. }
            | Self::WithdrawOffer { .. }
            | Self::AcceptOffer { .. }
            | Self::DeclareFailed { .. }
            | Self::Extend
            | Self::AskMediation { .. }
            | Self::Consent { .. }
            | Self::Decline { .. }
            | Self::AcceptCase
            | Self::DeclineCase { .. }
            | Self::Appoint { .. }
            | Self::ObjectToMediator { .. }
            | Self::AcceptAppointment { .. }
            | Self::DeclineAppointment { .. }
            | Self::Challenge { .. }
            | Self::DecideChallenge { .. }
            | Self::Resign { .. }
            | Self::MediatorGone
            | Self::Replace { .. }
            | Self::OpenCaucus { .. }
            | Self::CloseCaucus { .. }
            | Self::UnsealCaucus
            | Self::Session(_)
            | Self::Order(_)
            | Self::ProposeFact { .. }
            | Self::ConfirmFact { .. }
            | Self::DisputeFact { .. }
            | Self::Propose { .. }
            | Self::EndMediation { .. }
            | Self::Terminate { .. }
            | Self::Seal { .. }
            | Self::ApplyConfirmation { .. }
            | Self::Sign { .. }
            | Self::ConfirmObligation { .. }
            | Self::DisputeObligation { .. }
            | Self::ChooseAfterBreach { .. }
            | Self::Resume
            | Self::RecordExternal { .. }
            | Self::Merge { .. }
            | Self::Unmerge { .. }
            | Self::Refuse { .. }
            | Self::Discontinue { .. }
            | Self::Appeal { .. }
            | Self::DecideAppeal { .. }
            | Self::Withdraw { .. }
            | Self::Close
            | Self::Reopen { .. }
            | Self::Remind { .. }
            | Self::TermEnds { .. }
            | Self::StateFacts { .. }
            | Self::ChooseDoor { .. }
            | Self::RecomputeTerms => Vec::new(),
        }
    }
}
