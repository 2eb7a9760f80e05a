//! Calendar editions on the wire.

use std::collections::BTreeMap;

use hejie_domain::calendar::{DayKind, Edition, Festival};
use hejie_domain::ids::{DisputeId, PersonId};
use hejie_domain::ruleset::TermId;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::law::calendar::{ChangedDay, Done, KnownEdition, MovedTerm, Preview};

/// How many moved terms are listed; the count is of all.
const LISTED_MAX: usize = 100;

/// All editions.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct EditionList {
    items: Vec<EditionItem>,
}

/// An edition.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct EditionItem {
    year: i16,
    revision: u16,
    /// The State Council papers it comes from.
    papers: Vec<String>,
    /// Whether it counts, or a later revision of its year does.
    counts: bool,
    /// When it was imported; absent where it comes with the program.
    #[schema(value_type = Option<String>, format = DateTime)]
    imported_at: Option<Timestamp>,
    /// By whom; absent where it was the command line.
    imported_by: Option<String>,
    days: Vec<MarkedDay>,
}

/// A day that is not what its weekday says.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct MarkedDay {
    #[schema(value_type = String, format = Date)]
    day: Date,
    kind: &'static str,
    festival: Option<Festival>,
}

/// What an edition would change.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct ImportPreview {
    year: i16,
    revision: u16,
    papers: Vec<String>,
    /// The revision of the same year that it replaces.
    replaces: Option<u16>,
    days: Vec<DayChange>,
    /// Terms that would end at another time; the first hundred are listed.
    moved_count: usize,
    moved: Vec<TermMove>,
    /// Terms that would no longer be provisional.
    settled_count: usize,
}

/// A day that would be another kind of day.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct DayChange {
    #[schema(value_type = String, format = Date)]
    day: Date,
    was: &'static str,
    is: &'static str,
    festival: Option<Festival>,
}

/// A term that would move.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct TermMove {
    dispute: DisputeId,
    number: String,
    term: TermId,
    #[schema(value_type = String, format = DateTime)]
    was_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    due_at: Timestamp,
}

/// What an import did.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct ImportDone {
    year: i16,
    revision: u16,
    /// Disputes in which a term was counted again.
    disputes: usize,
}

impl EditionList {
    pub(in crate::http) fn of(
        editions: &[KnownEdition],
        names: &BTreeMap<PersonId, String>,
    ) -> Self {
        let item = |one: &KnownEdition| EditionItem {
            year: one.edition.year(),
            revision: one.edition.revision(),
            papers: one.edition.papers().to_vec(),
            counts: one.counts,
            imported_at: one.imported.map(|(at, _)| at),
            imported_by: one
                .imported
                .and_then(|(_, by)| by)
                .and_then(|by| names.get(&by).cloned()),
            days: days(&one.edition),
        };
        Self {
            items: editions.iter().map(item).collect(),
        }
    }
}

impl ImportPreview {
    pub(in crate::http) fn of(preview: &Preview) -> Self {
        Self {
            year: preview.edition.year(),
            revision: preview.edition.revision(),
            papers: preview.edition.papers().to_vec(),
            replaces: preview.replaces,
            days: preview.days.iter().copied().map(day_change).collect(),
            moved_count: preview.moved.len(),
            moved: preview
                .moved
                .iter()
                .take(LISTED_MAX)
                .map(term_move)
                .collect(),
            settled_count: preview.settled,
        }
    }
}

impl ImportDone {
    pub(in crate::http) fn of(done: &Done) -> Self {
        Self {
            year: done.edition.year(),
            revision: done.edition.revision(),
            disputes: done.disputes,
        }
    }
}

fn days(edition: &Edition) -> Vec<MarkedDay> {
    let marked = |(day, kind)| {
        let (kind, festival) = named(kind);
        MarkedDay {
            day,
            kind,
            festival,
        }
    };
    edition.days().map(marked).collect()
}

fn day_change(change: ChangedDay) -> DayChange {
    let ((was, before), (is, after)) = (named(change.was), named(change.is));
    DayChange {
        day: change.day,
        was,
        is,
        festival: after.or(before),
    }
}

fn term_move(moved: &MovedTerm) -> TermMove {
    TermMove {
        dispute: moved.dispute,
        number: moved.number.clone(),
        term: moved.term,
        was_at: moved.was,
        due_at: moved.due,
    }
}

fn named(kind: DayKind) -> (&'static str, Option<Festival>) {
    match kind {
        DayKind::Working => ("working", None),
        DayKind::Weekend => ("weekend", None),
        DayKind::WorkedWeekend(festival) => ("worked", Some(festival)),
        DayKind::Statutory(festival) => ("statutory", Some(festival)),
        DayKind::Rest(festival) => ("rest", Some(festival)),
    }
}
