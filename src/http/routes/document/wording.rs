//! Words that leave something open, for the form in which somebody is writing an offer.

use actix_web::{HttpResponse, post};
use hejie_domain::dispute::lists::Seat;
use hejie_domain::money::Fen;
use hejie_domain::wording::{Gap, Known, rewritten, vague};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::app::{Caller, Failure};
use crate::http::extract::Json;

/// More texts than any offer has.
const TEXTS_MAX: usize = 60;
const CHARS_MAX: usize = 5_000;

/// What is being written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WordingInput {
    texts: Vec<WordingText>,
}

/// One field, with what stands beside it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WordingText {
    /// What the answer calls it.
    name: String,
    text: String,
    #[serde(default, deserialize_with = "maybe_day")]
    #[schema(value_type = Option<String>, format = Date)]
    due_on: Option<Date>,
    amount_fen: Option<Fen>,
    /// On which side the one is who owes.
    owes: Option<Seat>,
}

/// The fields that leave something open.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WordingView {
    texts: Vec<WordingFound>,
}

/// What stands in a field.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WordingFound {
    name: String,
    words: Vec<VagueView>,
    /// The whole field with the better wording.
    rewritten: String,
}

/// A word that leaves something open.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct VagueView {
    gap: Gap,
    word: String,
    /// Where it begins, in characters.
    start: usize,
    /// What to write in its place.
    better: String,
}

/// Which words leave something open, and what to write in their place.
#[utoipa::path(tag = "document", responses((status = 200, body = WordingView)))]
#[post("/wording")]
pub(super) async fn check(
    _caller: Caller,
    Json(input): Json<WordingInput>,
) -> Result<HttpResponse, Failure> {
    if input.texts.len() > TEXTS_MAX {
        return Err(Failure::invalid("/texts", "too_many"));
    }
    let too_long = |one: &WordingText| one.text.chars().count() > CHARS_MAX;
    if let Some(at) = input.texts.iter().position(too_long) {
        return Err(Failure::invalid(format!("/texts/{at}/text"), "too_long"));
    }
    let texts = input.texts.into_iter().filter_map(found).collect();
    Ok(HttpResponse::Ok().json(WordingView { texts }))
}

fn found(one: WordingText) -> Option<WordingFound> {
    let known = Known {
        due_on: one.due_on,
        amount: one.amount_fen,
        owes: one.owes,
    };
    let words = vague(&one.text, &known);
    if words.is_empty() {
        return None;
    }
    let words = words.into_iter().map(|word| VagueView {
        gap: word.gap,
        word: word.word,
        start: word.start,
        better: word.better,
    });
    Some(WordingFound {
        words: words.collect(),
        rewritten: rewritten(&one.text, &known),
        name: one.name,
    })
}

fn maybe_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    Option::deserialize(deserializer)
}
