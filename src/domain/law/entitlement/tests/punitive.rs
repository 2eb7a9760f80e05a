//! What is owed beyond the loss: for fraud, for food, for serious harm, and what was promised.

use serde_json::{Value, json};

use super::super::{Bearer, Card, ClaimKind, Condition, Standing};
use super::{asked, burden, check, examine, total};

#[test]
fn fraud_gives_three_times_the_price_or_the_floor() {
    for (price, treble) in [
        (329_900, 989_700),
        (8_600, 50_000),
        (16_666, 50_000),
        (16_667, 50_001),
    ] {
        let card = examine(json!({
            "category": "misrep", "on": "2026-09-14", "price_fen": price, "fraud": "misleading_promotion",
            "conditions": {"for_living": "proved", "deceived": "proved", "not_planted": "proved"},
        }));
        check(
            &card,
            ClaimKind::Treble,
            Standing::Supported,
            treble,
            treble,
        );
        total(&card, price + treble, price + treble);
    }
}

#[test]
fn what_is_open_gives_a_range_and_what_is_disproved_gives_nothing() {
    let facts = |deceived: &str| {
        json!({
            "category": "fake", "on": "2026-09-14", "price_fen": 100_000, "fraud": "trademark",
            "conditions": {"for_living": "proved", "deceived": deceived, "not_planted": "proved"},
        })
    };
    check(
        &examine(facts("disputed")),
        ClaimKind::Treble,
        Standing::Open,
        0,
        300_000,
    );
    check(
        &examine(facts("unproved")),
        ClaimKind::Treble,
        Standing::Open,
        0,
        300_000,
    );
    check(
        &examine(facts("disproved")),
        ClaimKind::Treble,
        Standing::Excluded,
        0,
        0,
    );
    let (on, _) = burden(&examine(facts("disputed")), Condition::Deceived);
    assert_eq!(
        on,
        Bearer::Merchant,
        "a forged mark is for the merchant to explain"
    );
}

#[test]
fn a_purchase_for_business_earns_no_punitive_damages() {
    let card = examine(json!({
        "category": "quality", "on": "2026-09-14", "price_fen": 1_188_000, "received_on": "2026-09-12",
        "quality": {"durable": false, "asked_on": "2026-09-13"}, "fraud": "adulterated",
        "conditions": {"for_living": "disproved", "defect": "proved"},
    }));
    check(&card, ClaimKind::Treble, Standing::Excluded, 0, 0);
    check(
        &card,
        ClaimKind::ReturnRefund,
        Standing::Supported,
        1_188_000,
        1_188_000,
    );
}

fn jerky(change: Value) -> Card {
    let mut facts = json!({
        "category": "food", "on": "2026-08-29", "price_fen": 8_600, "received_on": "2026-08-28",
        "food": {"against": "operator", "made_on": "2025-11-20", "shelf_life_months": 9},
        "conditions": {"for_living": "proved", "not_planted": "proved"},
    });
    for (key, value) in change.as_object().unwrap() {
        facts[key] = value.clone();
    }
    examine(facts)
}

#[test]
fn food_past_its_shelf_life_gives_the_price_and_the_floor() {
    let card = jerky(json!({}));
    check(&card, ClaimKind::Refund, Standing::Supported, 8_600, 8_600);
    check(
        &card,
        ClaimKind::Tenfold,
        Standing::Supported,
        100_000,
        100_000,
    );
    total(&card, 108_600, 108_600);
    assert!(card.missing.is_empty(), "{:?}", card.missing);
    assert!(
        card.notes
            .iter()
            .any(|note| note.text.zh.contains("先行赔付"))
    );
    let dear = jerky(json!({"price_fen": 25_000}));
    total(&dear, 275_000, 275_000);
    let fresh = jerky(json!({"received_on": "2026-08-20"}));
    check(&fresh, ClaimKind::Tenfold, Standing::Open, 0, 100_000);
}

