//! The law as an operator asks it: facts in, answers out, both as their published schemas say.

use std::io::Write;
use std::process::{Output, Stdio};

use serde_json::{Value, json};

use super::schema::faults;
use super::{Installation, said};

impl Installation {
    /// A question with facts on standard input.
    fn ask(&self, words: &[&str], facts: &str) -> Output {
        let mut command = self.hejie(&[&["law"], words].concat());
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        // Whoever refuses the words before reading closes the pipe, which is no fault of ours.
        let _closed = pipe.write_all(facts.as_bytes());
        drop(pipe);
        child.wait_with_output().unwrap()
    }

    fn schema(&self, name: &str) -> Value {
        let output = self.ask(&["schema", name], "");
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(&output)))
    }

    /// The answer, after facts and answer were held against their schemas.
    fn answer(&self, name: &str, facts: &Value) -> Value {
        let output = self.ask(&[name, "--json"], &facts.to_string());
        assert!(output.status.success(), "{facts}: {}", said(&output));
        let answer = serde_json::from_slice(&output.stdout).unwrap();
        let wrong = faults(&self.schema(&format!("{name}-facts")), facts);
        assert!(wrong.is_empty(), "{name} takes {facts}: {wrong:?}");
        let wrong = faults(&self.schema(&format!("{name}-answer")), &answer);
        assert!(wrong.is_empty(), "{name} answers {answer}: {wrong:?}");
        answer
    }
}

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

/// Facts, and the least and most that they give in all.
fn amounts() -> Vec<(Value, i64, i64)> {
    let proved = json!({"for_living": "proved", "deceived": "proved", "not_planted": "proved"});
    vec![
        // Three times the price, and the floor of 500 yuan.
        (
            json!({"category": "misrep", "on": "2026-09-14", "price_fen": 329_900, "fraud": "misleading_promotion",
            "conditions": proved}),
            329_900 + 989_700,
            329_900 + 989_700,
        ),
        (
            json!({"category": "fake", "on": "2026-09-14", "price_fen": 10_000, "fraud": "adulterated",
            "conditions": proved}),
            60_000,
            60_000,
        ),
        // Ten times the price of spoilt food, and the floor of 1,000 yuan.
        (
            json!({"category": "food", "on": "2026-08-29", "price_fen": 8_600, "received_on": "2026-08-28",
            "food": {"against": "operator", "made_on": "2025-11-20", "shelf_life_months": 9},
            "conditions": {"for_living": "proved", "not_planted": "proved"}}),
            108_600,
            108_600,
        ),
        (
            json!({"category": "food", "on": "2026-08-29", "price_fen": 2_580_000, "quantity": 300, "received_on": "2026-08-28",
            "food": {"against": "operator", "best_before": "2026-08-20"},
            "conditions": {"for_living": "proved", "not_planted": "proved"}}),
            2_580_000,
            2_580_000 + 25_800_000,
        ),
        // What was bought shortly before counts towards the need of a household.
        (
            json!({"category": "food", "on": "2026-08-29", "price_fen": 20_000, "quantity": 10, "received_on": "2026-08-28",
            "food": {"against": "operator", "best_before": "2026-08-20", "bought_before": 4, "reasonable_quantity": 10},
            "conditions": {"for_living": "proved", "not_planted": "proved"}}),
            140_000,
            140_000,
        ),
        // A washing machine that leaks after four months, and what the inspection cost.
        (
            json!({"category": "quality", "on": "2026-10-09", "price_fen": 219_900, "received_on": "2026-06-05",
            "quality": {"durable": true, "found_on": "2026-10-09", "can_be_rescinded": "proved"},
            "losses": [{"what": "inspection", "amount_fen": 8_000, "proof": "proved"}],
            "conditions": {"defect": "proved"}}),
            227_900,
            227_900,
        ),
        // A shop that cannot be found: its platform pays.
        (
            json!({"category": "delivery", "on": "2026-09-24", "price_fen": 129_900,
            "conditions": {"not_delivered": "proved", "platform_cannot_identify": "proved"}}),
            129_900,
            129_900,
        ),
        // Prepaid: by the discount where the merchant is the cause, by the full price otherwise.
        (
            json!({"category": "prepaid", "on": "2026-09-30", "prepaid": {"principal_fen": 100_000, "paid_on": "2026-01-05",
            "cause": "merchant", "plan": {"kind": "discount", "used_list_fen": 50_000, "per_mille": 800}}}),
            60_000,
            60_000,
        ),
        (
            json!({"category": "prepaid", "on": "2026-09-30", "prepaid": {"principal_fen": 100_000, "paid_on": "2026-01-05",
            "cause": "consumer", "plan": {"kind": "discount", "used_list_fen": 50_000, "per_mille": 800}}}),
            50_000,
            50_000,
        ),
        (
            json!({"category": "prepaid", "on": "2026-08-05", "prepaid": {"principal_fen": 100_000, "paid_on": "2026-08-03",
            "plan": {"kind": "times", "total": 10, "used": 1, "single_fen": 15_000}}}),
            85_000,
            100_000,
        ),
        // A merchant that closed and evades: three times of what is left, or of all.
        (
            json!({"category": "prepaid", "on": "2026-09-30", "conditions": {"for_living": "proved"},
            "prepaid": {"principal_fen": 498_000, "paid_on": "2026-01-05", "cause": "merchant", "closed_and_evading": "proved",
            "plan": {"kind": "period", "total_days": 100, "used_days": 50}}}),
            249_000 + 747_000,
            249_000 + 1_494_000,
        ),
        // A dearer price for a regular.
        (
            json!({"category": "bigdata", "on": "2026-09-30", "price_fen": 45_800, "comparison": {"fair_fen": 39_900},
            "conditions": {"equal_conditions": "proved"}}),
            5_900,
            5_900,
        ),
        // Renewals without notice.
        (
            json!({"category": "autorenew", "on": "2026-09-30", "renewals": [
            {"what": "August", "amount_fen": 2_500, "consented": "disproved"},
            {"what": "September", "amount_fen": 2_500, "consented": "proved"}]}),
            2_500,
            2_500,
        ),
        // A deposit less what the merchant proves.
        (
            json!({"category": "deposit", "on": "2026-09-30", "conditions": {"deposit_ended": "proved"},
            "deposit": {"paid_fen": 30_000, "deductions": [{"what": "a scratch", "amount_fen": 5_000, "proof": "proved"}]}}),
            25_000,
            25_000,
        ),
        // A minor's payments are a range.
        (
            json!({"category": "minor", "on": "2026-09-30", "conditions": {"paid_by_minor": "proved", "not_fitting": "proved"},
            "minor": {"born_on": "2013-03-01", "ratified": "disproved", "payments": [{"on": "2026-07-01", "amount_fen": 64_800}]}}),
            0,
            64_800,
        ),
        // Serious harm: the losses, and up to twice as much again.
        (
            json!({"category": "safety", "on": "2026-09-30", "price_fen": 0,
            "losses": [{"what": "treatment", "amount_fen": 100_000, "proof": "proved"}],
            "conditions": {"defect": "proved", "knowingly_defective": "proved", "serious_harm": "proved"}}),
            100_000,
            300_000,
        ),
    ]
}

