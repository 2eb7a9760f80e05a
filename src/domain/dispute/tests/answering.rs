//! Until somebody answers: first answers, material, evidence, and respondents who are not found.

use super::people::*;
use crate::dispute::command::Command;
use crate::dispute::event::Actor;
use crate::dispute::lists::{AttemptMethod, Phase, Verb};
use crate::dispute::refusal::Refusal;
use crate::ruleset::TermId;

#[test]
fn the_first_answer_is_due_twenty_four_hours_after_filing() {
    let world = World::filed("2026-10-09T15:00");
    assert_eq!(world.due(TermId::FirstResponse), "2026-10-10 15:00");
}

#[test]
fn taking_over_resets_no_term() {
    let mut world = World::filed("2026-10-09T15:00");
    world.hours(20).ok(
        AGENT,
        &Command::TakeOver {
            responder: id(4),
            note: None,
        },
    );
    assert_eq!(world.due(TermId::FirstResponse), "2026-10-10 15:00");
    assert_eq!(world.dispute.responder.unwrap().0, id(4));
}

#[test]
fn a_missed_answer_stays_in_the_record_and_ends_in_impasse_after_three_working_days() {
    let mut world = World::filed("2026-09-24 10:00");
    world.hours(24);
    assert!(world.dispute.missed && world.phase() == Phase::FirstResponse);
    assert_eq!(world.due(TermId::MissedToImpasse), "2026-10-01 00:00");
    world.days(6);
    assert_eq!(world.phase(), Phase::Impasse);
    assert!(world.dispute.missed);
}

#[test]
fn an_answer_that_comes_late_still_opens_the_negotiation() {
    let mut world = World::filed("2026-09-21T10:00");
    world.hours(30).ok(RESPONDER, &answer());
    assert!(world.dispute.missed && world.phase() == Phase::Negotiation);
}

#[test]
fn only_the_first_responder_answers() {
    let mut world = World::filed("2026-09-21T10:00");
    let refusal = world.act(RESPONDENT, &answer()).unwrap_err();
    assert_eq!(refusal.code(), "not_yours");
    world.ok(RESPONDER, &answer());
    assert_eq!(
        world.act(RESPONDER, &answer()).unwrap_err().code(),
        "not_now"
    );
}

#[test]
fn the_respondents_day_runs_from_delivery() {
    let mut world = World::filed("2026-09-21T10:00");
    let delivery = Command::RecordDelivery {
        party: id(12),
        method: "sms".into(),
    };
    world.hours(1).ok(Actor::CLOCK, &delivery);
    assert_eq!(world.due(TermId::RespondentReply), "2026-09-22 11:00");
    let again = world.act(Actor::CLOCK, &delivery);
    assert_eq!(again.unwrap_err(), Refusal::AlreadyDone);
    world.ok(
        RESPONDENT,
        &Command::Respond {
            statement: text("正在核实。"),
        },
    );
    assert!(
        world
            .dispute
            .clocks
            .iter()
            .all(|clock| clock.key.term != TermId::RespondentReply)
    );
}

#[test]
fn material_that_never_comes_ends_in_impasse_after_a_reminder() {
    let mut world = World::filed("2026-09-21T10:00");
    let ask = Command::AskMaterial {
        items: vec![text("请提供订单截图")],
        note: None,
    };
    world.ok(RESPONDER, &ask);
    assert_eq!(world.due(TermId::Material), "2026-09-30 00:00");
    world.days(9);
    assert_eq!(world.phase(), Phase::Impasse);
    assert!(world.kinds().contains(&"reminded"));
}

#[test]
fn material_is_asked_for_a_second_time_by_the_supervisor_only() {
    let mut world = World::filed("2026-09-21T10:00");
    let ask = Command::AskMaterial {
        items: vec![text("请提供订单截图")],
        note: None,
    };
    let supply = Command::SupplyMaterial {
        statement: text("见附件"),
        exhibits: Vec::new(),
    };
    world.ok(RESPONDER, &ask).hours(30).ok(CONSUMER, &supply);
    assert_eq!(world.due(TermId::FirstResponse), "2026-09-23 16:00");
    assert!(!world.allowed(RESPONDER).contains(&Verb::AskMaterial));
    assert_eq!(world.act(RESPONDER, &ask).unwrap_err().code(), "not_yours");
    world.ok(SUPERVISOR, &ask);
}

