#![expect(
    clippy::arithmetic_side_effects,
    reason = "a test that overflows fails, as it should"
)]

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{Date, date, datetime};
use proptest::prelude::*;

use super::{Calendar, DayKind, Edition, EditionFault, Festival, Reckoning, Why};
use crate::term::{OpenQuestion, Pause, PauseReason, Period, Rolling, Unit};
use crate::zone;

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Calendar::shipped().unwrap());

fn calendar() -> Calendar {
    CALENDAR.clone()
}

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

fn reckon(start: &str, count: u32, unit: Unit, rolling: Rolling) -> Reckoning {
    let period = Period::new(count, unit, rolling).unwrap();
    calendar().reckon(at(&format!("{start}T15:30")), period, &[])
}

fn ends(start: &str, count: u32, unit: Unit, rolling: Rolling, due_on: &str) -> Reckoning {
    let end = reckon(start, count, unit, rolling);
    assert_eq!(end.due_on, day(due_on), "{count} {unit:?} from {start}");
    end
}

#[test]
fn the_years_have_as_many_working_days_as_their_notices_leave() {
    for (year, expected) in [(2024, 251), (2025, 248), (2026, 248)] {
        let days = date(year, 1, 1).series(jiff::Span::new().days(1));
        let in_year = days.take_while(|day| day.year() == year);
        let calendar = calendar();
        let working = in_year.filter(|day| calendar.is_working_day(*day)).count();
        assert_eq!(working, expected, "{year}");
    }
}

#[test]
fn working_days_leap_over_holidays_and_count_worked_weekends() {
    use Unit::WorkingDays as Wd;
    let end = ends("2026-02-12", 7, Wd, Rolling::None, "2026-02-28");
    assert_eq!(end.worked_weekends, [day("2026-02-14"), day("2026-02-28")]);
    assert_eq!(end.skipped.len(), 9);
    ends("2026-09-18", 7, Wd, Rolling::None, "2026-09-29");
    let end = ends("2026-09-24", 7, Wd, Rolling::BUREAU, "2026-10-12");
    assert_eq!(end.worked_weekends, [day("2026-10-10")]);
    assert_eq!(end.warn_by, end.due_on);
    ends("2026-09-24", 3, Wd, Rolling::None, "2026-09-30");
    ends("2026-09-21", 3, Wd, Rolling::None, "2026-09-24");
    // The old rule for mediation by the bureau.
    ends("2026-08-03", 45, Wd, Rolling::None, "2026-10-10");
    ends("2026-04-15", 45, Wd, Rolling::None, "2026-06-22");
}

#[test]
fn natural_days_roll_to_the_first_day_after_the_rest() {
    use Unit::NaturalDays as Nd;
    let end = ends("2026-09-09", 10, Nd, Rolling::Civil, "2026-09-20");
    assert_eq!(end.rolled_from, Some(day("2026-09-19")));
    assert_eq!(end.worked_weekends, [day("2026-09-20")]);
    ends("2026-09-24", 7, Nd, Rolling::Civil, "2026-10-08");
    ends("2026-08-03", 60, Nd, Rolling::Civil, "2026-10-08");
    ends("2026-09-24", 7, Nd, Rolling::None, "2026-10-01");
}

#[test]
fn where_the_law_is_open_the_later_day_is_due_and_the_earlier_is_warned_of() {
    use Unit::NaturalDays as Nd;
    let adjusted = ends("2026-08-07", 60, Nd, Rolling::BUREAU, "2026-10-08");
    assert_eq!(adjusted.warn_by, day("2026-10-06"));
    let sunday = ends("2026-04-15", 60, Nd, Rolling::BUREAU, "2026-06-15");
    assert_eq!(sunday.warn_by, day("2026-06-14"));
    // A statutory day rolls by either reading, but the strict one stops at the first day of rest
    // that the notice only added.
    let statutory = ends("2026-08-03", 60, Nd, Rolling::BUREAU, "2026-10-08");
    assert_eq!(statutory.warn_by, day("2026-10-04"));
}