#[test]
fn amounts_are_what_the_law_provides() {
    let here = Installation::new();
    for (facts, least, most) in amounts() {
        let card = here.answer("entitlement", &facts);
        let total = (&card["total"]["min_fen"], &card["total"]["max_fen"]);
        assert_eq!(total, (&json!(least), &json!(most)), "{facts}");
        assert!(
            card["not_a_decision"]["en"]
                .as_str()
                .unwrap()
                .contains("not a decision")
        );
    }
    let shown = said(&here.ask(&["entitlement"], &amounts()[2].0.to_string()));
    assert!(
        shown.contains("max(10 × 86.00, 1,000.00) = 1,000.00"),
        "{shown}"
    );
    assert!(
        shown.contains("不是裁决") && !shown.contains("not a decision"),
        "{shown}"
    );
}

/// The flags of a card.
fn flags(card: &Value) -> Vec<&str> {
    let notes = card["notes"].as_array().unwrap().iter();
    notes.filter_map(|note| note["flag"].as_str()).collect()
}

#[test]
fn a_late_refund_is_first_overdue_and_then_deliberate() {
    let here = Installation::new();
    let card = |on: &str, province: Value| {
        here.answer("entitlement", &json!({"category": "return7", "on": on, "province": province,
            "price_fen": 268_000, "received_on": "2026-08-03", "conditions": {"intact": "proved"},
            "no_reason_return": {"goods": "ordinary", "noticed_on": "2026-08-05", "returned_on": "2026-08-07"}}))
    };
    assert!(flags(&card("2026-08-14", Value::Null)).is_empty());
    assert_eq!(flags(&card("2026-08-15", Value::Null)), ["refund_overdue"]);
    // The fifteenth day is a Saturday, so it ends with the Monday after it.
    assert_eq!(flags(&card("2026-08-24", Value::Null)), ["refund_overdue"]);
    assert_eq!(
        flags(&card("2026-08-25", Value::Null)),
        ["refund_overdue", "deliberate_delay"]
    );
    assert_eq!(
        flags(&card("2026-08-15", json!("33"))),
        ["refund_overdue", "delay_by_province"]
    );
}

