//! What the law provides on facts: amounts, delays and answers.

use serde_json::{Value, json};

use super::{Installation, said};

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
