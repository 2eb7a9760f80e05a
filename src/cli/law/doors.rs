//! `hejie law doors`.

use std::error::Error;

use hejie_domain::calendar::Calendar;
use hejie_domain::law::doors::{DoorFacts, doors};
use hejie_domain::ruleset::RuleBook;

use super::ask::{self, AskArguments};

/// The answer as it is printed.
pub(super) fn answer(text: &str, arguments: AskArguments) -> Result<String, Box<dyn Error>> {
    let (book, calendar) = (RuleBook::load()?, Calendar::shipped()?);
    let look = |facts: &DoorFacts| doors(facts, &book, &calendar);
    ask::answer(text, arguments, look, ask::lines)
}

#[cfg(test)]
mod tests {
    use super::super::ask::tests::{JSON, TEXT};
    use super::answer;

    #[test]
    fn every_way_is_told_with_what_it_closes() {
        let facts = r#"{"on": "2026-08-31"}"#;
        let panel: serde_json::Value = serde_json::from_str(&answer(facts, JSON).unwrap()).unwrap();
        assert_eq!(panel["doors"].as_array().unwrap().len(), 12);
        assert!(answer(facts, TEXT).unwrap().contains("消费者协会受理后"));
    }
}
