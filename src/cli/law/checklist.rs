//! `hejie law checklist`.

use std::error::Error;

use hejie_domain::law::checklist::{ChecklistFacts, checklist};
use hejie_domain::ruleset::RuleBook;

use super::ask::{self, AskArguments};

/// The answer as it is printed.
pub(super) fn answer(text: &str, arguments: AskArguments) -> Result<String, Box<dyn Error>> {
    let book = RuleBook::load()?;
    let list = |facts: &ChecklistFacts| Ok::<_, std::convert::Infallible>(checklist(facts, &book));
    ask::answer(text, arguments, list, ask::lines)
}

#[cfg(test)]
mod tests {
    use super::super::ask::tests::JSON;
    use super::answer;

    #[test]
    fn what_is_missing_is_named() {
        let facts = r#"{"category": "food", "have": ["object"]}"#;
        let list: serde_json::Value = serde_json::from_str(&answer(facts, JSON).unwrap()).unwrap();
        let items = list["items"].as_array().unwrap();
        assert!(
            items
                .iter()
                .any(|item| item["kind"] == "object" && item["missing"] == false)
        );
        assert!(
            items
                .iter()
                .any(|item| item["kind"] == "payment" && item["missing"] == true)
        );
    }
}