#[test]
fn the_open_questions_can_be_settled_either_way() {
    use OpenQuestion::{Rolls, Stays};
    use Unit::NaturalDays as Nd;
    let strict = Rolling::Bureau {
        weekend: Stays,
        adjusted_rest: Stays,
    };
    let wide = Rolling::Bureau {
        weekend: Rolls,
        adjusted_rest: Rolls,
    };
    assert_eq!(
        ends("2026-04-15", 60, Nd, strict, "2026-06-14").warn_by,
        day("2026-06-14")
    );
    assert_eq!(
        ends("2026-04-15", 60, Nd, wide, "2026-06-15").warn_by,
        day("2026-06-15")
    );
    ends("2026-08-07", 60, Nd, strict, "2026-10-06");
    ends("2026-08-07", 60, Nd, wide, "2026-10-08");
}

#[test]
fn a_year_without_a_notice_gives_provisional_dates() {
    let end = ends(
        "2026-12-28",
        7,
        Unit::WorkingDays,
        Rolling::None,
        "2027-01-07",
    );
    assert!(end.provisional);
    // By weekends alone it would be a day earlier, of which people are warned.
    assert_eq!(end.warn_by, day("2027-01-06"));
    assert_eq!(end.skipped[0].day, day("2027-01-01"));
    assert_eq!(end.skipped[0].why, Why::Statutory);
    assert_eq!(end.skipped[0].festival, Some(Festival::NewYear));
    // Days that no calendar changes are certain in any year.
    assert!(
        !ends(
            "2026-12-28",
            7,
            Unit::NaturalDays,
            Rolling::None,
            "2027-01-04"
        )
        .provisional
    );
    assert!(
        ends(
            "2026-12-28",
            7,
            Unit::NaturalDays,
            Rolling::Civil,
            "2027-01-04"
        )
        .provisional
    );
    assert!(
        !ends(
            "2026-12-21",
            7,
            Unit::WorkingDays,
            Rolling::None,
            "2026-12-30"
        )
        .provisional
    );
}

#[test]
fn days_of_an_unknown_year_say_that_they_are_not_certain() {
    for (text, kind) in [
        ("2027-01-01", DayKind::Statutory(Festival::NewYear)),
        ("2027-05-02", DayKind::Statutory(Festival::Labour)),
        ("2027-05-03", DayKind::Working),
        ("2027-10-03", DayKind::Statutory(Festival::National)),
        ("2027-02-06", DayKind::Weekend),
    ] {
        let found = calendar().day(day(text));
        assert_eq!((found.kind, found.certain), (kind, false), "{text}");
    }
    assert_eq!(calendar().edition_of(2026, 2027), "2026.1+2027.0");
}

#[test]
fn hours_run_from_the_moment_through_nights_and_holidays() {
    let period = Period::new(24, Unit::Hours, Rolling::None).unwrap();
    let end = calendar().reckon(at("2026-09-21T10:00"), period, &[]);
    assert_eq!(end.due_at, at("2026-09-22T10:00"));
    assert_eq!(end.due_on, day("2026-09-22"));
    let midnight = calendar().reckon(at("2026-09-30T00:00"), period, &[]);
    assert_eq!(
        midnight.due_on,
        day("2026-09-30"),
        "24:00 belongs to the day that ends"
    );
}

#[test]
fn a_day_ends_at_midnight_in_shanghai() {
    let end = ends(
        "2026-09-24",
        3,
        Unit::WorkingDays,
        Rolling::None,
        "2026-09-30",
    );
    assert_eq!(
        end.due_at,
        "2026-09-30T16:00:00Z".parse::<Timestamp>().unwrap()
    );
    // 23:59 in Shanghai is still the 23rd, although it is 15:59 in Greenwich; a minute later is not.
    let period = Period::new(1, Unit::NaturalDays, Rolling::None).unwrap();
    let late = calendar().reckon("2026-09-23T15:59:00Z".parse().unwrap(), period, &[]);
    assert_eq!(late.due_on, day("2026-09-24"));
    let later = calendar().reckon("2026-09-23T16:00:00Z".parse().unwrap(), period, &[]);
    assert_eq!(later.due_on, day("2026-09-25"));
}

#[test]
fn months_and_years_end_on_the_corresponding_day() {
    use Unit::{Months, Years};
    ends("2026-01-31", 1, Months, Rolling::None, "2026-02-28");
    ends("2023-12-31", 2, Months, Rolling::None, "2024-02-29");
    ends("2024-02-29", 1, Years, Rolling::None, "2025-02-28");
    ends("2024-02-29", 4, Years, Rolling::None, "2028-02-29");
    ends("2026-04-09", 6, Months, Rolling::Civil, "2026-10-09");
    ends("2026-04-05", 6, Months, Rolling::Civil, "2026-10-08");
}

