//! A running term: when it ends, why then, and what stopped it meanwhile.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Pause, PauseFault, PauseReason, Period, Rolling, Unit};
use crate::calendar::{Calendar, Skipped, local_date};
use crate::law::ClauseId;
use crate::ruleset::{RuleSetId, Term, TermId};

/// An opened term. It is stored whole, so that it can be explained without the calendar it was
/// counted with, and changes only through [`Deadline::pause`], [`Deadline::resume`] and
/// [`Deadline::recompute`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    term: TermId,
    count: u16,
    unit: Unit,
    rolling: Rolling,
    starts_at: Timestamp,
    due_at: Timestamp,
    due_on: Date,
    warn_by: Date,
    warn_at: Timestamp,
    remind_at: Vec<Timestamp>,
    provisional: bool,
    edition: String,
    ruleset: RuleSetId,
    source: Vec<ClauseId>,
    /// How many units before the end the warning comes.
    warn: u16,
    /// After how many units the reminders come.
    remind: Vec<u16>,
    explain: Explanation,
}

/// How the end of a deadline was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// Days within the period that were not counted.
    pub skipped: Vec<Skipped>,
    /// Saturdays and Sundays that counted because people worked.
    pub worked_weekends: Vec<Date>,
    /// The day of rest on which the period would have ended.
    pub rolled_from: Option<Date>,
    /// When the period stood still.
    pub pauses: Vec<Pause>,
}

/// Where a deadline stands at some moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineState {
    Running,
    Paused,
    Ended,
}

/// What a new calendar edition makes of a deadline. The old one stays what it was until the caller
/// stores the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recomputed {
    pub old: Deadline,
    pub new: Deadline,
}

impl Recomputed {
    /// Whether nothing is said otherwise than before, whatever edition it rests on.
    pub fn is_the_same(&self) -> bool {
        let edition = self.old.edition.clone();
        let new = self.new.clone();
        Deadline { edition, ..new } == self.old
    }

    /// Whether a date that people were told has changed; if not, only the edition it rests on, or
    /// that it is no longer provisional, may differ.
    pub fn moved(&self) -> bool {
        self.new.due_at != self.old.due_at || self.new.warn_by != self.old.warn_by
    }
}

impl Deadline {
    /// Opens a term at `start`.
    pub fn open(term: &Term, start: Timestamp, calendar: &Calendar) -> Self {
        let blank = Self {
            term: term.id(),
            count: term.period().count(),
            unit: term.period().unit(),
            rolling: term.period().rolling(),
            starts_at: start,
            due_at: start,
            due_on: local_date(start),
            warn_by: local_date(start),
            warn_at: start,
            remind_at: Vec::new(),
            provisional: false,
            edition: String::new(),
            ruleset: term.ruleset().clone(),
            source: term.source().to_vec(),
            warn: term.warn(),
            remind: term.remind().to_vec(),
            explain: Explanation {
                skipped: Vec::new(),
                worked_weekends: Vec::new(),
                rolled_from: None,
                pauses: Vec::new(),
            },
        };
        blank.counted(term.period(), calendar)
    }

    /// Opens a term that runs from a day, which itself is not counted.
    pub fn open_after(term: &Term, day: Date, calendar: &Calendar) -> Self {
        let (midnight, _) = crate::calendar::day_span(day);
        Self::open(term, midnight, calendar)
    }

    /// The same stretch of time under a longer term: from the same beginning, and what stood still is
    /// added as before.
    pub fn prolonged(&self, term: &Term, calendar: &Calendar) -> Self {
        let mut longer = Self::open(term, self.starts_at, calendar);
        longer.explain.pauses.clone_from(&self.explain.pauses);
        longer.counted(term.period(), calendar)
    }

    /// Stops the clock.
    pub fn pause(&self, at: Timestamp, reason: PauseReason) -> Result<Self, PauseFault> {
        match self.state(at) {
            DeadlineState::Paused => Err(PauseFault::AlreadyPaused),
            DeadlineState::Ended => Err(PauseFault::Ended),
            DeadlineState::Running if at < self.last_change() => Err(PauseFault::TooEarly),
            DeadlineState::Running => {
                let mut paused = self.clone();
                paused.explain.pauses.push(Pause {
                    from: at,
                    until: None,
                    reason,
                });
                Ok(paused)
            }
        }
    }

    /// Starts the clock again; the rest of the period moves by the time it stood still.
    pub fn resume(&self, at: Timestamp, calendar: &Calendar) -> Result<Self, PauseFault> {
        let mut resumed = self.clone();
        let last = resumed
            .explain
            .pauses
            .last_mut()
            .filter(|pause| pause.until.is_none());
        let pause = last.ok_or(PauseFault::NotPaused)?;
        if at < pause.from {
            return Err(PauseFault::TooEarly);
        }
        pause.until = Some(at);
        Ok(resumed.recounted(calendar))
    }

