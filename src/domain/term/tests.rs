#![expect(
    clippy::arithmetic_side_effects,
    reason = "a test that overflows fails, as it should"
)]

use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::{Deadline, DeadlineState, PauseFault, PauseReason};
use crate::calendar::{Calendar, Edition, Why};
use crate::ruleset::{RuleBook, TermId};
use crate::zone;

fn at(text: &str) -> Timestamp {
    text.parse::<jiff::civil::DateTime>()
        .unwrap()
        .to_zoned(zone())
        .unwrap()
        .timestamp()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Calendar::shipped().unwrap());
static BOOK: LazyLock<RuleBook> = LazyLock::new(|| RuleBook::load().unwrap());

fn calendar() -> Calendar {
    CALENDAR.clone()
}

fn open(term: TermId, start: &str) -> Deadline {
    let book = &*BOOK;
    let binding = book.binding(day("2026-08-01"), None).unwrap();
    Deadline::open(book.term(&binding, term).unwrap(), at(start), &calendar())
}

/// A notice for 2027 as it might come.
fn notice() -> Edition {
    let text = r#"
        year = 2027
        revision = 1
        papers = ["a notice"]
        [[holiday]]
        festival = "new_year"
        off = ["2027-01-01", "2027-01-05"]
        statutory = ["2027-01-01"]
    "#;
    Edition::parse(text).unwrap()
}

#[test]
fn a_first_response_is_due_to_the_minute() {
    let deadline = open(TermId::FirstResponse, "2026-09-21T10:00");
    assert_eq!(deadline.due_at(), at("2026-09-22T10:00"));
    assert_eq!(deadline.warn_at(), at("2026-09-22T06:00"));
    assert_eq!(
        deadline.state(at("2026-09-22T09:59:59")),
        DeadlineState::Running
    );
    assert_eq!(deadline.state(at("2026-09-22T10:00")), DeadlineState::Ended);
}

#[test]
fn a_reminder_comes_in_the_morning_of_its_day() {
    let deadline = open(TermId::Material, "2026-09-24T16:00");
    assert_eq!(deadline.due_on(), day("2026-10-09"));
    assert_eq!(deadline.remind_at(), [at("2026-09-30T09:00")]);
    assert_eq!(deadline.warn_at(), at("2026-10-08T09:00"));
}

#[test]
fn a_stopped_term_keeps_the_hours_it_has_left() {
    let running = open(TermId::FirstResponse, "2026-09-21T10:00");
    let stopped = running
        .pause(at("2026-09-21T20:00"), PauseReason::Court)
        .unwrap();
    assert_eq!(stopped.state(at("2026-12-01T00:00")), DeadlineState::Paused);
    let resumed = stopped.resume(at("2026-10-21T08:00"), &calendar()).unwrap();
    assert_eq!(resumed.due_at(), at("2026-10-21T22:00"));
}

#[test]
fn a_stopped_term_keeps_the_working_days_it_has_left() {
    let running = open(TermId::Material, "2026-08-09T10:00");
    assert_eq!(running.due_on(), day("2026-08-14"));
    // Monday the 10th has passed; four days are left, counted from the day after it resumes.
    let stopped = running
        .pause(at("2026-08-11T09:00"), PauseReason::Appraisal)
        .unwrap();
    let resumed = stopped.resume(at("2026-09-24T09:00"), &calendar()).unwrap();
    assert_eq!(resumed.due_on(), day("2026-10-08"));
    let paused = resumed
        .explain()
        .skipped
        .iter()
        .filter(|skipped| skipped.why == Why::Paused);
    assert!(paused.count() > 30);
    assert_eq!(resumed.explain().pauses.len(), 1);
}

