//! Questions whose facts come as JSON on standard input.

use std::error::Error;
use std::io::Read;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// How a question is asked.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(in crate::cli) struct AskArguments {
    /// Answer as JSON; `hejie law schema NAME-facts` and `NAME-answer` say what goes in and out
    #[arg(long)]
    json: bool,
}

/// More than any case has; the rest is not read.
const FACTS_MAX: u64 = 1 << 20;

/// Standard input, as far as facts can be long.
pub(super) fn input() -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    std::io::stdin()
        .lock()
        .take(FACTS_MAX)
        .read_to_string(&mut text)?;
    Ok(text)
}

/// Reads the facts, answers, and prints the answer as JSON or as lines of text.
pub(super) fn answer<F: DeserializeOwned, A: Serialize, E: Error + 'static>(
    text: &str,
    arguments: AskArguments,
    ask: impl FnOnce(&F) -> Result<A, E>,
    told: impl FnOnce(&A) -> Vec<String>,
) -> Result<String, Box<dyn Error>> {
    let answer = ask(&facts(text)?)?;
    if arguments.json {
        return Ok(serde_json::to_string_pretty(&answer)?);
    }
    Ok(told(&answer).join("\n"))
}

fn facts<F: DeserializeOwned>(text: &str) -> Result<F, Box<dyn Error>> {
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
pub(super) mod tests {
    use super::AskArguments;

    pub(in crate::cli) const JSON: AskArguments = AskArguments { json: true };
    pub(in crate::cli) const TEXT: AskArguments = AskArguments { json: false };
}
