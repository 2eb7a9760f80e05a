//! A dispute is refused or withdrawn, and what can be done after that.

use super::people::*;
use crate::dispute::command::Command;
use crate::dispute::lists::{ClosingKind, Phase, Verb};
use crate::dispute::refusal::Refusal;
use crate::ruleset::TermId;
use crate::taxonomy::RejectionGround;

#[test]
fn a_refusal_can_be_appealed_and_another_supervisor_decides() {
    let mut world = World::filed("2026-09-21T10:00");
    let ground = RejectionGround::NotConsumer;
    world.ok(
        SUPERVISOR,
        &Command::Refuse {
            ground,
            reasons: text("用于经营。"),
        },
    );
    assert_eq!(closed_as(&world), Some(ClosingKind::Rejected));
    let reopen = Command::Reopen {
        new_facts: text("新的事实。"),
    };
    assert_eq!(
        world.act(CONSUMER, &reopen).unwrap_err(),
        Refusal::AppealInstead
    );
    world.days(3).ok(
        CONSUMER,
        &Command::Appeal {
            reasons: text("家里自用。"),
        },
    );
    let upheld = Command::DecideAppeal {
        upheld: true,
        reasons: text("确为自用。"),
    };
    assert_eq!(
        world.act(SUPERVISOR, &upheld).unwrap_err(),
        Refusal::SamePerson
    );
    world.ok(OTHER_SUPERVISOR, &upheld);
    assert_eq!(world.phase(), Phase::FirstResponse);
    assert_eq!(world.due(TermId::FirstResponse), "2026-09-25 10:00");
}

#[test]
fn silence_of_the_platform_upholds_an_appeal() {
    let mut world = World::filed("2026-09-01T10:00");
    let ground = RejectionGround::Other;
    world.ok(
        SUPERVISOR,
        &Command::Refuse {
            ground,
            reasons: text("理由。"),
        },
    );
    world
        .ok(
            CONSUMER,
            &Command::Appeal {
                reasons: text("不同意。"),
            },
        )
        .days(8);
    assert_eq!(world.phase(), Phase::FirstResponse);
}

#[test]
fn an_appeal_after_seven_days_is_too_late() {
    let mut world = World::filed("2026-09-01T10:00");
    let ground = RejectionGround::Other;
    world
        .ok(
            SUPERVISOR,
            &Command::Refuse {
                ground,
                reasons: text("理由。"),
            },
        )
        .days(8);
    let appeal = Command::Appeal {
        reasons: text("不同意。"),
    };
    assert_eq!(world.act(CONSUMER, &appeal).unwrap_err().code(), "too_late");
    assert!(!world.allowed(CONSUMER).contains(&Verb::Appeal));
}

#[test]
fn withdrawing_asks_first_whether_the_warning_was_read() {
    let mut world = World::filed("2026-09-21T10:00");
    assert_eq!(
        world.act(CONSUMER, &withdraw(false)).unwrap_err(),
        Refusal::WarningNotRead
    );
    world.ok(CONSUMER, &withdraw(true));
    assert_eq!(closed_as(&world), Some(ClosingKind::Withdrawn));
}

#[test]
fn a_closed_dispute_is_reopened_once_and_within_fifteen_days() {
    let reopen = Command::Reopen {
        new_facts: text("钱一直没有到账。"),
    };
    let mut world = World::filed("2026-09-01T10:00");
    world
        .ok(CONSUMER, &withdraw(true))
        .days(10)
        .ok(CONSUMER, &reopen);
    assert_eq!(world.phase(), Phase::FirstResponse);
    world.ok(CONSUMER, &withdraw(true));
    assert_eq!(
        world.act(CONSUMER, &reopen).unwrap_err(),
        Refusal::ReopenedBefore
    );

    let mut late = World::filed("2026-09-01T10:00");
    late.ok(CONSUMER, &withdraw(true)).days(17);
    assert_eq!(late.act(CONSUMER, &reopen).unwrap_err().code(), "too_late");
}

/// Every story, for asking which rows of the table none of them tells of.
pub(super) const STORIES: &[fn()] = &[
    a_refusal_can_be_appealed_and_another_supervisor_decides,
    silence_of_the_platform_upholds_an_appeal,
    an_appeal_after_seven_days_is_too_late,
    withdrawing_asks_first_whether_the_warning_was_read,
    a_closed_dispute_is_reopened_once_and_within_fifteen_days,
];
