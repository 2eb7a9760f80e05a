//! What one party is awaited for, and until when: the line of its own list. Several things may be
//! awaited at once, of several parties at once; the one that ends first counts.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::dispute::clocks::{Clock, ClockKey, Subject};
use crate::dispute::lists::{ObligationState, Phase, Seat};
use crate::dispute::state::{Agreement, Dispute, Obligation, Party, State};
use crate::dispute::turn::{Awaited, turn};
use crate::ids::PartyId;
use crate::ruleset::TermId;

/// What is awaited of a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Own {
    /// What.
    pub what: Awaited,
    /// The first instant that is too late; none where time stands still or nothing ends.
    pub due_at: Option<Timestamp>,
}

/// What is awaited of that party now, the most urgent of it; nothing, when it can wait.
pub fn own(dispute: &Dispute, party: PartyId) -> Option<Own> {
    if dispute.phase() == Phase::Closed {
        return None;
    }
    let mut awaited = Vec::new();
    let known = dispute.party(party)?;
    answers(dispute, known, &mut awaited);
    offers(dispute, party, &mut awaited);
    if dispute.phase() == Phase::Performance {
        promises(dispute, party, &mut awaited);
    } else {
        shared(dispute, party, &mut awaited);
    }
    awaited
        .into_iter()
        .min_by_key(|one| one.due_at.unwrap_or(Timestamp::MAX))
}

/// The claim that waits for a respondent's word, and what it was asked to prove.
fn answers(dispute: &Dispute, party: &Party, awaited: &mut Vec<Own>) {
    let about = Subject::Party(party.fact.id);
    for (term, what) in [
        (TermId::RespondentReply, Awaited::Response),
        (TermId::DemandEvidence, Awaited::Evidence),
    ] {
        let unanswered = term != TermId::RespondentReply || party.responded_at.is_none();
        if let Some(clock) = clock(dispute, term, about).filter(|_| unanswered) {
            awaited.push(running(what, clock));
        }
    }
    let answerable = matches!(dispute.phase(), Phase::FirstResponse | Phase::Negotiation);
    if answerable && party.responded_at.is_none() && party.missed_at.is_some() {
        awaited.push(Own {
            what: Awaited::Response,
            due_at: party.missed_at,
        });
    }
    if party.fact.seat == Seat::Respondent
        && let Some(clock) = clock(dispute, TermId::SmallClaimOffer, about)
    {
        awaited.push(running(Awaited::Offer, clock));
    }
}

fn offers(dispute: &Dispute, party: PartyId, awaited: &mut Vec<Own>) {
    let waits = |offer: &&Agreement| offer.awaits().contains(&party);
    for offer in dispute.open_offers().filter(waits) {
        let lapse = clock(dispute, TermId::OfferLapse, Subject::Agreement(offer.id));
        awaited.push(Own {
            what: Awaited::OfferAnswer,
            due_at: lapse.and_then(end),
        });
    }
}

/// Promises to keep, to confirm, or to choose about.
fn promises(dispute: &Dispute, party: PartyId, awaited: &mut Vec<Own>) {
    let all = dispute.agreement_in_force().into_iter();
    for one in all.flat_map(|agreement| &agreement.obligations) {
        awaited.extend(promise(dispute, party, one));
    }
}

fn promise(dispute: &Dispute, party: PartyId, one: &Obligation) -> Option<Own> {
    let until = |term| clock(dispute, term, Subject::Obligation(one.fact.id)).and_then(end);
    let (owes, owed) = (one.fact.owes == party, one.fact.to == party);
    match one.state {
        ObligationState::Due | ObligationState::PartDone if owes && !one.unconfirmed => Some(Own {
            what: Awaited::Performance,
            due_at: day_ends(one.due_on),
        }),
        ObligationState::Late | ObligationState::Disputed if owes => Some(Own {
            what: Awaited::Performance,
            due_at: day_ends(one.due_on),
        }),
        ObligationState::Late | ObligationState::Disputed if owed => Some(Own {
            what: Awaited::Choice,
            due_at: until(TermId::BreachChoice),
        }),
        ObligationState::Done if owed && !one.unconfirmed => Some(Own {
            what: Awaited::Confirmation,
            due_at: until(TermId::PerformanceConfirmation),
        }),
        ObligationState::Due
        | ObligationState::PartDone
        | ObligationState::Done
        | ObligationState::Late
        | ObligationState::Confirmed
        | ObligationState::Disputed => None,
    }
}

/// Whatever the card on top of the page says of this party, where nothing above said it already.
fn shared(dispute: &Dispute, party: PartyId, awaited: &mut Vec<Own>) {
    let turn = turn(dispute);
    let standing_still = matches!(dispute.state, State::Suspended { slip: true, .. });
    if standing_still || !turn.parties.contains(&party) {
        return;
    }
    if !awaited.iter().any(|one| one.what == turn.what) {
        awaited.push(Own {
            what: turn.what,
            due_at: turn.clock.and_then(|key| dispute.clock(key)).and_then(end),
        });
    }
}

fn clock(dispute: &Dispute, term: TermId, subject: Subject) -> Option<&Clock> {
    dispute.clock(ClockKey { term, subject })
}

fn running(what: Awaited, clock: &Clock) -> Own {
    Own {
        what,
        due_at: end(clock),
    }
}

fn end(clock: &Clock) -> Option<Timestamp> {
    (!clock.is_paused()).then(|| clock.due_at())
}

/// A promise may be kept until the last moment of its day.
fn day_ends(day: Date) -> Option<Timestamp> {
    let next = day.tomorrow().ok()?;
    let midnight = next.to_zoned(crate::zone()).ok()?;
    Some(midnight.timestamp())
}
