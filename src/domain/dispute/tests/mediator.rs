//! Who mediates: appointed, objected to, challenged, gone, succeeded.

use super::mediation::{ended, peoples, runs};
use super::people::*;
use crate::dispute::command::Command;
use crate::dispute::event::Actor;
use crate::dispute::lists::{AgreementState, MediationEnd, Phase, Seat, SuspensionReason, Verb};
use crate::dispute::refusal::Refusal;
use crate::dispute::turn::{Awaited, turn};
use crate::mediation::Conflict;
use crate::ruleset::TermId;
use crate::term::PauseReason;

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
fn time_goes_by_and_nobody_acts_in_the_seat_of_a_mediator_who_left() {
    let mut world = mediating();
    world.ok(MEDIATOR, &resign());
    assert!(world.dispute.mediation().unwrap().appointment.is_none());
    assert!(!world.allowed(Actor::CLOCK).contains(&Verb::Terminate));
}

#[test]
fn a_mediator_who_left_the_body_is_succeeded_and_no_time_is_lost() {
    let mut world = mediating();
    world.days(2).ok(Actor::CLOCK, &Command::MediatorGone);
    assert_eq!(world.phase(), Phase::MediatorAppointment);
    assert!(world.clock(TermId::Mediation).is_paused());
    world
        .days(1)
        .ok(REGISTRAR, &appoint(9))
        .ok(SUCCESSOR, &take_it());
    assert_eq!(world.phase(), Phase::Mediation);
    assert!(!world.clock(TermId::Mediation).is_paused());
}

#[test]
fn whoever_left_the_body_before_answering_makes_room_for_another() {
    let mut world = accepted_by(peoples());
    world
        .ok(REGISTRAR, &appoint(8))
        .ok(Actor::CLOCK, &Command::MediatorGone);
    assert!(!runs(&world, TermId::AcceptAppointment));
    assert_eq!(world.dispute.mediation().unwrap().failures, 0);
    world.ok(REGISTRAR, &appoint(9)).ok(SUCCESSOR, &take_it());
    assert_eq!(world.phase(), Phase::Mediation);
}

#[test]
fn while_a_court_has_it_nobody_is_missed() {
    let mut world = mediating();
    let with_slip = Command::Suspend {
        reason: SuspensionReason::Court,
        number: None,
        slip: Some(crate::dispute::command::Exhibit {
            id: id(41),
            kind: crate::taxonomy::EvidenceKind::Official,
            for_mediator: false,
        }),
    };
    world.ok(CONSUMER, &with_slip);
    assert_eq!(
        world.act(Actor::CLOCK, &Command::MediatorGone).unwrap_err(),
        Refusal::NoMediator
    );
    world
        .ok(CONSUMER, &Command::Resume)
        .ok(Actor::CLOCK, &Command::MediatorGone);
    assert_eq!(world.phase(), Phase::MediatorAppointment);
}

/// Every story, for asking which rows of the table none of them tells of.
pub(super) const STORIES: &[fn()] = &[
    each_party_objects_once_and_another_is_appointed,
    after_a_second_mediator_failed_there_is_no_third,
    a_body_that_appoints_nobody_twice_loses_the_case,
    while_a_challenge_is_open_the_clock_stands_still,
    an_upheld_challenge_takes_the_case_from_the_mediator_and_no_time_from_the_parties,
    a_challenge_that_nobody_decides_is_upheld,
    a_mediator_who_resigns_is_succeeded_where_the_matter_stood,
    a_body_replaces_its_mediator_before_and_after_acceptance,
    a_mediator_who_left_the_body_is_succeeded_and_no_time_is_lost,
    whoever_left_the_body_before_answering_makes_room_for_another,
    without_a_successor_the_mediation_and_what_waited_to_be_signed_are_over,
    a_party_may_open_its_caucus_to_a_successor_and_before_there_is_nothing_to_open,
];
