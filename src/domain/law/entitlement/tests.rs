//! Table tests: the amounts of known cases, and what keeps every card honest.

#![expect(
    clippy::needless_pass_by_value,
    reason = "facts are written where they are used"
)]

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::{Bearer, Card, ClaimKind, Condition, EntitlementFacts, Standing, card};
use crate::calendar::Calendar;
use crate::law::formula::tests::read;
use crate::ruleset::RuleBook;

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Calendar::shipped().unwrap());
static BOOK: LazyLock<RuleBook> = LazyLock::new(|| RuleBook::load().unwrap());

fn examine(facts: Value) -> Card {
    let facts: EntitlementFacts = serde_json::from_value(facts).unwrap();
    let card = card(&facts, &BOOK, &CALENDAR).unwrap();
    honest(&card);
    card
}

/// Holds for every card: printed calculations give the amounts, places are filled, clauses exist.
fn honest(card: &Card) {
    let ranges = card
        .claims
        .iter()
        .filter_map(|claim| claim.amount.as_ref())
        .chain([&card.total]);
    for range in ranges {
        assert_eq!(
            read(&range.min_formula),
            i128::from(range.min_fen.get()),
            "{}",
            range.min_formula
        );
        assert_eq!(
            read(&range.max_formula),
            i128::from(range.max_fen.get()),
            "{}",
            range.max_formula
        );
        assert!(range.min_fen <= range.max_fen);
    }
    let text = serde_json::to_string(card).unwrap();
    assert!(
        !text.contains("\":\"{") && !text.contains(" {"),
        "an unfilled place: {text}"
    );
    for claim in &card.claims {
        assert!(!claim.source.is_empty(), "{}", claim.claim);
        for id in &claim.source {
            assert!(card.clauses.iter().any(|clause| clause.id == *id), "{id}");
        }
    }
    assert_eq!(serde_json::from_str::<Card>(&text).unwrap(), *card);
}

/// Standing, least and most of a claim.
fn check(card: &Card, kind: ClaimKind, standing: Standing, min: i64, max: i64) {
    let claim = card.claims.iter().find(|claim| claim.claim == kind);
    let claim = claim.unwrap_or_else(|| panic!("no {kind} among {:?}", kinds(card)));
    let amount = claim.amount.as_ref().unwrap();
    let found = (claim.standing, amount.min_fen.get(), amount.max_fen.get());
    assert_eq!(found, (standing, min, max), "{kind}");
}

fn total(card: &Card, min: i64, max: i64) {
    assert_eq!(
        (card.total.min_fen.get(), card.total.max_fen.get()),
        (min, max)
    );
}

fn kinds(card: &Card) -> Vec<ClaimKind> {
    card.claims.iter().map(|claim| claim.claim).collect()
}

fn asked(card: &Card) -> Vec<&str> {
    card.missing
        .iter()
        .map(|missing| missing.fact.as_str())
        .collect()
}

fn burden(card: &Card, condition: Condition) -> (Bearer, Option<String>) {
    let states = card.claims.iter().flat_map(|claim| &claim.conditions);
    let mut states = states.filter(|state| state.condition == condition);
    let burden = &states.next().unwrap().burden;
    (burden.on, burden.until.map(|day| day.to_string()))
}

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

fn prepaid(cause: Option<&str>, plan: Value) -> Card {
    let mut facts = json!({
        "category": "prepaid", "on": "2026-09-30",
        "prepaid": {"principal_fen": 100_000, "paid_on": "2026-01-05", "plan": plan},
    });
    if let Some(cause) = cause {
        facts["prepaid"]["cause"] = json!(cause);
    }
    examine(facts)
}

#[test]
fn what_is_left_of_a_prepayment_depends_on_the_cause() {
    let kind = ClaimKind::PrepaidRefund;
    let balance = json!({"kind": "balance", "bonus_fen": 20_000, "used_fen": 60_000});
    check(
        &prepaid(Some("merchant"), balance.clone()),
        kind,
        Standing::Supported,
        50_000,
        50_000,
    );
    check(
        &prepaid(Some("consumer"), balance.clone()),
        kind,
        Standing::Supported,
        40_000,
        40_000,
    );
    let open = prepaid(None, balance);
    check(&open, kind, Standing::Supported, 40_000, 50_000);
    assert_eq!(asked(&open), ["/prepaid/cause"]);
    let times = json!({"kind": "times", "total": 10, "used": 3, "single_fen": 15_000});
    check(
        &prepaid(Some("merchant"), times.clone()),
        kind,
        Standing::Supported,
        70_000,
        70_000,
    );
    check(
        &prepaid(Some("consumer"), times),
        kind,
        Standing::Supported,
        55_000,
        55_000,
    );
    let dear = json!({"kind": "times", "total": 10, "used": 8, "single_fen": 15_000});
    check(
        &prepaid(Some("consumer"), dear),
        kind,
        Standing::Supported,
        0,
        0,
    );
    let period = json!({"kind": "period", "total_days": 365, "used_days": 100});
    check(
        &prepaid(Some("merchant"), period),
        kind,
        Standing::Supported,
        72_603,
        72_603,
    );
}

#[test]
fn a_prepayment_comes_back_whole_within_seven_days() {
    let facts = |asked: &str, had: bool| {
        json!({
            "category": "prepaid", "on": asked,
            "prepaid": {
                "principal_fen": 498_000, "paid_on": "2026-08-03", "asked_on": asked, "had_before": had,
                "cause": "consumer", "plan": {"kind": "times", "total": 10, "used": 1, "single_fen": 60_000},
            },
        })
    };
    let kind = ClaimKind::PrepaidRefund;
    check(
        &examine(facts("2026-08-10", false)),
        kind,
        Standing::Supported,
        498_000,
        498_000,
    );
    check(
        &examine(facts("2026-08-11", false)),
        kind,
        Standing::Supported,
        438_000,
        438_000,
    );
    check(
        &examine(facts("2026-08-10", true)),
        kind,
        Standing::Supported,
        438_000,
        438_000,
    );
}

