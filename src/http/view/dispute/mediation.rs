//! The last mediation: who was asked, who is willing, who mediates, what all confirmed, how it ended.

use hejie_domain::dispute::lists::MediationEnd;
use hejie_domain::dispute::mediation::{JointFact, Mediation};
use hejie_domain::dispute::seen::is_fact_seen;
use hejie_domain::ids::{JointFactId, MediationId, OrganisationId, PartyId, PersonId};
use hejie_domain::mediation::BodyKind;
use hejie_domain::taxonomy::TerminationReason;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::agreement::words;
use crate::app::dispute::DisputePage;

/// A mediation as its reader may see it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says something of its own to the page"
)]
#[derive(Debug, Serialize, ToSchema)]
pub struct MediationView {
    pub id: MediationId,
    pub body: OrganisationId,
    pub body_name: String,
    pub body_kind: BodyKind,
    /// What the body charges, in its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees: Option<String>,
    /// Who asked; absent where the first responder did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<PartyId>,
    #[schema(value_type = String, format = DateTime)]
    pub asked_at: Timestamp,
    /// What each party said.
    pub consents: Vec<ConsentView>,
    /// Whether the body's acceptance closes another way for the consumer.
    pub closes_route: bool,
    /// Which version of the warning the consumer confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub confirmed_at: Option<Timestamp>,
    /// When the body accepted the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub accepted_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mediator: Option<MediatorView>,
    /// When the mediation began.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub begun_at: Option<Timestamp>,
    /// Whether the mediator may read the negotiation.
    pub negotiation_open: bool,
    /// Whether the first responder may be in the mediation room.
    pub responder_invited: bool,
    /// Who asked for more time, while the other has not agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension_asked_by: Option<PartyId>,
    pub extended: bool,
    pub facts: Vec<JointFactView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<EndingView>,
}

/// What a party said to mediation.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConsentView {
    pub party: PartyId,
    /// Absent while it has said nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub willing: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
    pub reads_negotiation: bool,
    pub with_responder: bool,
    /// Whether it goes on with this party.
    pub takes_part: bool,
}

/// Whoever mediates, or is asked to.
#[derive(Debug, Serialize, ToSchema)]
pub struct MediatorView {
    pub person: PersonId,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_no: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub experience: Option<String>,
    /// Interests that the body disclosed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disclosed: Option<String>,
    /// Interests that the mediator declared; absent where there are none, or before the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub appointed_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub accepted_at: Option<Timestamp>,
    /// Whether the reader's party used its one objection already.
    pub objected: bool,
    /// Whether the reader's party challenged this mediator already.
    pub challenged: bool,
}

/// A fact that all are asked to confirm.
#[derive(Debug, Serialize, ToSchema)]
pub struct JointFactView {
    pub id: JointFactId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    pub confirmed_by: Vec<PartyId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disputed_by: Option<PartyId>,
    /// When the last party confirmed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub agreed_at: Option<Timestamp>,
}

/// How it ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct EndingView {
    pub how: MediationEnd,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<TerminationReason>,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// The last mediation. Whoever did not join sees that it goes on, and with whom, and no more.
pub(super) fn mediation(page: &DisputePage) -> Option<MediationView> {
    let dispute = &page.loaded.dispute;
    let one = dispute.mediation()?;
    let inside = page.you.party.is_none_or(|party| one.takes_part(party));
    let (confirmed_version, confirmed_at) = one.confirmed.clone().unzip();
    let organisation = page.body.as_ref();
    Some(MediationView {
        id: one.id,
        body: one.body.organisation,
        body_name: organisation
            .map(|body| body.name.clone())
            .unwrap_or_default(),
        body_kind: one.body.kind,
        fees: organisation
            .and_then(|organisation| organisation.body.as_ref())
            .and_then(|body| body.fees.clone()),
        asked_by: one.asked_by,
        asked_at: one.asked_at,
        consents: consents(page, one),
        closes_route: one.body.kind == BodyKind::ConsumerAssociation,
        confirmed_version,
        confirmed_at,
        accepted_at: one.accepted_at,
        mediator: mediator(page, one).filter(|_| inside),
        begun_at: one.begun_at,
        negotiation_open: dispute.is_negotiation_open(),
        responder_invited: dispute.is_responder_invited(one),
        extension_asked_by: one.extension_yes.first().copied(),
        extended: one.extended,
        facts: one
            .facts
            .iter()
            .filter(|fact| is_fact_seen(dispute, &page.you, one, fact))
            .map(|fact| joint_fact(page, fact))
            .collect(),
        ended: one.ended.map(|ending| EndingView {
            how: ending.how,
            reason: ending.reason,
            at: ending.at,
        }),
    })
}

fn consents(page: &DisputePage, one: &Mediation) -> Vec<ConsentView> {
    let parties = page.loaded.dispute.parties.iter();
    let consent = |party: PartyId| {
        let answer = one.answers.get(&party);
        let yes = answer.and_then(|answer| answer.yes).unwrap_or_default();
        ConsentView {
            party,
            willing: answer.map(|answer| answer.yes.is_some()),
            at: answer.map(|answer| answer.at),
            reads_negotiation: yes.reads_negotiation,
            with_responder: yes.with_responder,
            takes_part: one.takes_part(party),
        }
    };
    parties.map(|party| consent(party.fact.id)).collect()
}

fn mediator(page: &DisputePage, one: &Mediation) -> Option<MediatorView> {
    let appointment = one.appointment?;
    let person = appointment.mediator;
    let (name, work_no) = page.names.get(&person).cloned().unwrap_or_default();
    let said = |text: Option<_>| text.and_then(|text| words(page, text));
    let own = page.you.party;
    Some(MediatorView {
        person,
        name,
        work_no,
        experience: said(appointment.experience),
        disclosed: said(appointment.disclosed),
        declared: said(appointment.declared),
        appointed_at: appointment.at,
        accepted_at: appointment.accepted_at,
        objected: own.is_some_and(|party| one.objected.contains(&party)),
        challenged: own.is_some_and(|party| one.challenged.contains(&(party, person))),
    })
}

fn joint_fact(page: &DisputePage, fact: &JointFact) -> JointFactView {
    JointFactView {
        id: fact.id,
        text: words(page, fact.text),
        confirmed_by: fact.confirmed_by.iter().copied().collect(),
        disputed_by: fact.disputed_by,
        agreed_at: fact.agreed_at,
    }
}
