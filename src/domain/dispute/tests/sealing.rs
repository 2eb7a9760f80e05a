//! What was mediated: sealed, performed, confirmed by a court.

use super::mediation::{ended, runs};
use super::people::*;
use crate::dispute::clocks::Subject;
use crate::dispute::command::{Command, Extent};
use crate::dispute::event::Actor;
use crate::dispute::lists::{AgreementState, ClosingKind, MediationEnd, Phase, Verb};
use crate::dispute::refusal::Refusal;
use crate::law::doors::Effect;
use crate::mediation::BodyKind;
use crate::ruleset::TermId;

#[test]
fn a_dispute_is_mediated_signed_sealed_performed_and_confirmed() {
    let mut world = signed_mediated(mediating());
    assert_eq!(world.phase(), Phase::Performance);
    assert_eq!(ended(&world), Some(MediationEnd::Settled));
    assert_eq!(effect(&world), Effect::Contract);
    let by_body = seal(&world, 81);
    world.ok(MEDIATOR, &by_body);
    assert!(world.dispute.agreement(id(81)).unwrap().sealed_at.is_none());
    world.ok(REGISTRAR, &by_body);
    assert_eq!(effect(&world), Effect::BindingContract);
    world.days(5).ok(RESPONDENT, &record(81, Extent::Whole));
    world.ok(CONSUMER, &confirm(81));
    let kind = world.dispute.state.closing().map(|(kind, _)| kind);
    assert_eq!(kind, Some(ClosingKind::MediatedPerformed));
    assert_eq!(
        world.dispute.closure_code().as_deref(),
        Some("MEDIATED_PERFORMED")
    );
}

fn effect(world: &World) -> Effect {
    let agreement = world.dispute.agreement(id(81)).unwrap();
    let mediation = world.dispute.mediation_of(agreement.mediation.unwrap());
    let sealed = agreement.sealed_at.is_some();
    mediation.unwrap().body.kind.effect(sealed)
}

// Who will.

#[test]
fn a_late_seal_alerts_and_voids_nothing() {
    let mut world = signed_mediated(mediating());
    world.days(3);
    assert!(world.kinds().contains(&"seal_late"));
    assert_eq!(world.phase(), Phase::Performance);
    let agreement = world.dispute.agreement(id(81)).unwrap();
    assert_eq!(agreement.state, AgreementState::Signed);
    let by_body = seal(&world, 81);
    world.ok(REGISTRAR, &by_body).ok(MEDIATOR, &by_body);
    assert!(runs(&world, TermId::Confirmation));
}

#[test]
fn a_court_is_asked_by_both_within_thirty_days_of_the_seal() {
    let mut world = signed_mediated(mediating());
    let apply = Command::ApplyConfirmation { agreement: id(81) };
    assert_eq!(world.act(CONSUMER, &apply).unwrap_err(), Refusal::NotSealed);
    let by_body = seal(&world, 81);
    world.days(1).ok(MEDIATOR, &by_body).ok(REGISTRAR, &by_body);
    let clock = world.clock(TermId::Confirmation).clone();
    assert_eq!(clock.key.subject, Subject::Agreement(id(81)));
    assert_eq!(world.due(TermId::Confirmation), "2026-10-09 00:00");
    world.ok(CONSUMER, &apply);
    assert!(!world.allowed(CONSUMER).contains(&Verb::ApplyConfirmation));
    world.ok(RESPONDENT, &apply);
    let agreement = world.dispute.agreement(id(81)).unwrap();
    assert!(agreement.confirmation_applied_at.is_some());
    assert!(!runs(&world, TermId::Confirmation));
}

#[test]
fn both_are_reminded_three_times_before_the_time_for_the_court_is_over() {
    let mut world = performing_late(signed_mediated(mediating()));
    let by_body = seal(&world, 81);
    world.ok(MEDIATOR, &by_body).ok(REGISTRAR, &by_body);
    let before = world.kinds().len();
    world.days(40);
    let reminders = world.log[before..].iter().filter(|event| {
        matches!(event.fact, crate::dispute::Fact::Reminded { key, .. }
            if key.term == TermId::Confirmation)
    });
    assert_eq!(reminders.count(), 3);
    assert!(!runs(&world, TermId::Confirmation));
    let apply = Command::ApplyConfirmation { agreement: id(81) };
    assert_eq!(
        world.act(CONSUMER, &apply).unwrap_err(),
        Refusal::NotConfirmable
    );
}

