//! `hejie law entitlement`.

use std::error::Error;

use hejie_domain::bilingual::Bilingual;
use hejie_domain::calendar::Calendar;
use hejie_domain::law::entitlement::{Card, Claim, EntitlementFacts, card};
use hejie_domain::ruleset::RuleBook;

use super::ask::{self, AskArguments};

/// The answer as it is printed.
pub(super) fn answer(text: &str, arguments: AskArguments) -> Result<String, Box<dyn Error>> {
    let (book, calendar) = (RuleBook::load()?, Calendar::shipped()?);
    ask::answer(
        text,
        arguments,
        |facts: &EntitlementFacts| card(facts, &book, &calendar),
        told,
    )
}

fn told(card: &Card) -> Vec<String> {
    let mut lines = Vec::new();
    for claim in &card.claims {
        lines.extend(claimed(claim));
    }
    lines.push(format!(
        "= {} – {}  [{} – {}]",
        card.total.min_fen, card.total.max_fen, card.total.min_formula, card.total.max_formula
    ));
    for note in &card.notes {
        lines.extend(both("*", &note.text));
    }
    for missing in &card.missing {
        lines.extend(both(&format!("? {}", missing.fact), &missing.why));
    }
    lines.extend(both("!", &card.not_a_decision));
    lines
}

fn claimed(claim: &Claim) -> Vec<String> {
    let sources: Vec<_> = claim.source.iter().map(|id| id.code()).collect();
    let mut lines = both(
        &format!("{} ({})", claim.claim, claim.standing),
        &claim.title,
    );
    if let Some(amount) = &claim.amount {
        lines.push(format!(
            "  {} = {} – {} = {}",
            amount.min_formula, amount.min_fen, amount.max_formula, amount.max_fen
        ));
    }
    for state in &claim.conditions {
        lines.extend(both(
            &format!("  {} [{}]", state.proof, state.burden.on),
            &state.text,
        ));
    }
    for note in &claim.notes {
        lines.extend(both("  *", note));
    }
    lines.push(format!("  {}", sources.join(" ")));
    lines
}

fn both(mark: &str, text: &Bilingual) -> Vec<String> {
    vec![format!("{mark} {} / {}", text.zh, text.en)]
}

#[cfg(test)]
mod tests {
    use super::super::ask::tests::{JSON, TEXT};
    use super::answer;

    const FACTS: &str = r#"{"category": "food", "on": "2026-08-29", "price_fen": 8600,
        "received_on": "2026-08-28", "food": {"best_before": "2026-08-20"}}"#;

    #[test]
    fn a_card_comes_as_json_or_as_text() {
        let card: serde_json::Value = serde_json::from_str(&answer(FACTS, JSON).unwrap()).unwrap();
        assert_eq!(card["total"]["max_fen"], 108_600);
        let text = answer(FACTS, TEXT).unwrap();
        assert!(
            text.contains("max(10 × 86.00, 1,000.00) = 1,000.00"),
            "{text}"
        );
        assert!(text.contains("不是裁决"), "{text}");
    }

    #[test]
    fn wrong_facts_are_named() {
        let said = |facts: &str| answer(facts, JSON).unwrap_err().to_string();
        assert!(said(r#"{"category": "food"}"#).contains("missing field `on`"));
        assert!(said(r#"{"category": "foot", "on": "2026-08-29"}"#).contains("category"));
        let nested = said(
            r#"{"category": "food", "on": "2026-08-29", "losses": [{"what": "x", "amount_fen": -1, "proof": "proved"}]}"#,
        );
        assert!(nested.contains("losses[0].amount_fen"), "{nested}");
        assert!(said("[]").contains("standard input"));
        assert!(said(&format!("{FACTS} {FACTS}")).contains("trailing"));
        assert!(said("").contains("EOF"));
    }
}
