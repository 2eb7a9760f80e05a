//! Sessions and order in the mediation room.

use super::people::*;
use crate::dispute::command::{Command, OrderStep};
use crate::dispute::event::{Actor, Fact};
use crate::dispute::lists::{Phase, Verb};
use crate::dispute::refusal::Refusal;
use crate::dispute::session::{
    Attended, Attendee, Busy, Proposal, SessionCancelled, SessionChoice, SessionOrder,
    SessionState, SessionStep, SessionWay, Span,
};
use crate::ids::MediationSessionId;
use crate::telling::{Message, said};
use SessionChoice::{IfNeedBe, No, Yes};
use jiff::{SignedDuration, Timestamp};

const SESSION: MediationSessionId = MediationSessionId::constant(51);

fn order(step: SessionStep) -> Command {
    Command::Session(Box::new(SessionOrder::of(step)))
}

fn in_hours(world: &World, hours: i64) -> Timestamp {
    world.now().at + SignedDuration::from_hours(hours)
}

fn proposal(slots: &[Timestamp], fixed: bool) -> Command {
    order(SessionStep::Set(Box::new(Proposal {
        session: SESSION,
        slots: slots.to_vec(),
        minutes: 60,
        way: SessionWay::Room,
        place: None,
        note: Some(text("请带好发票")),
        fixed,
    })))
}

fn choose(choices: &[SessionChoice]) -> Command {
    order(SessionStep::Choose {
        session: SESSION,
        choices: choices.to_vec(),
    })
}

fn cancel() -> Command {
    order(SessionStep::Cancel {
        session: SESSION,
        reason: Some(text("临时有事")),
    })
}

fn state(world: &World) -> SessionState {
    world.dispute.session(SESSION).unwrap().state
}

/// The messages of the facts since `head`.
fn told(world: &World, head: u64) -> Vec<Message> {
    let since = world.log.iter().filter(|event| event.seq > head);
    since.filter_map(|event| said(&event.fact)).collect()
}

#[test]
fn a_time_that_suits_all_is_fixed_by_the_last_answer() {
    let mut world = mediating();
    let slots = [48, 72].map(|hours| in_hours(&world, hours));
    world.ok(MEDIATOR, &proposal(&slots, false));
    assert!(world.allowed(CONSUMER).contains(&Verb::ChooseSession));
    world.ok(CONSUMER, &choose(&[No, Yes]));
    assert_eq!(state(&world), SessionState::Proposed);
    world.ok(RESPONDENT, &choose(&[Yes, IfNeedBe]));
    let session = world.dispute.session(SESSION).unwrap();
    assert_eq!(session.state, SessionState::Fixed);
    assert_eq!(session.starts_at, Some(slots[1]));
    assert_eq!(session.sequence, Some(0));
    assert!(!world.allowed(CONSUMER).contains(&Verb::ChooseSession));
}

#[test]
fn where_no_time_suits_the_mediator_hears_of_it_and_may_fix_one() {
    let mut world = mediating();
    let slots = [48, 72].map(|hours| in_hours(&world, hours));
    world
        .ok(MEDIATOR, &proposal(&slots, false))
        .ok(CONSUMER, &choose(&[No, Yes]));
    let head = world.dispute.head;
    world.ok(RESPONDENT, &choose(&[Yes, No]));
    assert_eq!(told(&world, head), [Message::SessionSuitsNobody]);
    let fix = |starts_at| {
        order(SessionStep::Fix {
            session: SESSION,
            starts_at,
        })
    };
    let foreign = in_hours(&world, 50);
    assert_eq!(
        world.act(MEDIATOR, &fix(foreign)).unwrap_err(),
        Refusal::SlotsChanged
    );
    assert_eq!(
        world.act(CONSUMER, &fix(slots[0])).unwrap_err().code(),
        "not_yours"
    );
    world.ok(MEDIATOR, &fix(slots[0]));
    assert_eq!(state(&world), SessionState::Fixed);
}

