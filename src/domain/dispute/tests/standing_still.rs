//! A dispute stands still: for a court or the police, or merged into another.

use super::people::*;
use crate::dispute::command::{Command, Elsewhere, Exhibit};
use crate::dispute::lists::{ClosingKind, Phase, SuspensionReason, Verb};
use crate::dispute::refusal::Refusal;
use crate::ruleset::TermId;
use crate::taxonomy::{ElsewhereTarget, EvidenceKind};

#[test]
fn a_court_case_makes_everything_stand_still_and_a_missing_slip_ends_that() {
    let mut world = World::filed("2026-09-14T10:00");
    world.ok(RESPONDER, &answer());
    let case = Elsewhere {
        target: ElsewhereTarget::Court,
        number: Some(text("（2026）江0102民初881号")),
        accepted_on: Some(world.in_days(-70)),
    };
    world.ok(RESPONDENT, &Command::RecordExternal { case });
    assert_eq!(world.phase(), Phase::Suspended);
    assert!(world.clock(TermId::Negotiation).is_paused());
    assert_eq!(world.due(TermId::SuspensionSlip), "2026-09-23 00:00");
    let refusal = world.act(CONSUMER, &Command::Resume).unwrap_err();
    assert_eq!(refusal, Refusal::NotYourPause);
    world.days(11);
    assert_eq!(world.phase(), Phase::Negotiation);
    assert!(!world.clock(TermId::Negotiation).is_paused());
}

#[test]
fn a_suspended_signing_comes_back_as_signing_while_the_negotiation_still_waits() {
    let mut world = signing();
    let slip = Exhibit {
        for_mediator: false,
        id: id(77),
        kind: EvidenceKind::Official,
    };
    let reason = SuspensionReason::Police;
    world.ok(
        CONSUMER,
        &Command::Suspend {
            reason,
            number: None,
            slip: Some(slip),
        },
    );
    assert!(world.clock(TermId::Signing).is_paused());
    world.days(30).ok(CONSUMER, &Command::Resume);
    assert_eq!(world.phase(), Phase::Signing);
    assert!(!world.clock(TermId::Signing).is_paused());
    assert!(world.clock(TermId::Negotiation).is_paused());
}

#[test]
fn a_merge_stops_time_and_undone_gives_back_what_was_left() {
    let mut world = World::filed("2026-09-21T10:00");
    world.hours(20).ok(AGENT, &Command::Merge { into: id(77) });
    assert_eq!(world.dispute.merged_into, Some(id(77)));
    assert!(world.clock(TermId::FirstResponse).is_paused());
    assert!(!world.allowed(SUPERVISOR).contains(&Verb::Resume));
    assert!(!world.allowed(SUPERVISOR).contains(&Verb::Discontinue));
    assert!(world.allowed(CONSUMER).contains(&Verb::Unmerge));
    assert!(!world.allowed(RESPONDENT).contains(&Verb::Unmerge));
    world
        .days(2)
        .ok(CONSUMER, &Command::Unmerge { reason: None });
    assert_eq!(world.phase(), Phase::FirstResponse);
    assert_eq!(world.dispute.merged_into, None);
    assert_eq!(world.due(TermId::FirstResponse), "2026-09-24 10:00");
    assert_eq!(
        world
            .act(CONSUMER, &Command::Unmerge { reason: None })
            .unwrap_err()
            .code(),
        "not_now"
    );
}

#[test]
fn a_merge_that_nobody_undoes_closes_and_can_still_be_reopened() {
    let mut world = World::filed("2026-09-21T10:00");
    world
        .ok(RESPONDER, &answer())
        .ok(SUPERVISOR, &Command::Merge { into: id(77) });
    world.days(8);
    assert_eq!(closed_as(&world), Some(ClosingKind::Merged));
    assert_eq!(world.dispute.merged_into, Some(id(77)));
    let reopen = Command::Reopen {
        new_facts: text("其实是另一件商品。"),
    };
    world.ok(CONSUMER, &reopen);
    assert_eq!(world.phase(), Phase::FirstResponse);
    assert_eq!(world.dispute.merged_into, None);
}

#[test]
fn what_stands_still_for_a_court_is_not_gone_on_with_by_undoing_a_merge() {
    let mut world = World::filed("2026-09-21T10:00");
    let suspend = Command::Suspend {
        reason: SuspensionReason::Court,
        number: None,
        slip: None,
    };
    world.ok(CONSUMER, &suspend);
    let undone = world.act(CONSUMER, &Command::Unmerge { reason: None });
    assert_eq!(undone.unwrap_err(), Refusal::NotMerged);
}

/// Every story, for asking which rows of the table none of them tells of.
pub(super) const STORIES: &[fn()] = &[
    a_court_case_makes_everything_stand_still_and_a_missing_slip_ends_that,
    a_suspended_signing_comes_back_as_signing_while_the_negotiation_still_waits,
    a_merge_stops_time_and_undone_gives_back_what_was_left,
    a_merge_that_nobody_undoes_closes_and_can_still_be_reopened,
];
