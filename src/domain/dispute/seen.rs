//! Which entries of a log are not for everybody in the dispute.

use jiff::Timestamp;

use crate::dispute::event::{Actor, Event, Fact};
use crate::dispute::lists::{AgreementState, Seat};
use crate::dispute::mediation::{JointFact, Mediation};
use crate::dispute::state::{Agreement, Dispute};
use crate::ids::{AgreementId, PartyId};

/// Whether the reader may see the entry. Strangers never come here.
pub fn is_seen(dispute: &Dispute, reader: &Actor, event: &Event) -> bool {
    let own = event.actor.person.is_some() && event.actor.person == reader.person;
    if own || reader.seat == Seat::Clock {
        return true;
    }
    if reader.seat.is_body() {
        return (dispute.is_taken_up_by(reader) || !is_for_mediator(&event.fact))
            && !is_about_reaching(&event.fact)
            && !is_of_negotiation(dispute, event)
            && !is_of_another(dispute, event)
            && !is_after(dispute, event.at);
    }
    match reader.party {
        Some(party) => {
            !(reader.seat == Seat::Respondent && is_about_reaching(&event.fact))
                && concerns(dispute, event, party)
        }
        None => is_for_platform(dispute, event),
    }
}

/// Whether the reader may see the words of an entry, too: what one first responder writes for the next
/// stays on the platform; why somebody was challenged, why a mediator left and what was said at the end
/// stay with those who were in that mediation (C-05).
pub fn is_worded(dispute: &Dispute, reader: &Actor, event: &Event) -> bool {
    let own = event.actor.person.is_some() && event.actor.person == reader.person;
    if own || reader.seat == Seat::Clock {
        return true;
    }
    if matches!(event.fact, Fact::ResponderNamed { .. }) {
        return reader.seat.is_platform();
    }
    // Why a negotiation failed tells what was offered in it.
    if reader.seat.is_body() && matches!(event.fact, Fact::FailureDeclared { .. }) {
        return reads_negotiation(dispute);
    }
    let inner = matches!(
        event.fact,
        Fact::Challenged { .. }
            | Fact::ChallengeDecided { .. }
            | Fact::MediatorLeft { .. }
            | Fact::MediationEnded { .. }
    );
    let Some(mediation) = dispute.mediation_at(event.at).filter(|_| inner) else {
        return true;
    };
    match reader.party {
        Some(party) => mediation.takes_part(party),
        None if reader.seat.is_body() => true,
        None => dispute.is_responder_invited(mediation),
    }
}

/// Whether the reader may see what was put to the parties to confirm: the platform, unless it is in
/// the room, only once all have.
pub fn is_fact_seen(dispute: &Dispute, reader: &Actor, of: &Mediation, fact: &JointFact) -> bool {
    match reader.party {
        Some(party) => of.takes_part(party),
        None if reader.seat.is_platform() => {
            fact.agreed_at.is_some() || dispute.is_responder_invited(of)
        }
        None => true,
    }
}

/// Whether the reader may see the agreement version.
pub fn is_agreement_seen(dispute: &Dispute, reader: &Actor, agreement: &Agreement) -> bool {
    if reader.seat.is_body() {
        let own = dispute.mediation().map(|mediation| mediation.id);
        return agreement.mediation.is_some_and(|id| Some(id) == own)
            || !is_before_mediation(dispute, agreement)
                && !is_made_in_another(dispute, agreement)
                && !is_after(dispute, agreement.made_at);
    }
    match reader.party {
        Some(party) => is_between(dispute, agreement, party),
        None if reader.seat.is_platform() => {
            is_agreed(agreement) || !is_behind_doors(dispute, agreement)
        }
        None => true,
    }
}

const fn is_agreed(agreement: &Agreement) -> bool {
    match agreement.state {
        AgreementState::Agreed
        | AgreementState::Signed
        | AgreementState::Performed
        | AgreementState::Breached => true,
        AgreementState::Proposed
        | AgreementState::Countered
        | AgreementState::Withdrawn
        | AgreementState::Lapsed => false,
    }
}

/// Whether it was put forward in a mediation that the platform has no part in.
fn is_behind_doors(dispute: &Dispute, agreement: &Agreement) -> bool {
    around(dispute, agreement.made_at).is_some_and(|mediation| {
        let begun = mediation
            .begun_at
            .is_some_and(|begun| agreement.made_at >= begun);
        begun && !dispute.is_responder_invited(mediation)
    })
}

/// The mediation that went on at an instant.
fn around(dispute: &Dispute, at: Timestamp) -> Option<&Mediation> {
    let last = dispute.mediation_at(at)?;
    let over = last.ended.is_some_and(|ending| at > ending.at);
    (!over).then_some(last)
}

