#![expect(
    clippy::needless_pass_by_value,
    reason = "facts are written where they are used"
)]

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Admissible, Factor, Holds, Outlook, Period, admissible};
use crate::calendar::Calendar;
use crate::ruleset::RuleBook;
use crate::taxonomy::RejectionGround;

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Calendar::shipped().unwrap());
static BOOK: LazyLock<RuleBook> = LazyLock::new(|| RuleBook::load().unwrap());

/// A complaint with nothing against it, and one change.
fn complaint(change: Value) -> Admissible {
    let mut facts = json!({
        "on": "2026-09-14", "matter": "market", "elsewhere": [], "purchase": {"for_living": "proved"},
        "known_on": "2026-06-25",
        "materials": {"name": true, "phone": true, "address": true, "respondent_name": true,
            "respondent_address": true, "request": true, "facts": true},
    });
    for (key, value) in change.as_object().unwrap() {
        facts[key] = value.clone();
    }
    let facts = serde_json::from_value(facts).unwrap();
    admissible(&facts, &BOOK, &CALENDAR).unwrap()
}

fn holds(found: &Admissible, ground: RejectionGround) -> Holds {
    found
        .grounds
        .iter()
        .find(|examined| examined.ground == ground)
        .unwrap()
        .holds
}

fn last_day(found: &Admissible, period: Period) -> Option<(String, bool)> {
    let running = found
        .limitation
        .iter()
        .find(|running| running.period == period)?;
    Some((running.last_day.to_string(), running.over))
}

#[test]
fn nothing_stands_against_an_ordinary_complaint() {
    let found = complaint(json!({}));
    assert_eq!(found.outlook, Outlook::Accept, "{:?}", found.grounds);
    assert!(found.missing.is_empty() && found.signals.is_empty());
    assert_eq!(found.grounds.len(), 7);
}

#[test]
fn what_a_court_has_the_bureau_does_not_take() {
    let court = |state: &str| {
        complaint(json!({"elsewhere": [{"body": "court", "state": state, "on": "2026-07-06"}]}))
    };
    assert_eq!(court("accepted").outlook, Outlook::Refuse);
    assert_eq!(court("withdrawn").outlook, Outlook::ForAPerson);
    assert_eq!(court("refused").outlook, Outlook::Accept);
    assert_eq!(court("asked").outlook, Outlook::Accept);
}

#[test]
fn an_association_closes_the_bureau_and_other_mediation_did_so_only_until_2026() {
    let body = |on: &str, body: &str, entrusted: bool| {
        let case = json!([{"body": body, "state": "ended", "entrusted": entrusted}]);
        complaint(json!({"on": on, "known_on": "2026-01-05", "elsewhere": case})).outlook
    };
    assert_eq!(
        body("2026-09-08", "consumer_association", false),
        Outlook::Refuse
    );
    assert_eq!(
        body("2026-09-08", "consumer_association", true),
        Outlook::Accept
    );
    assert_eq!(body("2026-09-08", "mediation_body", false), Outlook::Accept);
    assert_eq!(body("2026-04-15", "mediation_body", false), Outlook::Accept);
    assert_eq!(body("2026-04-14", "mediation_body", false), Outlook::Refuse);
    assert_eq!(body("2026-09-08", "platform", false), Outlook::Accept);
}

#[test]
fn identity_is_a_ground_only_since_2026() {
    let found = |on: &str| {
        complaint(
            json!({"on": on, "known_on": "2026-01-05", "identity": {"impersonated": "proved"}}),
        )
    };
    assert_eq!(found("2026-04-15").outlook, Outlook::Refuse);
    assert_eq!(found("2026-04-14").outlook, Outlook::Accept);
    assert_eq!(found("2026-04-14").grounds.len(), 6);
}

#[test]
fn one_signal_of_business_brings_a_person_and_not_a_refusal() {
    let found =
        complaint(json!({"purchase": {"paid_by_company": true, "invoiced_to_business": true}}));
    assert_eq!(
        holds(&found, RejectionGround::NotConsumer),
        Holds::ForAPerson
    );
    assert_eq!(found.outlook, Outlook::ForAPerson);
    assert_eq!(found.signals.len(), 2);
    let stated =
        complaint(json!({"purchase": {"paid_by_company": true, "for_living": "disproved"}}));
    assert_eq!(stated.outlook, Outlook::Refuse);
    let private = complaint(json!({"purchase": {"for_living": "proved"}}));
    assert_eq!(private.outlook, Outlook::Accept);
}

#[test]
fn many_complaints_of_one_kind_are_figures_for_a_reviewer() {
    let busy = complaint(json!({"purchase": {}, "pattern": {
        "days": 30, "complaints": 46, "same_issue": 46, "shops": 41, "shared_contact": 5}}));
    let factors: Vec<_> = busy.signals.iter().map(|signal| signal.factor).collect();
    assert_eq!(factors, [Factor::SameKind, Factor::SharedContact]);
    assert_eq!(busy.outlook, Outlook::ForAPerson);
    assert!(
        busy.signals[0]
            .figures
            .iter()
            .any(|figure| figure.count == 41)
    );
    let ordinary =
        complaint(json!({"pattern": {"days": 30, "complaints": 3, "same_issue": 1, "shops": 3}}));
    assert!(ordinary.signals.is_empty());
    assert_eq!(ordinary.outlook, Outlook::Accept);
}

