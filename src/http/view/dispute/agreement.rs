//! Versions of agreements, with what was promised in words.

use hejie_domain::dispute::clocks::{Clock, ClockKey, Subject};
use hejie_domain::dispute::event::ProvisionsFact;
use hejie_domain::dispute::lists::{AgreementState, ObligationState, Seat};
use hejie_domain::dispute::seen::is_agreement_seen;
use hejie_domain::dispute::state::{Agreement, Dispute, Obligation};
use hejie_domain::ids::{AgreementId, ObligationId, PartyId, PersonId};
use hejie_domain::law::doors::Effect;
use hejie_domain::money::Fen;
use hejie_domain::ruleset::TermId;
use hejie_domain::taxonomy::Remedy;
use hejie_domain::text::{Sha256Hash, TextRef};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::deadline::DeadlineView;
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
    /// Whether the mediator proposed it, so that both must accept.
    pub proposed: bool,
    /// Who accepted what the mediator proposed, while the other has not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted_by: Option<PartyId>,
    /// Whether it came of a mediation.
    pub mediated: bool,
    /// What it is worth at present, once it is signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    /// When the last party signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub signed_at: Option<Timestamp>,
    pub seals: Vec<SealView>,
    /// When mediator and body had both sealed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub sealed_at: Option<Timestamp>,
    /// Where the application for judicial confirmation stands, if a court may confirm it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmation: Option<ConfirmationView>,
}

/// A seal, or a mediator's signature.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SealView {
    pub seat: Seat,
    pub name: String,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// Asking a court to confirm an agreement, which takes both.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ConfirmationView {
    /// Which party asked, while the other has not joined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<PartyId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub applied_at: Option<Timestamp>,
    /// Until when both can ask; absent once they did, or once it is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DeadlineView>,
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

/// The versions that the reader may see, by number.
pub(super) fn agreements(page: &DisputePage, now: Timestamp) -> Vec<AgreementView> {
    let dispute = &page.loaded.dispute;
    dispute
        .agreements
        .iter()
        .filter(|one| is_agreement_seen(dispute, &page.you, one))
        .map(|one| agreement(page, one, now))
        .collect()
}

/// What it is worth: a contract, or more where the body's kind and its seal make it so.
fn effect(dispute: &Dispute, one: &Agreement) -> Option<Effect> {
    one.signed_at?;
    let body = one.mediation.and_then(|id| dispute.mediation_of(id));
    Some(body.map_or(Effect::Contract, |mediation| {
        mediation.body.kind.effect(one.sealed_at.is_some())
    }))
}

fn seals(page: &DisputePage, one: &Agreement) -> Vec<SealView> {
    let seal = |(seat, (person, at)): (&Seat, &(PersonId, Timestamp))| {
        let name = page.names.get(person).map(|(name, _)| name.clone());
        SealView {
            seat: *seat,
            name: name.unwrap_or_default(),
            at: *at,
        }
    };
    one.seals.iter().map(seal).collect()
}

fn confirmation(dispute: &Dispute, one: &Agreement, now: Timestamp) -> Option<ConfirmationView> {
    let body = one.mediation.and_then(|id| dispute.mediation_of(id))?.body;
    let term = body.kind.confirms_within()?;
    let subject = Subject::Agreement(one.id);
    let clock = dispute.clock(ClockKey { term, subject });
    let known = clock.is_some() || one.confirmation_asked_by.is_some();
    known.then(|| ConfirmationView {
        asked_by: one.confirmation_asked_by,
        applied_at: one.confirmation_applied_at,
        deadline: clock.map(|clock| DeadlineView::of(clock, now)),
    })
}

fn agreement(page: &DisputePage, one: &Agreement, now: Timestamp) -> AgreementView {
    let dispute = &page.loaded.dispute;
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
        proposed: one.proposed,
        accepted_by: one.accepted_by,
        mediated: one.mediation.is_some(),
        effect: effect(dispute, one),
        signed_at: one.signed_at,
        seals: seals(page, one),
        sealed_at: one.sealed_at,
        confirmation: confirmation(dispute, one, now),
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