#[test]
fn a_clock_cannot_be_stopped_twice_or_after_the_end() {
    let running = open(TermId::FirstResponse, "2026-09-21T10:00");
    let stopped = running
        .pause(at("2026-09-21T20:00"), PauseReason::Police)
        .unwrap();
    let again = stopped.pause(at("2026-09-21T21:00"), PauseReason::Police);
    assert_eq!(again, Err(PauseFault::AlreadyPaused));
    assert_eq!(
        running.resume(at("2026-09-21T21:00"), &calendar()),
        Err(PauseFault::NotPaused)
    );
    let late = running.pause(at("2026-09-22T10:00"), PauseReason::Police);
    assert_eq!(late, Err(PauseFault::Ended));
    let early = stopped.resume(at("2026-09-21T19:00"), &calendar());
    assert_eq!(early, Err(PauseFault::TooEarly));
}

#[test]
fn a_new_notice_moves_a_provisional_date_only_when_asked() {
    let old = open(TermId::DemandEvidence, "2026-12-30T10:00");
    assert_eq!(old.due_on(), day("2027-01-05"));
    assert!(old.provisional());
    assert_eq!(old.edition(), "2026.1+2027.0");
    let recomputed = old.recompute(&calendar().with(notice()));
    assert!(recomputed.moved());
    assert_eq!(recomputed.old, old);
    assert_eq!(recomputed.new.due_on(), day("2027-01-07"));
    assert!(!recomputed.new.provisional());
    assert_eq!(recomputed.new.edition(), "2026.1+2027.1");
}

#[test]
fn a_stored_deadline_reads_back_the_same_and_names_its_source() {
    let deadline = open(TermId::Material, "2026-09-24T16:00");
    let text = serde_json::to_string(&deadline).unwrap();
    let read: Deadline = serde_json::from_str(&text).unwrap();
    assert_eq!(read, deadline);
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
    insta::assert_snapshot!(serde_json::to_string_pretty(&deadline).unwrap());
}

#[test]
fn a_term_may_run_from_a_day() {
    let book = &*BOOK;
    let binding = book.binding(day("2026-08-01"), None).unwrap();
    let term = book.term(&binding, TermId::PerformanceCheck).unwrap();
    let check = Deadline::open_after(term, day("2026-09-30"), &calendar());
    assert_eq!(check.due_on(), day("2026-10-01"));
    assert_eq!(check.remind_at(), [at("2026-10-01T09:00")]);
}

fn any_term() -> impl Strategy<Value = TermId> {
    let book = &*BOOK;
    let binding = book.binding(day("2026-08-01"), None).unwrap();
    let ids: Vec<TermId> = book.terms(&binding).map(super::Term::id).collect();
    proptest::sample::select(ids)
}

proptest! {
    #[test]
    fn a_later_edition_changes_no_stored_deadline_by_itself(
        term in any_term(), hours in 0_i64..20_000,
    ) {
        let book = &*BOOK;
        let binding = book.binding(day("2026-08-01"), None).unwrap();
        let start = at("2025-06-01T00:00") + SignedDuration::from_hours(hours);
        let deadline = Deadline::open(book.term(&binding, term).unwrap(), start, &calendar());
        let stored = serde_json::to_string(&deadline).unwrap();
        let later = calendar().with(notice());
        let read: Deadline = serde_json::from_str(&stored).unwrap();
        let recomputed = read.recompute(&later);
        prop_assert_eq!(&recomputed.old, &deadline);
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), stored);
        if !deadline.provisional() {
            prop_assert!(!recomputed.moved(), "a certain date does not move");
        }
    }

    #[test]
    fn marks_lie_within_the_term(term in any_term(), hours in 0_i64..10_000) {
        let book = &*BOOK;
        let binding = book.binding(day("2026-08-01"), None).unwrap();
        let start = at("2025-06-01T00:00") + SignedDuration::from_hours(hours);
        let deadline = Deadline::open(book.term(&binding, term).unwrap(), start, &calendar());
        prop_assert!(deadline.starts_at() <= deadline.warn_at());
        prop_assert!(deadline.warn_at() <= deadline.due_at());
        for reminder in deadline.remind_at() {
            prop_assert!(deadline.starts_at() < *reminder && *reminder < deadline.due_at());
        }
    }

    #[test]
    fn standing_still_never_shortens_a_term(
        term in any_term(), ran in 1_i64..100, stood in 0_i64..2_000,
    ) {
        let deadline = open(term, "2026-08-03T09:00");
        let from = deadline.starts_at() + SignedDuration::from_hours(ran);
        prop_assume!(from < deadline.due_at());
        let until = from + SignedDuration::from_hours(stood);
        let stopped = deadline.pause(from, PauseReason::Recusal).unwrap();
        let resumed = stopped.resume(until, &calendar()).unwrap();
        prop_assert!(resumed.due_at() >= deadline.due_at());
        prop_assert!(stood == 0 || resumed.due_at() > until);
    }
}

