//! Which days are worked. A [`Calendar`] is an immutable value built from the yearly editions that
//! are known; it never asks what day it is and never guesses a lunar date.
//!
//! A year without a notice still answers, from weekends and the holidays whose date is fixed by the
//! holiday rules (T-07), and says of every such answer that it is not certain.

mod edition;
mod reckon;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::{Date, Weekday, date};

use edition::Mark;
pub use edition::{Edition, EditionFault, Festival};
pub use reckon::{Reckoning, Skipped, Why};
pub(crate) use reckon::{at_time, day_span, local_date};

/// What kind of day it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind {
    /// An ordinary day of work.
    Working,
    /// A Saturday or Sunday that a notice made a day of work.
    WorkedWeekend(Festival),
    /// An ordinary Saturday or Sunday.
    Weekend,
    /// One of the thirteen days fixed by the national holiday rules.
    Statutory(Festival),
    /// Off by the yearly notice, beyond the thirteen.
    Rest(Festival),
}

/// A day as one calendar knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    pub date: Date,
    pub kind: DayKind,
    /// Whether the notice of this year is known; if not, a lunar holiday or a worked weekend may
    /// still change what the day is.
    pub certain: bool,
}

impl Day {
    /// Whether people work on it.
    pub fn is_working(self) -> bool {
        match self.kind {
            DayKind::Working | DayKind::WorkedWeekend(_) => true,
            DayKind::Weekend | DayKind::Statutory(_) | DayKind::Rest(_) => false,
        }
    }
}

/// The editions that are known, one for each year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    editions: BTreeMap<i16, Edition>,
    marks: BTreeMap<Date, Mark>,
}

impl Calendar {
    /// The editions that come with the program.
    pub fn shipped() -> Result<Self, EditionFault> {
        let texts = [
            include_str!("data/2024.toml"),
            include_str!("data/2025.toml"),
            include_str!("data/2026.toml"),
        ];
        let editions = texts.iter().map(|text| Edition::parse(text));
        Ok(Self::of(editions.collect::<Result<Vec<_>, _>>()?))
    }

    /// A calendar of these editions; of two for one year the higher revision counts.
    pub fn of(editions: impl IntoIterator<Item = Edition>) -> Self {
        let mut newest: BTreeMap<i16, Edition> = BTreeMap::new();
        for edition in editions {
            let known = newest.get(&edition.year()).map(Edition::revision);
            if known.is_none_or(|revision| revision < edition.revision()) {
                newest.insert(edition.year(), edition);
            }
        }
        // In the order of years, so that a notice may also settle the December before its year.
        let marks = newest.values().flat_map(Edition::marks).collect();
        Self {
            editions: newest,
            marks,
        }
    }

    /// The same calendar after one more edition became known.
    pub fn with(&self, edition: Edition) -> Self {
        Self::of(self.editions.values().cloned().chain([edition]))
    }

    /// The editions in the order of their years.
    pub fn editions(&self) -> impl Iterator<Item = &Edition> {
        self.editions.values()
    }

    /// What kind of day this is, and whether that is certain.
    pub fn day(&self, date: Date) -> Day {
        let certain = self.editions.contains_key(&date.year());
        let kind = match self.marks.get(&date) {
            Some(mark) => mark.kind(),
            None => unmarked(date, certain),
        };
        Day {
            date,
            kind,
            certain,
        }
    }

    /// Whether people work on this day.
    pub fn is_working_day(&self, date: Date) -> bool {
        self.day(date).is_working()
    }

    /// Names the editions that years `from` to `to` are read from, as a stored deadline keeps
    /// them: `2026.1`, or `2026.1+2027.0` where 2027 has no notice yet.
    pub fn edition_of(&self, from: i16, to: i16) -> String {
        let mut name = String::new();
        for year in from..=to.max(from) {
            let revision = self.editions.get(&year).map_or(0, Edition::revision);
            let joint = if name.is_empty() { "" } else { "+" };
            // Writing to a String cannot fail.
            let _ = write!(name, "{joint}{year}.{revision}");
        }
        name
    }
}

fn unmarked(day: Date, certain: bool) -> DayKind {
    match fixed_holiday(day).filter(|_| !certain) {
        Some(festival) => DayKind::Statutory(festival),
        None if is_weekend(day) => DayKind::Weekend,
        None => DayKind::Working,
    }
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The holidays of T-07 whose date does not depend on the moon.
fn fixed_holiday(day: Date) -> Option<Festival> {
    // The second day of the Labour holiday came with the rules of 2024-11-10.
    let labour_days = if day >= date(2025, 1, 1) { 2 } else { 1 };
    match (day.month(), day.day()) {
        (1, 1) => Some(Festival::NewYear),
        (5, n) if n <= labour_days => Some(Festival::Labour),
        (10, 1..=3) => Some(Festival::National),
        _ => None,
    }
}
