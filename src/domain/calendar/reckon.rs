//! Counting periods. Adding a period and measuring one share the same question, [`Stretch::why_not`]:
//! does this day count?

use jiff::civil::{Date, Time, time};
use jiff::{SignedDuration, Span, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Calendar, DayKind, Festival, is_weekend};
use crate::term::{OpenQuestion, Pause, Period, Rolling, Unit};
use crate::zone;

/// When people are reminded of a day's term; a house rule, so that nobody is written to at night.
const REMINDED_AT: Time = time(9, 0, 0, 0);

/// Why a day was not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    Weekend,
    /// One of the thirteen days of T-07.
    Statutory,
    /// Off by the yearly notice.
    Rest,
    /// The period stood still.
    Paused,
}

/// A day that was not counted, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Skipped {
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    pub why: Why,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub festival: Option<Festival>,
}

/// The end of a period and how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reckoning {
    /// The first instant that is too late: 24:00 of the last day, or the exact hour.
    pub due_at: Timestamp,
    /// The last day on which acting is in time, by the reading that is later.
    pub due_on: Date,
    /// The last day by the reading that is earlier; `due_on` where nothing is open. In a year whose
    /// notice is not known, the earlier reading takes every weekday for a day of work, since a
    /// notice may make weekends days of work as well.
    pub warn_by: Date,
    /// Whether a year without a holiday notice was consulted.
    pub provisional: bool,
    /// The days within the period that were not counted.
    pub skipped: Vec<Skipped>,
    /// Saturdays and Sundays on which people worked and which therefore count, or on which the
    /// period ends.
    pub worked_weekends: Vec<Date>,
    /// The day on which the period would have ended, had it not been a day of rest.
    pub rolled_from: Option<Date>,
}

/// The days after `start`, read in one unit.
#[derive(Clone, Copy)]
struct Stretch<'a> {
    calendar: &'a Calendar,
    working_days_only: bool,
    pauses: &'a [Pause],
    side: Side,
}

impl Calendar {
    /// When a period that starts at `start` ends. The starting day is not counted (T-02); hours run
    /// from the moment itself. A day on which the period stood still, were it for a minute, is not
    /// counted; hours go on where they stopped.
    ///
    /// A pause that has not ended is left out: nobody knows yet how long it will be.
    pub fn reckon(&self, start: Timestamp, period: Period, pauses: &[Pause]) -> Reckoning {
        let pauses = &pauses
            .iter()
            .copied()
            .filter(|pause| pause.until.is_some())
            .collect::<Vec<_>>();
        match period.unit() {
            Unit::Hours => hours(start, period.count(), pauses),
            Unit::WorkingDays | Unit::NaturalDays | Unit::Months | Unit::Years => {
                self.reckon_days(start, period, pauses)
            }
        }
    }

    /// How many whole units lie between two instants, counted as [`Calendar::reckon`] counts them:
    /// a period of that many units from `from` has ended by the end of `to`'s day.
    pub fn elapsed(&self, from: Timestamp, to: Timestamp, unit: Unit, pauses: &[Pause]) -> u32 {
        let (first, last) = (local_date(from), local_date(to));
        match unit {
            Unit::Hours => {
                let paused = paused_time(pauses, from, to);
                let ran = to.duration_since(from).saturating_sub(paused);
                u32::try_from(ran.as_hours().max(0)).unwrap_or(u32::MAX)
            }
            Unit::WorkingDays | Unit::NaturalDays => {
                self.stretch(unit, pauses).counted(first, last)
            }
            Unit::Months | Unit::Years => {
                let months = if unit == Unit::Months { 1 } else { 12 };
                let days = self.stretch(Unit::NaturalDays, pauses).counted(first, last);
                (1..=u16::MAX)
                    .take_while(|n| natural_length(first, n.saturating_mul(months)) <= days)
                    .last()
                    .map_or(0, u32::from)
            }
        }
    }

    /// 09:00 of the day that lies `count` of the period's days (its hours, for hours) into it.
    pub(crate) fn moment_within(
        &self,
        start: Timestamp,
        unit: Unit,
        count: u16,
        pauses: &[Pause],
    ) -> Timestamp {
        match unit {
            Unit::Hours => hours(start, count, pauses).due_at,
            Unit::WorkingDays | Unit::NaturalDays | Unit::Months | Unit::Years => {
                let walk = self
                    .stretch(unit, pauses)
                    .walk(local_date(start), u32::from(count));
                morning(walk.last)
            }
        }
    }

