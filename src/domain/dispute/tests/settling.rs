//! People settle: offers, time to negotiate, signatures, and an impasse.

use super::people::*;
use crate::dispute::command::Command;
use crate::dispute::lists::{ClosingKind, Phase};
use crate::dispute::refusal::Refusal;
use crate::ruleset::TermId;

#[test]
fn an_offer_of_today_is_accepted_by_one_click_and_needs_no_signature() {
    let mut world = World::filed("2026-09-21T10:00");
    world.ok(RESPONDER, &answer());
    let today = world.today();
    world
        .ok(RESPONDENT, &offer(21, 5_000, today, today))
        .ok(CONSUMER, &accept(21));
    assert_eq!(world.phase(), Phase::Performance);
    assert_eq!(
        world.due(TermId::PerformanceConfirmation),
        "2026-09-29 00:00"
    );
}

#[test]
fn an_offer_lapses_at_the_end_of_its_day() {
    let mut world = World::filed("2026-09-21T10:00");
    world.ok(RESPONDER, &answer());
    let (lapses_on, due_on) = (world.in_days(1), world.in_days(5));
    world.ok(RESPONDENT, &offer(21, 5_000, lapses_on, due_on));
    assert_eq!(world.due(TermId::OfferLapse), "2026-09-23 00:00");
    world.days(2);
    assert_eq!(
        world.act(CONSUMER, &accept(21)).unwrap_err(),
        Refusal::OfferGone
    );
}

#[test]
fn a_counter_offer_takes_the_place_of_the_offer_it_answers() {
    let mut world = World::filed("2026-09-21T10:00");
    world.ok(RESPONDER, &answer());
    let (lapses_on, due_on) = (world.in_days(3), world.in_days(5));
    world.ok(RESPONDENT, &offer(21, 5_000, lapses_on, due_on));
    let terms = terms(22, 9_000, lapses_on, due_on);
    world.ok(
        CONSUMER,
        &Command::Counter {
            offer: id(21),
            terms,
        },
    );
    assert_eq!(
        world.act(CONSUMER, &accept(21)).unwrap_err(),
        Refusal::OfferGone
    );
    assert_eq!(
        world.act(CONSUMER, &accept(22)).unwrap_err(),
        Refusal::OfferGone
    );
    world.ok(RESPONDENT, &accept(22));
    assert_eq!(world.phase(), Phase::Signing);
}

#[test]
fn an_offer_names_the_field_that_cannot_be() {
    let mut world = World::filed("2026-09-21T10:00");
    world.ok(RESPONDER, &answer());
    let (today, before, later) = (world.today(), world.in_days(-1), world.in_days(9));
    let field = |refusal: Refusal| refusal.pointer().unwrap().to_owned();
    let past = world
        .act(RESPONDENT, &offer(21, 5_000, before, later))
        .unwrap_err();
    assert_eq!(field(past), "/lapses_on");
    let due_before_lapse = world
        .act(RESPONDENT, &offer(21, 5_000, later, today))
        .unwrap_err();
    assert_eq!(field(due_before_lapse), "/obligations/0/due_on");
    let nothing = world
        .act(RESPONDENT, &offer(21, 0, later, later))
        .unwrap_err();
    assert_eq!(field(nothing), "/obligations/0/amount_fen");
    let mut own = terms(21, 5_000, later, later);
    own.promises[0].to = id(12);
    let own = world
        .act(
            RESPONDENT,
            &Command::Offer {
                to: None,
                terms: own,
            },
        )
        .unwrap_err();
    assert_eq!(field(own), "/obligations/0/to");
}

#[test]
fn negotiation_lasts_ten_days_and_once_ten_more_when_both_agree() {
    let mut world = World::filed("2026-09-01T10:00");
    world.ok(RESPONDER, &answer());
    assert_eq!(world.due(TermId::Negotiation), "2026-09-12 00:00");
    world.ok(CONSUMER, &Command::Extend);
    assert_eq!(
        world.act(CONSUMER, &Command::Extend).unwrap_err(),
        Refusal::AlreadyDone
    );
    world.ok(RESPONDENT, &Command::Extend);
    assert_eq!(world.due(TermId::NegotiationExtension), "2026-09-22 00:00");
    let again = world.act(CONSUMER, &Command::Extend).unwrap_err();
    assert_eq!(again, Refusal::ExtendedAlready);
    world.days(21);
    assert_eq!(world.phase(), Phase::Impasse);
}

#[test]
fn a_signature_is_given_for_the_text_that_stands() {
    let mut world = signing();
    let mut command = sign(&world, 21);
    if let Command::Sign { digest, .. } = &mut command {
        *digest = crate::text::Sha256Hash::ZERO;
    }
    assert_eq!(
        world.act(CONSUMER, &command).unwrap_err(),
        Refusal::TextChanged
    );
}

#[test]
fn without_all_signatures_in_three_days_the_negotiation_goes_on_where_it_stood() {
    let mut world = signing();
    let negotiation = world.clock(TermId::Negotiation);
    assert!(
        negotiation.is_paused(),
        "the negotiation waits for the signatures"
    );
    let by_consumer = sign(&world, 21);
    world.ok(CONSUMER, &by_consumer).days(4);
    assert_eq!(world.phase(), Phase::Negotiation);
    assert!(!world.clock(TermId::Negotiation).is_paused());
    assert_eq!(
        world.act(CONSUMER, &accept(21)).unwrap_err(),
        Refusal::OfferGone
    );
}

#[test]
fn an_impasse_closes_by_itself_after_fifteen_days_and_two_reminders() {
    let mut world = World::filed("2026-09-01T10:00");
    world
        .ok(RESPONDER, &answer())
        .ok(CONSUMER, &Command::DeclareFailed { reason: None });
    world.days(17);
    assert_eq!(closed_as(&world), Some(ClosingKind::NoSettlement));
    assert_eq!(
        world
            .kinds()
            .iter()
            .filter(|kind| **kind == "reminded")
            .count(),
        2
    );
}

#[test]
fn at_an_impasse_people_can_still_settle() {
    let mut world = World::filed("2026-09-01T10:00");
    world
        .ok(RESPONDER, &answer())
        .ok(CONSUMER, &Command::DeclareFailed { reason: None });
    let (lapses_on, due_on) = (world.in_days(2), world.in_days(4));
    world
        .ok(RESPONDENT, &offer(21, 5_000, lapses_on, due_on))
        .ok(CONSUMER, &accept(21));
    assert!(world.clock(TermId::ImpasseClose).is_paused());
}

/// Every story, for asking which rows of the table none of them tells of.
pub(super) const STORIES: &[fn()] = &[
    an_offer_of_today_is_accepted_by_one_click_and_needs_no_signature,
    an_offer_lapses_at_the_end_of_its_day,
    a_counter_offer_takes_the_place_of_the_offer_it_answers,
    an_offer_names_the_field_that_cannot_be,
    negotiation_lasts_ten_days_and_once_ten_more_when_both_agree,
    a_signature_is_given_for_the_text_that_stands,
    without_all_signatures_in_three_days_the_negotiation_goes_on_where_it_stood,
    an_impasse_closes_by_itself_after_fifteen_days_and_two_reminders,
    at_an_impasse_people_can_still_settle,
];
