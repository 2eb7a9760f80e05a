//! The log, as people may read it.

use hejie_domain::dispute::event::{Event, Fact, ObligationFact};
use hejie_domain::dispute::lists::Seat;
use hejie_domain::dispute::seen::{is_seen, is_worded};
use hejie_domain::text::TextRef;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::agreement::words;
use crate::app::dispute::DisputePage;

/// One entry.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimelineEntry {
    /// Its number in the log.
    pub seq: u64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: jiff::Timestamp,
    /// What kind of fact.
    pub fact: &'static str,
    /// Who did it, in which seat.
    pub seat: Seat,
    /// Who did it, by name; empty for the clock.
    pub name: String,
    /// The fact's ids, codes, amounts and days.
    #[schema(value_type = Object)]
    pub data: Map<String, Value>,
    /// What was written with it; absent once it was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// The entries that the reader may see.
pub(super) fn timeline(page: &DisputePage) -> Vec<TimelineEntry> {
    let seen = |event: &&Event| is_seen(&page.loaded.dispute, &page.you, event);
    page.loaded
        .log
        .iter()
        .filter(seen)
        .map(|event| entry(page, event))
        .collect()
}

fn entry(page: &DisputePage, event: &Event) -> TimelineEntry {
    let mut texts = Vec::new();
    let mut data = match serde_json::to_value(&event.fact) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) | Err(_) => Map::new(),
    };
    data.remove("fact");
    flatten_clock(&mut data);
    data.retain(|_, value| !take_texts(page, value, &mut texts));
    if matches!(event.fact, Fact::Filed { .. }) {
        data.retain(|name, _| name == "on_behalf");
        // The particulars are kept beside the statement; people read the statement.
        texts = words(page, page.loaded.dispute.claim.statement)
            .into_iter()
            .collect();
    }
    if !is_worded(&page.loaded.dispute, &page.you, event) {
        texts.clear();
    }
    if let Fact::Offered {
        obligations, note, ..
    } = &event.fact
    {
        texts = promised(page, obligations, *note);
    }
    TimelineEntry {
        seq: event.seq,
        at: event.at,
        fact: event.fact.kind(),
        seat: event.actor.seat,
        name: name(page, event),
        data,
        text: (!texts.is_empty()).then(|| texts.join("\n")),
    }
}

/// What is to be done and how, promise by promise, and what was said with it.
fn promised(
    page: &DisputePage,
    obligations: &[ObligationFact],
    note: Option<TextRef>,
) -> Vec<String> {
    let lines = obligations.iter().filter_map(|one| {
        let (what, how) = (words(page, one.what)?, words(page, one.how));
        Some(how.map_or(what.clone(), |how| format!("{what} · {how}")))
    });
    lines
        .chain(note.and_then(|note| words(page, note)))
        .collect()
}

/// A clock is told by its term and its end.
fn flatten_clock(data: &mut Map<String, Value>) {
    let Some(clock) = data.remove("clock").or_else(|| data.remove("key")) else {
        return;
    };
    let key = clock.get("key").unwrap_or(&clock);
    if let Some(term) = key.get("term") {
        data.insert("term".to_owned(), term.clone());
    }
    let due = clock
        .get("due")
        .and_then(|due| due.get("term").or_else(|| due.get("set")));
    if let Some(due_at) = due.and_then(|due| due.get("due_at")) {
        data.insert("due_at".to_owned(), due_at.clone());
    }
}

/// Takes the words that a value refers to; true when it was nothing but a reference.
fn take_texts(page: &DisputePage, value: &mut Value, texts: &mut Vec<String>) -> bool {
    match value {
        Value::Object(fields) if fields.len() == 2 && fields.contains_key("sha256") => {
            let id = fields
                .get("id")
                .and_then(Value::as_str)
                .and_then(|id| id.parse().ok());
            texts.extend(id.and_then(|id| page.texts.get(&id)).cloned());
            true
        }
        Value::Object(fields) => {
            fields.retain(|_, inner| !take_texts(page, inner, texts));
            false
        }
        Value::Array(items) => {
            let before = items.len();
            items.retain_mut(|inner| !take_texts(page, inner, texts));
            before > 0 && items.is_empty()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Staff by their own name, parties by the name they have in the dispute.
fn name(page: &DisputePage, event: &Event) -> String {
    let party = event
        .actor
        .party
        .and_then(|party| page.loaded.name_of(party));
    let person = event
        .actor
        .person
        .and_then(|person| page.names.get(&person));
    party
        .or_else(|| person.map(|(name, _)| name.as_str()))
        .unwrap_or_default()
        .to_owned()
}
