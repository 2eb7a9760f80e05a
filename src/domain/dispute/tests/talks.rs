//! What is said and proposed in a mediation, and how long it takes.

use super::mediation::{ended, peoples, runs};
use super::people::*;
use crate::dispute::command::Command;
use crate::dispute::lists::{MediationEnd, Phase, SuspensionReason, Verb};
use crate::dispute::refusal::Refusal;
use crate::dispute::turn::{Awaited, turn};
use crate::mediation::BodyKind;
use crate::ruleset::TermId;
use crate::taxonomy::TerminationReason;

#[test]
fn a_caucus_leaves_no_trace_in_the_log() {
    let mut world = mediating();
    let head = world.dispute.head;
    world.ok(MEDIATOR, &Command::OpenCaucus { party: id(11) });
    assert_eq!(world.dispute.head, head);
    assert!(!world.allowed(CONSUMER).contains(&Verb::OpenCaucus));
}

// Talking.

#[test]
fn a_fact_is_undisputed_once_all_confirmed_it() {
    let mut world = mediating();
    let propose = |number| Command::ProposeFact {
        joint_fact: id(number),
        text: text("双方确认商品于九月一日签收"),
    };
    let confirm = |number| Command::ConfirmFact {
        joint_fact: id(number),
    };
    world.ok(MEDIATOR, &propose(61));
    assert_eq!(turn(&world.dispute).what, Awaited::Fact);
    world.ok(CONSUMER, &confirm(61));
    assert_eq!(
        world.act(CONSUMER, &confirm(61)).unwrap_err(),
        Refusal::AlreadyDone
    );
    world.ok(RESPONDENT, &confirm(61));
    let fact = world.dispute.mediation().unwrap().fact(id(61)).unwrap();
    assert!(fact.agreed_at.is_some());
    let dispute = Command::DisputeFact {
        joint_fact: id(62),
        reason: Some(text("签收的是邻居")),
    };
    world.ok(MEDIATOR, &propose(62)).ok(RESPONDENT, &dispute);
    assert_eq!(
        world.act(CONSUMER, &confirm(62)).unwrap_err(),
        Refusal::FactDisputed
    );
}

#[test]
fn a_proposal_stands_only_when_both_accept_and_either_may_counter_it() {
    let mut world = mediating();
    let (lapses_on, due_on) = (world.in_days(3), world.in_days(10));
    let propose = |number| Command::Propose {
        between: [id(11), id(12)],
        terms: terms(number, 100_000, lapses_on, due_on),
    };
    world.ok(MEDIATOR, &propose(81)).ok(CONSUMER, &accept(81));
    assert_eq!(world.phase(), Phase::Mediation);
    assert_eq!(turn(&world.dispute).parties, [id(12)]);
    assert_eq!(
        world.act(CONSUMER, &accept(81)).unwrap_err(),
        Refusal::OfferGone
    );
    let counter = Command::Counter {
        offer: id(81),
        terms: terms(82, 80_000, lapses_on, due_on),
    };
    world.ok(RESPONDENT, &counter);
    assert_eq!(world.dispute.agreement(id(82)).unwrap().to, id(11));
    let take_back = Command::WithdrawOffer { offer: id(83) };
    world.ok(MEDIATOR, &propose(83));
    assert_eq!(
        world.act(CONSUMER, &take_back).unwrap_err(),
        Refusal::OfferGone
    );
    world.ok(MEDIATOR, &take_back);
}

#[test]
fn the_mediator_asks_for_proof() {
    let mut world = mediating();
    let demand = Command::DemandEvidence {
        of: id(12),
        items: vec![text("出库记录")],
    };
    world.ok(MEDIATOR, &demand).days(5);
    assert_eq!(world.dispute.party(id(12)).unwrap().adverse_notes, 1);
    assert_eq!(
        world.act(RESPONDER, &demand).unwrap_err().code(),
        "not_yours"
    );
}

#[test]
fn an_appraisal_stops_the_clock_and_its_end_lets_it_run() {
    let mut world = mediating();
    let appraisal = Command::Suspend {
        reason: SuspensionReason::Appraisal,
        number: None,
        slip: None,
    };
    assert_eq!(
        world.act(CONSUMER, &appraisal).unwrap_err(),
        Refusal::AppraisalByMediator
    );
    world.ok(MEDIATOR, &appraisal);
    assert_eq!(turn(&world.dispute).what, Awaited::Appraisal);
    assert_eq!(
        world.act(CONSUMER, &Command::Resume).unwrap_err(),
        Refusal::NotYourPause
    );
    world.days(6).ok(MEDIATOR, &Command::Resume);
    assert_eq!(world.due(TermId::Mediation), "2026-10-14 00:00");
    world.ok(MEDIATOR, &appraisal).days(31);
    assert_eq!(world.phase(), Phase::Mediation);
}

#[test]
fn nobody_pauses_because_of_the_mediator_but_by_a_challenge() {
    let mut world = mediating();
    let recusal = Command::Suspend {
        reason: SuspensionReason::Recusal,
        number: None,
        slip: None,
    };
    assert_eq!(
        world.act(CONSUMER, &recusal).unwrap_err(),
        Refusal::ChallengeInstead
    );
}

