//! "How long have I got": a period counted for anyone who asks, outside any dispute.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{OpenQuestion, Pause, PauseReason, Period, PeriodFault, Rolling, Unit};
use crate::bilingual::Bilingual;
use crate::calendar::{Calendar, Skipped, at_time, local_date};
use crate::law::{Clause, ClauseId};
use crate::ruleset::{Province, RuleBook, RuleFault, TermId};
use crate::zone;

/// From when on a period runs, as someone wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    Day(Date),
    Moment(Timestamp),
}

/// Why a question about a period has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuestionFault {
    #[error(
        "{0:?} is neither a day (2026-09-24) nor a moment (2026-09-24T10:00, Beijing time if no offset is given)"
    )]
    Start(String),
    #[error("hours run from a moment: give the time of day as well, as in 2026-09-24T10:00")]
    HoursFromADay,
    #[error(transparent)]
    Period(#[from] PeriodFault),
    #[error("the term would end after the year 9999")]
    TooLate,
    #[error("give count and unit, or the name of a term")]
    Nothing,
    #[error("give either count, unit and roll, or the name of a term")]
    Both,
    #[error("{0:?} is no unit: one of hours, working, natural, months, years")]
    Unit(String),
    #[error("{0:?} is no rule: one of none, civil, bureau, bureau_strict, bureau_wide")]
    Roll(String),
    #[error("{0} is a day; a pause needs moments")]
    PauseOfDays(String),
    #[error("the pause {0} ends before it begins")]
    PauseBackwards(String),
    #[error(transparent)]
    Rule(#[from] RuleFault),
}

impl QuestionFault {
    /// Which fact is at fault, as a JSON pointer.
    pub fn pointer(&self) -> &'static str {
        match self {
            Self::Start(_) | Self::HoursFromADay => "/from",
            Self::Period(_) | Self::TooLate | Self::Nothing => "/count",
            Self::Both | Self::Rule(_) => "/term",
            Self::Unit(_) => "/unit",
            Self::Roll(_) => "/roll",
            Self::PauseOfDays(_) | Self::PauseBackwards(_) => "/pauses",
        }
    }
}

impl TermFacts {
    /// Counts what was asked.
    pub fn answer(
        &self,
        book: &RuleBook,
        calendar: &Calendar,
    ) -> Result<TermAnswer, QuestionFault> {
        let start = Start::parse(&self.from)?;
        let period = self.period(start, book)?;
        let pauses = self.pauses.iter().map(StoodStill::read);
        let pauses = pauses.collect::<Result<Vec<_>, _>>()?;
        let mut answer = TermAnswer::to(start, period, &pauses, calendar)?;
        if let Some(term) = self.term {
            let binding = book.binding(start.day(), self.province)?;
            let cited = book.term(&binding, term)?.source().iter();
            answer.source.splice(0..0, cited.copied());
        }
        let clause = |id: &ClauseId| book.clauses().get(*id).cloned();
        answer.clauses = answer.source.iter().filter_map(clause).collect();
        Ok(answer)
    }

    fn period(&self, start: Start, book: &RuleBook) -> Result<Period, QuestionFault> {
        let counted = self.count.is_some() || self.unit.is_some() || self.roll.is_some();
        if let Some(term) = self.term {
            if counted {
                return Err(QuestionFault::Both);
            }
            let binding = book.binding(start.day(), self.province)?;
            return Ok(book.term(&binding, term)?.period());
        }
        let (Some(count), Some(unit)) = (self.count, &self.unit) else {
            return Err(QuestionFault::Nothing);
        };
        let unit = Unit::parse(unit).ok_or_else(|| QuestionFault::Unit(unit.clone()))?;
        let roll = match &self.roll {
            Some(roll) => Rolling::parse(roll).ok_or_else(|| QuestionFault::Roll(roll.clone()))?,
            None => unit.rolls_unless_said(),
        };
        Ok(Period::new(count, unit, roll)?)
    }
}