#[test]
fn every_change_of_an_invitation_counts_one_more() {
    let mut world = mediating();
    let (first, second) = (in_hours(&world, 48), in_hours(&world, 96));
    let sequence = |world: &World| world.dispute.session(SESSION).unwrap().sequence;
    world.ok(MEDIATOR, &proposal(&[first], true));
    assert_eq!(sequence(&world), Some(0));
    // A new time that stands at once takes the place of the old one.
    world.ok(MEDIATOR, &proposal(&[second], true));
    assert_eq!(sequence(&world), Some(1));
    // Times to choose from withdraw it first.
    let head = world.dispute.head;
    world.ok(MEDIATOR, &proposal(&[first, second], false));
    assert_eq!(sequence(&world), Some(2));
    assert_eq!(told(&world, head), [Message::SessionMoved]);
    world
        .ok(CONSUMER, &choose(&[Yes, No]))
        .ok(RESPONDENT, &choose(&[Yes, Yes]));
    assert_eq!(sequence(&world), Some(3));
    world.ok(MEDIATOR, &cancel());
    assert_eq!(sequence(&world), Some(4));
    assert_eq!(state(&world), SessionState::Cancelled);
    assert_eq!(
        world.act(MEDIATOR, &cancel()).unwrap_err(),
        Refusal::AlreadyDone
    );
}

#[test]
fn people_are_reminded_and_the_end_is_noted_with_who_was_there() {
    let mut world = mediating();
    let starts_at = in_hours(&world, 48);
    world.ok(MEDIATOR, &proposal(&[starts_at], true));
    let head = world.dispute.head;
    world.hours(24);
    assert_eq!(told(&world, head), [Message::SessionReminded]);
    world.hours(23);
    assert_eq!(told(&world, head), [Message::SessionReminded; 2]);
    world.hours(1);
    assert_eq!(state(&world), SessionState::Fixed, "it goes on");
    let mark = order(SessionStep::Attend {
        session: SESSION,
        present: vec![Attendee::Mediator, Attendee::Party(id(11))],
    });
    world.ok(MEDIATOR, &mark);
    assert_eq!(
        world.act(MEDIATOR, &mark).unwrap_err(),
        Refusal::AlreadyDone
    );
    let attended = Attended {
        person: id(1),
        seat: CONSUMER.seat,
        party: Some(id(11)),
        visits: vec![Span::of(starts_at, 50)],
    };
    world.at = in_hours(&world, 1);
    let over = Command::Session(Box::new(SessionOrder {
        attended: vec![attended.clone()],
        ..SessionOrder::of(SessionStep::Time { session: SESSION })
    }));
    world.ok(Actor::CLOCK, &over);
    let session = world.dispute.session(SESSION).unwrap();
    assert_eq!(session.state, SessionState::Held);
    assert_eq!(session.attended, [attended]);
    assert_eq!(session.marked.as_ref().map(Vec::len), Some(2));
}

#[test]
fn a_session_fixed_at_short_notice_needs_no_reminder_that_is_past() {
    let mut world = mediating();
    let soon = world.now().at + SignedDuration::from_mins(30);
    world.ok(MEDIATOR, &proposal(&[soon], true));
    let head = world.dispute.head;
    world.hours(2);
    assert_eq!(told(&world, head), [Message::SessionHeld]);
}

#[test]
fn times_that_nobody_chose_lapse_without_a_word_to_calendars() {
    let mut world = mediating();
    let slots = [48, 72].map(|hours| in_hours(&world, hours));
    world.ok(MEDIATOR, &proposal(&slots, false));
    let head = world.dispute.head;
    world.days(3);
    let why = world.dispute.session(SESSION).unwrap().cancelled;
    assert_eq!(why.map(|(why, _)| why), Some(SessionCancelled::Lapsed));
    assert_eq!(told(&world, head), []);
}

#[test]
fn what_was_to_come_is_called_off_when_the_mediation_ends_or_stands_still() {
    for (actor, command) in [(CONSUMER, end_mediation()), (RESPONDENT, challenge())] {
        let mut world = mediating();
        let starts_at = in_hours(&world, 48);
        world.ok(MEDIATOR, &proposal(&[starts_at], true));
        world.ok(actor, &command);
        let session = world.dispute.session(SESSION).unwrap();
        let why = session.cancelled.map(|(why, _)| why);
        assert_eq!(why, Some(SessionCancelled::MediationOver));
        assert_eq!(session.sequence, Some(1), "calendars are told");
    }
}

