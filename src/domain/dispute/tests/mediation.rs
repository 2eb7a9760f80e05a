//! Mediation: who is asked and who will, who mediates, what is said alone, and how it ends.

use super::people::*;
use crate::dispute::clocks::Subject;
use crate::dispute::command::{Command, Extent};
use crate::dispute::event::Actor;
use crate::dispute::lists::{
    AgreementState, ClosingKind, MediationEnd, Phase, Seat, SuspensionReason, Verb,
};
use crate::dispute::refusal::Refusal;
use crate::dispute::turn::{Awaited, turn};
use crate::dispute::ways::door_facts;
use crate::law::admissible::{Handling, Holds, admissible};
use crate::law::doors::{Door, Effect, State, doors};
use crate::mediation::{BodyKind, Conflict};
use crate::ruleset::{Body, TermId};
use crate::taxonomy::{RejectionGround, TerminationReason};
use crate::term::PauseReason;

fn ended(world: &World) -> Option<MediationEnd> {
    let mediation = world.dispute.mediation().unwrap();
    mediation.ended.map(|ending| ending.how)
}

fn runs(world: &World, term: TermId) -> bool {
    world
        .dispute
        .clocks
        .iter()
        .any(|clock| clock.key.term == term)
}

fn peoples() -> crate::dispute::event::BodyFact {
    body(BodyKind::Peoples, None)
}

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
fn somebody_with_an_interest_is_not_appointed() {
    let mut world = accepted_by(peoples());
    let refused = |world: &mut World, candidate| {
        let appoint = Command::Appoint { candidate };
        let refusal = world.act(REGISTRAR, &appoint).unwrap_err();
        let Refusal::Conflict { conflict, .. } = refusal else {
            panic!("{refusal}");
        };
        conflict
    };
    let own = candidate(1);
    assert_eq!(refused(&mut world, own), Conflict::Party);
    let responder = candidate(3);
    assert_eq!(refused(&mut world, responder), Conflict::ActedBefore);
    let mut stranger = candidate(8);
    stranger.roles.clear();
    assert_eq!(refused(&mut world, stranger), Conflict::NotOfBody);
    let mut of_platform = candidate(8);
    of_platform.roles.push(crate::access::Role {
        organisation: id(90),
        kind: crate::access::OrganisationKind::Platform,
        role: crate::access::StaffRole::ServiceAgent,
    });
    assert_eq!(refused(&mut world, of_platform), Conflict::PlatformStaff);
}

#[test]
fn each_party_objects_once_and_another_is_appointed() {
    let mut world = accepted_by(peoples());
    let object = Command::ObjectToMediator {
        reason: text("希望由女性调解员主持"),
    };
    world.ok(REGISTRAR, &appoint(8)).ok(CONSUMER, &object);
    assert_eq!(turn(&world.dispute).what, Awaited::Appointment);
    let again = Command::Appoint {
        candidate: candidate(8),
    };
    assert!(matches!(
        world.act(REGISTRAR, &again).unwrap_err(),
        Refusal::Conflict {
            conflict: Conflict::LeftBefore,
            ..
        }
    ));
    world.ok(REGISTRAR, &appoint(9));
    assert_eq!(
        world.act(CONSUMER, &object).unwrap_err(),
        Refusal::ObjectedBefore
    );
    world.ok(RESPONDENT, &object);
}

#[test]
fn after_a_second_mediator_failed_there_is_no_third() {
    let no = Command::DeclineAppointment { reason: None };
    let mut world = accepted_by(peoples());
    world
        .ok(REGISTRAR, &appoint(8))
        .ok(MEDIATOR, &no)
        .ok(REGISTRAR, &appoint(9))
        .ok(SUCCESSOR, &no);
    assert_eq!(world.phase(), Phase::Impasse);
    assert_eq!(ended(&world), Some(MediationEnd::NoMediator));
    let mut world = accepted_by(peoples());
    world.ok(REGISTRAR, &appoint(8)).days(4);
    assert_eq!(turn(&world.dispute).what, Awaited::Appointment);
    world.ok(REGISTRAR, &appoint(9)).days(6);
    assert_eq!(world.phase(), Phase::Impasse);
}

#[test]
fn a_body_that_appoints_nobody_twice_loses_the_case() {
    let mut world = accepted_by(peoples());
    assert_eq!(world.due(TermId::Appoint), "2026-09-10 00:00");
    world.days(3);
    assert_eq!(world.phase(), Phase::MediatorAppointment);
    assert!(world.kinds().contains(&"appointment_missed"));
    world.days(5);
    assert_eq!(world.phase(), Phase::Impasse);
}

