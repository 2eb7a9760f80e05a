//! What was promised is done, or not.

use super::people::*;
use crate::dispute::command::{AfterBreach, Command, Extent};
use crate::dispute::lists::{ClosingKind, Phase, Verb};
use crate::dispute::turn::{Awaited, turn};

#[test]
fn a_dispute_is_filed_answered_settled_signed_performed_and_confirmed() {
    let mut world = performing();
    assert_eq!(world.phase(), Phase::Performance);
    world.days(5).ok(RESPONDENT, &record(21, Extent::Whole));
    assert_eq!(turn(&world.dispute).what, Awaited::Confirmation);
    world.ok(CONSUMER, &confirm(21));
    assert_eq!(closed_as(&world), Some(ClosingKind::Performed));
}

#[test]
fn money_paid_in_parts_counts_as_whole_when_the_parts_make_the_sum() {
    let mut world = performing();
    let too_much = record(21, Extent::Part(Some(fen(100_001))));
    assert_eq!(
        world.act(RESPONDENT, &too_much).unwrap_err().code(),
        "more_than_promised"
    );
    world.ok(RESPONDENT, &record(21, Extent::Part(Some(fen(40_000)))));
    assert_eq!(turn(&world.dispute).what, Awaited::Performance);
    world.ok(RESPONDENT, &record(21, Extent::Part(Some(fen(60_000)))));
    assert_eq!(turn(&world.dispute).what, Awaited::Confirmation);
    let again = world
        .act(RESPONDENT, &record(21, Extent::Whole))
        .unwrap_err();
    assert_eq!(again.code(), "not_your_part");
}

#[test]
fn performance_with_proof_that_nobody_confirms_is_counted_apart() {
    let mut world = performing();
    world
        .days(9)
        .ok(RESPONDENT, &record(21, Extent::Whole))
        .days(9);
    assert_eq!(closed_as(&world), Some(ClosingKind::PerformedUnconfirmed));
    assert!(world.kinds().contains(&"performance_asked"));
}

#[test]
fn without_proof_it_is_a_breach_and_a_new_day_can_be_set() {
    let mut world = performing();
    world.days(20);
    assert!(world.dispute.is_breached() && world.phase() == Phase::Performance);
    assert!(!world.allowed(RESPONDENT).contains(&Verb::ChooseAfterBreach));
    let due_on = world.in_days(3);
    world.ok(CONSUMER, &new_date(21, due_on));
    assert!(!world.dispute.is_breached());
    world
        .ok(RESPONDENT, &record(21, Extent::Whole))
        .ok(CONSUMER, &confirm(21));
    assert_eq!(closed_as(&world), Some(ClosingKind::Performed));
}

#[test]
fn after_a_breach_the_agreement_can_be_given_up() {
    let mut world = performing();
    world.days(20).ok(
        CONSUMER,
        &Command::ChooseAfterBreach {
            choice: AfterBreach::GiveUp,
        },
    );
    assert_eq!(world.phase(), Phase::Impasse);
}

#[test]
fn a_promise_cannot_be_disputed_before_its_day() {
    let mut world = performing();
    assert_eq!(
        world.act(CONSUMER, &dispute_it(21)).unwrap_err().code(),
        "nothing_recorded"
    );
    world
        .ok(RESPONDENT, &record(21, Extent::Whole))
        .ok(CONSUMER, &dispute_it(21));
    assert!(world.dispute.is_breached());
}

#[test]
fn money_that_never_came_reopens_the_performance() {
    let mut world = performing();
    world.ok(RESPONDENT, &record(21, Extent::Whole)).days(18);
    assert_eq!(closed_as(&world), Some(ClosingKind::PerformedUnconfirmed));
    world.ok(
        CONSUMER,
        &Command::Reopen {
            new_facts: text("银行说没有这笔转账。"),
        },
    );
    assert!(world.dispute.is_breached() && world.phase() == Phase::Performance);
    assert!(world.allowed(CONSUMER).contains(&Verb::ChooseAfterBreach));
}

/// Every story, for asking which rows of the table none of them tells of.
pub(super) const STORIES: &[fn()] = &[
    a_dispute_is_filed_answered_settled_signed_performed_and_confirmed,
    money_paid_in_parts_counts_as_whole_when_the_parts_make_the_sum,
    performance_with_proof_that_nobody_confirms_is_counted_apart,
    without_proof_it_is_a_breach_and_a_new_day_can_be_set,
    after_a_breach_the_agreement_can_be_given_up,
    a_promise_cannot_be_disputed_before_its_day,
    money_that_never_came_reopens_the_performance,
];
