//! Mediation: who is asked, who will, and whether the body takes the case.

use super::people::*;
use crate::dispute::command::Command;
use crate::dispute::lists::{MediationEnd, Phase, Seat, Verb};
use crate::dispute::refusal::Refusal;
use crate::dispute::seen::{is_seen, is_worded};
use crate::dispute::turn::{Awaited, turn};
use crate::dispute::ways::door_facts;
use crate::law::admissible::{Handling, Holds, admissible};
use crate::law::doors::{Door, State, doors};
use crate::mediation::BodyKind;
use crate::ruleset::{Body, TermId};
use crate::taxonomy::RejectionGround;

pub(super) fn ended(world: &World) -> Option<MediationEnd> {
    let mediation = world.dispute.mediation().unwrap();
    mediation.ended.map(|ending| ending.how)
}

pub(super) fn runs(world: &World, term: TermId) -> bool {
    world
        .dispute
        .clocks
        .iter()
        .any(|clock| clock.key.term == term)
}

pub(super) fn peoples() -> crate::dispute::event::BodyFact {
    body(BodyKind::Peoples, None)
}

#[test]
fn mediation_is_asked_by_either_side_or_the_responder_and_takes_both() {
    let mut world = World::filed("2026-09-07T10:00");
    world.ok(RESPONDER, &ask(71, BodyKind::Industry));
    assert_eq!(world.dispute.unanswered(), [id(11), id(12)]);
    assert_eq!(world.due(TermId::MediationConsent), "2026-09-11 00:00");
    world.ok(RESPONDENT, &consent());
    assert_eq!(turn(&world.dispute).parties, [id(11)]);
    world.ok(CONSUMER, &consent());
    assert_eq!(turn(&world.dispute).seats, [Seat::Registrar]);
    assert_eq!(turn(&world.dispute).what, Awaited::Case);
}

#[test]
fn silence_is_no() {
    let mut world = World::filed("2026-09-07T10:00");
    world
        .ok(RESPONDER, &answer())
        .ok(CONSUMER, &ask(71, BodyKind::Peoples));
    world.days(3);
    assert_eq!(world.phase(), Phase::MediationConsent);
    world.days(1);
    assert_eq!(world.phase(), Phase::Impasse);
    assert_eq!(ended(&world), Some(MediationEnd::Unanswered));
    assert!(runs(&world, TermId::ImpasseClose));
}

#[test]
fn a_no_of_the_only_respondent_ends_it_and_leaves_every_way_open() {
    let mut world = World::filed("2026-09-07T10:00");
    world
        .ok(RESPONDER, &answer())
        .ok(CONSUMER, &ask(71, BodyKind::Peoples))
        .ok(RESPONDENT, &decline());
    assert_eq!(world.phase(), Phase::Impasse);
    assert_eq!(ended(&world), Some(MediationEnd::Declined));
    // Another body may be asked from there.
    world.ok(RESPONDENT, &ask(72, BodyKind::Industry));
    assert_eq!(world.phase(), Phase::MediationConsent);
}

#[test]
fn with_several_respondents_it_goes_on_with_the_willing() {
    let mut world = World::filed_against_two("2026-09-07T10:00");
    world
        .ok(RESPONDER, &answer())
        .ok(CONSUMER, &ask(71, BodyKind::Peoples))
        .ok(STREAMER, &decline())
        .ok(RESPONDENT, &consent());
    let mediation = world.dispute.mediation().unwrap();
    assert!(mediation.takes_part(id(12)) && !mediation.takes_part(id(13)));
    assert!(world.kinds().contains(&"mediation_without"));
    world
        .ok(REGISTRAR, &Command::AcceptCase)
        .ok(REGISTRAR, &appoint(8))
        .ok(MEDIATOR, &take_it());
    assert_eq!(
        world.act(STREAMER, &challenge()).unwrap_err(),
        Refusal::NotMediating
    );
    assert!(!world.allowed(STREAMER).contains(&Verb::Offer));
    let (lapses_on, due_on) = (world.in_days(2), world.in_days(4));
    let terms = terms(81, 5_000, lapses_on, due_on);
    let foreign = Command::Offer {
        to: Some(id(13)),
        terms: terms.clone(),
    };
    assert_eq!(
        world.act(CONSUMER, &foreign).unwrap_err().code(),
        "foreign_party"
    );
    world.ok(
        MEDIATOR,
        &Command::Propose {
            between: [id(11), id(12)],
            terms,
        },
    );
    assert_eq!(
        world.act(STREAMER, &accept(81)).unwrap_err(),
        Refusal::OfferGone
    );
}