#[test]
fn while_a_challenge_is_open_the_clock_stands_still() {
    let mut world = mediating();
    assert_eq!(world.due(TermId::Mediation), "2026-10-08 00:00");
    world.days(1).ok(CONSUMER, &challenge());
    assert_eq!(world.phase(), Phase::Suspended);
    assert_eq!(turn(&world.dispute).seats, [Seat::Registrar]);
    assert!(world.clock(TermId::Mediation).is_paused());
    assert_eq!(
        world.act(SUPERVISOR, &Command::Resume).unwrap_err(),
        Refusal::ChallengeOpen
    );
    world.days(2).ok(REGISTRAR, &decide_challenge(false));
    assert_eq!(world.phase(), Phase::Mediation);
    // A day on which it stood still, be it for an hour, does not count.
    assert_eq!(world.due(TermId::Mediation), "2026-10-11 00:00");
    assert_eq!(
        world.act(CONSUMER, &challenge()).unwrap_err(),
        Refusal::ChallengedBefore
    );
    world.ok(RESPONDENT, &challenge());
}

#[test]
fn an_upheld_challenge_takes_the_case_from_the_mediator_and_no_time_from_the_parties() {
    let mut world = mediating();
    world
        .days(1)
        .ok(CONSUMER, &challenge())
        .days(1)
        .ok(REGISTRAR, &decide_challenge(true));
    assert_eq!(world.phase(), Phase::MediatorAppointment);
    let mediation = world.dispute.mediation().unwrap();
    assert_eq!(mediation.mediator(), None);
    assert!(mediation.left.contains(&id(8)) && mediation.predecessors.contains(&id(8)));
    assert!(world.clock(TermId::Mediation).is_paused());
    world
        .days(1)
        .ok(REGISTRAR, &appoint(9))
        .days(1)
        .ok(SUCCESSOR, &take_it());
    assert_eq!(world.phase(), Phase::Mediation);
    // On four days it stood still, and nothing began anew.
    assert_eq!(world.due(TermId::Mediation), "2026-10-12 00:00");
    let crate::dispute::clocks::Due::Term(deadline) = &world.clock(TermId::Mediation).due else {
        panic!("a term of the rules");
    };
    let reasons: Vec<_> = deadline
        .explain()
        .pauses
        .iter()
        .map(|one| one.reason)
        .collect();
    assert_eq!(reasons, [PauseReason::Recusal, PauseReason::Replacement]);
}

#[test]
fn a_challenge_that_nobody_decides_is_upheld() {
    let mut world = accepted_by(peoples());
    world
        .ok(REGISTRAR, &appoint(8))
        .ok(RESPONDENT, &challenge());
    world.days(4);
    assert_eq!(world.phase(), Phase::MediatorAppointment);
    assert!(world.kinds().contains(&"challenge_upheld_by_silence"));
    assert!(!runs(&world, TermId::AcceptAppointment));
    world.ok(REGISTRAR, &appoint(9)).ok(SUCCESSOR, &take_it());
    assert_eq!(world.phase(), Phase::Mediation);
}

#[test]
fn a_challenged_mediator_may_step_aside_at_once() {
    let mut world = mediating();
    world.ok(CONSUMER, &challenge()).ok(MEDIATOR, &resign());
    assert_eq!(world.phase(), Phase::MediatorAppointment);
}

#[test]
fn a_mediator_who_resigns_is_succeeded_where_the_matter_stood() {
    let mut world = signing_mediated(mediating());
    let signature = sign(&world, 81);
    world
        .ok(CONSUMER, &signature)
        .days(1)
        .ok(MEDIATOR, &resign());
    assert_eq!(world.phase(), Phase::MediatorAppointment);
    assert!(world.clock(TermId::Signing).is_paused());
    assert_eq!(
        turn(&world.dispute).clock.unwrap().term,
        TermId::ResignReplace
    );
    world
        .days(1)
        .ok(REGISTRAR, &appoint(9))
        .ok(SUCCESSOR, &take_it());
    assert_eq!(world.phase(), Phase::Signing);
    assert!(!world.clock(TermId::Signing).is_paused());
    assert!(world.clock(TermId::Mediation).is_paused());
    world.ok(RESPONDENT, &signature);
    assert_eq!(world.phase(), Phase::Performance);
}