/// Moves the day of performance far away, so that the agreement stays in force.
fn performing_late(mut world: World) -> World {
    world.days(11);
    let due_on = world.in_days(90);
    let dispute = dispute_it(81);
    world
        .ok(CONSUMER, &dispute)
        .ok(CONSUMER, &new_date(81, due_on));
    world
}

#[test]
fn whether_a_court_confirms_depends_on_who_mediated() {
    let window = |kind, province| {
        let mut world = signed_mediated(mediated_by(body(kind, province)));
        let by_body = seal(&world, 81);
        world.ok(MEDIATOR, &by_body).ok(REGISTRAR, &by_body);
        let confirming =
            |term: TermId| matches!(term, TermId::Confirmation | TermId::ConfirmationAssociation);
        world
            .dispute
            .clocks
            .iter()
            .any(|clock| confirming(clock.key.term))
    };
    assert!(window(BodyKind::Peoples, None));
    assert!(window(BodyKind::Industry, None));
    assert!(window(BodyKind::ConsumerAssociation, Some("33")));
    assert!(!window(BodyKind::ConsumerAssociation, None));
    assert!(!window(BodyKind::Platform, None));
}

#[test]
fn the_window_of_an_association_ends_too() {
    let body = body(BodyKind::ConsumerAssociation, Some("33"));
    let mut world = performing_late(signed_mediated(mediated_by(body)));
    assert!(runs(&world, TermId::ConfirmationAssociation));
    world.days(31);
    assert!(!runs(&world, TermId::ConfirmationAssociation));
    assert_eq!(world.phase(), Phase::Performance);
}

#[test]
fn nobody_seals_what_was_not_mediated() {
    let mut world = performing();
    let by_body = seal(&world, 21);
    assert_eq!(
        world.act(MEDIATOR, &by_body).unwrap_err(),
        Refusal::NotMediated
    );
}

#[test]
fn what_was_performed_before_its_seal_can_still_be_sealed() {
    let mut world = signed_mediated(mediating());
    let by_body = seal(&world, 81);
    world
        .days(5)
        .ok(RESPONDENT, &record(81, Extent::Whole))
        .ok(CONSUMER, &confirm(81));
    assert_eq!(world.phase(), Phase::Closed);
    world.ok(MEDIATOR, &by_body).ok(REGISTRAR, &by_body);
    assert!(world.dispute.agreement(id(81)).unwrap().sealed_at.is_some());
    assert_eq!(effect(&world), Effect::BindingContract);
    assert!(!runs(&world, TermId::Confirmation));
    assert_eq!(
        world.act(REGISTRAR, &by_body).unwrap_err(),
        Refusal::AlreadyDone
    );
}

#[test]
fn where_the_mediator_left_the_seal_of_the_body_stands_alone() {
    let mut world = signed_mediated(mediating());
    let by_body = seal(&world, 81);
    world.ok(Actor::CLOCK, &Command::MediatorGone);
    assert_eq!(world.dispute.mediation().unwrap().mediator(), Some(id(8)));
    world.ok(REGISTRAR, &by_body);
    assert!(world.dispute.agreement(id(81)).unwrap().sealed_at.is_some());
    assert!(runs(&world, TermId::Confirmation));
}

#[test]
fn where_the_body_has_sealed_already_the_mediators_leaving_completes_it() {
    let mut world = signed_mediated(mediating());
    let by_body = seal(&world, 81);
    world
        .ok(REGISTRAR, &by_body)
        .ok(Actor::CLOCK, &Command::MediatorGone);
    assert!(world.dispute.agreement(id(81)).unwrap().sealed_at.is_some());
    assert!(runs(&world, TermId::Confirmation));
    assert_eq!(
        world.act(Actor::CLOCK, &Command::MediatorGone).unwrap_err(),
        Refusal::NoMediator
    );
}

/// Every story, for asking which rows of the table none of them tells of.
pub(super) const STORIES: &[fn()] = &[
    what_was_performed_before_its_seal_can_still_be_sealed,
    where_the_mediator_left_the_seal_of_the_body_stands_alone,
    a_dispute_is_mediated_signed_sealed_performed_and_confirmed,
    a_late_seal_alerts_and_voids_nothing,
    a_court_is_asked_by_both_within_thirty_days_of_the_seal,
    both_are_reminded_three_times_before_the_time_for_the_court_is_over,
    the_window_of_an_association_ends_too,
];