#[test]
fn what_was_offered_and_why_it_failed_is_the_negotiations_own_when_a_body_is_asked() {
    let mut world = World::filed("2026-09-07T10:00");
    world.hours(2).ok(RESPONDER, &answer());
    let (lapses_on, due_on) = (world.in_days(2), world.in_days(4));
    world.ok(RESPONDENT, &offer(21, 5_000, lapses_on, due_on));
    world.hours(1).ok(CONSUMER, &ask(71, BodyKind::Peoples));
    let lapsed = world
        .log
        .iter()
        .rfind(|one| one.fact.kind() == "offer_lapsed");
    let lapsed = lapsed.unwrap();
    assert!(!is_seen(&world.dispute, &REGISTRAR, lapsed));
    assert!(is_seen(&world.dispute, &CONSUMER, lapsed));

    let mut world = World::filed("2026-09-07T10:00");
    world.hours(2).ok(RESPONDER, &answer());
    let failed = Command::DeclareFailed {
        reason: Some(text("对方只肯转课")),
    };
    world.ok(CONSUMER, &failed);
    world.ok(CONSUMER, &ask(71, BodyKind::Peoples));
    let said = world
        .log
        .iter()
        .rfind(|one| one.fact.kind() == "failure_declared");
    let said = said.unwrap();
    assert!(is_seen(&world.dispute, &REGISTRAR, said));
    assert!(!is_worded(&world.dispute, &REGISTRAR, said));
    assert!(is_worded(&world.dispute, &RESPONDENT, said));
}

#[test]
fn a_consumer_offers_to_one_of_several_knowing_that_it_ends_for_all() {
    let mut world = World::filed_against_two("2026-09-07T10:00");
    world.ok(RESPONDER, &answer());
    let (lapses_on, due_on) = (world.in_days(2), world.in_days(4));
    let mut terms = terms(81, 5_000, lapses_on, due_on);
    let offer = |terms| Command::Offer {
        to: Some(id(12)),
        terms,
    };
    assert_eq!(
        world.act(CONSUMER, &offer(terms.clone())).unwrap_err(),
        Refusal::OthersRemain
    );
    terms.ends_others = true;
    world.ok(CONSUMER, &offer(terms));
    world.ok(RESPONDENT, &accept(81));
    assert_eq!(world.phase(), Phase::Signing);
}

#[test]
fn a_consumer_agrees_with_one_of_several_knowing_that_it_ends_for_all() {
    let mut world = World::filed_against_two("2026-09-07T10:00");
    world.ok(RESPONDER, &answer());
    let (lapses_on, due_on) = (world.in_days(2), world.in_days(4));
    let offer = Command::Offer {
        to: Some(id(11)),
        terms: terms(81, 5_000, lapses_on, due_on),
    };
    world.ok(RESPONDENT, &offer);
    assert_eq!(
        world.act(CONSUMER, &accept(81)).unwrap_err(),
        Refusal::OthersRemain
    );
    let knowingly = Command::AcceptOffer {
        offer: id(81),
        ends_others: true,
    };
    world.ok(CONSUMER, &knowingly);
    assert_eq!(world.phase(), Phase::Signing);
}

#[test]
fn a_last_no_lets_the_willing_go_on() {
    let mut world = World::filed_against_two("2026-09-07T10:00");
    world
        .ok(RESPONDER, &answer())
        .ok(CONSUMER, &ask(71, BodyKind::Peoples))
        .ok(RESPONDENT, &consent())
        .ok(STREAMER, &decline());
    assert_eq!(world.dispute.mediating(), [id(11), id(12)]);
    assert!(runs(&world, TermId::AcceptCase));
}

#[test]
fn whoever_says_nothing_is_left_outside_when_the_time_is_over() {
    let mut world = World::filed_against_two("2026-09-07T10:00");
    world
        .ok(RESPONDER, &answer())
        .ok(CONSUMER, &ask(71, BodyKind::Peoples))
        .ok(RESPONDENT, &consent())
        .days(4);
    assert_eq!(world.phase(), Phase::MediationConsent);
    assert_eq!(world.dispute.mediating(), [id(11), id(12)]);
    world.ok(REGISTRAR, &Command::AcceptCase);
}