#[test]
fn a_body_replaces_its_mediator_before_and_after_acceptance() {
    let mut world = accepted_by(peoples());
    world.ok(REGISTRAR, &appoint(8)).ok(REGISTRAR, &replace(9));
    assert_eq!(world.dispute.mediation().unwrap().mediator(), Some(id(9)));
    assert_eq!(world.phase(), Phase::MediatorAppointment);
    let mut world = mediating();
    world.days(1).ok(REGISTRAR, &replace(9));
    assert_eq!(turn(&world.dispute).what, Awaited::AppointmentAnswer);
    world.ok(SUCCESSOR, &take_it());
    assert_eq!(world.phase(), Phase::Mediation);
}

#[test]
fn without_a_successor_the_mediation_and_what_waited_to_be_signed_are_over() {
    let mut world = signing_mediated(mediating());
    world.ok(MEDIATOR, &resign()).days(4);
    assert_eq!(world.phase(), Phase::Impasse);
    assert_eq!(ended(&world), Some(MediationEnd::NoMediator));
    let agreement = world.dispute.agreement(id(81)).unwrap();
    assert_eq!(agreement.state, AgreementState::Lapsed);
    assert!(!runs(&world, TermId::Mediation) && !runs(&world, TermId::Signing));
}

#[test]
fn a_party_may_open_its_caucus_to_a_successor_and_before_there_is_nothing_to_open() {
    let mut world = mediating();
    let party = id(11);
    world
        .ok(MEDIATOR, &Command::OpenCaucus { party })
        .ok(MEDIATOR, &Command::CloseCaucus { party });
    assert_eq!(
        world.act(CONSUMER, &Command::UnsealCaucus).unwrap_err(),
        Refusal::NothingSealed
    );
    world
        .ok(REGISTRAR, &replace(9))
        .ok(CONSUMER, &Command::UnsealCaucus);
}

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
fn time_goes_by_and_nobody_acts_in_the_seat_of_a_mediator_who_left() {
    let mut world = mediating();
    world.ok(MEDIATOR, &resign());
    assert!(world.dispute.mediation().unwrap().appointment.is_none());
    assert!(!world.allowed(Actor::CLOCK).contains(&Verb::Terminate));
}

/// Every story, for asking which rows of the table none of them tells of.
pub(super) const STORIES: &[fn()] = &[
    a_dispute_is_mediated_signed_sealed_performed_and_confirmed,
    mediation_is_asked_by_either_side_or_the_responder_and_takes_both,
    silence_is_no,
    a_no_of_the_only_respondent_ends_it_and_leaves_every_way_open,
    with_several_respondents_it_goes_on_with_the_willing,
    a_last_no_lets_the_willing_go_on,
    whoever_says_nothing_is_left_outside_when_the_time_is_over,
    when_a_body_does_not_take_the_case_another_is_asked_and_never_the_same,
    a_body_that_never_answers_leaves_the_parties_with_every_way,
    an_association_that_never_accepts_or_never_ends_leads_to_an_impasse,
    each_party_objects_once_and_another_is_appointed,
    after_a_second_mediator_failed_there_is_no_third,
    a_body_that_appoints_nobody_twice_loses_the_case,
    while_a_challenge_is_open_the_clock_stands_still,
    an_upheld_challenge_takes_the_case_from_the_mediator_and_no_time_from_the_parties,
    a_challenge_that_nobody_decides_is_upheld,
    a_mediator_who_resigns_is_succeeded_where_the_matter_stood,
    a_body_replaces_its_mediator_before_and_after_acceptance,
    without_a_successor_the_mediation_and_what_waited_to_be_signed_are_over,
    a_party_may_open_its_caucus_to_a_successor_and_before_there_is_nothing_to_open,
    a_fact_is_undisputed_once_all_confirmed_it,
    a_proposal_stands_only_when_both_accept_and_either_may_counter_it,
    the_mediator_asks_for_proof,
    an_appraisal_stops_the_clock_and_its_end_lets_it_run,
    mediation_lasts_thirty_days_and_sixty_in_all_when_both_agree,
    mediation_that_comes_to_its_term_ends_in_an_impasse,
    any_party_ends_it_at_once_in_every_step,
    a_mediator_ends_it_for_a_reason_by_which_the_case_is_counted,
    a_late_seal_alerts_and_voids_nothing,
    a_court_is_asked_by_both_within_thirty_days_of_the_seal,
    both_are_reminded_three_times_before_the_time_for_the_court_is_over,
    the_window_of_an_association_ends_too,
];
