//! What happens beside the main path, or when somebody does nothing.

use std::collections::BTreeSet;

use super::people::*;
use crate::calendar::Edition;
use crate::dispute::clocks::{ClockKey, Subject};
use crate::dispute::command::{Command, Elsewhere, Exhibit, Extent};
use crate::dispute::event::{Actor, Fact};
use crate::dispute::lists::{ClosingKind, Phase, SuspensionReason};
use crate::dispute::refusal::Refusal;
use crate::dispute::seen::is_seen;
use crate::dispute::ways::door_facts;
use crate::law::doors::doors;
use crate::mediation::BodyKind;
use crate::money::Fen;
use crate::ruleset::TermId;
use crate::taxonomy::{ElsewhereTarget, EvidenceKind, RejectionGround};
use crate::telling::{Reader, told};

fn negotiating() -> World {
    let mut world = World::filed("2026-09-01T10:00");
    world.hours(2).ok(RESPONDER, &answer());
    world
}

fn slip() -> Exhibit {
    Exhibit {
        for_mediator: false,
        id: id(77),
        kind: EvidenceKind::Official,
    }
}

fn suspend(reason: SuspensionReason, slip: Option<Exhibit>) -> Command {
    Command::Suspend {
        reason,
        number: None,
        slip,
    }
}

fn elsewhere(target: ElsewhereTarget) -> Command {
    let case = Elsewhere {
        target,
        number: Some(text("12315-330102-0042")),
        accepted_on: Some("2026-09-02".parse().unwrap()),
    };
    Command::RecordExternal { case }
}

#[test]
fn whoever_has_not_taken_the_case_up_sees_nothing_confidential_and_no_later_body_does() {
    let mut world = accepted_by(body(BodyKind::Peoples, None));
    let confidential = Exhibit {
        for_mediator: true,
        ..slip()
    };
    let submit = Command::SubmitEvidence {
        exhibits: vec![confidential],
        purpose: Some(text("底线：退一半也接受")),
    };
    world.ok(CONSUMER, &submit).ok(REGISTRAR, &appoint(8));
    let mut log = world.log.iter();
    let laid = log.rfind(|event| event.fact.kind() == "evidence_submitted");
    let laid = laid.unwrap().clone();
    let sees = |world: &World| is_seen(&world.dispute, &MEDIATOR, &laid);
    assert!(!sees(&world), "interests are not declared yet (C-02)");
    world.ok(MEDIATOR, &take_it());
    assert!(sees(&world));
    world.ok(CONSUMER, &end_mediation());
    world
        .hours(1)
        .ok(CONSUMER, &ask(72, BodyKind::Peoples))
        .ok(RESPONDENT, &consent())
        .ok(REGISTRAR, &Command::AcceptCase)
        .ok(REGISTRAR, &appoint(8))
        .ok(MEDIATOR, &take_it());
    assert!(!sees(&world), "it was laid before another mediation");
}

#[test]
fn what_only_a_mediator_may_see_answers_no_demand_of_the_platform() {
    let confidential = Exhibit {
        for_mediator: true,
        ..slip()
    };
    let submit = |exhibit| Command::SubmitEvidence {
        exhibits: vec![exhibit],
        purpose: None,
    };
    let mut world = negotiating();
    let refused = world.act(RESPONDENT, &submit(confidential));
    assert_eq!(refused.unwrap_err(), Refusal::NoMediator);
    let demand = Command::DemandEvidence {
        of: id(12),
        items: vec![text("发货凭证")],
    };
    world.ok(RESPONDER, &demand);
    let key = ClockKey {
        term: TermId::DemandEvidence,
        subject: Subject::Party(id(12)),
    };
    world
        .ok(CONSUMER, &ask(71, BodyKind::Peoples))
        .ok(RESPONDENT, &submit(confidential));
    assert!(world.dispute.clock(key).is_some(), "nobody has seen it");
    let shown = Exhibit {
        id: id(44),
        ..slip()
    };
    world.ok(RESPONDENT, &submit(shown));
    assert!(world.dispute.clock(key).is_none());
}

