use super::people::*;
use crate::dispute::command::{AfterBreach, Command, Elsewhere, Exhibit, Extent};
use crate::dispute::lists::{AttemptMethod, ClosingKind, Phase, SuspensionReason, Verb};
use crate::dispute::refusal::Refusal;
use crate::dispute::turn::{Awaited, turn};
use crate::ruleset::TermId;
use crate::taxonomy::{ElsewhereTarget, EvidenceKind, RejectionGround};

fn closed_as(world: &World) -> Option<ClosingKind> {
    world.dispute.state.closing().map(|(kind, _)| kind)
}

#[test]
fn a_dispute_is_filed_answered_settled_signed_performed_and_confirmed() {
    let mut world = performing();
    assert_eq!(world.phase(), Phase::Performance);
    world.days(5).ok(RESPONDENT, &record(21, Extent::Whole));
    assert_eq!(turn(&world.dispute).what, Awaited::Confirmation);
    world.ok(CONSUMER, &confirm(21));
    assert_eq!(closed_as(&world), Some(ClosingKind::Performed));
}

#[test]
fn the_first_answer_is_due_twenty_four_hours_after_filing() {
    let world = World::filed("2026-10-09T15:00");
    assert_eq!(world.due(TermId::FirstResponse), "2026-10-10 15:00");
}

#[test]
fn taking_over_resets_no_term() {
    let mut world = World::filed("2026-10-09T15:00");
    world.hours(20).ok(
        AGENT,
        &Command::TakeOver {
            responder: id(4),
            note: None,
        },
    );
    assert_eq!(world.due(TermId::FirstResponse), "2026-10-10 15:00");
    assert_eq!(world.dispute.responder.unwrap().0, id(4));
}

#[test]
fn a_missed_answer_stays_in_the_record_and_ends_in_impasse_after_three_working_days() {
    let mut world = World::filed("2026-09-24 10:00");
    world.hours(24);
    assert!(world.dispute.missed && world.phase() == Phase::FirstResponse);
    assert_eq!(world.due(TermId::MissedToImpasse), "2026-10-01 00:00");
    world.days(6);
    assert_eq!(world.phase(), Phase::Impasse);
    assert!(world.dispute.missed);
}

#[test]
fn an_answer_that_comes_late_still_opens_the_negotiation() {
    let mut world = World::filed("2026-09-21T10:00");
    world.hours(30).ok(RESPONDER, &answer());
    assert!(world.dispute.missed && world.phase() == Phase::Negotiation);
}

#[test]
fn only_the_first_responder_answers() {
    let mut world = World::filed("2026-09-21T10:00");
    let refusal = world.act(RESPONDENT, &answer()).unwrap_err();
    assert_eq!(refusal.code(), "not_yours");
    world.ok(RESPONDER, &answer());
    assert_eq!(
        world.act(RESPONDER, &answer()).unwrap_err().code(),
        "not_now"
    );
}

#[test]
fn the_respondents_day_runs_from_delivery() {
    let mut world = World::filed("2026-09-21T10:00");
    let delivery = Command::RecordDelivery {
        party: id(12),
        method: "sms".into(),
    };
    world
        .hours(1)
        .ok(crate::dispute::event::Actor::CLOCK, &delivery);
    assert_eq!(world.due(TermId::RespondentReply), "2026-09-22 11:00");
    let again = world.act(crate::dispute::event::Actor::CLOCK, &delivery);
    assert_eq!(again.unwrap_err(), Refusal::AlreadyDone);
    world.ok(
        RESPONDENT,
        &Command::Respond {
            statement: text("正在核实。"),
        },
    );
    assert!(
        world
            .dispute
            .clocks
            .iter()
            .all(|clock| clock.key.term != TermId::RespondentReply)
    );
}

#[test]
fn material_that_never_comes_ends_in_impasse_after_a_reminder() {
    let mut world = World::filed("2026-09-21T10:00");
    let ask = Command::AskMaterial {
        items: vec![text("请提供订单截图")],
        note: None,
    };
    world.ok(RESPONDER, &ask);
    assert_eq!(world.due(TermId::Material), "2026-09-30 00:00");
    world.days(9);
    assert_eq!(world.phase(), Phase::Impasse);
    assert!(world.kinds().contains(&"reminded"));
}

