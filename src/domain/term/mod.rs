//! Periods and deadlines. A [`Period`] is a length anyone may write down; a [`Deadline`] is opened
//! from a [`Term`] of a rule set and keeps everything needed to explain itself years later.

mod deadline;
mod explain;
mod pause;
mod period;
mod question;
#[cfg(test)]
mod tests;
mod texts;

pub use deadline::{Deadline, DeadlineState, Explanation, Recomputed};
pub use pause::{Pause, PauseFault, PauseReason};
pub use period::{OpenQuestion, Period, PeriodFault, Rolling, Unit};
pub use question::{QuestionFault, Start, StoodStill, TermAnswer, TermFacts};

pub use crate::ruleset::{Term, TermId};

/// How a public holiday is called.
pub fn festival_name(festival: crate::calendar::Festival) -> crate::bilingual::Bilingual {
    texts::festival(festival).text()
}