#[test]
fn a_body_takes_a_case_only_once_the_parties_agreed() {
    let mut world = World::filed("2026-09-07T10:00");
    world.ok(CONSUMER, &ask(71, BodyKind::Peoples));
    assert_eq!(
        world.act(REGISTRAR, &Command::AcceptCase).unwrap_err(),
        Refusal::NotAllConsented
    );
    assert!(!world.allowed(REGISTRAR).contains(&Verb::AcceptCase));
}

#[test]
fn when_a_body_does_not_take_the_case_another_is_asked_and_never_the_same() {
    let mut world = consented_to(peoples());
    let no = Command::DeclineCase {
        reason: text("本月案件已满"),
    };
    world.ok(REGISTRAR, &no);
    assert_eq!(world.phase(), Phase::MediationConsent);
    assert_eq!(turn(&world.dispute).what, Awaited::Body);
    assert_eq!(
        world.act(CONSUMER, &ask_body(72, peoples())).unwrap_err(),
        Refusal::BodyDeclinedBefore
    );
    let other = crate::dispute::event::BodyFact {
        organisation: id(92),
        ..body(BodyKind::Industry, None)
    };
    world.ok(CONSUMER, &ask_body(72, other));
    assert_eq!(world.dispute.unanswered(), [id(12)]);
    assert_eq!(
        world.act(RESPONDENT, &ask_body(73, other)).unwrap_err(),
        Refusal::MediationAsked
    );
}

#[test]
fn a_body_that_never_answers_leaves_the_parties_with_every_way() {
    let mut world = consented_to(peoples());
    assert_eq!(world.due(TermId::AcceptCase), "2026-09-11 00:00");
    world.days(4);
    assert_eq!(world.phase(), Phase::Impasse);
    assert_eq!(ended(&world), Some(MediationEnd::BodySilent));
}

#[test]
fn the_platform_does_not_mediate_where_it_is_a_party() {
    let mut world = World::filed("2026-09-07T10:00");
    world.dispute.parties[1].fact.organisation = Some(world.dispute.platform);
    assert_eq!(
        world
            .act(CONSUMER, &ask(71, BodyKind::Platform))
            .unwrap_err(),
        Refusal::PlatformIsParty
    );
}

// The association, which closes a way.

#[test]
fn with_an_association_the_consumer_confirms_first_what_it_closes() {
    let mut world = World::filed("2026-08-31T10:00");
    let association = body(BodyKind::ConsumerAssociation, None);
    let unread = Command::AskMediation {
        mediation: id(71),
        body: association,
        yes: crate::dispute::event::Yes::default(),
        confirmed: None,
        reason: None,
    };
    assert_eq!(
        world.act(CONSUMER, &unread).unwrap_err(),
        Refusal::ConfirmationNeeded
    );
    // The merchant has nothing to confirm, whoever asks.
    world.ok(RESPONDENT, &unread);
    let silent = Command::Consent {
        yes: crate::dispute::event::Yes::default(),
        confirmed: Some("2019.1".to_owned()),
    };
    assert_eq!(
        world.act(CONSUMER, &silent).unwrap_err(),
        Refusal::ConfirmationNeeded
    );
    world.ok(CONSUMER, &consent());
    let mediation = world.dispute.mediation().unwrap();
    assert_eq!(mediation.confirmed.as_ref().unwrap().1, world.at);
}

fn bureau(world: &World) -> State {
    let mut facts = door_facts(&world.dispute, world.today(), None);
    facts.for_business = Some(false);
    facts.over_three_years = Some(false);
    let panel = doors(&facts, &world.book, &world.calendar).unwrap();
    let door = panel
        .doors
        .iter()
        .find(|one| one.door == Door::BureauComplaint);
    door.unwrap().state
}

#[test]
fn acceptance_by_the_association_and_not_consent_closes_the_bureau() {
    let mut world = consented_to(body(BodyKind::ConsumerAssociation, None));
    assert_eq!(bureau(&world), State::Open);
    world.ok(REGISTRAR, &Command::AcceptCase);
    assert_eq!(bureau(&world), State::Closed);
    // It stays so after the mediation failed.
    world.ok(CONSUMER, &end_mediation());
    assert_eq!(bureau(&world), State::Closed);
    assert_eq!(ground(&world), Some(RejectionGround::AlreadyHandled));
}

