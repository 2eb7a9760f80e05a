//! What every list takes: how many, from where, with which words.

use crate::app::Failure;
use crate::app::records::Cursor;

const LIMIT: u64 = 50;
const LIMIT_MAX: u64 = 200;
const WORDS_CHARS_MAX: usize = 100;

/// How many lines: 50, where nobody says, and 200 at the most.
pub fn limit(asked: Option<u64>) -> Result<u64, Failure> {
    match asked {
        None => Ok(LIMIT),
        Some(limit) if (1..=LIMIT_MAX).contains(&limit) => Ok(limit),
        Some(_) => Err(Failure::invalid("/limit", "out_of_range")),
    }
}

/// The row after which the page begins.
pub fn cursor(text: Option<&str>) -> Result<Option<Cursor>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let parsed = text.split_once('.').and_then(|(key, id)| {
        Some(Cursor {
            key: key.parse().ok()?,
            id: id.parse().ok()?,
        })
    });
    parsed
        .map(Some)
        .ok_or_else(|| Failure::invalid("/cursor", "invalid"))
}

/// What to look for; nothing, where only white space was sent.
pub fn words(query: Option<String>) -> Result<Option<String>, Failure> {
    let words = query
        .map(|words| words.trim().to_owned())
        .filter(|words| !words.is_empty());
    match &words {
        Some(words) if words.chars().count() > WORDS_CHARS_MAX => {
            Err(Failure::invalid("/query", "too_long"))
        }
        Some(_) | None => Ok(words),
    }
}