#[test]
fn what_stood_still_does_not_count() {
    let pause = |from: &str, until: &str| Pause {
        from: at(from),
        until: Some(at(until)),
        reason: PauseReason::Court,
    };
    let period = Period::new(5, Unit::WorkingDays, Rolling::None).unwrap();
    // Monday to Friday without the pause; Tuesday and Wednesday stood still.
    let pauses = [pause("2026-08-11T15:00", "2026-08-12T09:00")];
    let end = calendar().reckon(at("2026-08-09T10:00"), period, &pauses);
    assert_eq!(end.due_on, day("2026-08-18"));
    assert_eq!(
        end.skipped
            .iter()
            .filter(|skipped| skipped.why == Why::Paused)
            .count(),
        2
    );
    let hours = Period::new(24, Unit::Hours, Rolling::None).unwrap();
    let end = calendar().reckon(at("2026-08-11T10:00"), hours, &pauses);
    assert_eq!(end.due_at, at("2026-08-13T04:00"));
    let years = Period::new(1, Unit::Months, Rolling::None).unwrap();
    let end = calendar().reckon(at("2026-08-09T10:00"), years, &pauses);
    assert_eq!(end.due_on, day("2026-09-11"));
}

#[test]
fn an_edition_may_mark_the_december_before_it() {
    let text = r#"
        year = 2027
        revision = 1
        papers = ["a notice"]
        [[holiday]]
        festival = "new_year"
        off = ["2026-12-31", "2027-01-02"]
        statutory = ["2027-01-01"]
        worked = ["2026-12-27"]
    "#;
    let newer = calendar().with(Edition::parse(text).unwrap());
    assert!(newer.is_working_day(day("2026-12-27")));
    assert!(!newer.is_working_day(day("2026-12-31")));
    assert!(newer.day(day("2027-02-01")).certain);
    assert!(
        calendar().is_working_day(day("2026-12-31")),
        "the older value stays as it was"
    );
}

#[test]
fn an_edition_may_be_written_as_json() {
    let toml = r#"
        year = 2027
        revision = 1
        papers = ["a notice"]
        [[holiday]]
        festival = "new_year"
        off = ["2027-01-01", "2027-01-03"]
        statutory = ["2027-01-01"]
    "#;
    let json = r#"{"year": 2027, "revision": 1, "papers": ["a notice"], "holiday": [
        {"festival": "new_year", "off": ["2027-01-01", "2027-01-03"], "statutory": ["2027-01-01"]}]}"#;
    assert_eq!(Edition::parse(json), Edition::parse(toml));
    let days: Vec<_> = Edition::parse(json).unwrap().days().collect();
    assert_eq!(
        days[0],
        (day("2027-01-01"), DayKind::Statutory(Festival::NewYear))
    );
    assert_eq!(
        days[2],
        (day("2027-01-03"), DayKind::Rest(Festival::NewYear))
    );
}

#[test]
fn a_correction_replaces_the_whole_year_and_an_older_one_does_nothing() {
    let parse = |revision: u16, worked: &str| {
        let text = format!(
            "year = 2026\nrevision = {revision}\npapers = [\"a\"]\n[[holiday]]\nfestival = \"occasion\"\nworked = [\"{worked}\"]"
        );
        Edition::parse(&text).unwrap()
    };
    let corrected = calendar().with(parse(2, "2026-11-28"));
    assert!(corrected.is_working_day(day("2026-11-28")));
    assert!(
        corrected.is_working_day(day("2026-10-01")),
        "nothing of the first revision is left"
    );
    assert_eq!(calendar().with(parse(1, "2026-11-28")), calendar());
}

