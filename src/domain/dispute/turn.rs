//! Whose turn it is, and what is awaited: the card on top of every page.

use crate::closed_list;
use crate::dispute::clocks::{Clock, ClockKey, Subject};
use crate::dispute::lists::{ObligationState, Seat};
use crate::dispute::state::{Agreement, Dispute, Obligation, State};
use crate::ids::PartyId;
use crate::ruleset::TermId;

closed_list! {
    /// What is awaited.
    Awaited {
        /// The first responder's answer.
        Answer = "answer",
        /// The consumer's material.
        Material = "material",
        /// The respondent's first answer.
        Response = "response",
        /// A yes, a no or another offer.
        OfferAnswer = "offer_answer",
        /// Proof of what was asked for.
        Evidence = "evidence",
        /// An offer by anybody.
        Offer = "offer",
        /// A signature.
        Signature = "signature",
        /// Performance of a promise.
        Performance = "performance",
        /// A word on whether it was performed.
        Confirmation = "confirmation",
        /// A choice after a breach.
        Choice = "choice",
        /// A slip that shows who has the matter.
        Slip = "slip",
        /// The end of what another body does.
        Elsewhere = "elsewhere",
        /// A choice among the ways that are open.
        Door = "door",
        /// A supervisor's decision on an appeal.
        AppealDecision = "appeal_decision",
        /// Nothing.
        Nothing = "nothing",
    }
}

/// Whose turn it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The seats that are awaited; none when nothing is.
    pub seats: Vec<Seat>,
    /// The parties that are awaited, where parties are.
    pub parties: Vec<PartyId>,
    /// What is awaited of them.
    pub what: Awaited,
    /// The clock that runs for it.
    pub clock: Option<ClockKey>,
}

/// Whose turn it is now.
pub fn turn(dispute: &Dispute) -> Turn {
    match &dispute.state {
        State::FirstResponse => {
            let term = if dispute.missed {
                TermId::MissedToImpasse
            } else {
                TermId::FirstResponse
            };
            platform(dispute, Seat::FirstResponder, Awaited::Answer, term)
        }
        State::AwaitingMaterial => {
            let consumer = dispute.consumer().map(|party| party.fact.id);
            parties(dispute, consumer, Awaited::Material, TermId::Material)
        }
        State::Negotiation => negotiation(dispute),
        State::Signing { .. } => signing(dispute),
        State::Performance { .. } => performance(dispute),
        State::Suspended {
            slip: false, by, ..
        } => parties(dispute, *by, Awaited::Slip, TermId::SuspensionSlip),
        State::Suspended { .. } => {
            let mut turn = nothing();
            turn.what = Awaited::Elsewhere;
            turn
        }
        State::Impasse => {
            let consumer = dispute.consumer().map(|party| party.fact.id);
            parties(dispute, consumer, Awaited::Door, TermId::ImpasseClose)
        }
        State::Closed { .. } => closed(dispute),
    }
}

fn nothing() -> Turn {
    Turn {
        seats: Vec::new(),
        parties: Vec::new(),
        what: Awaited::Nothing,
        clock: None,
    }
}

fn platform(dispute: &Dispute, seat: Seat, what: Awaited, term: TermId) -> Turn {
    let clock = dispute.dispute_clock(term).map(|clock| clock.key);
    Turn {
        seats: vec![seat],
        parties: Vec::new(),
        what,
        clock,
    }
}

fn parties(
    dispute: &Dispute,
    ids: impl IntoIterator<Item = PartyId>,
    what: Awaited,
    term: TermId,
) -> Turn {
    let parties: Vec<_> = ids.into_iter().collect();
    let seats = seats_of(dispute, &parties);
    Turn {
        seats,
        parties,
        what,
        clock: dispute.dispute_clock(term).map(|clock| clock.key),
    }
}

fn seats_of(dispute: &Dispute, parties: &[PartyId]) -> Vec<Seat> {
    let mut seats: Vec<Seat> = Vec::new();
    for seat in parties
        .iter()
        .filter_map(|id| dispute.party(*id))
        .map(|party| party.fact.seat)
    {
        if !seats.contains(&seat) {
            seats.push(seat);
        }
    }
    seats
}