    /// 09:00 of the day that lies `count` days of this unit before `last`.
    pub(crate) fn morning_before(&self, last: Date, unit: Unit, count: u16) -> Timestamp {
        let stretch = self.stretch(unit, &[]);
        let earlier = std::iter::successors(last.yesterday().ok(), |day| day.yesterday().ok());
        let day = match usize::from(count).checked_sub(1) {
            None => Some(last),
            Some(nth) => earlier
                .filter(|day| stretch.why_not(*day).is_none())
                .nth(nth),
        };
        morning(day.unwrap_or(last))
    }

    fn reckon_days(&self, start: Timestamp, period: Period, pauses: &[Pause]) -> Reckoning {
        let first = local_date(start);
        let stretch = self.stretch(period.unit(), pauses);
        let length = match period.unit() {
            Unit::Months => natural_length(first, period.count()),
            Unit::Years => natural_length(first, period.count().saturating_mul(12)),
            Unit::Hours | Unit::WorkingDays | Unit::NaturalDays => u32::from(period.count()),
        };
        let walk = stretch.walk(first, length);
        let late = self.roll(walk.last, period.rolling(), Side::Later);
        let earliest = if stretch.working_days_only && !self.knows(first, walk.last) {
            let side = Side::Earlier;
            Stretch { side, ..stretch }.walk(first, length).last
        } else {
            walk.last
        };
        let early = self
            .roll(earliest, period.rolling(), Side::Earlier)
            .min(late);
        let mut worked_weekends = walk.worked_weekends;
        if late != walk.last && self.is_worked_weekend(late) {
            worked_weekends.push(late);
        }
        let consulted = if stretch.working_days_only {
            first
        } else {
            walk.last
        };
        let reads = stretch.working_days_only || period.rolling() != Rolling::None;
        Reckoning {
            due_at: end_of(late),
            due_on: late,
            warn_by: early,
            provisional: reads && !self.knows(consulted, late),
            skipped: walk.skipped,
            worked_weekends,
            rolled_from: (late != walk.last).then_some(walk.last),
        }
    }

    /// The last day after rolling: the first one from `last` on that is not a day of rest.
    fn roll(&self, last: Date, rolling: Rolling, side: Side) -> Date {
        from_day(last)
            .find(|day| !self.rests(*day, rolling, side))
            .unwrap_or(last)
    }

    fn rests(&self, day: Date, rolling: Rolling, side: Side) -> bool {
        let (weekend, notice) = match rolling {
            Rolling::None => return false,
            Rolling::Civil => (OpenQuestion::Rolls, OpenQuestion::Rolls),
            Rolling::Bureau {
                weekend,
                adjusted_rest,
            } => (weekend, adjusted_rest),
        };
        match self.day(day).kind {
            DayKind::Working | DayKind::WorkedWeekend(_) => false,
            DayKind::Statutory(_) => true,
            DayKind::Weekend => side.reads(weekend),
            DayKind::Rest(_) => side.reads(notice),
        }
    }

    fn is_worked_weekend(&self, day: Date) -> bool {
        matches!(self.day(day).kind, DayKind::WorkedWeekend(_))
    }

    fn knows(&self, from: Date, to: Date) -> bool {
        (from.year()..=to.year()).all(|year| self.editions.contains_key(&year))
    }

    fn stretch<'a>(&'a self, unit: Unit, pauses: &'a [Pause]) -> Stretch<'a> {
        Stretch {
            calendar: self,
            working_days_only: unit == Unit::WorkingDays,
            pauses,
            side: Side::Later,
        }
    }
}

/// Which way an open question is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Later,
    Earlier,
}

impl Side {
    fn reads(self, question: OpenQuestion) -> bool {
        match (question, self) {
            (OpenQuestion::Rolls, Side::Later | Side::Earlier)
            | (OpenQuestion::Open, Side::Later) => true,
            (OpenQuestion::Stays, Side::Later | Side::Earlier)
            | (OpenQuestion::Open, Side::Earlier) => false,
        }
    }
}

struct Walk {
    last: Date,
    skipped: Vec<Skipped>,
    worked_weekends: Vec<Date>,
}