#[test]
fn nobody_can_be_at_two_sessions_at_once() {
    let mut world = mediating();
    let (taken, free) = (in_hours(&world, 48), in_hours(&world, 72));
    let busy = |mediator| Busy {
        mediator: if mediator {
            vec![Span::of(taken, 30)]
        } else {
            Vec::new()
        },
        others: if mediator {
            Vec::new()
        } else {
            vec![Span::of(taken, 30)]
        },
    };
    let with = |command: Command, busy: Busy| {
        if let Command::Session(order) = command {
            Command::Session(Box::new(SessionOrder { busy, ..*order }))
        } else {
            command
        }
    };
    for (of_mediator, code) in [(true, "mediator_taken"), (false, "attendee_taken")] {
        let command = with(proposal(&[taken], false), busy(of_mediator));
        let refused = world.act(MEDIATOR, &command).unwrap_err();
        assert_eq!(refused.code(), code);
        assert_eq!(refused.pointer(), Some("/slots/0"));
    }
    // Taken only after it was proposed: the next time that suits is fixed.
    world
        .ok(MEDIATOR, &proposal(&[taken, free], false))
        .ok(CONSUMER, &choose(&[Yes, Yes]))
        .ok(RESPONDENT, &with(choose(&[Yes, Yes]), busy(true)));
    let session = world.dispute.session(SESSION).unwrap();
    assert_eq!(session.starts_at, Some(free));
}

#[test]
fn a_time_must_lie_ahead_and_not_too_far() {
    let mut world = mediating();
    for hours in [-1, 0, 24 * 200] {
        let slot = in_hours(&world, hours);
        let refused = world.act(MEDIATOR, &proposal(&[slot], false)).unwrap_err();
        assert_eq!(refused.code(), "time_out_of_range");
    }
}

#[test]
fn only_the_mediator_sets_and_only_who_mediates_chooses() {
    let mut world = mediating();
    let slot = in_hours(&world, 48);
    for actor in [CONSUMER, RESPONDENT, RESPONDER] {
        let refused = world.act(actor, &proposal(&[slot], false)).unwrap_err();
        assert_eq!(refused.code(), "not_yours");
    }
    world.ok(MEDIATOR, &proposal(&[slot], false));
    assert_eq!(
        world.act(CONSUMER, &choose(&[Yes, Yes])).unwrap_err(),
        Refusal::SlotsChanged
    );
}

#[test]
fn a_party_is_silenced_and_speaks_again_and_a_person_is_sent_out_and_let_in() {
    let mut world = mediating();
    let mute = Command::Order(OrderStep::Mute {
        party: id(12),
        reason: text("请让对方说完"),
    });
    world.ok(MEDIATOR, &mute);
    assert!(world.dispute.order.muted.contains_key(&id(12)));
    assert_eq!(
        world.act(MEDIATOR, &mute).unwrap_err(),
        Refusal::AlreadyDone
    );
    let stranger = Command::Order(OrderStep::Mute {
        party: id(99),
        reason: text("谁"),
    });
    assert!(world.act(MEDIATOR, &stranger).is_err());
    world
        .ok(
            MEDIATOR,
            &Command::Order(OrderStep::Unmute { party: id(12) }),
        )
        .ok(
            MEDIATOR,
            &Command::Order(OrderStep::Remove {
                person: id(1),
                reason: text("言语过激"),
            }),
        );
    assert!(world.dispute.order.sent_out.contains_key(&id(1)));
    world.ok(
        MEDIATOR,
        &Command::Order(OrderStep::LetIn { person: id(1) }),
    );
    assert!(world.dispute.order.sent_out.is_empty());
    assert_eq!(world.phase(), Phase::Mediation);
    let own = MEDIATOR.person.unwrap();
    let oneself = Command::Order(OrderStep::Remove {
        person: own,
        reason: text("自己"),
    });
    assert!(world.act(MEDIATOR, &oneself).is_err());
}

#[test]
fn a_session_that_goes_on_outlives_the_mediation() {
    let mut world = mediating();
    let starts_at = in_hours(&world, 1);
    world.ok(MEDIATOR, &proposal(&[starts_at], true)).hours(1);
    world.ok(CONSUMER, &end_mediation());
    assert_eq!(state(&world), SessionState::Fixed);
    let withdraw = withdraw(true);
    world.ok(CONSUMER, &withdraw).hours(2);
    assert_eq!(world.phase(), Phase::Closed);
    assert_eq!(state(&world), SessionState::Held);
    let held = world
        .log
        .iter()
        .any(|event| matches!(event.fact, Fact::SessionHeld { .. }));
    assert!(held);
}

/// For the test that every row has a story.
pub(super) const STORIES: &[fn()] = &[
    a_time_that_suits_all_is_fixed_by_the_last_answer,
    where_no_time_suits_the_mediator_hears_of_it_and_may_fix_one,
    every_change_of_an_invitation_counts_one_more,
    people_are_reminded_and_the_end_is_noted_with_who_was_there,
    a_party_is_silenced_and_speaks_again_and_a_person_is_sent_out_and_let_in,
    a_session_that_goes_on_outlives_the_mediation,
];
