//! Which entries of a log are not for everybody in the dispute.

use crate::dispute::event::{Actor, Event, Fact};
use crate::dispute::lists::Seat;
use crate::dispute::mediation::Mediation;
use crate::dispute::state::{Agreement, Dispute};
use crate::ids::{AgreementId, PartyId};

/// Whether the reader may see the entry. Strangers never come here.
pub fn is_seen(dispute: &Dispute, reader: &Actor, event: &Event) -> bool {
    let own = event.actor.person.is_some() && event.actor.person == reader.person;
    if own || reader.seat == Seat::Clock {
        return true;
    }
    if reader.seat.is_body() {
        return !is_about_reaching(&event.fact) && !is_of_negotiation(dispute, event);
    }
    match reader.party {
        Some(party) => {
            !(reader.seat == Seat::Respondent && is_about_reaching(&event.fact))
                && concerns(dispute, &event.fact, party)
        }
        None => true,
    }
}

/// Whether the reader may see the agreement version.
pub fn is_agreement_seen(dispute: &Dispute, reader: &Actor, agreement: &Agreement) -> bool {
    if reader.seat.is_body() {
        return !is_before_mediation(dispute, agreement);
    }
    match reader.party {
        Some(party) => is_between(dispute, agreement, party),
        None => true,
    }
}

/// Whether a party hears of the fact: what a mediation does among its parties is not for whoever did
/// not join.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "everything else is for every party"
)]
pub fn concerns(dispute: &Dispute, fact: &Fact, party: PartyId) -> bool {
    let takes_part = dispute
        .mediation()
        .is_none_or(|mediation| mediation.takes_part(party));
    let own = |agreement: &AgreementId| {
        let agreement = dispute.agreement(*agreement);
        agreement.is_none_or(|agreement| is_between(dispute, agreement, party))
    };
    match fact {
        Fact::Offered { agreement, .. }
        | Fact::OfferWithdrawn { agreement }
        | Fact::OfferLapsed { agreement }
        | Fact::OfferAccepted { agreement, .. }
        | Fact::ProposalAccepted { agreement, .. }
        | Fact::Signed { agreement, .. }
        | Fact::AgreementSigned { agreement }
        | Fact::SigningIncomplete { agreement }
        | Fact::PerformanceRecorded { agreement, .. }
        | Fact::PerformanceAsked { agreement, .. }
        | Fact::ObligationConfirmed { agreement, .. }
        | Fact::ObligationDisputed { agreement, .. }
        | Fact::ObligationUnconfirmed { agreement, .. }
        | Fact::Breached { agreement, .. }
        | Fact::NewDateSet { agreement, .. }
        | Fact::AgreementGivenUp { agreement }
        | Fact::Sealed { agreement, .. }
        | Fact::AgreementSealed { agreement }
        | Fact::SealLate { agreement }
        | Fact::ConfirmationAsked { agreement, .. }
        | Fact::ConfirmationApplied { agreement } => own(agreement),
        Fact::CaseAccepted { .. }
        | Fact::CaseDeclined { .. }
        | Fact::MediatorAppointed { .. }
        | Fact::AppointmentMissed
        | Fact::AppointmentAccepted { .. }
        | Fact::MediatorLeft { .. }
        | Fact::Challenged { .. }
        | Fact::ChallengeDecided { .. }
        | Fact::ChallengeUpheldBySilence
        | Fact::FactProposed { .. }
        | Fact::FactConfirmed { .. }
        | Fact::FactAgreed { .. }
        | Fact::FactDisputed { .. } => takes_part,
        _ => true,
    }
}

/// Whether the fact belongs into the mediation room and nowhere else where people talk: the others
/// are not in it.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "everything else happens in the dispute as a whole"
)]
pub fn is_of_mediation(dispute: &Dispute, fact: &Fact) -> bool {
    let begun = dispute.mediation().filter(|mediation| mediation.is_begun());
    let made_there = |agreement: &AgreementId| {
        let agreement = dispute.agreement(*agreement);
        begun.zip(agreement).is_some_and(|(mediation, agreement)| {
            agreement.mediation == Some(mediation.id)
                || mediation.is_live() && agreement.made_at >= mediation.asked_at
        })
    };
    match fact {
        Fact::FactProposed { .. }
        | Fact::FactConfirmed { .. }
        | Fact::FactAgreed { .. }
        | Fact::FactDisputed { .. }
        | Fact::ProposalAccepted { .. }
        | Fact::Challenged { .. }
        | Fact::MediatorLeft { .. } => true,
        Fact::Offered { agreement, .. }
        | Fact::OfferWithdrawn { agreement }
        | Fact::OfferLapsed { agreement }
        | Fact::OfferAccepted { agreement, .. }
        | Fact::Signed { agreement, .. }
        | Fact::AgreementSigned { agreement }
        | Fact::SigningIncomplete { agreement } => made_there(agreement),
        _ => false,
    }
}

/// What is agreed in a mediation is for those between whom it is; elsewhere everybody negotiates in
/// one room.
fn is_between(dispute: &Dispute, agreement: &Agreement, party: PartyId) -> bool {
    let outside = dispute
        .mediations
        .iter()
        .any(|mediation| agreement.made_at >= mediation.asked_at && !mediation.takes_part(party));
    !outside || agreement.parties().contains(&party)
}

/// How the platform tries to reach a respondent is its own business.
fn is_about_reaching(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::AttemptRecorded { .. } | Fact::UnreachableMarked { .. }
    )
}

/// What was offered before the body was asked belongs to the negotiation, which a mediator reads by
/// consent of all.
fn is_of_negotiation(dispute: &Dispute, event: &Event) -> bool {
    let before = dispute
        .mediation()
        .is_some_and(|mediation| event.at < mediation.asked_at);
    let of_offers = matches!(
        event.fact,
        Fact::Offered { .. }
            | Fact::OfferWithdrawn { .. }
            | Fact::OfferLapsed { .. }
            | Fact::OfferAccepted { .. }
    );
    before && of_offers && !reads_negotiation(dispute)
}

fn is_before_mediation(dispute: &Dispute, agreement: &Agreement) -> bool {
    let before = dispute
        .mediation()
        .is_some_and(|mediation| agreement.made_at < mediation.asked_at);
    before && !reads_negotiation(dispute)
}

fn reads_negotiation(dispute: &Dispute) -> bool {
    dispute.mediation().is_some_and(|mediation| {
        let yes = |party: &PartyId| {
            let answer = mediation.answers.get(party);
            answer
                .and_then(|answer| answer.yes)
                .is_some_and(|yes| yes.reads_negotiation)
        };
        let mut parties = dispute.parties.iter();
        Mediation::is_begun(mediation) && parties.all(|party| yes(&party.fact.id))
    })
}