fn negotiation(dispute: &Dispute) -> Turn {
    let term = if dispute.extended {
        TermId::NegotiationExtension
    } else {
        TermId::Negotiation
    };
    let asked: Vec<_> = dispute.open_offers().map(|offer| offer.to).collect();
    if let Some(last) = dispute.open_offers().last() {
        let mut turn = parties(dispute, asked, Awaited::OfferAnswer, term);
        turn.clock = Some(ClockKey {
            term: TermId::OfferLapse,
            subject: Subject::Agreement(last.id),
        });
        return turn;
    }
    let silent: Vec<_> = dispute
        .respondents()
        .filter(|party| party.responded_at.is_none())
        .map(|party| party.fact.id)
        .collect();
    if let Some(first) = silent.first().copied() {
        let mut turn = parties(dispute, silent, Awaited::Response, term);
        let reply = ClockKey {
            term: TermId::RespondentReply,
            subject: Subject::Party(first),
        };
        turn.clock = dispute.clock(reply).map(|clock| clock.key).or(turn.clock);
        return turn;
    }
    let everybody: Vec<_> = dispute.parties.iter().map(|party| party.fact.id).collect();
    parties(dispute, everybody, Awaited::Offer, term)
}

fn signing(dispute: &Dispute) -> Turn {
    let missing = dispute
        .agreement_in_force()
        .into_iter()
        .flat_map(|agreement| {
            let signed = |id: &PartyId| !agreement.signatures.contains_key(id);
            agreement.parties().into_iter().filter(signed)
        });
    parties(
        dispute,
        missing.collect::<Vec<_>>(),
        Awaited::Signature,
        TermId::Signing,
    )
}

/// A choice after a breach comes first, then a confirmation, then the next promise to keep.
fn performance(dispute: &Dispute) -> Turn {
    let Some(agreement) = dispute.agreement_in_force() else {
        return nothing();
    };
    let choice = |one: &Obligation| one.is_overdue();
    let confirmation = |one: &Obligation| one.state == ObligationState::Done && !one.unconfirmed;
    let to_do =
        |one: &Obligation| matches!(one.state, ObligationState::Due | ObligationState::PartDone);
    if let Some(one) = earliest(agreement, choice) {
        about(
            dispute,
            one,
            one.fact.to,
            Awaited::Choice,
            TermId::BreachChoice,
        )
    } else if let Some(one) = earliest(agreement, confirmation) {
        about(
            dispute,
            one,
            one.fact.to,
            Awaited::Confirmation,
            TermId::PerformanceConfirmation,
        )
    } else if let Some(one) = earliest(agreement, to_do) {
        about(
            dispute,
            one,
            one.fact.owes,
            Awaited::Performance,
            TermId::PerformanceConfirmation,
        )
    } else {
        nothing()
    }
}

fn earliest(agreement: &Agreement, which: impl Fn(&Obligation) -> bool) -> Option<&Obligation> {
    agreement
        .obligations
        .iter()
        .filter(|one| which(one))
        .min_by_key(|one| one.due_on)
}

fn about(dispute: &Dispute, one: &Obligation, whose: PartyId, what: Awaited, term: TermId) -> Turn {
    let key = ClockKey {
        term,
        subject: Subject::Obligation(one.fact.id),
    };
    let clock = dispute.clock(key).map(|clock: &Clock| clock.key);
    Turn {
        seats: seats_of(dispute, &[whose]),
        parties: vec![whose],
        what,
        clock,
    }
}

fn closed(dispute: &Dispute) -> Turn {
    let appealed = dispute
        .rejection
        .as_ref()
        .is_some_and(|one| one.appealed && !one.decided);
    if appealed {
        platform(
            dispute,
            Seat::Supervisor,
            Awaited::AppealDecision,
            TermId::AppealDecision,
        )
    } else {
        nothing()
    }
}