#[test]
fn interest_runs_on_what_is_left() {
    let card = examine(json!({
        "category": "prepaid", "on": "2026-09-30",
        "prepaid": {
            "principal_fen": 1_000_000, "paid_on": "2026-01-05", "cause": "merchant",
            "plan": {"kind": "period", "total_days": 100, "used_days": 0},
            "interest": {"rate_bp": 310, "from": "2026-06-01", "until": "2026-09-09"},
        },
    }));
    check(
        &card,
        ClaimKind::Interest,
        Standing::Supported,
        8_493,
        8_493,
    );
}

#[test]
fn charges_without_notice_come_back() {
    let charges = json!([
        {"what": "July", "amount_fen": 2_500, "consented": "proved"},
        {"what": "August", "amount_fen": 2_500, "consented": "unproved"},
        {"what": "September", "amount_fen": 2_500, "consented": "disputed"},
    ]);
    let renewals = json!({"category": "autorenew", "on": "2026-09-30", "renewals": charges});
    check(
        &examine(renewals),
        ClaimKind::RenewalRefund,
        Standing::Supported,
        2_500,
        5_000,
    );
    let added = json!({"category": "default_consent", "on": "2026-09-30", "added": charges});
    check(
        &examine(added),
        ClaimKind::AddedRefund,
        Standing::Supported,
        2_500,
        5_000,
    );
}

#[test]
fn a_dearer_price_for_a_regular_is_the_platforms_to_explain() {
    let card = examine(json!({
        "category": "bigdata", "on": "2026-09-30", "price_fen": 45_800, "comparison": {"fair_fen": 39_900},
        "conditions": {"equal_conditions": "disputed"},
    }));
    check(&card, ClaimKind::PriceDifference, Standing::Open, 0, 5_900);
    assert_eq!(
        burden(&card, Condition::EqualConditions).0,
        Bearer::Platform
    );
}

#[test]
fn a_minors_payments_give_a_range_and_never_one_number() {
    let card = examine(json!({
        "category": "minor", "on": "2026-09-30",
        "minor": {"born_on": "2013-03-01", "game": true, "ratified": "disproved", "payments": [
            {"on": "2026-07-01", "amount_fen": 64_800},
            {"on": "2026-07-02", "amount_fen": 5_000},
            {"on": "2026-07-03", "amount_fen": 5_000},
            {"on": "2026-07-04", "amount_fen": 5_000},
            {"on": "2026-07-05", "amount_fen": 5_000},
        ]},
        "conditions": {"paid_by_minor": "proved", "not_fitting": "proved"},
    }));
    check(
        &card,
        ClaimKind::MinorRefund,
        Standing::Supported,
        0,
        84_800,
    );
    let notes = &card.claims[0].notes;
    // 598 yuan above one payment's limit, and 50 above the month's.
    assert!(
        notes.iter().any(|note| note.zh.contains("648.00")),
        "{notes:?}"
    );
    assert!(card.claims[0].to_be_confirmed);
    let child = examine(json!({
        "category": "minor", "on": "2026-09-30", "conditions": {"paid_by_minor": "proved"},
        "minor": {"born_on": "2019-03-01", "payments": [{"on": "2026-07-01", "amount_fen": 64_800}]},
    }));
    check(
        &child,
        ClaimKind::MinorRefund,
        Standing::Supported,
        0,
        64_800,
    );
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

#[test]
fn a_bare_category_asks_for_exactly_what_it_needs() {
    for (category, expected) in [
        (
            "return7",
            vec![
                "/no_reason_return/goods",
                "/no_reason_return/noticed_on",
                "/received_on",
                "/price_fen",
            ],
        ),
        (
            "quality",
            vec!["/quality/durable", "/received_on", "/price_fen"],
        ),
        ("fake", vec!["/price_fen", "/fraud"]),
        ("food", vec!["/price_fen", "/food/best_before"]),
        ("deposit", vec!["/deposit/paid_fen"]),
        ("prepaid", vec!["/prepaid/principal_fen"]),
        ("autorenew", vec!["/renewals"]),
        ("default_consent", vec!["/added"]),
        ("bigdata", vec!["/price_fen", "/comparison/fair_fen"]),
        ("minor", vec!["/minor/payments", "/minor/born_on"]),
        ("delivery", vec!["/price_fen"]),
    ] {
        let card = examine(json!({"category": category, "on": "2026-09-30"}));
        assert_eq!(asked(&card), expected, "{category}");
        total(&card, 0, 0);
    }
}

#[test]
fn impossible_facts_are_refused_by_name() {
    let facts = json!({
        "category": "prepaid", "on": "2026-09-30",
        "prepaid": {"principal_fen": 1, "paid_on": "2026-01-05",
            "plan": {"kind": "times", "total": 10, "used": 11, "single_fen": 1}},
    });
    let facts: EntitlementFacts = serde_json::from_value(facts).unwrap();
    let fault = card(&facts, &BOOK, &CALENDAR).unwrap_err().to_string();
    assert!(fault.contains("/prepaid/plan/used"), "{fault}");
    let unknown = json!({"category": "food", "on": "2026-09-30", "colour": "red"});
    let said = serde_json::from_value::<EntitlementFacts>(unknown)
        .unwrap_err()
        .to_string();
    assert!(said.contains("colour"), "{said}");
}