#[test]
fn three_hundred_bags_go_to_a_person() {
    let card = jerky(json!({"quantity": 300, "price_fen": 2_580_000}));
    check(
        &card,
        ClaimKind::Refund,
        Standing::Supported,
        2_580_000,
        2_580_000,
    );
    check(
        &card,
        ClaimKind::Tenfold,
        Standing::ForAPerson,
        0,
        25_800_000,
    );
    assert_eq!(asked(&card), ["/food/reasonable_quantity"]);
    let settled = jerky(json!({
        "quantity": 300, "price_fen": 2_580_000,
        "food": {"against": "operator", "best_before": "2026-08-20", "reasonable_quantity": 5},
    }));
    check(
        &settled,
        ClaimKind::Tenfold,
        Standing::Supported,
        430_000,
        430_000,
    );
}

#[test]
fn a_rounding_interval_on_a_label_earns_no_punitive_damages() {
    let card = jerky(json!({
        "label_flaw": "presentation", "food": {}, "conditions": {"below_standard": "unproved"},
    }));
    check(&card, ClaimKind::Tenfold, Standing::Excluded, 0, 0);
    check(&card, ClaimKind::Refund, Standing::Open, 0, 8_600);
    let maker = jerky(json!({"label_flaw": "essential"}));
    check(
        &maker,
        ClaimKind::Tenfold,
        Standing::Supported,
        100_000,
        100_000,
    );
}

#[test]
fn a_loss_may_weigh_more_than_the_price() {
    let card =
        jerky(json!({"losses": [{"what": "treatment", "amount_fen": 200_000, "proof": "proved"}]}));
    check(
        &card,
        ClaimKind::FoodTripleLoss,
        Standing::Supported,
        600_000,
        600_000,
    );
    total(&card, 8_600 + 200_000 + 600_000, 8_600 + 200_000 + 600_000);
}

#[test]
fn parcels_promises_and_one_platforms_own_standard() {
    let parcel = |insured: Value| {
        examine(json!({
            "category": "delivery", "on": "2026-09-30", "price_fen": 80_000,
            "parcel": {"insured_fen": insured, "loss_fen": 80_000}, "conditions": {"not_delivered": "proved"},
        }))
    };
    check(
        &parcel(json!(50_000)),
        ClaimKind::ParcelLoss,
        Standing::Supported,
        50_000,
        50_000,
    );
    check(
        &parcel(Value::Null),
        ClaimKind::ParcelLoss,
        Standing::Supported,
        80_000,
        80_000,
    );
    let promise = examine(json!({
        "category": "fake", "on": "2026-09-30", "price_fen": 10_000, "fraud": "trademark",
        "promise": {"times": 10}, "conditions": {"promised": "proved", "deceived": "proved",
        "for_living": "proved", "not_planted": "proved"},
    }));
    check(
        &promise,
        ClaimKind::Promised,
        Standing::Supported,
        100_000,
        100_000,
    );
    // The claimant takes the better of the promise and the law, never both.
    total(&promise, 110_000, 110_000);
    for (price, owed) in [(100_000, 10_000), (500_000, 20_000)] {
        let card = examine(json!({
            "category": "price", "on": "2026-09-30", "price_fen": price, "jd_platform": true,
            "comparison": {"fair_fen": price}, "conditions": {"misposted": "proved"},
        }));
        check(
            &card,
            ClaimKind::Misinformation,
            Standing::Supported,
            owed,
            owed,
        );
    }
}

#[test]
fn serious_harm_gives_up_to_twice_the_losses() {
    let card = examine(json!({
        "category": "safety", "on": "2026-09-30", "price_fen": 39_900,
        "losses": [{"what": "treatment", "amount_fen": 1_500_000, "proof": "proved"}],
        "conditions": {"defect": "proved", "knowingly_defective": "proved", "serious_harm": "proved"},
    }));
    check(
        &card,
        ClaimKind::HarmPunitive,
        Standing::Supported,
        0,
        3_000_000,
    );
}
