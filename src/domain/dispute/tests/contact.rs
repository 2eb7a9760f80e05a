//! What a respondent's wrong contact does, and what correcting it undoes.

use super::people::*;
use crate::dispute::clocks::{ClockKey, Subject};
use crate::dispute::command::{Command, NewContact};
use crate::dispute::event::Actor;
use crate::dispute::lists::{AgreementState, ContactWrong, MediationEnd, Phase, Verb};
use crate::dispute::refusal::Refusal;
use crate::dispute::seen::is_seen;
use crate::mediation::BodyKind;
use crate::ruleset::TermId;

fn elsewhere_now(why: ContactWrong) -> Command {
    Command::CorrectContact {
        party: id(12),
        to: NewContact {
            phone: None,
            email: None,
        },
        why,
    }
}

#[test]
fn what_a_stranger_did_at_a_wrong_contact_binds_nobody_and_the_right_one_gets_its_whole_time() {
    let mut world = World::filed("2026-09-21T10:00");
    let reached = Command::RecordDelivery {
        party: id(12),
        method: "link".to_owned(),
    };
    world.ok(Actor::CLOCK, &reached).hours(1);
    let respond = Command::Respond {
        statement: text("与我无关"),
    };
    world.ok(RESPONDENT, &respond);
    world.ok(RESPONDER, &elsewhere_now(ContactWrong::Changed));
    let party = world.dispute.party(id(12)).unwrap();
    assert!(party.delivered_at.is_some() && party.responded_at.is_some());

    world.ok(SUPERVISOR, &elsewhere_now(ContactWrong::Stranger));
    let party = world.dispute.party(id(12)).unwrap();
    assert!(party.delivered_at.is_none() && party.responded_at.is_none());
    world.hours(5).ok(Actor::CLOCK, &reached);
    let key = ClockKey {
        term: TermId::RespondentReply,
        subject: Subject::Party(id(12)),
    };
    assert!(world.dispute.clock(key).is_some(), "it is asked anew");
    let refused = world.act(CONSUMER, &elsewhere_now(ContactWrong::Stranger));
    assert_eq!(refused.unwrap_err().code(), "not_yours");
}

#[test]
fn an_agreement_that_a_stranger_made_is_void_and_the_right_one_negotiates_anew() {
    let mut world = performing();
    world.ok(RESPONDER, &elsewhere_now(ContactWrong::Changed));
    assert_eq!(world.phase(), Phase::Performance, "it stands");
    let refused = world.act(RESPONDER, &elsewhere_now(ContactWrong::Stranger));
    assert_eq!(refused.unwrap_err().code(), "not_yours", "a signed word");
    world.ok(SUPERVISOR, &elsewhere_now(ContactWrong::Stranger));
    assert_eq!(world.phase(), Phase::Negotiation);
    assert!(world.dispute.agreement_in_force().is_none());
    assert_eq!(
        world.dispute.agreement(id(21)).unwrap().state,
        AgreementState::Lapsed
    );
    assert!(world.dispute.clock(of(TermId::Negotiation)).is_some());
    assert!(world.allowed(RESPONDENT).contains(&Verb::Respond));
}

#[test]
fn with_a_mediated_agreement_that_is_void_the_body_has_nothing_more_to_see() {
    let mut world = signed_mediated(mediating());
    world
        .hours(1)
        .ok(SUPERVISOR, &elsewhere_now(ContactWrong::Stranger));
    let ended = world.dispute.mediation().unwrap().ended.unwrap();
    assert_eq!(ended.how, MediationEnd::Void);
    let (lapses_on, due_on) = (world.in_days(2), world.in_days(4));
    world
        .hours(1)
        .ok(CONSUMER, &offer(91, 5_000, lapses_on, due_on));
    let made = world.log.last().unwrap();
    let sees = |reader| is_seen(&world.dispute, reader, made);
    assert!(!sees(&MEDIATOR) && !sees(&REGISTRAR));
    assert!(sees(&RESPONDENT));
}

