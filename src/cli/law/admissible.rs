//! `hejie law admissible`.

use std::error::Error;

use hejie_domain::calendar::Calendar;
use hejie_domain::law::admissible::{AdmissibleFacts, admissible};
use hejie_domain::ruleset::RuleBook;

use super::ask::{self, AskArguments};

/// The answer as it is printed.
pub(super) fn answer(text: &str, arguments: AskArguments) -> Result<String, Box<dyn Error>> {
    let (book, calendar) = (RuleBook::load()?, Calendar::shipped()?);
    let examine = |facts: &AdmissibleFacts| admissible(facts, &book, &calendar);
    ask::answer(text, arguments, examine, ask::lines)
}

#[cfg(test)]
mod tests {
    use super::super::ask::tests::{JSON, TEXT};
    use super::answer;

    #[test]
    fn what_stands_in_the_way_is_said() {
        let facts =
            r#"{"on": "2026-09-14", "elsewhere": [{"body": "court", "state": "accepted"}]}"#;
        let found: serde_json::Value = serde_json::from_str(&answer(facts, JSON).unwrap()).unwrap();
        assert_eq!(found["outlook"], "refuse");
        let text = answer(facts, TEXT).unwrap();
        assert!(
            text.contains("法院已经受理或者处理过同一争议。 / A court"),
            "{text}"
        );
    }
}