#[test]
fn a_custom_ring_has_four_answers() {
    let here = Installation::new();
    let claim = |details: Value| {
        let mut facts = json!({"category": "return7", "on": "2026-09-15", "price_fen": 268_000,
            "received_on": "2026-09-10", "conditions": {"intact": "proved", "not_as_agreed": "proved"},
            "no_reason_return": {"goods": "custom", "noticed_on": "2026-09-15"}});
        for (key, value) in details.as_object().unwrap() {
            facts["no_reason_return"][key] = value.clone();
        }
        let card = here.answer("entitlement", &facts);
        let last = card["claims"].as_array().unwrap().last().unwrap().clone();
        (
            last["claim"].as_str().unwrap().to_owned(),
            last["standing"].as_str().unwrap().to_owned(),
        )
    };
    let found = |details| claim(details);
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        found(json!({"made_for_buyer": true, "confirmed": true})),
        pair("no_reason_return", "excluded")
    );
    assert_eq!(
        found(json!({"made_for_buyer": true, "as_agreed": false})),
        pair("return_refund", "supported")
    );
    assert_eq!(
        found(json!({"made_for_buyer": false})),
        pair("no_reason_return", "supported")
    );
    assert_eq!(
        found(json!({"made_for_buyer": true, "confirmed": false})),
        pair("no_reason_return", "for_a_person")
    );
    assert_eq!(
        found(json!({"made_for_buyer": true, "confirmed": false, "noticed_on": "2026-09-18"})),
        pair("no_reason_return", "excluded")
    );
}

#[test]
fn what_the_bureau_would_do_is_said_with_its_ground() {
    let here = Installation::new();
    let complaint = |change: Value| {
        let mut facts = json!({"on": "2026-09-15", "matter": "market", "elsewhere": [], "purchase": {"for_living": "proved"},
            "known_on": "2026-06-25", "materials": {"name": true, "phone": true, "address": true,
            "respondent_name": true, "respondent_address": true, "request": true, "facts": true}});
        for (key, value) in change.as_object().unwrap() {
            facts[key] = value.clone();
        }
        let answer = here.answer("admissible", &facts);
        let grounds = answer["grounds"].as_array().unwrap().iter();
        let held = grounds.filter(|one| one["holds"] == "yes" || one["holds"] == "for_a_person");
        let held: Vec<_> = held
            .map(|one| one["ground"].as_str().unwrap().to_owned())
            .collect();
        (
            answer["outlook"].as_str().unwrap().to_owned(),
            held.join(" "),
            answer,
        )
    };
    let check = |change: Value, outlook: &str, held: &str| {
        let (found, grounds, answer) = complaint(change);
        assert_eq!(
            (found.as_str(), grounds.as_str()),
            (outlook, held),
            "{answer}"
        );
        answer
    };
    check(json!({}), "accept", "");
    check(
        json!({"elsewhere": [{"body": "court", "state": "accepted", "on": "2026-07-06"}]}),
        "refuse",
        "rej_already_handled",
    );
    check(
        json!({"elsewhere": [{"body": "court", "state": "withdrawn"}]}),
        "for_a_person",
        "rej_already_handled",
    );
    check(
        json!({"elsewhere": [{"body": "consumer_association", "state": "ended"}]}),
        "refuse",
        "rej_already_handled",
    );
    let mediated = check(
        json!({"elsewhere": [{"body": "mediation_body", "state": "ended"}]}),
        "accept",
        "",
    );
    assert!(mediated.to_string().contains("not verified"), "{mediated}");
    check(
        json!({"purchase": {"for_living": "disproved"}}),
        "refuse",
        "rej_not_consumer",
    );
    check(
        json!({"purchase": {"paid_by_company": true}}),
        "for_a_person",
        "rej_not_consumer",
    );
    let busy = check(
        json!({"purchase": {}, "pattern": {"days": 30, "complaints": 46, "same_issue": 46, "shops": 41,
        "shared_contact": 5}}),
        "for_a_person",
        "rej_not_consumer",
    );
    assert_eq!(busy["signals"].as_array().unwrap().len(), 2);
    let ordinary = check(
        json!({"pattern": {"days": 30, "complaints": 3, "same_issue": 1}}),
        "accept",
        "",
    );
    assert!(ordinary["signals"].as_array().unwrap().is_empty());
}

