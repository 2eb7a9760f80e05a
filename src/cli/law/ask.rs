//! Questions whose facts come as JSON on standard input.

use std::error::Error;
use std::io::Read;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::told::Language;
use crate::app::law::Unanswerable;

/// What is wrong with a question.
pub(in crate::cli) type Fault = Box<dyn Error>;

/// How a question is asked.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(in crate::cli) struct AskArguments {
    /// Answer as JSON; `hejie law schema NAME-facts` and `NAME-answer` say what goes in and out
    #[arg(long)]
    pub(super) json: bool,
    /// In which language, where the answer is no JSON: zh, en or both
    #[arg(long, value_enum, default_value_t = Language::Zh)]
    pub(super) lang: Language,
}

/// More than any case has; the rest is not read.
const FACTS_MAX: u64 = 1 << 20;

impl AskArguments {
    /// Reads the facts from standard input and answers.
    pub(super) fn answer<F: DeserializeOwned, A: Serialize>(
        self,
        ask: impl FnOnce(&F) -> Result<A, Unanswerable>,
        told: impl FnOnce(&A, Language) -> Vec<String>,
    ) -> Result<String, Fault> {
        self.answer_to(&facts(&input()?)?, ask, told)
    }

    /// The same for facts that are there already.
    pub(super) fn answer_to<F, A: Serialize>(
        self,
        facts: &F,
        ask: impl FnOnce(&F) -> Result<A, Unanswerable>,
        told: impl FnOnce(&A, Language) -> Vec<String>,
    ) -> Result<String, Fault> {
        let answer = ask(facts).map_err(|fault| match fault.pointer() {
            "" => fault.to_string(),
            pointer => format!("{pointer}: {fault}"),
        })?;
        if self.json {
            return Ok(serde_json::to_string_pretty(&answer)?);
        }
        Ok(told(&answer, self.lang).join("\n"))
    }
}

/// Standard input, as far as facts can be long.
pub(super) fn input() -> Result<String, Fault> {
    let mut text = String::new();
    std::io::stdin()
        .lock()
        .take(FACTS_MAX)
        .read_to_string(&mut text)?;
    Ok(text)
}

/// Reads facts; says where they do not fit.
pub(super) fn facts<F: DeserializeOwned>(text: &str) -> Result<F, Fault> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let facts = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        match error.path().iter().count() {
            0 => format!("the facts on standard input: {}", error.inner()),
            _ => format!(
                "the facts on standard input, at {}: {}",
                error.path(),
                error.inner()
            ),
        }
    })?;
    reader
        .end()
        .map_err(|error| format!("the facts on standard input: {error}"))?;
    Ok(facts)
}

#[cfg(test)]
mod tests {
    use hejie_domain::law::entitlement::EntitlementFacts;

    use super::facts;

    #[test]
    fn wrong_facts_are_named() {
        let said = |text: &str| facts::<EntitlementFacts>(text).unwrap_err().to_string();
        let good = r#"{"category": "food", "on": "2026-08-29"}"#;
        assert!(said(r#"{"category": "food"}"#).contains("missing field `on`"));
        assert!(said(r#"{"category": "foot", "on": "2026-08-29"}"#).contains("category"));
        let nested = said(
            r#"{"category": "food", "on": "2026-08-29", "losses": [{"what": "x", "amount_fen": -1, "proof": "proved"}]}"#,
        );
        assert!(nested.contains("losses[0].amount_fen"), "{nested}");
        assert!(said("[]").contains("standard input"));
        assert!(said(&format!("{good} {good}")).contains("trailing"));
        assert!(said("").contains("EOF"));
    }
}