#[test]
fn evidence_that_never_comes_leaves_a_note_and_nothing_more() {
    let mut world = World::filed("2026-10-09T15:00");
    let demand = Command::DemandEvidence {
        of: id(12),
        items: vec![text("安装记录")],
    };
    world
        .ok(RESPONDER, &demand)
        .hours(2)
        .ok(RESPONDER, &answer());
    world.days(7);
    assert_eq!(world.dispute.party(id(12)).unwrap().adverse_notes, 1);
    assert_eq!(world.phase(), Phase::Negotiation);
}

#[test]
fn a_respondent_is_unreachable_after_three_days_of_attempts_and_a_second_pair_of_eyes() {
    let mut world = World::filed("2026-09-21T10:00");
    let attempt = Command::RecordAttempt {
        party: id(12),
        method: AttemptMethod::Phone,
        result: text("停机"),
    };
    let mark = Command::MarkUnreachable { party: id(12) };
    world
        .ok(RESPONDER, &answer())
        .ok(RESPONDER, &attempt)
        .ok(RESPONDER, &attempt);
    assert_eq!(
        world.act(RESPONDER, &mark).unwrap_err().code(),
        "too_few_attempts"
    );
    world
        .days(1)
        .ok(RESPONDER, &attempt)
        .days(1)
        .ok(RESPONDER, &attempt)
        .ok(RESPONDER, &mark);
    assert!(!world.dispute.party(id(12)).unwrap().unreachable);
    world.ok(SUPERVISOR, &Command::ConfirmUnreachable { party: id(12) });
    assert!(world.dispute.party(id(12)).unwrap().unreachable);
}

#[test]
fn urging_works_once_a_day_and_reaches_the_supervisor_the_second_time() {
    let mut world = World::filed("2026-09-21T10:00");
    world.hours(3).ok(CONSUMER, &Command::Urge);
    assert!(!world.allowed(CONSUMER).contains(&Verb::Urge));
    assert_eq!(
        world.act(CONSUMER, &Command::Urge).unwrap_err().code(),
        "urged_too_soon"
    );
    world.hours(24);
    let facts = world.act(CONSUMER, &Command::Urge).unwrap();
    assert!(matches!(
        facts[..],
        [crate::dispute::Fact::Urged {
            escalated: true,
            ..
        }]
    ));
}

#[test]
fn a_term_ends_only_when_it_is_over() {
    let mut world = World::filed("2026-09-01T10:00");
    let early = Command::TermEnds {
        key: of(TermId::FirstResponse),
    };
    let refusal = world.act(Actor::CLOCK, &early).unwrap_err();
    assert_eq!(refusal, Refusal::StillRunning);
}

/// Every story, for asking which rows of the table none of them tells of.
pub(super) const STORIES: &[fn()] = &[
    the_first_answer_is_due_twenty_four_hours_after_filing,
    taking_over_resets_no_term,
    a_missed_answer_stays_in_the_record_and_ends_in_impasse_after_three_working_days,
    an_answer_that_comes_late_still_opens_the_negotiation,
    only_the_first_responder_answers,
    the_respondents_day_runs_from_delivery,
    material_that_never_comes_ends_in_impasse_after_a_reminder,
    material_is_asked_for_a_second_time_by_the_supervisor_only,
    evidence_that_never_comes_leaves_a_note_and_nothing_more,
    a_respondent_is_unreachable_after_three_days_of_attempts_and_a_second_pair_of_eyes,
    urging_works_once_a_day_and_reaches_the_supervisor_the_second_time,
    a_term_ends_only_when_it_is_over,
];