    /// What another calendar makes of this deadline.
    pub fn recompute(&self, calendar: &Calendar) -> Recomputed {
        Recomputed {
            old: self.clone(),
            new: self.clone().recounted(calendar),
        }
    }

    /// Where the deadline stands. Acting before `due_at` is in time; from `due_at` on it has ended.
    pub fn state(&self, now: Timestamp) -> DeadlineState {
        if self.is_paused() {
            DeadlineState::Paused
        } else if now >= self.due_at {
            DeadlineState::Ended
        } else {
            DeadlineState::Running
        }
    }

    /// Whether the clock stands still.
    pub fn is_paused(&self) -> bool {
        self.explain
            .pauses
            .last()
            .is_some_and(|pause| pause.until.is_none())
    }

    /// How the end was found.
    pub fn explain(&self) -> &Explanation {
        &self.explain
    }

    pub fn term(&self) -> TermId {
        self.term
    }

    pub fn count(&self) -> u16 {
        self.count
    }

    pub fn unit(&self) -> Unit {
        self.unit
    }

    pub fn rolling(&self) -> Rolling {
        self.rolling
    }

    pub fn starts_at(&self) -> Timestamp {
        self.starts_at
    }

    /// The first instant that is too late: 24:00 of the last day, or the exact hour. Meaningless
    /// while the clock stands still.
    pub fn due_at(&self) -> Timestamp {
        self.due_at
    }

    /// The last day on which acting is in time.
    pub fn due_on(&self) -> Date {
        self.due_on
    }

    /// The last day by the strictest reading of the law, of which people are warned.
    pub fn warn_by(&self) -> Date {
        self.warn_by
    }

    /// From when on the deadline is shown as close.
    pub fn warn_at(&self) -> Timestamp {
        self.warn_at
    }

    /// When reminders go out.
    pub fn remind_at(&self) -> &[Timestamp] {
        &self.remind_at
    }

    /// Whether it rests on a year whose holidays are not announced yet.
    pub fn provisional(&self) -> bool {
        self.provisional
    }

    /// The calendar editions of the years it spans, as [`Calendar::edition_of`] names them.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    pub fn ruleset(&self) -> &RuleSetId {
        &self.ruleset
    }

    /// The clauses the term comes from.
    pub fn source(&self) -> &[ClauseId] {
        &self.source
    }

    fn last_change(&self) -> Timestamp {
        self.explain
            .pauses
            .last()
            .and_then(|pause| pause.until)
            .unwrap_or(self.starts_at)
    }

    fn recounted(self, calendar: &Calendar) -> Self {
        match Period::new(u32::from(self.count), self.unit, self.rolling) {
            Ok(period) => self.counted(period, calendar),
            // A stored deadline that no rule set could have made is left as it is.
            Err(_) => self,
        }
    }

    fn counted(mut self, period: Period, calendar: &Calendar) -> Self {
        let pauses = std::mem::take(&mut self.explain.pauses);
        let end = calendar.reckon(self.starts_at, period, &pauses);
        self.due_at = end.due_at;
        self.due_on = end.due_on;
        self.warn_by = end.warn_by;
        self.provisional = end.provisional;
        self.edition = calendar.edition_of(local_date(self.starts_at).year(), end.due_on.year());
        self.warn_at = self
            .warning(calendar)
            .clamp(self.starts_at, self.due_at.max(self.starts_at));
        self.remind_at = self.reminders(calendar, &pauses);
        self.explain = Explanation {
            skipped: end.skipped,
            worked_weekends: end.worked_weekends,
            rolled_from: end.rolled_from,
            pauses,
        };
        self
    }

    fn warning(&self, calendar: &Calendar) -> Timestamp {
        match self.unit {
            Unit::Hours => {
                let lead = jiff::SignedDuration::from_hours(i64::from(self.warn));
                self.due_at.saturating_sub(lead).unwrap_or(self.starts_at)
            }
            Unit::WorkingDays | Unit::NaturalDays | Unit::Months | Unit::Years => {
                calendar.morning_before(self.warn_by, self.unit, self.warn)
            }
        }
    }

    fn reminders(&self, calendar: &Calendar, pauses: &[Pause]) -> Vec<Timestamp> {
        let moment =
            |after: &u16| calendar.moment_within(self.starts_at, self.unit, *after, pauses);
        self.remind
            .iter()
            .map(moment)
            .filter(|at| *at < self.due_at)
            .collect()
    }
}