#[test]
fn nonsense_is_not_an_edition() {
    let fault = |body: &str| {
        let text = format!(
            "year = 2026\nrevision = 1\npapers = [\"a\"]\n[[holiday]]\nfestival = \"national\"\n{body}"
        );
        Edition::parse(&text).unwrap_err()
    };
    assert_eq!(
        fault("worked = [\"2026-10-09\"]"),
        EditionFault::WorkedWeekday {
            day: day("2026-10-09")
        }
    );
    assert_eq!(
        fault("statutory = [\"2026-10-01\"]"),
        EditionFault::StatutoryNotOff {
            day: day("2026-10-01")
        }
    );
    assert_eq!(
        fault("off = [\"2026-10-03\", \"2026-10-01\"]"),
        EditionFault::Backwards {
            from: day("2026-10-03")
        }
    );
    assert_eq!(
        fault("off = [\"2026-10-10\", \"2026-10-11\"]\nworked = [\"2026-10-10\"]"),
        EditionFault::WorkedAndOff {
            day: day("2026-10-10")
        }
    );
    assert_eq!(
        fault("off = [\"2027-10-01\", \"2027-10-01\"]"),
        EditionFault::ForeignDay {
            year: 2026,
            day: day("2027-10-01")
        }
    );
    assert!(matches!(fault("colour = 1"), EditionFault::Unreadable(_)));
    let far = "year = 20277\nrevision = 1\npapers = [\"a\"]";
    assert_eq!(
        Edition::parse(far).unwrap_err(),
        EditionFault::Year { year: 20277 }
    );
    assert!(matches!(
        Edition::parse("year = 2026\nrevision = 1\npapers = []"),
        Err(EditionFault::NoPaper { year: 2026 })
    ));
}

fn any_start() -> impl Strategy<Value = Timestamp> {
    (0_i64..1_000, 0_i8..24, 0_i8..60).prop_map(|(days, hour, minute)| {
        let first = datetime(2024, 1, 1, hour, minute, 0, 0);
        let moved = first.checked_add(jiff::Span::new().days(days)).unwrap();
        moved.to_zoned(zone()).unwrap().timestamp()
    })
}

fn any_unit() -> impl Strategy<Value = Unit> {
    prop_oneof![
        Just(Unit::Hours),
        Just(Unit::WorkingDays),
        Just(Unit::NaturalDays)
    ]
}

fn any_pauses(start: Timestamp) -> impl Strategy<Value = Vec<Pause>> {
    proptest::collection::vec((1_i64..200, 0_i64..300), 0..4).prop_map(move |gaps| {
        let mut at = start;
        let mut pauses = Vec::new();
        for (running, standing) in gaps {
            let from = at + jiff::SignedDuration::from_hours(running);
            let until = from + jiff::SignedDuration::from_hours(standing);
            pauses.push(Pause {
                from,
                until: Some(until),
                reason: PauseReason::Police,
            });
            at = until;
        }
        pauses
    })
}

proptest! {
    #[test]
    fn counting_back_gives_what_was_added(
        (start, pauses) in any_start().prop_flat_map(|start| (Just(start), any_pauses(start))),
        count in 1_u32..200,
        unit in any_unit(),
    ) {
        let calendar = calendar();
        let period = Period::new(count, unit, Rolling::None).unwrap();
        // Only pauses that began while the period ran can have stopped it.
        let mut stopped: Vec<Pause> = Vec::new();
        for pause in pauses {
            if calendar.reckon(start, period, &stopped).due_at > pause.from {
                stopped.push(pause);
            }
        }
        let end = calendar.reckon(start, period, &stopped);
        let last = if unit == Unit::Hours { end.due_at } else { end.due_at - jiff::SignedDuration::from_secs(1) };
        prop_assert_eq!(calendar.elapsed(start, last, unit, &stopped), count);
    }

    #[test]
    fn months_count_back(start in any_start(), count in 1_u32..40) {
        let calendar = calendar();
        for unit in [Unit::Months, Unit::Years] {
            let period = Period::new(count, unit, Rolling::None).unwrap();
            let end = calendar.reckon(start, period, &[]);
            let last = end.due_at - jiff::SignedDuration::from_secs(1);
            prop_assert_eq!(calendar.elapsed(start, last, unit, &[]), count);
            let day_before = last - jiff::SignedDuration::from_hours(24);
            prop_assert_eq!(calendar.elapsed(start, day_before, unit, &[]), count - 1);
        }
    }

    #[test]
    fn the_warning_never_comes_after_the_end(start in any_start(), count in 1_u32..90) {
        for unit in [Unit::WorkingDays, Unit::NaturalDays] {
            let period = Period::new(count, unit, Rolling::BUREAU).unwrap();
            let end = calendar().reckon(start, period, &[]);
            prop_assert!(end.warn_by <= end.due_on);
        }
    }

    #[test]
    fn a_longer_period_never_ends_earlier(start in any_start(), count in 1_u32..90, unit in any_unit()) {
        let ends = |count| {
            let period = Period::new(count, unit, Rolling::Civil).unwrap();
            calendar().reckon(start, period, &[]).due_at
        };
        prop_assert!(ends(count) <= ends(count + 1));
    }
}