#[test]
fn material_is_asked_for_a_second_time_by_the_supervisor_only() {
    let mut world = World::filed("2026-09-21T10:00");
    let ask = Command::AskMaterial {
        items: vec![text("请提供订单截图")],
        note: None,
    };
    let supply = Command::SupplyMaterial {
        statement: text("见附件"),
        exhibits: Vec::new(),
    };
    world.ok(RESPONDER, &ask).hours(30).ok(CONSUMER, &supply);
    assert_eq!(world.due(TermId::FirstResponse), "2026-09-23 16:00");
    assert!(!world.allowed(RESPONDER).contains(&Verb::AskMaterial));
    assert_eq!(world.act(RESPONDER, &ask).unwrap_err().code(), "not_yours");
    world.ok(SUPERVISOR, &ask);
}

#[test]
fn evidence_that_never_comes_leaves_a_note_and_nothing_more() {
    let mut world = World::filed("2026-10-09T15:00");
    let demand = Command::DemandEvidence {
        of: id(12),
        items: vec![text("安装记录")],
    };
    world
        .ok(RESPONDER, &demand)
        .hours(2)
        .ok(RESPONDER, &answer());
    world.days(7);
    assert_eq!(world.dispute.party(id(12)).unwrap().adverse_notes, 1);
    assert_eq!(world.phase(), Phase::Negotiation);
}

#[test]
fn a_respondent_is_unreachable_after_three_days_of_attempts_and_a_second_pair_of_eyes() {
    let mut world = World::filed("2026-09-21T10:00");
    let attempt = Command::RecordAttempt {
        party: id(12),
        method: AttemptMethod::Phone,
        result: text("停机"),
    };
    let mark = Command::MarkUnreachable { party: id(12) };
    world
        .ok(RESPONDER, &answer())
        .ok(RESPONDER, &attempt)
        .ok(RESPONDER, &attempt);
    assert_eq!(
        world.act(RESPONDER, &mark).unwrap_err().code(),
        "too_few_attempts"
    );
    world
        .days(1)
        .ok(RESPONDER, &attempt)
        .days(1)
        .ok(RESPONDER, &attempt)
        .ok(RESPONDER, &mark);
    assert!(!world.dispute.party(id(12)).unwrap().unreachable);
    world.ok(SUPERVISOR, &Command::ConfirmUnreachable { party: id(12) });
    assert!(world.dispute.party(id(12)).unwrap().unreachable);
}

#[test]
fn urging_works_once_a_day_and_reaches_the_supervisor_the_second_time() {
    let mut world = World::filed("2026-09-21T10:00");
    world.hours(3).ok(CONSUMER, &Command::Urge);
    assert!(!world.allowed(CONSUMER).contains(&Verb::Urge));
    assert_eq!(
        world.act(CONSUMER, &Command::Urge).unwrap_err().code(),
        "urged_too_soon"
    );
    world.hours(24);
    let facts = world.act(CONSUMER, &Command::Urge).unwrap();
    assert!(matches!(
        facts[..],
        [crate::dispute::Fact::Urged {
            escalated: true,
            ..
        }]
    ));
}

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
fn money_paid_in_parts_counts_as_whole_when_the_parts_make_the_sum() {
    let mut world = performing();
    let too_much = record(21, Extent::Part(Some(fen(100_001))));
    assert_eq!(
        world.act(RESPONDENT, &too_much).unwrap_err().code(),
        "more_than_promised"
    );
    world.ok(RESPONDENT, &record(21, Extent::Part(Some(fen(40_000)))));
    assert_eq!(turn(&world.dispute).what, Awaited::Performance);
    world.ok(RESPONDENT, &record(21, Extent::Part(Some(fen(60_000)))));
    assert_eq!(turn(&world.dispute).what, Awaited::Confirmation);
    let again = world
        .act(RESPONDENT, &record(21, Extent::Whole))
        .unwrap_err();
    assert_eq!(again.code(), "not_your_part");
}

#[test]
fn performance_with_proof_that_nobody_confirms_is_counted_apart() {
    let mut world = performing();
    world
        .days(9)
        .ok(RESPONDENT, &record(21, Extent::Whole))
        .days(9);
    assert_eq!(closed_as(&world), Some(ClosingKind::PerformedUnconfirmed));
    assert!(world.kinds().contains(&"performance_asked"));
}

#[test]
fn without_proof_it_is_a_breach_and_a_new_day_can_be_set() {
    let mut world = performing();
    world.days(20);
    assert!(world.dispute.is_breached() && world.phase() == Phase::Performance);
    assert!(!world.allowed(RESPONDENT).contains(&Verb::ChooseAfterBreach));
    let due_on = world.in_days(3);
    world.ok(CONSUMER, &new_date(21, due_on));
    assert!(!world.dispute.is_breached());
    world
        .ok(RESPONDENT, &record(21, Extent::Whole))
        .ok(CONSUMER, &confirm(21));
    assert_eq!(closed_as(&world), Some(ClosingKind::Performed));
}

