//! What somebody must know who goes on with a dispute that others began, so that nobody is asked the
//! same thing again. It names entries of the log and holds no words: those are read where they stand.

use crate::dispute::clocks::Subject;
use crate::dispute::event::{Event, Fact};
use crate::dispute::lists::Phase;
use crate::dispute::state::Dispute;
use crate::ids::{AgreementId, PartyId};
use crate::ruleset::TermId;

/// What was asked of a party, and whether it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// By which entry.
    pub seq: u64,
    /// Of whom.
    pub of: Option<PartyId>,
    /// By which entry it came.
    pub supplied: Option<u64>,
    /// Whether it is still waited for.
    pub waits: bool,
}

/// An offer and where it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfferLine {
    /// By which entry.
    pub seq: u64,
    /// Which version.
    pub agreement: AgreementId,
}

/// The promises that bind now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PromiseLine {
    /// Of which agreement.
    pub agreement: AgreementId,
    /// How many there are.
    pub all: usize,
    /// How many of them are settled.
    pub settled: usize,
}

/// The whole of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Material and evidence.
    pub asked: Vec<Asked>,
    /// What the platform answered and the respondents said.
    pub said: Vec<u64>,
    /// Offers, oldest first.
    pub offers: Vec<OfferLine>,
    /// What is promised.
    pub promised: Option<PromiseLine>,
    /// Attempts to reach a respondent.
    pub tried: Vec<u64>,
    /// Who else has it.
    pub elsewhere: Vec<u64>,
    /// Whether the first answer was missed.
    pub missed: bool,
}

/// Gathers it from the log.
pub fn summarise(dispute: &Dispute, log: &[Event]) -> Summary {
    let mut summary = Summary {
        missed: dispute.missed,
        ..Summary::default()
    };
    for event in log {
        add(&mut summary, dispute, event);
    }
    let consumer = dispute.consumer().map(|party| party.fact.id);
    let material_waits = dispute.phase() == Phase::AwaitingMaterial;
    for asked in &mut summary.asked {
        let about_material = asked.of == consumer && asked.supplied.is_none();
        let demanded = demand_runs(dispute, asked.of);
        asked.waits = asked.supplied.is_none() && (about_material && material_waits || demanded);
    }
    summary.promised = dispute.agreement_in_force().map(|agreement| PromiseLine {
        agreement: agreement.id,
        all: agreement.obligations.len(),
        settled: agreement
            .obligations
            .iter()
            .filter(|one| one.is_settled())
            .count(),
    });
    summary
}

fn demand_runs(dispute: &Dispute, of: Option<PartyId>) -> bool {
    dispute.clocks.iter().any(|clock| {
        let demand = matches!(
            clock.key.term,
            TermId::DemandEvidence | TermId::DemandEvidenceFast
        );
        demand && of.is_some_and(|of| clock.key.subject == Subject::Party(of))
    })
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "whatever else happened is in the timeline, and nobody is asked it again"
)]
fn add(summary: &mut Summary, dispute: &Dispute, event: &Event) {
    let seq = event.seq;
    let ask = |of| Asked {
        seq,
        of,
        supplied: None,
        waits: false,
    };
    let consumer = dispute.consumer().map(|party| party.fact.id);
    match &event.fact {
        Fact::MaterialAsked { .. } => summary.asked.push(ask(consumer)),
        Fact::EvidenceDemanded { of, .. } => summary.asked.push(ask(Some(*of))),
        Fact::MaterialSupplied { .. } => supply(summary, consumer, seq),
        Fact::EvidenceSubmitted {
            for_mediator: false,
            ..
        } => supply(summary, event.actor.party, seq),
        Fact::Answered { .. } | Fact::Responded { .. } => summary.said.push(seq),
        Fact::Offered { agreement, .. } => summary.offers.push(OfferLine {
            seq,
            agreement: *agreement,
        }),
        Fact::AttemptRecorded { .. }
        | Fact::UnreachableMarked { .. }
        | Fact::UnreachableConfirmed { .. } => summary.tried.push(seq),
        Fact::ExternalRecorded { .. } => summary.elsewhere.push(seq),
        _ => {}
    }
}

/// What a party brings in answers everything that it was asked for and had not brought.
fn supply(summary: &mut Summary, by: Option<PartyId>, seq: u64) {
    let open = summary
        .asked
        .iter_mut()
        .filter(|asked| asked.of == by && asked.supplied.is_none());
    for asked in open {
        asked.supplied = Some(seq);
    }
}