impl Stretch<'_> {
    /// Why the day does not count, or nothing if it does.
    fn why_not(&self, day: Date) -> Option<(Why, Option<Festival>)> {
        let found = self.calendar.day(day);
        let unannounced = !found.certain && !is_weekend(day) && self.side == Side::Earlier;
        let rest = match found.kind {
            DayKind::Working | DayKind::WorkedWeekend(_) => None,
            DayKind::Statutory(_) if unannounced => None,
            DayKind::Weekend => Some((Why::Weekend, None)),
            DayKind::Statutory(festival) => Some((Why::Statutory, Some(festival))),
            DayKind::Rest(festival) => Some((Why::Rest, Some(festival))),
        };
        let paused = || self.pauses.iter().any(|pause| pause.touches(day));
        rest.filter(|_| self.working_days_only)
            .or_else(|| paused().then_some((Why::Paused, None)))
    }

    fn walk(&self, start: Date, count: u32) -> Walk {
        let mut walk = Walk {
            last: start,
            skipped: Vec::new(),
            worked_weekends: Vec::new(),
        };
        let mut left = count;
        for day in from_day(start).skip(1) {
            if left == 0 {
                break;
            }
            walk.last = day;
            if let Some((why, festival)) = self.why_not(day) {
                walk.skipped.push(Skipped { day, why, festival });
                continue;
            }
            left = left.saturating_sub(1);
            if self.working_days_only && self.calendar.is_worked_weekend(day) {
                walk.worked_weekends.push(day);
            }
        }
        walk
    }

    fn counted(&self, first: Date, last: Date) -> u32 {
        let days = from_day(first).skip(1).take_while(|day| *day <= last);
        let counted = days.filter(|day| self.why_not(*day).is_none()).count();
        u32::try_from(counted).unwrap_or(u32::MAX)
    }
}

fn hours(start: Timestamp, count: u16, pauses: &[Pause]) -> Reckoning {
    let stood_still = paused_time(pauses, start, Timestamp::MAX);
    let length = SignedDuration::from_hours(i64::from(count)).saturating_add(stood_still);
    let due_at = start.saturating_add(length).unwrap_or(Timestamp::MAX);
    let due_on = last_day_before(due_at);
    Reckoning {
        due_at,
        due_on,
        warn_by: due_on,
        provisional: false,
        skipped: Vec::new(),
        worked_weekends: Vec::new(),
        rolled_from: None,
    }
}

/// How long the pauses lasted between two instants; a pause that has not ended counts for nothing
/// yet, for nobody knows how long it will be.
fn paused_time(pauses: &[Pause], from: Timestamp, to: Timestamp) -> SignedDuration {
    let lengths = pauses.iter().filter_map(|pause| {
        let until = pause.until?;
        Some(
            until
                .min(to)
                .duration_since(pause.from.max(from))
                .max(SignedDuration::ZERO),
        )
    });
    lengths.fold(SignedDuration::ZERO, SignedDuration::saturating_add)
}

/// The length in days of some months from `start`; they end on the corresponding day of the last
/// month, or on that month's last day (T-03).
fn natural_length(start: Date, months: u16) -> u32 {
    let span = Span::new().try_months(months).unwrap_or_default();
    let end = start.saturating_add(span);
    u32::try_from(
        start
            .duration_until(end)
            .as_hours()
            .checked_div(24)
            .unwrap_or(0),
    )
    .unwrap_or(0)
}

fn from_day(day: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(day), |day| day.tomorrow().ok())
}

/// The instants between which it is this day in [`zone`].
pub(crate) fn day_span(day: Date) -> (Timestamp, Timestamp) {
    (at_time(day, Time::midnight()), end_of(day))
}

pub(crate) fn local_date(at: Timestamp) -> Date {
    at.to_zoned(zone()).date()
}

/// The day that an exclusive end belongs to: at 00:00 it is the day before.
fn last_day_before(end: Timestamp) -> Date {
    let just_before = end
        .saturating_sub(SignedDuration::from_nanos(1))
        .unwrap_or(end);
    local_date(just_before)
}

/// 24:00 of a day, which is 00:00 of the next.
fn end_of(day: Date) -> Timestamp {
    day.tomorrow()
        .map_or(Timestamp::MAX, |next| at_time(next, Time::midnight()))
}

fn morning(day: Date) -> Timestamp {
    at_time(day, REMINDED_AT)
}

/// The instant of a wall-clock time on a day, in [`zone`].
pub(crate) fn at_time(day: Date, at: Time) -> Timestamp {
    day.to_datetime(at)
        .to_zoned(zone())
        .map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}