#[test]
fn a_private_seller_is_for_a_person() {
    let found = complaint(
        json!({"seller": {"bought_to_sell": true, "pieces": 60, "sold_in_90_days": 40,
        "other_channels": true, "main_income": true}}),
    );
    assert_eq!(found.outlook, Outlook::ForAPerson);
    assert_eq!(found.signals[0].figures.len(), 5);
}

#[test]
fn a_claim_can_be_dead_at_the_bureau_and_alive_in_court() {
    let found = complaint(json!({
        "known_on": "2023-03-01",
        "limitation": {"harmed_on": "2023-02-20", "interruptions": [{"by": "demand", "on": "2025-05-06"}]},
    }));
    assert_eq!(
        last_day(&found, Period::Bureau),
        Some(("2026-03-02".into(), true))
    );
    assert_eq!(
        last_day(&found, Period::Court),
        Some(("2028-05-08".into(), false))
    );
    assert_eq!(last_day(&found, Period::CourtCap).unwrap().0, "2043-02-20");
    assert_eq!(found.outlook, Outlook::Refuse);
    assert!(found.notes.iter().any(|note| note.en.contains("still sue")));
}

#[test]
fn a_demand_after_the_end_revives_nothing() {
    let found = complaint(json!({
        "known_on": "2022-03-01",
        "limitation": {"interruptions": [{"by": "demand", "on": "2025-05-06"}]},
    }));
    assert_eq!(
        last_day(&found, Period::Court),
        Some(("2025-03-03".into(), true))
    );
}

#[test]
fn defects_and_fraud_have_periods_of_their_own() {
    let found = complaint(json!({
        "known_on": "2025-12-01",
        "limitation": {"defect": true, "fraud": true, "mistake": true,
            "delivered_on": "2020-01-10", "harmed_on": "2021-10-15"},
    }));
    assert_eq!(last_day(&found, Period::Product).unwrap().0, "2027-12-01");
    assert_eq!(
        last_day(&found, Period::ProductLongStop).unwrap().0,
        "2030-01-10"
    );
    assert_eq!(
        last_day(&found, Period::RescissionFraud),
        Some(("2026-12-01".into(), false))
    );
    assert_eq!(
        last_day(&found, Period::RescissionMistake),
        Some(("2026-03-02".into(), true))
    );
    assert_eq!(
        last_day(&found, Period::RescissionCap),
        Some(("2026-10-15".into(), false))
    );
}

#[test]
fn missing_materials_are_named() {
    let found = complaint(
        json!({"materials": {"name": true, "phone": true, "address": true,
        "respondent_name": true, "respondent_address": true, "request": true, "facts": true, "by_agent": true,
        "agent_identity": true}}),
    );
    let why = &found
        .grounds
        .iter()
        .find(|g| g.ground == RejectionGround::Materials)
        .unwrap()
        .why;
    assert_eq!(why[0].en, "Missing: the original power of attorney.");
}

#[test]
fn another_authority_is_named_and_not_just_refused() {
    let found = complaint(json!({"matter": "telecom"}));
    assert_eq!(found.outlook, Outlook::Refuse);
    assert!(found.authority.unwrap().reached.zh.contains("12300"));
}

#[test]
fn facts_that_nobody_gave_are_asked_for() {
    let facts = serde_json::from_value(json!({"on": "2026-09-14"})).unwrap();
    let found = admissible(&facts, &BOOK, &CALENDAR).unwrap();
    let asked: Vec<_> = found
        .missing
        .iter()
        .map(|missing| missing.fact.as_str())
        .collect();
    assert_eq!(
        asked,
        [
            "/matter",
            "/elsewhere",
            "/purchase/for_living",
            "/known_on",
            "/materials"
        ]
    );
    assert_eq!(found.outlook, Outlook::Unknown);
}

proptest! {
    #[test]
    fn no_signal_leads_to_a_refusal(
        pieces in 0_u32..100_000, same_issue in 0_u32..10_000, shops in 0_u32..10_000,
        shared in 0_u32..1_000, company in any::<bool>(), invoice in any::<bool>(), resale in any::<bool>(),
        living in proptest::sample::select(vec!["proved", "unproved", "disputed"]),
        purchase in proptest::sample::select(vec!["proved", "unproved", "disputed", "disproved"]),
    ) {
        let found = complaint(json!({
            "purchase": {"for_living": living, "paid_by_company": company, "invoiced_to_business": invoice,
                "for_resale": resale},
            "pattern": {"pieces": pieces, "complaints": same_issue, "same_issue": same_issue, "shops": shops,
                "shared_contact": shared, "real_purchase": purchase},
        }));
        prop_assert!(matches!(found.outlook, Outlook::Accept | Outlook::ForAPerson));
    }
}
