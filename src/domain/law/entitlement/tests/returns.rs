//! What goes back, is mended or comes back: returns, defects, orders and deposits.

use serde_json::{Value, json};

use super::super::{Bearer, Card, ClaimKind, Condition, Standing};
use super::{asked, burden, check, examine, kinds, total};

#[test]
fn an_unsupplied_order_comes_back_and_the_platform_pays_where_the_seller_cannot_be_found() {
    let card = examine(json!({
        "category": "delivery", "on": "2026-09-24", "price_fen": 129_900,
        "conditions": {"not_delivered": "proved", "platform_cannot_identify": "proved"},
    }));
    total(&card, 129_900, 129_900);
    assert!(
        card.notes
            .iter()
            .any(|note| note.text.zh.contains("1,299.00")),
        "{:?}",
        card.notes
    );
}

fn ring(details: Value) -> Card {
    let mut facts = json!({
        "category": "return7", "on": "2026-09-15", "price_fen": 268_000, "received_on": "2026-09-10",
        "conditions": {"intact": "proved", "not_as_agreed": "proved"},
        "no_reason_return": {"goods": "custom", "noticed_on": "2026-09-15"},
    });
    for (key, value) in details.as_object().unwrap() {
        facts["no_reason_return"][key] = value.clone();
    }
    examine(facts)
}

#[test]
fn a_custom_ring_has_four_answers() {
    use ClaimKind::{NoReasonReturn, Redo, ReturnRefund};
    let confirmed = ring(json!({"made_for_buyer": true, "as_agreed": true, "confirmed": true}));
    check(&confirmed, NoReasonReturn, Standing::Excluded, 0, 0);
    let misspelt = ring(json!({"made_for_buyer": true, "as_agreed": false, "confirmed": true}));
    assert_eq!(kinds(&misspelt), [Redo, ReturnRefund]);
    check(
        &misspelt,
        ReturnRefund,
        Standing::Supported,
        268_000,
        268_000,
    );
    let stock = ring(json!({"made_for_buyer": false, "as_agreed": true, "confirmed": false}));
    check(
        &stock,
        NoReasonReturn,
        Standing::Supported,
        268_000,
        268_000,
    );
    assert!(
        stock
            .notes
            .iter()
            .any(|note| note.text.en.contains("2026-09-17"))
    );
    let unmarked = ring(
        json!({"made_for_buyer": true, "as_agreed": true, "confirmed": false, "marked": false}),
    );
    check(&unmarked, NoReasonReturn, Standing::ForAPerson, 0, 268_000);
    let unknown = ring(json!({}));
    check(&unknown, NoReasonReturn, Standing::Open, 0, 268_000);
    assert_eq!(asked(&unknown), ["/no_reason_return/made_for_buyer"]);
}

#[test]
fn seven_days_for_a_return_end_with_the_seventeenth() {
    for (noticed, standing, amount) in [
        ("2026-09-17", Standing::Supported, 268_000),
        ("2026-09-18", Standing::Excluded, 0),
    ] {
        let card = ring(json!({"goods": "ordinary", "noticed_on": noticed}));
        check(&card, ClaimKind::NoReasonReturn, standing, amount, amount);
    }
}

#[test]
fn an_unconfirmed_exclusion_by_nature_cannot_be_held_against_the_buyer() {
    let card = ring(json!({"goods": "hygiene", "confirmed": false}));
    check(
        &card,
        ClaimKind::NoReasonReturn,
        Standing::Supported,
        268_000,
        268_000,
    );
    let gift = ring(json!({"goods": "ordinary", "gifts_kept_fen": 3_000, "card_fee_fen": 500}));
    check(
        &gift,
        ClaimKind::NoReasonReturn,
        Standing::Supported,
        264_500,
        264_500,
    );
}

fn washer(on: &str, found: &str) -> Card {
    examine(json!({
        "category": "quality", "on": on, "price_fen": 219_900, "received_on": "2026-06-05",
        "quality": {"durable": true, "found_on": found, "can_be_rescinded": "proved"},
        "losses": [{"what": "inspection", "amount_fen": 8_000, "proof": "proved"}],
        "conditions": {"defect": "proved"},
    }))
}

#[test]
fn a_durable_good_turns_the_burden_for_six_months() {
    let card = washer("2026-10-09", "2026-10-09");
    total(&card, 227_900, 227_900);
    let until = Some("2026-12-07".to_owned());
    assert_eq!(
        burden(&card, Condition::Defect),
        (Bearer::Merchant, until.clone())
    );
    let last = washer("2026-12-20", "2026-12-07");
    assert_eq!(burden(&last, Condition::Defect).0, Bearer::Merchant);
    let late = washer("2026-12-20", "2026-12-08");
    assert_eq!(burden(&late, Condition::Defect), (Bearer::Consumer, until));
}

#[test]
fn a_fault_found_late_needs_a_ground_for_the_return() {
    let facts = |asked: &str| {
        json!({
            "category": "quality", "on": asked, "price_fen": 50_000, "received_on": "2026-08-03",
            "quality": {"durable": false, "asked_on": asked}, "conditions": {"defect": "proved"},
        })
    };
    check(
        &examine(facts("2026-08-10")),
        ClaimKind::ReturnRefund,
        Standing::Supported,
        50_000,
        50_000,
    );
    let late = examine(facts("2026-08-11"));
    check(&late, ClaimKind::ReturnRefund, Standing::Open, 0, 50_000);
    assert_eq!(asked(&late), ["/quality/can_be_rescinded"]);
    assert!(kinds(&late).contains(&ClaimKind::RepairReplace));
}

#[test]
fn a_deposit_comes_back_less_what_is_proved() {
    let card = examine(json!({
        "category": "deposit", "on": "2026-09-30", "conditions": {"deposit_ended": "proved"},
        "deposit": {"paid_fen": 30_000, "asked_on": "2026-09-01", "deductions": [
            {"what": "a scratch", "amount_fen": 5_000, "proof": "proved"},
            {"what": "cleaning", "amount_fen": 8_000, "proof": "unproved"},
            {"what": "a key", "amount_fen": 1_000, "proof": "disproved"},
        ]},
    }));
    check(
        &card,
        ClaimKind::DepositReturn,
        Standing::Supported,
        17_000,
        25_000,
    );
    assert!(
        card.notes
            .iter()
            .any(|note| note.text.zh.contains("十五日"))
    );
}
