//! Times during which a period stands still.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::day_span;

/// Why a period stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    Appraisal,
    Recusal,
    Court,
    Police,
    /// Another dispute goes on in its place.
    Merged,
    /// A new mediator is being found.
    Replacement,
    /// Another step is open that decides this one.
    Elsewhere,
}

/// From when until when a period stood still; without an end it still does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    pub from: Timestamp,
    pub until: Option<Timestamp>,
    pub reason: PauseReason,
}

/// Why a period cannot be stopped or started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PauseFault {
    #[error("the term stands still already")]
    AlreadyPaused,
    #[error("the term is running")]
    NotPaused,
    #[error("the term has ended")]
    Ended,
    #[error("that moment lies before the beginning")]
    TooEarly,
}

impl Pause {
    /// Whether the period stood still during any part of the day.
    pub(crate) fn touches(&self, day: Date) -> bool {
        let (starts, ends) = day_span(day);
        // A pause that ended the moment it began stopped nothing.
        let lasted = self.until.is_none_or(|until| until > self.from);
        lasted && self.from < ends && self.until.is_none_or(|until| until > starts)
    }
}
