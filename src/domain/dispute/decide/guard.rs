//! What stands against a verb in this very dispute, whatever the command says: the reasons a
//! button is missing, and the refusals of those who press it all the same.

use jiff::Timestamp;

use super::sessions;
use super::ways::open_way;
use crate::Now;
use crate::dispute::clocks::{ClockKey, Subject};
use crate::dispute::decide::Law;
use crate::dispute::decide::mediation::is_mediating;
use crate::dispute::event::{Actor, BodyFact};
use crate::dispute::lists::{
    AgreementState, ClosingKind, MediationEnd, ObligationState, Seat, SuspensionReason, Verb,
};
use crate::dispute::mediation::{Appointment, JointFact, Mediation};
use crate::dispute::refusal::Refusal;
use crate::dispute::state::{Agreement, Dispute, Obligation, Party, State};
use crate::dispute::turn::turn;
use crate::ids::{AgreementId, PartyId};
use crate::mediation::BodyKind;
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
        Verb::Counter => {
            let other = |offer: &Agreement| is_for(offer, actor) || is_proposed_to(offer, actor);
            some(dispute.open_offers().any(other), Refusal::OfferGone)
        }
        Verb::AcceptOffer => {
            let awaited = |offer: &Agreement| is_for(offer, actor);
            some(dispute.open_offers().any(awaited), Refusal::OfferGone)
        }
        Verb::WithdrawOffer => {
            let own = |offer: &Agreement| is_own(offer, actor);
            some(dispute.open_offers().any(own), Refusal::OfferGone)
        }
        Verb::Offer => mediating(dispute, actor),
        Verb::AskMediation => asking(dispute, actor),
        Verb::Consent | Verb::Decline => answering(dispute, actor),
        Verb::AcceptCase => {
            let body = agreed(dispute)?.body;
            is_open(dispute, &body, law, now)
        }
        Verb::DeclineCase => agreed(dispute).map(|_| ()),
        Verb::Appoint => some(
            appointed(dispute).is_none() && dispute.live_mediation().is_some(),
            Refusal::MediatorAlready,
        ),
        Verb::Replace => some(appointed(dispute).is_some(), Refusal::NoMediator),
        Verb::AcceptAppointment | Verb::DeclineAppointment => some(
            appointed(dispute).is_some_and(|one| one.accepted_at.is_none()),
            Refusal::NoMediator,
        ),
        Verb::ObjectToMediator => objecting(dispute, actor),
        Verb::Challenge => challenging(dispute, actor),
        Verb::DecideChallenge => deciding_challenge(dispute, actor),
        Verb::Resign => some(
            dispute.state.suspension().is_none() || is_challenged(dispute),
            Refusal::NotChallenged,
        ),
        Verb::MediatorGone => leaving(dispute),
        Verb::UnsealCaucus => {
            mediating(dispute, actor)?;
            let sealed = dispute
                .live_mediation()
                .is_some_and(|mediation| !mediation.predecessors.is_empty());
            some(sealed, Refusal::NothingSealed)
        }
        Verb::ChooseSession | Verb::FixSession | Verb::CancelSession | Verb::RecordAttendance => {
            sessions::guard(dispute, actor, verb, now)
        }
        Verb::Mute => some(
            dispute.mediating().len() > dispute.order.muted.len(),
            Refusal::AlreadyDone,
        ),
        Verb::Unmute => some(!dispute.order.muted.is_empty(), Refusal::AlreadyDone),
        Verb::LetIn => some(!dispute.order.sent_out.is_empty(), Refusal::AlreadyDone),
        Verb::ConfirmFact => joint_fact(dispute, actor, |fact, own| {
            !fact.confirmed_by.contains(&own)
        }),
        Verb::DisputeFact => joint_fact(dispute, actor, |_, _| true),
        Verb::EndMediation => {
            mediating(dispute, actor)?;
            let lives = dispute.live_mediation().is_some() && is_mediating(&dispute.state);
            some(lives, Refusal::NoMediation)
        }
        Verb::Seal => sealing(dispute, actor),
        Verb::ApplyConfirmation => applying(dispute, actor),
        Verb::Extend => {
            mediating(dispute, actor)?;
            extending(dispute, actor.party)
        }
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
        Verb::Unmerge => some(is_merged(dispute), Refusal::NotMerged),
        Verb::Discontinue if is_merged(dispute) => Err(Refusal::Merged),
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
        | Verb::OpenCaucus
        | Verb::CloseCaucus
        | Verb::SetSession
        | Verb::SessionTime
        | Verb::Remove
        | Verb::ProposeFact
        | Verb::Propose
        | Verb::Terminate
        | Verb::DeclareFailed
        | Verb::RecordExternal
        | Verb::Merge
        | Verb::Withdraw
        | Verb::Close
        | Verb::Remind
        | Verb::TermEnds
        | Verb::StateFacts
        | Verb::ChooseDoor
        | Verb::CorrectContact
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