#[test]
fn after_a_breach_the_agreement_can_be_given_up() {
    let mut world = performing();
    world.days(20).ok(
        CONSUMER,
        &Command::ChooseAfterBreach {
            choice: AfterBreach::GiveUp,
        },
    );
    assert_eq!(world.phase(), Phase::Impasse);
}

#[test]
fn a_promise_cannot_be_disputed_before_its_day() {
    let mut world = performing();
    assert_eq!(
        world.act(CONSUMER, &dispute_it(21)).unwrap_err().code(),
        "nothing_recorded"
    );
    world
        .ok(RESPONDENT, &record(21, Extent::Whole))
        .ok(CONSUMER, &dispute_it(21));
    assert!(world.dispute.is_breached());
}

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

#[test]
fn money_that_never_came_reopens_the_performance() {
    let mut world = performing();
    world.ok(RESPONDENT, &record(21, Extent::Whole)).days(18);
    assert_eq!(closed_as(&world), Some(ClosingKind::PerformedUnconfirmed));
    world.ok(
        CONSUMER,
        &Command::Reopen {
            new_facts: text("银行说没有这笔转账。"),
        },
    );
    assert!(world.dispute.is_breached() && world.phase() == Phase::Performance);
    assert!(world.allowed(CONSUMER).contains(&Verb::ChooseAfterBreach));
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

#[test]
fn a_term_ends_only_when_it_is_over() {
    let mut world = World::filed("2026-09-01T10:00");
    let early = Command::TermEnds {
        key: of(TermId::FirstResponse),
    };
    let refusal = world
        .act(crate::dispute::event::Actor::CLOCK, &early)
        .unwrap_err();
    assert_eq!(refusal, Refusal::StillRunning);
}

/// Every story, for asking which rows of the table none of them tells of.
pub(super) const STORIES: &[fn()] = &[
    a_dispute_is_filed_answered_settled_signed_performed_and_confirmed,
    the_first_answer_is_due_twenty_four_hours_after_filing,
    taking_over_resets_no_term,
    a_missed_answer_stays_in_the_record_and_ends_in_impasse_after_three_working_days,
    an_answer_that_comes_late_still_opens_the_negotiation,
    only_the_first_responder_answers,
    the_respondents_day_runs_from_delivery,
    material_that_never_comes_ends_in_impasse_after_a_reminder,
    material_is_asked_for_a_second_time_by_the_supervisor_only,
    evidence_that_never_comes_leaves_a_note_and_nothing_more,
    a_respondent_is_unreachable_after_three_days_of_attempts_and_a_second_pair_of_eyes,
    urging_works_once_a_day_and_reaches_the_supervisor_the_second_time,
    an_offer_of_today_is_accepted_by_one_click_and_needs_no_signature,
    an_offer_lapses_at_the_end_of_its_day,
    a_counter_offer_takes_the_place_of_the_offer_it_answers,
    an_offer_names_the_field_that_cannot_be,
    negotiation_lasts_ten_days_and_once_ten_more_when_both_agree,
    a_signature_is_given_for_the_text_that_stands,
    without_all_signatures_in_three_days_the_negotiation_goes_on_where_it_stood,
    money_paid_in_parts_counts_as_whole_when_the_parts_make_the_sum,
    performance_with_proof_that_nobody_confirms_is_counted_apart,
    without_proof_it_is_a_breach_and_a_new_day_can_be_set,
    after_a_breach_the_agreement_can_be_given_up,
    a_promise_cannot_be_disputed_before_its_day,
    a_court_case_makes_everything_stand_still_and_a_missing_slip_ends_that,
    a_suspended_signing_comes_back_as_signing_while_the_negotiation_still_waits,
    a_refusal_can_be_appealed_and_another_supervisor_decides,
    silence_of_the_platform_upholds_an_appeal,
    an_appeal_after_seven_days_is_too_late,
    withdrawing_asks_first_whether_the_warning_was_read,
    a_merge_stops_time_and_undone_gives_back_what_was_left,
    a_merge_that_nobody_undoes_closes_and_can_still_be_reopened,
    a_closed_dispute_is_reopened_once_and_within_fifteen_days,
    money_that_never_came_reopens_the_performance,
    an_impasse_closes_by_itself_after_fifteen_days_and_two_reminders,
    at_an_impasse_people_can_still_settle,
    a_term_ends_only_when_it_is_over,
];

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
