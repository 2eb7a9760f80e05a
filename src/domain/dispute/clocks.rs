//! The terms that run in one dispute. Everyone in it sees the same ones.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::{AgreementId, ObligationId, PartyId};
use crate::ruleset::TermId;
use crate::term::Deadline;

/// Whom or what a term is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "about", content = "id")]
pub enum Subject {
    /// The dispute as a whole.
    Dispute,
    /// One party.
    Party(PartyId),
    /// One version of an agreement.
    Agreement(AgreementId),
    /// One promise.
    Obligation(ObligationId),
}

/// Which term about what. At most one clock a key runs at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClockKey {
    /// Which term.
    pub term: TermId,
    /// About what.
    pub subject: Subject,
}

/// Where a clock's end comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// A term of a rule set.
    Term(Box<Deadline>),
    /// A day that somebody set: an offer stands to the end of it.
    Set {
        /// When it was set.
        starts_at: Timestamp,
        /// The first instant that is too late.
        due_at: Timestamp,
        /// The last day.
        due_on: Date,
    },
}

/// A term that runs or stands still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Which.
    pub key: ClockKey,
    /// Until when.
    pub due: Due,
    /// How many reminders went out.
    pub reminded: u16,
}

impl Clock {
    /// The first instant that is too late.
    pub fn due_at(&self) -> Timestamp {
        match &self.due {
            Due::Term(deadline) => deadline.due_at(),
            Due::Set { due_at, .. } => *due_at,
        }
    }

    /// Whether it stands still.
    pub fn is_paused(&self) -> bool {
        match &self.due {
            Due::Term(deadline) => deadline.is_paused(),
            Due::Set { .. } => false,
        }
    }

    /// When the next reminder is due, if any is left.
    pub fn remind_at(&self) -> Option<Timestamp> {
        match &self.due {
            Due::Term(deadline) => deadline
                .remind_at()
                .get(usize::from(self.reminded))
                .copied(),
            Due::Set { .. } => None,
        }
    }

    /// When a job must look at it next; never, while it stands still.
    pub fn wake_at(&self) -> Option<Timestamp> {
        if self.is_paused() {
            return None;
        }
        let due_at = self.due_at();
        Some(
            self.remind_at()
                .map_or(due_at, |remind_at| remind_at.min(due_at)),
        )
    }
}
