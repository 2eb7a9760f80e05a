//! Answers as text for people.

use clap::ValueEnum;
use hejie_domain::bilingual::Bilingual;
use serde::Serialize;
use serde_json::Value;

/// In which language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Language {
    /// 中文
    Zh,
    /// English
    En,
    /// Both, side by side
    Both,
}

impl Language {
    /// What is said, in this language.
    pub(in crate::cli) fn of(self, text: &Bilingual) -> String {
        self.pick(&text.zh, &text.en)
    }

    /// One of two.
    pub(in crate::cli) fn pick(self, zh: &str, en: &str) -> String {
        match self {
            Self::Zh => zh.to_owned(),
            Self::En => en.to_owned(),
            Self::Both => format!("{zh} / {en}"),
        }
    }
}

/// Any answer as indented lines.
pub(in crate::cli) fn lines<A: Serialize>(answer: &A, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    match serde_json::to_value(answer) {
        Ok(value) => spell("", &value, language, &mut lines),
        Err(error) => lines.push(error.to_string()),
    }
    lines
}

fn spell(indent: &str, value: &Value, language: Language, lines: &mut Vec<String>) {
    let deeper = format!("{indent}  ");
    let short = |value: &Value| short(value, language);
    match value {
        Value::Object(fields) => {
            for (key, field) in fields.iter().filter(|(_, field)| !empty(field)) {
                match short(field) {
                    Some(text) => lines.push(format!("{indent}{key}: {text}")),
                    None => {
                        lines.push(format!("{indent}{key}:"));
                        spell(&deeper, field, language, lines);
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
                        spell(&deeper, item, language, lines);
                    }
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            lines.extend(short(value).map(|text| format!("{indent}{text}")));
        }
    }
}

/// What fits on one line: a plain value, or a sentence.
fn short(value: &Value, language: Language) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Null | Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Object(fields) => match (fields.get("zh"), fields.get("en")) {
            (Some(Value::String(zh)), Some(Value::String(en))) => Some(language.pick(zh, en)),
            _ => None,
        },
        Value::Array(_) => None,
    }
}

fn empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}