/// Whether the offer waits for the actor's yes.
fn is_for(offer: &Agreement, actor: &Actor) -> bool {
    offer.awaits().iter().any(|one| Some(*one) == actor.party)
}

fn is_proposed_to(offer: &Agreement, actor: &Actor) -> bool {
    offer.proposed && offer.parties().iter().any(|one| Some(*one) == actor.party)
}

fn is_own(offer: &Agreement, actor: &Actor) -> bool {
    if offer.proposed {
        actor.seat == Seat::Mediator
    } else {
        Some(offer.by) == actor.party
    }
}

/// What is done in a mediation is done by those who take part in it.
fn mediating(dispute: &Dispute, actor: &Actor) -> Result<(), Refusal> {
    let outside = dispute.live_mediation().is_some_and(|mediation| {
        actor
            .party
            .is_some_and(|party| !mediation.takes_part(party))
    });
    some(!outside, Refusal::NotMediating)
}

fn appointed(dispute: &Dispute) -> Option<Appointment> {
    dispute
        .live_mediation()
        .and_then(|mediation| mediation.appointment)
}

/// While a body is being asked nobody asks another.
fn asking(dispute: &Dispute, actor: &Actor) -> Result<(), Refusal> {
    some(dispute.live_mediation().is_none(), Refusal::MediationAsked)?;
    if actor.seat == Seat::FirstResponder && dispute.is_against_platform() {
        return Err(Refusal::PlatformIsParty);
    }
    Ok(())
}

/// Whether a body of that kind may be asked in this dispute.
pub(in crate::dispute) fn may_be_asked(dispute: &Dispute, body: &BodyFact) -> Result<(), Refusal> {
    if body.kind == BodyKind::Platform && dispute.is_against_platform() {
        return Err(Refusal::PlatformIsParty);
    }
    let declined = dispute.mediations.iter().any(|before| {
        let how = before.ended.map(|ending| ending.how);
        before.body.organisation == body.organisation && how == Some(MediationEnd::BodyDeclined)
    });
    some(!declined, Refusal::BodyDeclinedBefore)
}

/// The way to a body may be closed because somebody else has the dispute (B-07). It may have closed
/// after the body was asked, so the body looks again before it accepts.
pub(super) fn is_open(
    dispute: &Dispute,
    body: &BodyFact,
    law: &Law<'_>,
    now: Now,
) -> Result<(), Refusal> {
    open_way(dispute, body.kind.door(), body.province, law, now).map(|_way| ())
}

/// The mediation with whose body all who go on with it agree.
fn agreed(dispute: &Dispute) -> Result<&Mediation, Refusal> {
    dispute
        .live_mediation()
        .filter(|mediation| mediation.parties.is_some())
        .ok_or(Refusal::NotAllConsented)
}

fn answering(dispute: &Dispute, actor: &Actor) -> Result<(), Refusal> {
    let mediation = dispute.live_mediation().ok_or(Refusal::NoMediation)?;
    let own = actor.party.ok_or(Refusal::NotYourPart)?;
    some(
        mediation.parties.is_none() && !mediation.answers.contains_key(&own),
        Refusal::AlreadyDone,
    )
}

fn objecting(dispute: &Dispute, actor: &Actor) -> Result<(), Refusal> {
    mediating(dispute, actor)?;
    let mediation = dispute.live_mediation().ok_or(Refusal::NoMediation)?;
    some(mediation.appointment.is_some(), Refusal::NoMediator)?;
    let own = actor.party.ok_or(Refusal::NotYourPart)?;
    some(!mediation.objected.contains(&own), Refusal::ObjectedBefore)
}

fn challenging(dispute: &Dispute, actor: &Actor) -> Result<(), Refusal> {
    mediating(dispute, actor)?;
    let mediation = dispute.live_mediation().ok_or(Refusal::NoMediation)?;
    let mediator = mediation.mediator().ok_or(Refusal::NoMediator)?;
    let own = actor.party.ok_or(Refusal::NotYourPart)?;
    some(
        !mediation.challenged.contains(&(own, mediator)),
        Refusal::ChallengedBefore,
    )
}

/// Whether somebody is missed who has the case, or whose seal is awaited. While the dispute stands
/// still for anything else than a challenge, it is found out once it goes on.
fn leaving(dispute: &Dispute) -> Result<(), Refusal> {
    let awaited = match &dispute.state {
        State::Performance { .. } | State::Closed { .. } => dispute
            .to_be_sealed()
            .is_some_and(|one| dispute.unsealed(one).contains(&Seat::Mediator)),
        State::Suspended { .. } => is_challenged(dispute) && appointed(dispute).is_some(),
        State::FirstResponse
        | State::AwaitingMaterial
        | State::Negotiation
        | State::MediationConsent
        | State::MediatorAppointment { .. }
        | State::Mediation
        | State::Signing { .. }
        | State::Impasse => appointed(dispute).is_some(),
    };
    some(awaited, Refusal::NoMediator)
}

