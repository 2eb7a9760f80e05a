//! Versions of agreements, with what was promised in words.

use hejie_domain::dispute::clocks::{Clock, ClockKey, Subject};
use hejie_domain::dispute::event::ProvisionsFact;
use hejie_domain::dispute::lists::{AgreementState, ObligationState};
use hejie_domain::dispute::state::{Agreement, Obligation};
use hejie_domain::ids::{AgreementId, ObligationId, PartyId};
use hejie_domain::money::Fen;
use hejie_domain::ruleset::TermId;
use hejie_domain::taxonomy::Remedy;
use hejie_domain::text::{Sha256Hash, TextRef};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::dispute::DisputePage;

/// One version.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AgreementView {
    pub id: AgreementId,
    /// Its number within the dispute, from 1.
    pub version: u32,
    pub state: AgreementState,
    /// Who made it.
    pub by: PartyId,
    /// To whom.
    pub to: PartyId,
    /// Which version it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<AgreementId>,
    /// A word to the other side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    pub obligations: Vec<ObligationView>,
    pub provisions: ProvisionsView,
    /// To the end of which day it stands.
    #[schema(value_type = String, format = Date)]
    pub lapses_on: Date,
    /// The first instant at which it does not stand any more.
    #[schema(value_type = String, format = DateTime)]
    pub lapses_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub made_at: Timestamp,
    /// What a signature is given for.
    pub text_sha256: Sha256Hash,
    pub signatures: Vec<SignatureView>,
    /// Whether it is accepted by one click, because everything is due on the day it was made.
    pub same_day: bool,
}

/// What an agreement says besides its promises.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProvisionsView {
    /// What happened, and who answers for what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facts: Option<String>,
    /// Where money goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// How goods go back, and who bears freight and risk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goods: Option<String>,
    /// What follows when a promise is not kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breach: Option<String>,
    /// Whether everything falls due at once when one payment is late.
    pub acceleration: bool,
    /// Whether the parties mean to ask a court to confirm it.
    pub confirmation: bool,
    /// Whether its content stays between those who take part.
    pub confidential: bool,
}

/// One promise.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ObligationView {
    pub id: ObligationId,
    /// Who owes it.
    pub owes: PartyId,
    /// Who is owed.
    pub to: PartyId,
    pub kind: Remedy,
    /// What, in words.
    pub what: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_fen: Option<Fen>,
    /// How, in words.
    pub how: String,
    /// By the end of which day, as it stands now.
    #[schema(value_type = String, format = Date)]
    pub due_on: Date,
    pub state: ObligationState,
    /// How much of a sum of money was recorded as paid.
    pub done_fen: Fen,
    /// What proves it, the latest last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof: Option<String>,
}

/// A signature.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SignatureView {
    pub party: PartyId,
    /// The name that was signed with.
    pub name: String,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// All versions, by number.
pub(super) fn agreements(page: &DisputePage) -> Vec<AgreementView> {
    page.loaded
        .dispute
        .agreements
        .iter()
        .map(|one| agreement(page, one))
        .collect()
}

fn agreement(page: &DisputePage, one: &Agreement) -> AgreementView {
    let made_on = hejie_domain::Now { at: one.made_at }.today();
    let key = ClockKey {
        term: TermId::OfferLapse,
        subject: Subject::Agreement(one.id),
    };
    let clock = page.loaded.dispute.clock(key);
    let end_of_day = one.lapses_on.tomorrow().ok().and_then(|day| {
        day.to_zoned(hejie_domain::zone())
            .ok()
            .map(|midnight| midnight.timestamp())
    });
    AgreementView {
        id: one.id,
        version: one.version,
        state: one.state,
        by: one.by,
        to: one.to,
        supersedes: one.supersedes,
        note: one.note.and_then(|note| words(page, note)),
        obligations: one
            .obligations
            .iter()
            .map(|one| obligation(page, one))
            .collect(),
        provisions: provisions(page, &one.provisions),
        lapses_on: one.lapses_on,
        lapses_at: clock.map_or(end_of_day.unwrap_or(one.made_at), Clock::due_at),
        made_at: one.made_at,
        text_sha256: one.digest,
        signatures: one
            .signatures
            .iter()
            .map(|(party, (name, at))| SignatureView {
                party: *party,
                name: words(page, *name).unwrap_or_default(),
                at: *at,
            })
            .collect(),
        same_day: one.obligations.iter().all(|one| one.fact.due_on <= made_on),
    }
}

fn provisions(page: &DisputePage, fact: &ProvisionsFact) -> ProvisionsView {
    let said = |text: Option<TextRef>| text.and_then(|text| words(page, text));
    ProvisionsView {
        facts: said(fact.facts),
        account: said(fact.account),
        goods: said(fact.goods),
        breach: said(fact.breach),
        acceleration: fact.choices.acceleration,
        confirmation: fact.choices.confirmation,
        confidential: fact.choices.confidential,
    }
}

fn obligation(page: &DisputePage, one: &Obligation) -> ObligationView {
    ObligationView {
        id: one.fact.id,
        owes: one.fact.owes,
        to: one.fact.to,
        kind: one.fact.kind,
        what: words(page, one.fact.what).unwrap_or_default(),
        amount_fen: one.fact.amount,
        how: words(page, one.fact.how).unwrap_or_default(),
        due_on: one.due_on,
        state: one.state,
        done_fen: one.done,
        proof: one.proofs.last().and_then(|(proof, _)| words(page, *proof)),
    }
}

/// The words of a reference, unless they were erased.
pub(super) fn words(page: &DisputePage, text: TextRef) -> Option<String> {
    page.texts.get(&text.id).cloned()
}