// How it ends.

#[test]
fn more_time_needs_the_yes_of_everybody_who_mediates() {
    let mut world = World::filed_against_two("2026-09-07T10:00");
    world
        .ok(RESPONDER, &answer())
        .ok(CONSUMER, &ask(71, BodyKind::Peoples))
        .ok(STREAMER, &consent())
        .ok(RESPONDENT, &consent())
        .ok(REGISTRAR, &Command::AcceptCase)
        .ok(REGISTRAR, &appoint(8))
        .ok(MEDIATOR, &take_it())
        .ok(CONSUMER, &Command::Extend)
        .ok(RESPONDENT, &Command::Extend);
    assert!(!world.dispute.mediation().unwrap().extended);
    assert_eq!(
        world.act(RESPONDENT, &Command::Extend).unwrap_err(),
        Refusal::AlreadyDone
    );
    world.ok(STREAMER, &Command::Extend);
    assert!(world.dispute.mediation().unwrap().extended);
}

#[test]
fn mediation_lasts_thirty_days_and_sixty_in_all_when_both_agree() {
    let mut world = mediating();
    world.days(10).ok(CONSUMER, &challenge());
    world.days(2).ok(REGISTRAR, &decide_challenge(false));
    world.ok(CONSUMER, &Command::Extend);
    assert!(!world.dispute.extended && !world.dispute.mediation().unwrap().extended);
    world.ok(RESPONDENT, &Command::Extend);
    // Sixty days from the beginning, and the three on which it stood still.
    assert_eq!(world.due(TermId::MediationExtended), "2026-11-10 00:00");
    assert_eq!(
        world.act(CONSUMER, &Command::Extend).unwrap_err(),
        Refusal::ExtendedAlready
    );
    world.days(60);
    assert_eq!(world.phase(), Phase::Impasse);
    assert_eq!(ended(&world), Some(MediationEnd::TermEnded));
}

#[test]
fn mediation_that_comes_to_its_term_ends_in_an_impasse() {
    let mut world = mediating();
    world.days(31);
    assert_eq!(world.phase(), Phase::Impasse);
    assert_eq!(ended(&world), Some(MediationEnd::TermEnded));
}

#[test]
fn any_party_ends_it_at_once_in_every_step() {
    for mut world in [consented_to(peoples()), accepted_by(peoples()), mediating()] {
        world.ok(RESPONDENT, &end_mediation());
        assert_eq!(world.phase(), Phase::Impasse);
        assert_eq!(ended(&world), Some(MediationEnd::EndedByParty));
    }
    let mut world = mediating();
    world
        .ok(CONSUMER, &challenge())
        .ok(CONSUMER, &end_mediation());
    assert_eq!(world.phase(), Phase::Impasse);
    assert!(!runs(&world, TermId::Mediation) && !runs(&world, TermId::Challenge));
}

#[test]
fn a_mediator_ends_it_for_a_reason_by_which_the_case_is_counted() {
    let mut world = mediating();
    let terminate = Command::Terminate {
        reason: TerminationReason::NoShow,
        note: Some(text("两次无正当理由不参加")),
    };
    world.ok(MEDIATOR, &terminate);
    assert_eq!(world.phase(), Phase::Impasse);
    world.ok(CONSUMER, &Command::Close);
    assert_eq!(
        world.dispute.closure_code().as_deref(),
        Some("TERM_NO_SHOW")
    );
}

#[test]
fn an_agreement_that_is_not_signed_brings_the_mediation_back() {
    let mut world = signing_mediated(mediating());
    let left = world.clock(TermId::Mediation).clone();
    assert!(left.is_paused());
    world.days(4);
    assert_eq!(world.phase(), Phase::Mediation);
    assert!(world.kinds().contains(&"signing_incomplete"));
    assert!(!world.clock(TermId::Mediation).is_paused());
    assert_eq!(ended(&world), None);
}

#[test]
fn what_is_performed_today_needs_no_signature_in_mediation_either() {
    let mut world = mediating();
    let today = world.today();
    let terms = terms(81, 5_000, today, today);
    let between = [id(11), id(12)];
    world
        .ok(MEDIATOR, &Command::Propose { between, terms })
        .ok(CONSUMER, &accept(81))
        .ok(RESPONDENT, &accept(81));
    assert_eq!(world.phase(), Phase::Performance);
    assert_eq!(ended(&world), Some(MediationEnd::Settled));
    assert!(!runs(&world, TermId::Seal));
    world.days(9);
    assert!(world.dispute.is_breached());
}

// What was mediated.

/// Every story, for asking which rows of the table none of them tells of.
pub(super) const STORIES: &[fn()] = &[
    a_fact_is_undisputed_once_all_confirmed_it,
    a_proposal_stands_only_when_both_accept_and_either_may_counter_it,
    the_mediator_asks_for_proof,
    an_appraisal_stops_the_clock_and_its_end_lets_it_run,
    mediation_lasts_thirty_days_and_sixty_in_all_when_both_agree,
    mediation_that_comes_to_its_term_ends_in_an_impasse,
    any_party_ends_it_at_once_in_every_step,
    a_mediator_ends_it_for_a_reason_by_which_the_case_is_counted,
];