fn is_made_in_another(dispute: &Dispute, agreement: &Agreement) -> bool {
    let own = dispute.mediation().map(|mediation| mediation.id);
    around(dispute, agreement.made_at).is_some_and(|one| Some(one.id) != own && one.is_begun())
}

/// Whether a party hears of the fact: what a mediation does among its parties is not for whoever did
/// not join.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "everything else is for every party"
)]
pub fn concerns(dispute: &Dispute, event: &Event, party: PartyId) -> bool {
    let fact = &event.fact;
    let takes_part = dispute
        .mediation_at(event.at)
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
        fact if is_for_mediator(fact) => event.actor.party == Some(party),
        fact if is_inside(fact) || is_of_the_talk(fact) => takes_part,
        _ => true,
    }
}

/// What a body, its mediator and the parties who go on with them do with each other.
const fn is_inside(fact: &Fact) -> bool {
    matches!(
        fact,
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
            | Fact::FactDisputed { .. }
    )
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
        fact if is_of_the_talk(fact) => true,
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

/// Sessions, and order in the mediation room.
const fn is_of_the_talk(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::SessionProposed { .. }
            | Fact::SessionChosen { .. }
            | Fact::SessionSuitsNobody { .. }
            | Fact::SessionFixed { .. }
            | Fact::SessionCancelled { .. }
            | Fact::SessionReminded { .. }
            | Fact::SessionHeld { .. }
            | Fact::AttendanceMarked { .. }
            | Fact::Muted { .. }
            | Fact::Unmuted { .. }
            | Fact::SentOut { .. }
            | Fact::LetIn { .. }
    )
}

/// What is agreed in a mediation is for those between whom it is; elsewhere everybody negotiates in
/// one room.
fn is_between(dispute: &Dispute, agreement: &Agreement, party: PartyId) -> bool {
    let outside =
        around(dispute, agreement.made_at).is_some_and(|mediation| !mediation.takes_part(party));
    !outside || agreement.parties().contains(&party)
}

/// What a side lays before the mediator alone: nobody else learns even that it did.
pub const fn is_for_mediator(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::EvidenceSubmitted {
            for_mediator: true,
            ..
        }
    )
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
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only what is made between the parties is looked at"
)]
fn is_of_negotiation(dispute: &Dispute, event: &Event) -> bool {
    let agreement = match event.fact {
        Fact::Offered { agreement, .. }
        | Fact::OfferWithdrawn { agreement }
        | Fact::OfferLapsed { agreement }
        | Fact::OfferAccepted { agreement, .. } => dispute.agreement(agreement),
        _ => None,
    };
    agreement.is_some_and(|agreement| is_before_mediation(dispute, agreement))
}

/// What an earlier body did is that body's and its parties'.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only what is made between the parties is looked at"
)]
fn is_of_another(dispute: &Dispute, event: &Event) -> bool {
    let own = dispute.mediation().map(|mediation| mediation.id);
    let then = dispute.mediation_at(event.at).map(|mediation| mediation.id);
    let before = then.is_some_and(|then| Some(then) != own);
    let agreement = match event.fact {
        Fact::Offered { agreement, .. }
        | Fact::OfferWithdrawn { agreement }
        | Fact::OfferLapsed { agreement }
        | Fact::OfferAccepted { agreement, .. }
        | Fact::ProposalAccepted { agreement, .. } => dispute.agreement(agreement),
        _ => None,
    };
    let inside = is_inside(&event.fact)
        || is_for_mediator(&event.fact)
        || is_of_the_talk(&event.fact)
        || agreement.is_some_and(|agreement| is_made_in_another(dispute, agreement));
    before && own.is_some() && inside
}

/// A body hears nothing of what comes after its mediation ended without an agreement.
fn is_after(dispute: &Dispute, at: Timestamp) -> bool {
    let since = dispute.mediation().and_then(Mediation::over_since);
    since.is_some_and(|since| at > since)
}

/// The platform helps the parties to a mediator and then waits outside, unless it is in the room.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only what is made between the parties is looked at"
)]
fn is_for_platform(dispute: &Dispute, event: &Event) -> bool {
    match event.fact {
        Fact::EvidenceSubmitted { for_mediator, .. } => !for_mediator,
        Fact::FactProposed { .. } | Fact::FactConfirmed { .. } | Fact::FactDisputed { .. } => {
            dispute
                .mediation_at(event.at)
                .is_none_or(|mediation| dispute.is_responder_invited(mediation))
        }
        Fact::Offered { agreement, .. }
        | Fact::OfferWithdrawn { agreement }
        | Fact::OfferLapsed { agreement }
        | Fact::OfferAccepted { agreement, .. }
        | Fact::ProposalAccepted { agreement, .. } => dispute
            .agreement(agreement)
            .is_none_or(|one| is_agreed(one) || !is_behind_doors(dispute, one)),
        _ => true,
    }
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