#[test]
fn a_failed_mediation_by_an_industry_body_leaves_the_bureau_open() {
    let mut world = mediated_by(body(BodyKind::Industry, None));
    world.ok(CONSUMER, &end_mediation());
    assert_eq!(bureau(&world), State::Open);
    assert_eq!(ground(&world), None);
}

/// What the bureau would say, as far as it is about who handled it before.
fn ground(world: &World) -> Option<RejectionGround> {
    let facts = serde_json::json!({ "on": world.today(), "elsewhere": [] });
    let mut facts: crate::law::admissible::AdmissibleFacts = serde_json::from_value(facts).unwrap();
    facts.elsewhere = Some(crate::dispute::ways::elsewhere(&world.dispute));
    let found = admissible(&facts, &world.book, &world.calendar).unwrap();
    let mut grounds = found.grounds.iter().filter(|one| one.holds == Holds::Yes);
    grounds.next().map(|one| one.ground)
}

#[test]
fn who_handled_it_is_told_by_the_day_of_acceptance() {
    let world = accepted_by(body(BodyKind::ConsumerAssociation, None));
    let handled = crate::dispute::ways::elsewhere(&world.dispute);
    assert_eq!(handled[0].body, Body::ConsumerAssociation);
    assert_eq!(handled[0].state, Handling::Accepted);
    assert_eq!(handled[0].on, Some(world.today()));
}

#[test]
fn an_association_of_zhejiang_keeps_the_terms_of_its_province() {
    let world = consented_to(body(BodyKind::ConsumerAssociation, Some("33")));
    assert_eq!(world.due(TermId::AcceptCaseAssociation), "2026-09-15 00:00");
    let world = mediated_by(body(BodyKind::ConsumerAssociation, Some("33")));
    assert_eq!(world.due(TermId::MediationAssociation), "2026-09-21 00:00");
    let world = mediated_by(body(BodyKind::ConsumerAssociation, None));
    assert_eq!(world.due(TermId::MediationAssociation), "2026-10-08 00:00");
}

#[test]
fn an_association_that_never_accepts_or_never_ends_leads_to_an_impasse() {
    let mut world = consented_to(body(BodyKind::ConsumerAssociation, None));
    world.days(4);
    assert_eq!(ended(&world), Some(MediationEnd::BodySilent));
    let mut world = mediated_by(body(BodyKind::ConsumerAssociation, Some("33")));
    world.days(20);
    assert_eq!(world.phase(), Phase::Impasse);
    assert_eq!(ended(&world), Some(MediationEnd::TermEnded));
}

// Who mediates.

#[test]
fn a_body_is_neither_asked_nor_does_it_accept_once_somebody_else_has_the_dispute() {
    let has_it = Command::RecordExternal {
        case: crate::dispute::command::Elsewhere {
            target: crate::taxonomy::ElsewhereTarget::Bureau,
            number: None,
            accepted_on: Some("2026-09-01".parse().unwrap()),
        },
    };
    let association = body(BodyKind::ConsumerAssociation, None);
    let mut world = World::filed("2026-09-07T10:00");
    world
        .hours(2)
        .ok(RESPONDER, &answer())
        .ok(CONSUMER, &has_it);
    let closed = Refusal::DoorClosed {
        door: Door::ConsumerAssociation,
    };
    let asked = world.act(CONSUMER, &ask_body(71, association));
    assert_eq!(asked.unwrap_err(), closed);

    let mut world = consented_to(association);
    world.ok(CONSUMER, &has_it);
    assert!(!world.allowed(REGISTRAR).contains(&Verb::AcceptCase));
    let accepted = world.act(REGISTRAR, &Command::AcceptCase);
    assert_eq!(accepted.unwrap_err(), closed);
    assert!(world.allowed(REGISTRAR).contains(&Verb::DeclineCase));
}

/// Every story, for asking which rows of the table none of them tells of.
pub(super) const STORIES: &[fn()] = &[
    mediation_is_asked_by_either_side_or_the_responder_and_takes_both,
    silence_is_no,
    a_no_of_the_only_respondent_ends_it_and_leaves_every_way_open,
    with_several_respondents_it_goes_on_with_the_willing,
    a_last_no_lets_the_willing_go_on,
    whoever_says_nothing_is_left_outside_when_the_time_is_over,
    when_a_body_does_not_take_the_case_another_is_asked_and_never_the_same,
    a_body_that_never_answers_leaves_the_parties_with_every_way,
    an_association_that_never_accepts_or_never_ends_leads_to_an_impasse,
];
