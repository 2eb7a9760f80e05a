//! The platform's own terms on the wire.

use std::collections::BTreeMap;

use hejie_domain::house::{Change, Row, changes};
use hejie_domain::ids::PersonId;
use hejie_domain::law::{ClauseId, Clauses};
use hejie_domain::ruleset::{Numbers, Quantity, RuleSet, Status};
use hejie_domain::term::Unit;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::law::house::{House, HouseEdition, Written};

/// What an administrator writes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct TermsInput {
    /// Every number, changed or not.
    numbers: Numbers,
    /// Why, in Chinese; needed to publish.
    #[serde(default)]
    reasons: String,
    /// The same in English, if there is such a text.
    #[serde(default)]
    reasons_en: String,
}

/// What is in force, what is drafted, what was published.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct TermsView {
    /// The name of the set in force.
    version: String,
    /// Since when it is in force.
    #[schema(value_type = String, format = Date)]
    in_force: Date,
    /// Every row, with what it says now and may say.
    rows: Vec<TermsRowView>,
    /// Its numbers, in the form in which they are written.
    numbers: Numbers,
    /// For how many whole days a change is announced.
    notice_days: u8,
    /// The first day on which something would hold that is published today.
    #[schema(value_type = String, format = Date)]
    holds_from: Date,
    /// What somebody works on.
    draft: Option<TermsDraftView>,
    /// What was published, newest first.
    editions: Vec<TermsEditionView>,
}

/// A row and its bounds.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct TermsRowView {
    /// The name of the term or amount.
    id: &'static str,
    /// `term` or `amount`.
    kind: &'static str,
    /// Of a term; `fen`, `times` or `per_mille` of an amount.
    unit: String,
    least: u32,
    most: u32,
    /// Whether the clause itself gives the bound, or the product's rule under it.
    by_law: bool,
    source: TermsClauseView,
}

/// A clause, as far as it must be named.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct TermsClauseView {
    id: ClauseId,
    instrument: String,
    instrument_en: String,
    article: Option<String>,
    url: Option<String>,
}

/// A draft.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct TermsDraftView {
    version: u64,
    numbers: Numbers,
    reasons: String,
    reasons_en: String,
    #[schema(value_type = String, format = DateTime)]
    changed_at: Timestamp,
    changed_by: String,
    /// What it would change in the set in force.
    changes: Vec<TermsChangeView>,
}

/// What was published.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct TermsEditionView {
    version: String,
    #[schema(value_type = String, format = DateTime)]
    published_at: Timestamp,
    published_by: String,
    #[schema(value_type = String, format = Date)]
    since: Date,
    reasons: String,
    reasons_en: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    withdrawn_at: Option<Timestamp>,
    withdrawn_why: Option<String>,
    /// What it changed, or would have changed, in what was in force before.
    changes: Vec<TermsChangeView>,
    numbers: Numbers,
}

/// A row that says something else.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct TermsChangeView {
    id: &'static str,
    kind: &'static str,
    unit: String,
    was: u32,
    is: u32,
    /// Whether people are warned or reminded at other times.
    telling: bool,
}

impl From<TermsInput> for Written {
    fn from(input: TermsInput) -> Self {
        Self {
            numbers: input.numbers,
            reasons: input.reasons,
            reasons_en: input.reasons_en,
        }
    }
}

impl TermsView {
    /// `first` are the numbers that come with the program.
    pub(in crate::http) fn of(house: House, first: &Numbers, clauses: &Clauses) -> Self {
        let set = &house.in_force;
        let numbers = set.numbers();
        let draft = house.draft.map(|draft| TermsDraftView {
            changes: differing(&numbers, &draft.numbers, set),
            version: draft.version,
            numbers: draft.numbers,
            reasons: draft.reasons,
            reasons_en: draft.reasons_en,
            changed_at: draft.changed_at,
            changed_by: name(&house.names, draft.changed_by),
        });
        let mut editions = Vec::new();
        let mut before = first.clone();
        for edition in house.published {
            let Some(publication) = edition.published else {
                continue;
            };
            let changes = differing(&before, &edition.numbers, set);
            if publication.withdrawn.is_none() {
                before = edition.numbers.clone();
            }
            let (withdrawn_at, withdrawn_why) = publication.withdrawn.unzip();
            editions.push(TermsEditionView {
                version: publication.name,
                published_at: publication.at,
                published_by: name(&house.names, edition.changed_by),
                since: publication.since,
                reasons: edition.reasons,
                reasons_en: edition.reasons_en,
                withdrawn_at,
                withdrawn_why,
                changes,
                numbers: edition.numbers,
            });
        }
        editions.reverse();
        let terms = set.terms().map(|row| Row::Term(row.id()));
        let amounts = set.amounts().map(|row| Row::Amount(row.id()));
        let rows = terms.chain(amounts).filter_map(|row| {
            let bound = house.bounds.of(row)?;
            Some(TermsRowView {
                id: row.code(),
                kind: kind(row),
                unit: unit(set, row),
                least: bound.least,
                most: bound.most,
                by_law: bound.status != Status::House,
                source: clause(bound.source, clauses),
            })
        });
        Self {
            version: set.id().to_string(),
            in_force: set.since(),
            rows: rows.collect(),
            numbers,
            notice_days: house.bounds.notice().days,
            holds_from: house.holds_from,
            draft,
            editions,
        }
    }
}

/// What an edition changes in a set.
pub(in crate::http) fn changed(set: &RuleSet, edition: &HouseEdition) -> Vec<TermsChangeView> {
    differing(&set.numbers(), &edition.numbers, set)
}

fn differing(from: &Numbers, to: &Numbers, set: &RuleSet) -> Vec<TermsChangeView> {
    let view = |change: Change| TermsChangeView {
        id: change.row.code(),
        kind: kind(change.row),
        unit: unit(set, change.row),
        was: change.was,
        is: change.is,
        telling: change.telling,
    };
    changes(from, to).into_iter().map(view).collect()
}

fn kind(row: Row) -> &'static str {
    match row {
        Row::Term(_) => "term",
        Row::Amount(_) => "amount",
    }
}

fn unit(set: &RuleSet, row: Row) -> String {
    match row {
        Row::Term(id) => {
            let found = set.terms().find(|row| row.id() == id);
            found.map_or_else(String::new, |row| unit_code(row.period().unit()))
        }
        Row::Amount(id) => {
            let found = set.amounts().find(|row| row.id() == id);
            let code = found.map_or("", |row| match row.quantity() {
                Quantity::Fen(_) => "fen",
                Quantity::Times(_) => "times",
                Quantity::PerMille(_) => "per_mille",
            });
            code.to_owned()
        }
    }
}

fn unit_code(unit: Unit) -> String {
    let value = serde_json::to_value(unit).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

fn clause(id: ClauseId, clauses: &Clauses) -> TermsClauseView {
    let found = clauses.get(id);
    let said = |of: fn(&hejie_domain::law::Clause) -> String| found.map(of).unwrap_or_default();
    TermsClauseView {
        id,
        instrument: said(|clause| clause.instrument.zh.clone()),
        instrument_en: said(|clause| clause.instrument.en.clone()),
        article: found.and_then(|clause| clause.article.clone()),
        url: found.and_then(|clause| clause.url.clone()),
    }
}

fn name(names: &BTreeMap<PersonId, String>, id: PersonId) -> String {
    names.get(&id).cloned().unwrap_or_default()
}
