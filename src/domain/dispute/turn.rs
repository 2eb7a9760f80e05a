//! Whose turn it is, and what is awaited: the card on top of every page.

use crate::closed_list;
use crate::dispute::clocks::{Clock, ClockKey, Subject};
use crate::dispute::lists::{ObligationState, Seat, SuspensionReason};
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
        /// A yes or no to mediation.
        Consent = "consent",
        /// Another body to ask, where one did not accept the case.
        Body = "body",
        /// The body's word on whether it takes the case.
        Case = "case",
        /// Somebody to mediate.
        Appointment = "appointment",
        /// The mediator's yes or no.
        AppointmentAnswer = "appointment_answer",
        /// The next step of a mediation.
        Mediation = "mediation",
        /// A word on a fact that the mediator asks all to confirm.
        Fact = "fact",
        /// A decision on a challenge.
        ChallengeDecision = "challenge_decision",
        /// What an expert finds.
        Appraisal = "appraisal",
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
            office(dispute, Seat::FirstResponder, Awaited::Answer, term)
        }
        State::AwaitingMaterial => {
            let consumer = dispute.consumer().map(|party| party.fact.id);
            parties(dispute, consumer, Awaited::Material, TermId::Material)
        }
        State::Negotiation => negotiation(dispute),
        State::MediationConsent => mediation_consent(dispute),
        State::MediatorAppointment { .. } => appointment(dispute),
        State::Mediation => mediation(dispute),
        State::Signing { .. } => signing(dispute),
        State::Performance { .. } => performance(dispute),
        State::Suspended {
            reason: SuspensionReason::Recusal,
            ..
        } => office(
            dispute,
            Seat::Registrar,
            Awaited::ChallengeDecision,
            TermId::Challenge,
        ),
        State::Suspended {
            reason: SuspensionReason::Appraisal,
            ..
        } => office(
            dispute,
            Seat::Mediator,
            Awaited::Appraisal,
            TermId::SuspensionAppraisal,
        ),
        State::Suspended {
            reason: SuspensionReason::Merged,
            ..
        } => nothing(),
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

fn office(dispute: &Dispute, seat: Seat, what: Awaited, term: TermId) -> Turn {
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
    if let Some(turn) = offers(dispute, term) {
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

/// Whoever an open offer waits for.
fn offers(dispute: &Dispute, term: TermId) -> Option<Turn> {
    let last = dispute.open_offers().last()?;
    let mut asked: Vec<_> = dispute.open_offers().flat_map(Agreement::awaits).collect();
    asked.sort_unstable();
    asked.dedup();
    let mut turn = parties(dispute, asked, Awaited::OfferAnswer, term);
    turn.clock = Some(ClockKey {
        term: TermId::OfferLapse,
        subject: Subject::Agreement(last.id),
    });
    Some(turn)
}

fn mediation_consent(dispute: &Dispute) -> Turn {
    let term = TermId::MediationConsent;
    match dispute.live_mediation() {
        None => {
            let everybody: Vec<_> = dispute.parties.iter().map(|party| party.fact.id).collect();
            parties(dispute, everybody, Awaited::Body, term)
        }
        Some(mediation) if mediation.parties.is_none() => {
            parties(dispute, dispute.unanswered(), Awaited::Consent, term)
        }
        Some(mediation) => {
            let term = mediation.body.kind.accepts_within();
            office(dispute, Seat::Registrar, Awaited::Case, term)
        }
    }
}

fn appointment(dispute: &Dispute) -> Turn {
    let appointed = dispute
        .live_mediation()
        .and_then(|mediation| mediation.appointment);
    if appointed.is_some() {
        let (what, term) = (Awaited::AppointmentAnswer, TermId::AcceptAppointment);
        return office(dispute, Seat::Mediator, what, term);
    }
    let succeeds = dispute.dispute_clock(TermId::ResignReplace).is_some();
    let term = if succeeds {
        TermId::ResignReplace
    } else {
        TermId::Appoint
    };
    office(dispute, Seat::Registrar, Awaited::Appointment, term)
}

/// Offers come first, then facts to confirm; beside that the mediator leads.
fn mediation(dispute: &Dispute) -> Turn {
    let Some(mediation) = dispute.live_mediation() else {
        return nothing();
    };
    let term = if mediation.extended {
        TermId::MediationExtended
    } else {
        mediation.body.kind.mediates_within()
    };
    if let Some(turn) = offers(dispute, term) {
        return turn;
    }
    let open: Vec<_> = mediation
        .facts
        .iter()
        .filter(|fact| fact.is_open())
        .collect();
    let silent = |party: &PartyId| open.iter().any(|fact| !fact.confirmed_by.contains(party));
    let asked: Vec<_> = dispute.mediating().into_iter().filter(silent).collect();
    if asked.is_empty() {
        office(dispute, Seat::Mediator, Awaited::Mediation, term)
    } else {
        parties(dispute, asked, Awaited::Fact, term)
    }
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
        office(
            dispute,
            Seat::Supervisor,
            Awaited::AppealDecision,
            TermId::AppealDecision,
        )
    } else {
        nothing()
    }
}
