//! Table tests: the amounts of known cases, and what keeps every card honest.

#![expect(
    clippy::needless_pass_by_value,
    reason = "facts are written where they are used"
)]

mod payments;
mod punitive;
mod returns;

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