#[test]
fn the_trap_of_the_association_is_shown_before_and_after() {
    let here = Installation::new();
    let panel = |on: &str, elsewhere: Value| {
        here.answer(
            "doors",
            &json!({"on": on, "elsewhere": elsewhere, "for_business": false,
            "over_three_years": false, "mediation_refused": false, "arbitration_agreed": false}),
        )
    };
    let door = |panel: &Value, name: &str| {
        let mut doors = panel["doors"].as_array().unwrap().iter();
        doors.find(|one| one["door"] == name).unwrap().clone()
    };
    let before = panel("2026-08-31", json!([]));
    let association = door(&before, "consumer_association");
    assert_eq!(
        association["closes"],
        json!(["bureau_complaint", "entrusted_mediation"])
    );
    assert!(
        association["confirm"]["zh"]
            .as_str()
            .unwrap()
            .contains("举报")
    );
    assert_eq!(
        door(&before, "entrusted_mediation")["terms"][1]["count"],
        60
    );
    let third = panel(
        "2026-09-08",
        json!([{"body": "consumer_association", "state": "ended"}]),
    );
    assert_eq!(door(&third, "bureau_complaint")["state"], "closed");
    assert_eq!(door(&third, "report")["state"], "open");
    let second = panel(
        "2026-09-08",
        json!([{"body": "mediation_body", "state": "ended"}]),
    );
    let bureau = door(&second, "bureau_complaint");
    assert_eq!(
        (&bureau["state"], &bureau["terms"][0]["last_day"]),
        (&json!("open"), &json!("2026-09-17"))
    );
}

#[test]
fn an_unreachable_shop_is_for_the_platforms_domicile() {
    let here = Installation::new();
    let found = here.answer(
        "bureau",
        &json!({"respondent": "shop", "published_address": "330782",
        "platform_domicile": "369901", "unreachable": true}),
    );
    assert_eq!(found["complaint"][0]["region"], "369901");
    assert!(
        found["complaint"][0]["name"]
            .as_str()
            .unwrap()
            .contains("云溪区")
    );
    let list = here.answer(
        "checklist",
        &json!({"category": "food", "have": ["object"]}),
    );
    let items = list["items"].as_array().unwrap();
    assert!(
        items
            .iter()
            .any(|item| item["kind"] == "object" && item["missing"] == false)
    );
}

#[test]
fn a_wrong_question_is_told_what_is_wrong_and_ends_with_two() {
    let here = Installation::new();
    let wrong = |words: &str, facts: &str, part: &str| {
        let output = here.ask(&words.split(' ').collect::<Vec<_>>(), facts);
        assert_eq!(
            output.status.code(),
            Some(2),
            "{words} {facts}: {}",
            said(&output)
        );
        assert!(
            output.stdout.is_empty(),
            "{words} {facts}: {}",
            said(&output)
        );
        assert!(
            said(&output).contains(part),
            "{words} {facts}: {}",
            said(&output)
        );
    };
    wrong(
        "term --from 2026-02-30 --count 7 --unit working",
        "",
        "neither a day",
    );
    wrong(
        "term --from 2026-02-20 --count 7 --unit hours",
        "",
        "time of day",
    );
    wrong(
        "term --from 2026-02-20 --count 0 --unit working",
        "",
        "at least one",
    );
    wrong("term --from 2026-02-20 --count -3 --unit working", "", "-3");
    wrong(
        "term --from 2026-02-20 --count 999999 --unit years",
        "",
        "100",
    );
    wrong("term --from 9990-02-20 --count 90 --unit years", "", "9999");
    wrong(
        "term --from 2026-02-20 --count 7 --unit weeks",
        "",
        "one of hours, working",
    );
    wrong(
        "term --from 2026-02-20 --count 7 --unit natural --roll sideways",
        "",
        "one of none, civil",
    );
    wrong("term --from 2026-02-20", "", "/count");
    wrong(
        "term --from 2019-02-20 --term negotiation",
        "",
        "no platform rules",
    );
    wrong(
        "term --from 2026-02-20 --term party",
        "",
        "no rule set knows",
    );
    wrong("term", "{", "standard input");
    wrong("entitlement --json", "{", "standard input");
    wrong(
        "entitlement --json",
        "{\"category\": \"food\"}",
        "missing field `on`",
    );
    wrong(
        "entitlement",
        "{\"category\": \"foot\", \"on\": \"2026-08-29\"}",
        "category",
    );
    wrong(
        "entitlement",
        "{\"category\": \"food\", \"on\": \"2026-08-29\", \"colour\": 1}",
        "colour",
    );
    wrong(
        "entitlement",
        "{\"category\": \"food\", \"on\": \"2026-08-29\", \"quantity\": 0}",
        "/quantity",
    );
    wrong("admissible", "{\"on\": \"2019-01-01\"}", "/on");
    wrong("doors", "[]", "standard input");
    wrong(
        "bureau",
        "{\"respondent\": \"shop\", \"platform_domicile\": \"12\"}",
        "six digits",
    );
    wrong("schema nonsense", "", "term");
}