#[test]
fn what_is_laid_before_the_mediator_alone_nobody_else_hears_of() {
    let mut world = mediating();
    let confidential = Exhibit {
        for_mediator: true,
        id: id(43),
        ..slip()
    };
    let submit = Command::SubmitEvidence {
        exhibits: vec![slip(), confidential],
        purpose: Some(text("只给调解员看的说明")),
    };
    world.ok(CONSUMER, &submit);
    let log = world.log.iter();
    let submitted: Vec<_> = log
        .filter(|event| event.fact.kind() == "evidence_submitted")
        .collect();
    let [open, alone] = submitted[..] else {
        panic!("one entry for all, one for the mediator");
    };
    let sees = |reader: Actor, event| is_seen(&world.dispute, &reader, event);
    for reader in [CONSUMER, MEDIATOR] {
        assert!(sees(reader, alone), "{reader:?}");
    }
    for reader in [RESPONDENT, RESPONDER, SUPERVISOR, REGISTRAR] {
        assert!(!sees(reader, alone), "{reader:?}");
        assert!(sees(reader, open), "{reader:?}");
    }
    let hears = |event| {
        told(&world.dispute, event)
            .into_iter()
            .map(|one| one.reader)
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(hears(alone), BTreeSet::from([Reader::Body]));
    assert!(hears(open).contains(&Reader::Respondent));
    let Fact::EvidenceSubmitted { purpose, .. } = &open.fact else {
        unreachable!("it is of that kind");
    };
    assert!(purpose.is_none(), "the words are for the mediator");
}

#[test]
fn a_file_is_submitted_once_however_often_it_is_sent() {
    let mut world = negotiating();
    let submit = Command::SubmitEvidence {
        exhibits: vec![slip()],
        purpose: None,
    };
    world.ok(CONSUMER, &submit);
    assert!(world.dispute.evidence.contains(&id(77)));
    assert_eq!(
        world.act(CONSUMER, &submit).unwrap_err(),
        Refusal::AlreadyDone
    );
}

#[test]
fn a_respondent_who_says_nothing_for_a_day_is_noted_as_silent() {
    let mut world = World::filed("2026-09-21T10:00");
    let delivery = Command::RecordDelivery {
        party: id(12),
        method: "notice".into(),
    };
    world.ok(Actor::CLOCK, &delivery).hours(2);
    world.ok(RESPONDER, &answer()).hours(24);
    assert!(world.kinds().contains(&"respondent_silent"));
    assert_eq!(world.phase(), Phase::Negotiation, "and nothing more");
}

#[test]
fn a_small_claim_that_is_proved_calls_for_an_offer_in_two_days() {
    let mut world = World::filed_over("2026-09-21T10:00", 9_900);
    let proved = Command::Answer {
        finding: text("照片清楚。"),
        next_step: text("请商家两日内提出方案。"),
        claim_proved: true,
    };
    world.ok(RESPONDER, &proved);
    assert_eq!(world.due(TermId::SmallClaimOffer), "2026-09-23 10:00");
    world.days(3);
    assert!(world.kinds().contains(&"small_claim_offer_missed"));
}

#[test]
fn an_offer_that_is_taken_back_cannot_be_accepted() {
    let mut world = negotiating();
    let (lapses_on, due_on) = (world.in_days(3), world.in_days(5));
    world.ok(RESPONDENT, &offer(21, 5_000, lapses_on, due_on));
    world.ok(RESPONDENT, &Command::WithdrawOffer { offer: id(21) });
    assert_eq!(
        world.act(CONSUMER, &accept(21)).unwrap_err(),
        Refusal::OfferGone
    );
}

#[test]
fn a_negotiation_that_nobody_ends_is_an_impasse_after_ten_days() {
    let mut world = negotiating();
    world.days(12);
    assert_eq!(world.phase(), Phase::Impasse);
}

#[test]
fn at_an_impasse_the_consumer_can_close() {
    let mut world = negotiating();
    world.days(12).ok(CONSUMER, &Command::Close);
    assert_eq!(closed_as(&world), Some(ClosingKind::NoSettlement));
}

/// An agreement with two promises, to be performed in ten days.
fn owing_twice() -> World {
    let mut world = negotiating();
    let (lapses_on, due_on) = (world.in_days(3), world.in_days(10));
    let mut both = terms(21, 60_000, lapses_on, due_on);
    let second = terms(22, 40_000, lapses_on, due_on).promises.remove(0);
    both.promises.push(second);
    world.ok(
        RESPONDENT,
        &Command::Offer {
            to: None,
            terms: both,
        },
    );
    world.ok(CONSUMER, &accept(21));
    let by_both = sign(&world, 21);
    world.ok(CONSUMER, &by_both).ok(RESPONDENT, &by_both);
    world
}

/// The second promise of [`owing_twice`], which belongs to the first's agreement.
fn perform_second() -> Command {
    Command::RecordPerformance {
        agreement: id(21),
        obligation: id(220),
        extent: Extent::Whole,
        proof: text("转账回单 8835"),
        exhibits: Vec::new(),
    }
}

fn confirm_second() -> Command {
    Command::ConfirmObligation {
        agreement: id(21),
        obligation: id(220),
    }
}

#[test]
fn one_of_two_promises_is_confirmed_and_the_other_is_still_owed() {
    let mut world = owing_twice();
    world
        .ok(RESPONDENT, &record(21, Extent::Whole))
        .ok(CONSUMER, &confirm(21));
    assert_eq!(world.phase(), Phase::Performance);
    world
        .ok(RESPONDENT, &perform_second())
        .ok(CONSUMER, &confirm_second());
    assert_eq!(closed_as(&world), Some(ClosingKind::Performed));
}

#[test]
fn one_of_two_promises_that_nobody_confirms_does_not_end_the_performance() {
    let mut world = owing_twice();
    world.ok(RESPONDENT, &record(21, Extent::Whole)).days(20);
    assert_eq!(world.phase(), Phase::Performance);
    assert!(world.kinds().contains(&"obligation_unconfirmed"));
    assert!(world.dispute.is_breached(), "for want of the other");
}

#[test]
fn whoever_chooses_nothing_after_a_breach_gives_the_agreement_up() {
    let mut world = performing();
    world.days(40);
    assert!(world.kinds().contains(&"agreement_given_up"));
    assert_eq!(world.dispute.claim_total(), Fen::new(219_900).unwrap());
}

#[test]
fn a_slip_that_is_shown_late_keeps_the_dispute_standing_still() {
    let mut world = negotiating();
    let reason = SuspensionReason::Court;
    world.ok(CONSUMER, &suspend(reason, None)).days(2);
    world.ok(CONSUMER, &suspend(reason, Some(slip()))).days(30);
    assert_eq!(world.phase(), Phase::Suspended);
    world.days(200);
    assert_ne!(world.phase(), Phase::Suspended, "but not for ever");
}

#[test]
fn an_investigation_makes_a_dispute_wait_half_a_year_at_most() {
    let mut world = negotiating();
    world.ok(CONSUMER, &suspend(SuspensionReason::Police, Some(slip())));
    world.days(170);
    assert_eq!(world.phase(), Phase::Suspended);
    world.days(20);
    assert_ne!(world.phase(), Phase::Suspended);
}

#[test]
fn a_court_that_takes_a_dispute_in_impasse_changes_nothing_here() {
    let mut world = negotiating();
    world
        .days(12)
        .ok(CONSUMER, &elsewhere(ElsewhereTarget::Court));
    assert_eq!(world.phase(), Phase::Impasse);
}

#[test]
fn a_complaint_to_an_authority_is_noted_and_the_negotiation_goes_on() {
    let mut world = negotiating();
    world.ok(CONSUMER, &elsewhere(ElsewhereTarget::Bureau));
    assert_eq!(world.phase(), Phase::Negotiation);
    assert_eq!(world.dispute.elsewhere.len(), 1);
}

#[test]
fn a_supervisor_stops_a_negotiation_with_reasons_and_an_appeal_may_be_dismissed() {
    let mut world = negotiating();
    let stop = Command::Discontinue {
        ground: RejectionGround::NotConsumer,
        reasons: text("协商中查明用于经营。"),
    };
    assert_eq!(world.act(RESPONDER, &stop).unwrap_err().code(), "not_yours");
    world.ok(SUPERVISOR, &stop);
    assert_eq!(closed_as(&world), Some(ClosingKind::Rejected));
    let appeal = Command::Appeal {
        reasons: text("家里自用。"),
    };
    let dismissed = Command::DecideAppeal {
        upheld: false,
        reasons: text("营业执照与订单一致。"),
    };
    world.ok(CONSUMER, &appeal).ok(OTHER_SUPERVISOR, &dismissed);
    assert_eq!(world.phase(), Phase::Closed);
    assert_eq!(
        world.act(CONSUMER, &appeal).unwrap_err(),
        Refusal::AlreadyDone,
        "once is enough"
    );
}

fn later_notice() -> Edition {
    let text = r#"
        year = 2027
        revision = 1
        papers = ["a notice of the test"]
        [[holiday]]
        festival = "new_year"
        off = ["2027-01-01", "2027-01-08"]
        statutory = ["2027-01-01"]
    "#;
    Edition::parse(text).unwrap()
}

#[test]
fn a_side_says_what_it_knows_and_nothing_moves() {
    let mut world = negotiating();
    let facts = text(r#"{"received_on":"2026-08-28"}"#);
    world.ok(CONSUMER, &Command::StateFacts { facts });
    assert_eq!(world.kinds().last(), Some(&"facts_stated"));
    assert_eq!(world.phase(), Phase::Negotiation);
}

#[test]
fn a_way_that_closes_another_is_taken_only_by_whoever_confirmed_that() {
    let mut world = negotiating();
    let facts = door_facts(&world.dispute, world.today(), None);
    let panel = doors(&facts, &world.book, &world.calendar).unwrap();
    let closing = panel
        .doors
        .iter()
        .find(|door| door.confirm_version.is_some())
        .unwrap();
    let choose = |confirmed: Option<&str>| Command::ChooseDoor {
        door: closing.door,
        confirmed: confirmed.map(str::to_owned),
    };
    for unread in [None, Some("an older text")] {
        assert_eq!(
            world.act(CONSUMER, &choose(unread)).unwrap_err(),
            Refusal::ConfirmationNeeded
        );
    }
    world.ok(CONSUMER, &choose(closing.confirm_version.as_deref()));
    assert_eq!(world.dispute.chosen.len(), 1);
}

#[test]
fn a_notice_that_comes_later_moves_running_terms_once_and_says_so() {
    let mut world = World::filed("2026-12-28T10:00");
    let ask = Command::AskMaterial {
        items: vec![text("开箱照片")],
        note: None,
    };
    world.ok(RESPONDER, &ask);
    let before = world.due(TermId::Material);
    world.calendar = world.calendar.with(later_notice());
    world.ok(Actor::CLOCK, &Command::RecomputeTerms);
    assert_ne!(world.due(TermId::Material), before);
    assert!(world.kinds().contains(&"term_recomputed"));
    assert_eq!(
        world
            .act(Actor::CLOCK, &Command::RecomputeTerms)
            .unwrap_err(),
        Refusal::AlreadyDone
    );
}

#[test]
fn a_notice_that_comes_later_moves_the_decision_of_an_appeal_too() {
    let mut world = World::filed("2026-12-28T10:00");
    let refuse = Command::Refuse {
        ground: RejectionGround::NotConsumer,
        reasons: text("经营用途。"),
    };
    let appeal = Command::Appeal {
        reasons: text("家里自用。"),
    };
    world.ok(SUPERVISOR, &refuse).ok(CONSUMER, &appeal);
    let before = world.due(TermId::AppealDecision);
    world.calendar = world.calendar.with(later_notice());
    world.ok(Actor::CLOCK, &Command::RecomputeTerms);
    assert_ne!(world.due(TermId::AppealDecision), before);
    assert_eq!(world.phase(), Phase::Closed);
}

/// Every story here.
pub(super) const STORIES: &[fn()] = &[
    a_file_is_submitted_once_however_often_it_is_sent,
    a_respondent_who_says_nothing_for_a_day_is_noted_as_silent,
    a_small_claim_that_is_proved_calls_for_an_offer_in_two_days,
    an_offer_that_is_taken_back_cannot_be_accepted,
    a_negotiation_that_nobody_ends_is_an_impasse_after_ten_days,
    at_an_impasse_the_consumer_can_close,
    one_of_two_promises_is_confirmed_and_the_other_is_still_owed,
    one_of_two_promises_that_nobody_confirms_does_not_end_the_performance,
    whoever_chooses_nothing_after_a_breach_gives_the_agreement_up,
    a_slip_that_is_shown_late_keeps_the_dispute_standing_still,
    an_investigation_makes_a_dispute_wait_half_a_year_at_most,
    a_court_that_takes_a_dispute_in_impasse_changes_nothing_here,
    a_complaint_to_an_authority_is_noted_and_the_negotiation_goes_on,
    a_supervisor_stops_a_negotiation_with_reasons_and_an_appeal_may_be_dismissed,
    a_side_says_what_it_knows_and_nothing_moves,
    a_way_that_closes_another_is_taken_only_by_whoever_confirmed_that,
    a_notice_that_comes_later_moves_running_terms_once_and_says_so,
    a_notice_that_comes_later_moves_the_decision_of_an_appeal_too,
];
