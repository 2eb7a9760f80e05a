//! Questions whose facts come as JSON on standard input.

use std::error::Error;
use std::io::Read;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

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

/// Any answer as indented lines; what is said in both languages shares one line.
pub(in crate::cli) fn lines<A: Serialize>(answer: &A) -> Vec<String> {
    let mut lines = Vec::new();
    match serde_json::to_value(answer) {
        Ok(value) => spell("", &value, &mut lines),
        Err(error) => lines.push(error.to_string()),
    }
    lines
}

fn spell(indent: &str, value: &Value, lines: &mut Vec<String>) {
    let deeper = format!("{indent}  ");
    match value {
        Value::Object(fields) => {
            for (key, field) in fields.iter().filter(|(_, field)| !empty(field)) {
                match short(field) {
                    Some(text) => lines.push(format!("{indent}{key}: {text}")),
                    None => {
                        lines.push(format!("{indent}{key}:"));
                        spell(&deeper, field, lines);
                    }
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                match short(item) {
                    Some(text) => lines.push(format!("{indent}- {text}")),
                    None => {
                        lines.push(format!("{indent}-"));
                        spell(&deeper, item, lines);
                    }
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            lines.extend(short(value).map(|text| format!("{indent}{text}")));
        }
    }
}

/// What fits on one line: a plain value, or a sentence in both languages.
fn short(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Null | Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Object(fields) => match (fields.get("zh"), fields.get("en")) {
            (Some(Value::String(zh)), Some(Value::String(en))) => Some(format!("{zh} / {en}")),
            _ => None,
        },
        Value::Array(_) => None,
    }
}

fn empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
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
