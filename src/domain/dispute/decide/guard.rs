//! What stands against a verb in this very dispute, whatever the command says: the reasons a
//! button is missing, and the refusals of those who press it all the same.

use jiff::Timestamp;

use crate::Now;
use crate::dispute::clocks::{ClockKey, Subject};
use crate::dispute::decide::Law;
use crate::dispute::event::Actor;
use crate::dispute::lists::{AgreementState, ClosingKind, ObligationState, Seat, Verb};
use crate::dispute::refusal::Refusal;
use crate::dispute::state::{Agreement, Dispute, Obligation, Party, State};
use crate::dispute::turn::turn;
use crate::ids::PartyId;
use crate::ruleset::TermId;
use crate::taxonomy::ElsewhereTarget;
use crate::term::Deadline;

/// On how many different days a respondent must have been tried before it counts as unreachable.
pub(super) const ATTEMPT_DAYS: usize = 3;

/// What stands against the verb now, if anything does.
pub(super) fn guard(
    dispute: &Dispute,
    actor: &Actor,
    verb: Verb,
    law: &Law<'_>,
    now: Now,
) -> Result<(), Refusal> {
    match verb {
        Verb::MarkUnreachable => any_respondent(dispute, may_be_marked, too_few(dispute)),
        Verb::ConfirmUnreachable => any_respondent(dispute, may_be_confirmed, Refusal::NotMarked),
        Verb::Urge => urging(dispute, law, now),
        Verb::Counter | Verb::AcceptOffer => {
            let other = |offer: &Agreement| Some(offer.to) == actor.party;
            some(dispute.open_offers().any(other), Refusal::OfferGone)
        }
        Verb::WithdrawOffer => {
            let own = |offer: &Agreement| Some(offer.by) == actor.party;
            some(dispute.open_offers().any(own), Refusal::OfferGone)
        }
        Verb::Extend => extending(dispute, actor.party),
        Verb::Sign => signing(dispute, actor.party),
        Verb::RecordPerformance => some(
            obligations(dispute).any(|one| Some(one.fact.owes) == actor.party && is_to_do(one)),
            Refusal::NotYourPart,
        ),
        Verb::ConfirmObligation => some(
            obligations(dispute).any(|one| {
                Some(one.fact.to) == actor.party && one.state != ObligationState::Confirmed
            }),
            Refusal::NotYourPart,
        ),
        Verb::DisputeObligation => some(
            obligations(dispute)
                .any(|one| Some(one.fact.to) == actor.party && may_be_disputed(one, now)),
            Refusal::NothingRecorded,
        ),
        Verb::ChooseAfterBreach => some(
            obligations(dispute).any(|one| Some(one.fact.to) == actor.party && one.is_overdue()),
            Refusal::NotBreached,
        ),
        Verb::Suspend => some(
            !matches!(dispute.state, State::Suspended { slip: true, .. }),
            Refusal::AlreadyDone,
        ),
        Verb::Resume => resuming(dispute, actor),
        Verb::Refuse | Verb::Discontinue => {
            some(!dispute.is_against_platform(), Refusal::PlatformIsParty)
        }
        Verb::Appeal => appealing(dispute, now),
        Verb::DecideAppeal => deciding_appeal(dispute, actor),
        Verb::Reopen => reopening(dispute, now),
        Verb::File
        | Verb::RecordDelivery
        | Verb::KeepDocument
        | Verb::Answer
        | Verb::Respond
        | Verb::AskMaterial
        | Verb::SupplyMaterial
        | Verb::SubmitEvidence
        | Verb::DemandEvidence
        | Verb::RecordAttempt
        | Verb::TakeOver
        | Verb::Offer
        | Verb::DeclareFailed
        | Verb::RecordExternal
        | Verb::Withdraw
        | Verb::Close
        | Verb::Remind
        | Verb::TermEnds
        | Verb::StateFacts
        | Verb::ChooseDoor
        | Verb::RecomputeTerms => Ok(()),
    }
}

/// Whether performance of it can still be recorded.
pub(super) fn is_to_do(one: &Obligation) -> bool {
    match one.state {
        ObligationState::Due
        | ObligationState::PartDone
        | ObligationState::Late
        | ObligationState::Disputed => !one.unconfirmed,
        ObligationState::Done | ObligationState::Confirmed => false,
    }
}

/// Whether there is something to dispute: a record, or a day that passed without one.
pub(super) fn may_be_disputed(one: &Obligation, now: Now) -> bool {
    match one.state {
        ObligationState::Due => now.today() > one.due_on,
        ObligationState::PartDone | ObligationState::Done => true,
        ObligationState::Late | ObligationState::Disputed | ObligationState::Confirmed => false,
    }
}

pub(super) fn may_be_marked(party: &Party) -> bool {
    party.attempts.len() >= ATTEMPT_DAYS && !party.marked_unreachable
}

pub(super) fn may_be_confirmed(party: &Party) -> bool {
    party.marked_unreachable && !party.unreachable
}