impl StoodStill {
    /// Reads `FROM/UNTIL`.
    pub fn parse(text: &str) -> Option<Self> {
        let (from, until) = text.split_once('/')?;
        Some(Self {
            from: from.to_owned(),
            until: until.to_owned(),
        })
    }

    fn read(&self) -> Result<Pause, QuestionFault> {
        let (from, until) = (moment(&self.from)?, moment(&self.until)?);
        if until < from {
            let told = format!("{}/{}", self.from, self.until);
            return Err(QuestionFault::PauseBackwards(told));
        }
        Ok(Pause {
            from,
            until: Some(until),
            reason: PauseReason::Elsewhere,
        })
    }
}

fn moment(text: &str) -> Result<Timestamp, QuestionFault> {
    match Start::parse(text)? {
        Start::Moment(at) => Ok(at),
        Start::Day(_) => Err(QuestionFault::PauseOfDays(text.to_owned())),
    }
}

/// A question about a period, as a program asks it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TermFacts {
    /// A day, or a moment (Beijing time unless it carries an offset): `2026-09-24`,
    /// `2026-09-24T10:00`. Hours need a moment.
    pub from: String,
    /// How many; together with `unit`, or neither and a `term`.
    #[serde(default)]
    pub count: Option<u32>,
    /// `hours`, `working`, `natural`, `months` or `years`.
    #[serde(default)]
    pub unit: Option<String>,
    /// What happens when the last day is a day of rest: `none`, `civil` (T-04), `bureau` (T-06 with
    /// its open questions left open), `bureau_strict` or `bureau_wide`. Without it `bureau` for days,
    /// months and years: the later day is due, the earlier is warned of.
    #[serde(default)]
    pub roll: Option<String>,
    /// A term of the rule sets instead of a count: `negotiation`, `bureau_acceptance` …
    #[serde(default)]
    pub term: Option<TermId>,
    /// The province whose rules count with `term`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub province: Option<Province>,
    /// Times during which it stood still.
    #[serde(default)]
    pub pauses: Vec<StoodStill>,
}

/// A time during which a period stood still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StoodStill {
    /// A moment.
    pub from: String,
    /// A moment.
    pub until: String,
}

/// When a period ends, and why then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TermAnswer {
    pub count: u16,
    pub unit: Unit,
    #[schema(value_type = Object)]
    pub rolling: Rolling,
    #[schema(value_type = String, format = DateTime)]
    pub starts_at: Timestamp,
    /// The last day on which acting is in time, by the reading that is later.
    #[schema(value_type = String, format = Date)]
    pub due_on: Date,
    /// The first instant that is too late.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Timestamp,
    /// The same as a clock in Beijing shows it.
    pub due_at_local: String,
    /// The last day by the reading that is earlier.
    #[schema(value_type = String, format = Date)]
    pub warn_by: Date,
    /// Whether it rests on a year whose holidays are not announced.
    pub provisional: bool,
    /// The calendar editions of the years it spans; `2027.0` is a year without a notice.
    pub edition: String,
    /// Always Asia/Shanghai.
    pub zone: String,
    pub skipped: Vec<Skipped>,
    #[schema(value_type = Vec<String>)]
    pub worked_weekends: Vec<Date>,
    #[schema(value_type = Option<String>)]
    pub rolled_from: Option<Date>,
    #[schema(value_type = Vec<Object>)]
    pub pauses: Vec<Pause>,
    pub source: Vec<ClauseId>,
    pub explanation: Vec<Bilingual>,
    /// What each clause says.
    pub clauses: Vec<Clause>,
}

impl Start {
    /// Reads a day or a moment; a moment without an offset is Beijing time.
    pub fn parse(text: &str) -> Result<Self, QuestionFault> {
        let text = text.trim();
        let fault = || QuestionFault::Start(text.to_owned());
        if let Ok(moment) = text.parse::<Timestamp>() {
            return Ok(Self::Moment(moment));
        }
        // A day is ten characters; longer texts carry a time of day.
        if text.len() <= "2026-09-24".len() {
            return text.parse().map(Self::Day).map_err(|_not_a_day| fault());
        }
        let local: DateTime = text.parse().map_err(|_not_a_moment| fault())?;
        let zoned = local.to_zoned(zone()).map_err(|_out_of_range| fault())?;
        Ok(Self::Moment(zoned.timestamp()))
    }