#[test]
fn a_deadline_explains_itself_in_both_languages() {
    let deadline = open(TermId::Material, "2026-09-27T16:00");
    let stopped = deadline
        .pause(at("2026-09-30T10:00"), PauseReason::Court)
        .unwrap();
    let resumed = stopped.resume(at("2026-10-09T10:00"), &calendar()).unwrap();
    let lines = resumed
        .told()
        .into_iter()
        .map(|line| format!("{}\n{}\n", line.zh, line.en));
    insta::assert_snapshot!(lines.collect::<String>());
}

#[test]
fn an_open_question_is_told_as_one() {
    let book = &*BOOK;
    let binding = book.binding(day("2026-08-01"), None).unwrap();
    let term = book.term(&binding, TermId::BureauMediation).unwrap();
    let deadline = Deadline::open(term, at("2026-08-07T09:00"), &calendar());
    assert_eq!(
        (deadline.due_on(), deadline.warn_by()),
        (day("2026-10-08"), day("2026-10-06"))
    );
    let lines = deadline
        .told()
        .into_iter()
        .map(|line| format!("{}\n{}\n", line.zh, line.en));
    insta::assert_snapshot!(lines.collect::<String>());
}

#[test]
fn a_start_is_a_day_or_a_moment() {
    use super::{QuestionFault, Start};
    assert_eq!(
        Start::parse("2026-09-24"),
        Ok(Start::Day(day("2026-09-24")))
    );
    let moment = Start::Moment(at("2026-09-24T10:00"));
    for text in [
        "2026-09-24T10:00",
        "2026-09-24 10:00",
        "2026-09-24T10:00:00+08:00",
        "2026-09-24T02:00:00Z",
    ] {
        assert_eq!(Start::parse(text), Ok(moment), "{text}");
    }
    for nonsense in [
        "",
        "2026-02-30",
        "24.09.2026",
        "tomorrow",
        "2026-09-24T25:00",
    ] {
        assert_eq!(
            Start::parse(nonsense),
            Err(QuestionFault::Start(nonsense.into())),
            "{nonsense}"
        );
    }
}

#[test]
fn terms_of_known_cases_end_when_people_expect() {
    for (term, start, due) in [
        // A first response over a holiday weekend does not wait.
        (
            TermId::FirstResponse,
            "2026-09-21T10:00",
            "2026-09-22T10:00",
        ),
        (
            TermId::FirstResponse,
            "2026-10-09T15:00",
            "2026-10-10T15:00",
        ),
        // Decisions on advance compensation, before a holiday and after one.
        (
            TermId::AdvanceDecision,
            "2026-09-24T18:00",
            "2026-10-01T00:00",
        ),
        (
            TermId::AdvanceDecision,
            "2026-10-12T09:00",
            "2026-10-16T00:00",
        ),
        // The bureau's seven working days, and its sixty days after a complaint of September.
        (
            TermId::BureauAcceptance,
            "2026-09-24T18:00",
            "2026-10-13T00:00",
        ),
        (
            TermId::BureauAcceptance,
            "2026-09-08T09:00",
            "2026-09-18T00:00",
        ),
        (
            TermId::BureauMediation,
            "2026-09-17T09:00",
            "2026-11-17T00:00",
        ),
        (TermId::Negotiation, "2026-09-21T15:20", "2026-10-02T00:00"),
        (TermId::ReturnNotice, "2026-09-10T12:00", "2026-09-18T00:00"),
        (TermId::Confirmation, "2026-09-30T12:00", "2026-10-31T00:00"),
    ] {
        assert_eq!(open(term, start).due_at(), at(due), "{term} from {start}");
    }
}