fn some(holds: bool, refusal: Refusal) -> Result<(), Refusal> {
    if holds { Ok(()) } else { Err(refusal) }
}

fn any_respondent(
    dispute: &Dispute,
    which: impl Fn(&Party) -> bool,
    refusal: Refusal,
) -> Result<(), Refusal> {
    some(dispute.respondents().any(which), refusal)
}

fn too_few(dispute: &Dispute) -> Refusal {
    let days = dispute
        .respondents()
        .map(|party| party.attempts.len())
        .max()
        .unwrap_or(0);
    Refusal::TooFewAttempts {
        days,
        needed: ATTEMPT_DAYS,
    }
}

fn obligations(dispute: &Dispute) -> impl Iterator<Item = &Obligation> {
    dispute
        .agreement_in_force()
        .into_iter()
        .flat_map(|agreement| &agreement.obligations)
}

fn urging(dispute: &Dispute, law: &Law<'_>, now: Now) -> Result<(), Refusal> {
    if turn(dispute)
        .seats
        .iter()
        .all(|seat| seat.is_consumer_side())
    {
        return Err(Refusal::NobodyToUrge);
    }
    let Some((last, _)) = dispute.urged else {
        return Ok(());
    };
    let cooldown = law.term(dispute, TermId::UrgeCooldown)?;
    let again_at = Deadline::open(cooldown, last, law.calendar).due_at();
    some(now.at >= again_at, Refusal::UrgedTooSoon { again_at })
}

fn extending(dispute: &Dispute, party: Option<PartyId>) -> Result<(), Refusal> {
    if dispute.extended {
        return Err(Refusal::ExtendedAlready);
    }
    some(
        dispute.extension_asked_by.is_none() || dispute.extension_asked_by != party,
        Refusal::AlreadyDone,
    )
}

fn signing(dispute: &Dispute, party: Option<PartyId>) -> Result<(), Refusal> {
    let agreement = dispute
        .agreement_in_force()
        .ok_or(Refusal::Unknown { what: "agreement" })?;
    let own = party
        .filter(|id| agreement.parties().contains(id))
        .ok_or(Refusal::NotYourPart)?;
    some(
        !agreement.signatures.contains_key(&own),
        Refusal::AlreadyDone,
    )
}

fn resuming(dispute: &Dispute, actor: &Actor) -> Result<(), Refusal> {
    let by = if let State::Suspended { by, .. } = &dispute.state {
        *by
    } else {
        None
    };
    let may = actor.seat == Seat::Supervisor || by.is_none() || by == actor.party;
    some(may, Refusal::NotYourPause)
}

fn appealing(dispute: &Dispute, now: Now) -> Result<(), Refusal> {
    let rejection = dispute.rejection.as_ref().ok_or(Refusal::NothingToAppeal)?;
    if !is_rejected(dispute) {
        return Err(Refusal::NothingToAppeal);
    }
    if rejection.appealed {
        return Err(Refusal::AlreadyDone);
    }
    within(dispute, TermId::Appeal, now)
}

fn deciding_appeal(dispute: &Dispute, actor: &Actor) -> Result<(), Refusal> {
    let rejection = dispute.rejection.as_ref().ok_or(Refusal::NothingToAppeal)?;
    if !rejection.appealed || rejection.decided {
        return Err(Refusal::NothingToAppeal);
    }
    some(rejection.by != actor.person, Refusal::SamePerson)
}

/// A case that went to court and came back may be reopened at any time.
fn reopening(dispute: &Dispute, now: Now) -> Result<(), Refusal> {
    if is_rejected(dispute) {
        return Err(Refusal::AppealInstead);
    }
    if dispute.reopened {
        return Err(Refusal::ReopenedBefore);
    }
    let court = |case: &crate::dispute::event::ElsewhereFact| case.target == ElsewhereTarget::Court;
    if dispute.elsewhere.iter().any(court) {
        return Ok(());
    }
    within(dispute, TermId::Reopen, now)
}

fn is_rejected(dispute: &Dispute) -> bool {
    matches!(
        dispute.state,
        State::Closed {
            kind: ClosingKind::Rejected,
            ..
        }
    )
}

fn within(dispute: &Dispute, term: TermId, now: Now) -> Result<(), Refusal> {
    let clock = dispute.clock(ClockKey {
        term,
        subject: Subject::Dispute,
    });
    match clock.map(crate::dispute::clocks::Clock::due_at) {
        Some(until) if now.at < until => Ok(()),
        Some(until) => Err(Refusal::TooLate { until }),
        None => Err(Refusal::TooLate {
            until: closed_at(dispute),
        }),
    }
}

fn closed_at(dispute: &Dispute) -> Timestamp {
    dispute
        .state
        .closing()
        .map_or(dispute.filed_at, |(_, at)| at)
}

/// The agreement that waits for the actor's answer, still standing.
pub(super) fn standing(agreement: &Agreement) -> Result<(), Refusal> {
    some(
        agreement.state == AgreementState::Proposed,
        Refusal::OfferGone,
    )
}
