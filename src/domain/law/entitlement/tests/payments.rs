//! What was paid ahead, again, too dearly, or by a child.

use serde_json::{Value, json};

use super::super::{Bearer, Card, ClaimKind, Condition, Standing};
use super::{asked, burden, check, examine};

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