#[test]
fn what_a_stranger_signed_accepted_or_consented_to_is_undone_while_it_is_not_settled() {
    let mut world = signing();
    let signature = sign(&world, 21);
    world.ok(RESPONDENT, &signature);
    world.ok(RESPONDER, &elsewhere_now(ContactWrong::Stranger));
    world.ok(CONSUMER, &signature);
    assert_eq!(world.phase(), Phase::Signing, "the shop has not signed");

    let mut world = signing_mediated(mediating());
    let signature = sign(&world, 81);
    world
        .ok(RESPONDENT, &signature)
        .ok(MEDIATOR, &resign())
        .ok(RESPONDER, &elsewhere_now(ContactWrong::Stranger))
        .ok(REGISTRAR, &appoint(9))
        .ok(SUCCESSOR, &take_it())
        .ok(CONSUMER, &signature);
    assert_eq!(world.phase(), Phase::Signing, "though it stood still");

    let mut world = World::filed_against_two("2026-09-07T10:00");
    world
        .ok(RESPONDER, &answer())
        .ok(CONSUMER, &ask(71, BodyKind::Peoples))
        .ok(RESPONDENT, &consent());
    world.ok(RESPONDER, &elsewhere_now(ContactWrong::Stranger));
    assert!(world.allowed(RESPONDENT).contains(&Verb::Consent));

    let mut world = mediating();
    let (lapses_on, due_on) = (world.in_days(3), world.in_days(10));
    let terms = terms(81, 100_000, lapses_on, due_on);
    let between = [id(11), id(12)];
    world
        .ok(MEDIATOR, &Command::Propose { between, terms })
        .ok(RESPONDENT, &accept(81));
    world.ok(RESPONDER, &elsewhere_now(ContactWrong::Stranger));
    let gone = world.act(CONSUMER, &accept(81)).unwrap_err();
    assert_eq!(gone, Refusal::OfferGone);
}

#[test]
fn whoever_is_reached_late_is_not_asked_for_an_answer_that_is_not_possible_any_more() {
    let mut world = mediating();
    world.ok(RESPONDER, &elsewhere_now(ContactWrong::Stranger));
    let reached = Command::RecordDelivery {
        party: id(12),
        method: "link".to_owned(),
    };
    world.ok(Actor::CLOCK, &reached);
    let key = ClockKey {
        term: TermId::RespondentReply,
        subject: Subject::Party(id(12)),
    };
    assert!(world.dispute.clock(key).is_none());
}

#[test]
fn a_contact_is_corrected_after_the_end_too() {
    let mut world = World::filed("2026-09-21T10:00");
    let withdraw = Command::Withdraw {
        money_arrived: false,
        warning_read: true,
        reason: None,
    };
    world.ok(CONSUMER, &withdraw);
    assert_eq!(world.phase(), Phase::Closed);
    world.ok(SUPERVISOR, &elsewhere_now(ContactWrong::Stranger));
    let key = ClockKey {
        term: TermId::RespondentReply,
        subject: Subject::Party(id(12)),
    };
    assert!(world.dispute.clock(key).is_none(), "nobody is asked again");
    assert_eq!(world.phase(), Phase::Closed);
}

/// Every story here.
pub(super) const STORIES: &[fn()] = &[
    what_a_stranger_did_at_a_wrong_contact_binds_nobody_and_the_right_one_gets_its_whole_time,
    an_agreement_that_a_stranger_made_is_void_and_the_right_one_negotiates_anew,
    with_a_mediated_agreement_that_is_void_the_body_has_nothing_more_to_see,
    what_a_stranger_signed_accepted_or_consented_to_is_undone_while_it_is_not_settled,
    whoever_is_reached_late_is_not_asked_for_an_answer_that_is_not_possible_any_more,
    a_contact_is_corrected_after_the_end_too,
];