    /// The civil day it lies on.
    pub fn day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Moment(at) => local_date(at),
        }
    }

    fn instant(self, unit: Unit) -> Result<Timestamp, QuestionFault> {
        match self {
            Self::Moment(at) => Ok(at),
            Self::Day(_) if unit == Unit::Hours => Err(QuestionFault::HoursFromADay),
            Self::Day(day) => Ok(at_time(day, Time::midnight())),
        }
    }
}

impl TermAnswer {
    /// Counts a period from a start.
    pub fn to(
        start: Start,
        period: Period,
        pauses: &[Pause],
        calendar: &Calendar,
    ) -> Result<Self, QuestionFault> {
        let starts_at = start.instant(period.unit())?;
        let end = calendar.reckon(starts_at, period, pauses);
        if end.due_on.year() >= 9999 {
            return Err(QuestionFault::TooLate);
        }
        Ok(Self {
            count: period.count(),
            unit: period.unit(),
            rolling: period.rolling(),
            starts_at,
            due_on: end.due_on,
            due_at: end.due_at,
            due_at_local: end
                .due_at
                .to_zoned(zone())
                .strftime("%Y-%m-%dT%H:%M:%S%:z")
                .to_string(),
            warn_by: end.warn_by,
            provisional: end.provisional,
            edition: calendar.edition_of(local_date(starts_at).year(), end.due_on.year()),
            zone: "Asia/Shanghai".to_owned(),
            explanation: end.told(starts_at, period, pauses),
            skipped: end.skipped,
            worked_weekends: end.worked_weekends,
            rolled_from: end.rolled_from,
            pauses: pauses.to_vec(),
            source: sources(period),
            clauses: Vec::new(),
        })
    }
}

/// The clauses that counting itself rests on.
fn sources(period: Period) -> Vec<ClauseId> {
    let mut sources = vec![ClauseId::T01, ClauseId::T02];
    match period.unit() {
        Unit::Hours | Unit::NaturalDays => {}
        Unit::WorkingDays => sources.extend([ClauseId::T07, ClauseId::T08]),
        Unit::Months | Unit::Years => sources.push(ClauseId::T03),
    }
    match period.rolling() {
        Rolling::None => {}
        Rolling::Civil => sources.push(ClauseId::T04),
        Rolling::Bureau { .. } => sources.push(ClauseId::T06),
    }
    sources
}

impl Rolling {
    /// Reads the name of a rule: `none`, `civil`, `bureau`, or `bureau` with both open questions
    /// settled, `bureau_strict` and `bureau_wide`.
    pub fn parse(name: &str) -> Option<Self> {
        let settled = |question| Self::Bureau {
            weekend: question,
            adjusted_rest: question,
        };
        match name {
            "none" => Some(Self::None),
            "civil" => Some(Self::Civil),
            "bureau" => Some(Self::BUREAU),
            "bureau_strict" | "bureau-strict" => Some(settled(OpenQuestion::Stays)),
            "bureau_wide" | "bureau-wide" => Some(settled(OpenQuestion::Rolls)),
            _ => None,
        }
    }
}

impl Unit {
    /// How a bare count of this unit rolls: the most careful way.
    const fn rolls_unless_said(self) -> Rolling {
        match self {
            Self::Hours | Self::WorkingDays => Rolling::None,
            Self::NaturalDays | Self::Months | Self::Years => Rolling::BUREAU,
        }
    }

    /// Reads `hours`, `working`, `natural`, `months` or `years`; the full names will do as well.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "hours" => Some(Self::Hours),
            "working" | "working_days" => Some(Self::WorkingDays),
            "natural" | "natural_days" => Some(Self::NaturalDays),
            "months" => Some(Self::Months),
            "years" => Some(Self::Years),
            _ => None,
        }
    }
}