/// Nobody decides on a challenge of themselves (B-12).
fn deciding_challenge(dispute: &Dispute, actor: &Actor) -> Result<(), Refusal> {
    some(is_challenged(dispute), Refusal::NotChallenged)?;
    let mediator = dispute.live_mediation().and_then(Mediation::mediator);
    let own = actor.person.is_some() && actor.person == mediator;
    some(!own, Refusal::SamePerson)
}

fn is_challenged(dispute: &Dispute) -> bool {
    dispute.state.suspension() == Some(SuspensionReason::Recusal)
}

fn joint_fact(
    dispute: &Dispute,
    actor: &Actor,
    waits: impl Fn(&JointFact, PartyId) -> bool,
) -> Result<(), Refusal> {
    mediating(dispute, actor)?;
    let own = actor.party.ok_or(Refusal::NotYourPart)?;
    let mediation = dispute.live_mediation().ok_or(Refusal::NoMediation)?;
    let mut open = mediation.facts.iter().filter(|fact| fact.is_open());
    let disputed = mediation
        .facts
        .iter()
        .any(|fact| fact.disputed_by.is_some());
    let settled = if disputed {
        Refusal::FactDisputed
    } else {
        Refusal::AlreadyDone
    };
    some(open.any(|fact| waits(fact, own)), settled)
}

fn sealing(dispute: &Dispute, actor: &Actor) -> Result<(), Refusal> {
    let agreement = dispute.to_be_sealed().ok_or(Refusal::NotMediated)?;
    some(
        dispute.unsealed(agreement).contains(&actor.seat),
        Refusal::AlreadyDone,
    )
}

fn applying(dispute: &Dispute, actor: &Actor) -> Result<(), Refusal> {
    let agreement = dispute.agreement_in_force().ok_or(Refusal::NotMediated)?;
    confirmable(dispute, agreement)?;
    let own = actor
        .party
        .filter(|party| agreement.parties().contains(party))
        .ok_or(Refusal::NotYourPart)?;
    some(
        agreement.confirmation_asked_by != Some(own),
        Refusal::AlreadyDone,
    )
}

/// Which kind of body mediated an agreement.
pub(super) fn mediated_by(dispute: &Dispute, agreement: AgreementId) -> Option<BodyKind> {
    let mediation = dispute.agreement(agreement)?.mediation?;
    Some(dispute.mediation_of(mediation)?.body.kind)
}

/// A court confirms what a body of the right kind mediated and sealed, within its time.
pub(super) fn confirmable(dispute: &Dispute, agreement: &Agreement) -> Result<(), Refusal> {
    if agreement.confirmation_applied_at.is_some() {
        return Err(Refusal::AlreadyDone);
    }
    let kind = mediated_by(dispute, agreement.id).ok_or(Refusal::NotMediated)?;
    let term = kind.confirms_within().ok_or(Refusal::NotConfirmable)?;
    if agreement.sealed_at.is_none() {
        return Err(Refusal::NotSealed);
    }
    let subject = Subject::Agreement(agreement.id);
    let runs = dispute.clock(ClockKey { term, subject }).is_some();
    some(runs, Refusal::NotConfirmable)
}

fn extending(dispute: &Dispute, party: Option<PartyId>) -> Result<(), Refusal> {
    let (extended, yes) = match dispute.live_mediation() {
        Some(mediation) => (mediation.extended, &mediation.extension_yes),
        None => (dispute.extended, &dispute.extension_yes),
    };
    if extended {
        return Err(Refusal::ExtendedAlready);
    }
    some(
        !party.is_some_and(|party| yes.contains(&party)),
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
    match dispute.state.suspension() {
        Some(SuspensionReason::Recusal) => return Err(Refusal::ChallengeOpen),
        Some(SuspensionReason::Merged) => return Err(Refusal::Merged),
        Some(SuspensionReason::Appraisal) => {
            return some(actor.seat == Seat::Mediator, Refusal::NotYourPause);
        }
        Some(SuspensionReason::Court | SuspensionReason::Police) | None => {}
    }
    let may = actor.seat == Seat::Supervisor
        || (actor.seat.is_party() && (by.is_none() || by == actor.party));
    some(may, Refusal::NotYourPause)
}

fn is_merged(dispute: &Dispute) -> bool {
    dispute.state.suspension() == Some(SuspensionReason::Merged)
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
