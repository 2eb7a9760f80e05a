//! Terms: when they end, and in whose words.

use serde_json::{Value, json};

use super::super::schema::faults;
use super::{Installation, said};

/// Words of the command, the last day, the day that is warned of.
const TERMS: &[(&str, &str, &str)] = &[
    (
        "--from 2026-02-12 --count 7 --unit working",
        "2026-02-28",
        "2026-02-28",
    ),
    (
        "--from 2026-09-18 --count 7 --unit working",
        "2026-09-29",
        "2026-09-29",
    ),
    (
        "--from 2026-09-24 --count 7 --unit working",
        "2026-10-12",
        "2026-10-12",
    ),
    (
        "--from 2026-09-24 --count 3 --unit working",
        "2026-09-30",
        "2026-09-30",
    ),
    (
        "--from 2026-09-09 --count 10 --unit natural",
        "2026-09-20",
        "2026-09-19",
    ),
    (
        "--from 2026-09-24 --count 7 --unit natural --roll civil",
        "2026-10-08",
        "2026-10-08",
    ),
    (
        "--from 2026-08-03 --count 60 --unit natural --roll civil",
        "2026-10-08",
        "2026-10-08",
    ),
    (
        "--from 2026-08-03 --count 45 --unit working",
        "2026-10-10",
        "2026-10-10",
    ),
    (
        "--from 2026-08-07 --count 60 --unit natural",
        "2026-10-08",
        "2026-10-06",
    ),
    (
        "--from 2026-04-15 --count 60 --unit natural",
        "2026-06-15",
        "2026-06-14",
    ),
    (
        "--from 2026-04-15 --count 60 --unit natural --roll bureau-strict",
        "2026-06-14",
        "2026-06-14",
    ),
    (
        "--from 2026-04-15 --count 45 --unit working",
        "2026-06-22",
        "2026-06-22",
    ),
    // A year without a notice: New Year's Day is fixed by law and does not count; by weekends
    // alone it would end a day earlier, of which people are warned.
    (
        "--from 2026-12-28 --count 7 --unit working",
        "2027-01-07",
        "2027-01-06",
    ),
    // From a day of rest, from a worked Saturday, over a worked weekend.
    (
        "--from 2026-10-03 --count 1 --unit working",
        "2026-10-08",
        "2026-10-08",
    ),
    (
        "--from 2026-10-10 --count 1 --unit working",
        "2026-10-12",
        "2026-10-12",
    ),
    (
        "--from 2024-02-02 --count 1 --unit working",
        "2024-02-04",
        "2024-02-04",
    ),
    (
        "--from 2025-01-24 --count 3 --unit working",
        "2025-02-05",
        "2025-02-05",
    ),
    // Months and years end on the corresponding day, or on the last of the month.
    (
        "--from 2026-01-31 --count 1 --unit months --roll none",
        "2026-02-28",
        "2026-02-28",
    ),
    (
        "--from 2024-01-31 --count 1 --unit months --roll none",
        "2024-02-29",
        "2024-02-29",
    ),
    (
        "--from 2026-03-31 --count 6 --unit months --roll none",
        "2026-09-30",
        "2026-09-30",
    ),
    (
        "--from 2024-02-29 --count 1 --unit years --roll none",
        "2025-02-28",
        "2025-02-28",
    ),
    // An hour is an hour, through midnight and holidays.
    (
        "--from 2026-09-30T20:00 --count 48 --unit hours",
        "2026-10-02",
        "2026-10-02",
    ),
    (
        "--from 2026-09-21T00:00 --count 24 --unit hours",
        "2026-09-21",
        "2026-09-21",
    ),
    // Terms by their names.
    (
        "--from 2026-09-21T10:00 --term first_response",
        "2026-09-22",
        "2026-09-22",
    ),
    (
        "--from 2026-09-24 --term advance_decision",
        "2026-09-30",
        "2026-09-30",
    ),
    (
        "--from 2026-10-12 --term advance_decision",
        "2026-10-15",
        "2026-10-15",
    ),
    (
        "--from 2026-09-24 --term bureau_acceptance",
        "2026-10-12",
        "2026-10-12",
    ),
    (
        "--from 2026-09-08 --term bureau_acceptance",
        "2026-09-17",
        "2026-09-17",
    ),
    (
        "--from 2026-09-10 --term return_notice",
        "2026-09-17",
        "2026-09-17",
    ),
    (
        "--from 2026-08-31 --term mediation_association --province 330106",
        "2026-09-14",
        "2026-09-14",
    ),
];

#[test]
fn terms_end_when_the_calendar_says() {
    let here = Installation::new();
    let schema = here.schema("term-answer");
    for (words, due_on, warn_by) in TERMS {
        let mut all = vec!["term", "--json"];
        all.extend(words.split(' '));
        let output = here.ask(&all, "");
        assert!(output.status.success(), "{words}: {}", said(&output));
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            (&answer["due_on"], &answer["warn_by"]),
            (&json!(due_on), &json!(warn_by)),
            "{words}"
        );
        assert_eq!(answer["provisional"], due_on.starts_with("2027"), "{words}");
        assert!(
            answer["explanation"].as_array().unwrap().len() > 1,
            "{words}"
        );
        assert!(
            faults(&schema, &answer).is_empty(),
            "{words}: {:?}",
            faults(&schema, &answer)
        );
    }
}

#[test]
fn a_term_can_be_asked_for_as_facts_and_is_told_in_one_language() {
    let here = Installation::new();
    let answer = here.answer(
        "term",
        &json!({"from": "2026-09-21T10:00", "count": 24, "unit": "hours",
        "pauses": [{"from": "2026-09-21T12:00", "until": "2026-09-22T12:00"}]}),
    );
    assert_eq!(answer["due_at_local"], "2026-09-23T10:00:00+08:00");
    let words = [
        "term",
        "--from",
        "2026-09-24",
        "--count",
        "7",
        "--unit",
        "working",
    ];
    let chinese = said(&here.ask(&words, ""));
    assert!(
        chinese.contains("国庆节") && !chinese.contains("National Day"),
        "{chinese}"
    );
    let english = said(&here.ask(&[&words[..], &["--lang", "en"]].concat(), ""));
    assert!(
        english.contains("National Day") && english.contains("2026-10-10"),
        "{english}"
    );
}
