//! How a date was found, in sentences.

use jiff::Timestamp;
use jiff::civil::Date;

use super::texts::{self, REASON_PAUSED};
use super::{Deadline, Pause, Period, Rolling, Unit};
use crate::bilingual::{Bilingual, Filling};
use crate::calendar::{Reckoning, Skipped, Why, local_date};
use crate::zone;

/// What is told of a period that was counted.
pub(super) struct Facts<'a> {
    pub(super) start: Timestamp,
    pub(super) count: u16,
    pub(super) unit: Unit,
    pub(super) rolling: Rolling,
    pub(super) due_at: Timestamp,
    pub(super) due_on: Date,
    pub(super) warn_by: Date,
    pub(super) provisional: bool,
    pub(super) skipped: &'a [Skipped],
    pub(super) worked_weekends: &'a [Date],
    pub(super) rolled_from: Option<Date>,
    pub(super) pauses: &'a [Pause],
}

impl Reckoning {
    /// How the end was found, in sentences.
    pub fn told(&self, start: Timestamp, period: Period, pauses: &[Pause]) -> Vec<Bilingual> {
        Facts {
            start,
            count: period.count(),
            unit: period.unit(),
            rolling: period.rolling(),
            due_at: self.due_at,
            due_on: self.due_on,
            warn_by: self.warn_by,
            provisional: self.provisional,
            skipped: &self.skipped,
            worked_weekends: &self.worked_weekends,
            rolled_from: self.rolled_from,
            pauses,
        }
        .told()
    }
}

impl Deadline {
    /// How the end was found, in sentences.
    pub fn told(&self) -> Vec<Bilingual> {
        Facts {
            start: self.starts_at(),
            count: self.count(),
            unit: self.unit(),
            rolling: self.rolling(),
            due_at: self.due_at(),
            due_on: self.due_on(),
            warn_by: self.warn_by(),
            provisional: self.provisional(),
            skipped: &self.explain().skipped,
            worked_weekends: &self.explain().worked_weekends,
            rolled_from: self.explain().rolled_from,
            pauses: &self.explain().pauses,
        }
        .told()
    }
}

impl Facts<'_> {
    fn told(&self) -> Vec<Bilingual> {
        let mut lines = vec![self.beginning()];
        lines.extend(self.skipped_days());
        if !self.worked_weekends.is_empty() {
            let days = self.worked_weekends.iter().map(|day| same(*day));
            let days = Bilingual::list(days).filling();
            lines.push(texts::WORKED_WEEKENDS.fill(&[("days", days)]));
        }
        lines.extend(self.rolled());
        lines.extend(self.pauses.iter().map(stood_still));
        lines.push(self.end());
        if self.provisional {
            lines.push(texts::PROVISIONAL.text());
            let unrolled = self.rolled_from.is_none() && self.warn_by < self.due_on;
            let warn = [("warn", self.warn_by.into())];
            lines.extend(unrolled.then(|| texts::PROVISIONAL_EARLIER.fill(&warn)));
        }
        lines
    }

    fn beginning(&self) -> Bilingual {
        let unit = texts::unit(self.unit).text().filling();
        let count = ("count", self.count.into());
        match self.unit {
            Unit::Hours => {
                texts::FROM_MOMENT.fill(&[("start", clock(self.start)), count, ("unit", unit)])
            }
            Unit::WorkingDays | Unit::NaturalDays | Unit::Months | Unit::Years => {
                let start = local_date(self.start).into();
                texts::FROM_NEXT_DAY.fill(&[("start", start), count, ("unit", unit)])
            }
        }
    }

    /// One sentence for each run of days skipped for the same reason.
    fn skipped_days(&self) -> Vec<Bilingual> {
        let mut runs: Vec<(Date, Date, &Skipped)> = Vec::new();
        for skipped in self.skipped {
            match runs.last_mut() {
                Some((_, last, first)) if follows(*last, skipped.day) && alike(first, skipped) => {
                    *last = skipped.day;
                }
                Some(_) | None => runs.push((skipped.day, skipped.day, skipped)),
            }
        }
        let line = |(from, to, skipped): (Date, Date, &Skipped)| {
            let days = if from == to {
                from.to_string()
            } else {
                format!("{from}–{to}")
            };
            texts::SKIPPED.fill(&[("days", days.into()), ("why", reason(skipped).filling())])
        };
        runs.into_iter().map(line).collect()
    }

    fn rolled(&self) -> Option<Bilingual> {
        let from = self.rolled_from?;
        let places = [
            ("from", from.into()),
            ("to", self.due_on.into()),
            ("warn", self.warn_by.into()),
        ];
        let template = match self.rolling {
            Rolling::None | Rolling::Civil => texts::ROLLED,
            Rolling::Bureau { .. } if self.warn_by == self.due_on => texts::ROLLED,
            Rolling::Bureau { .. } => texts::ROLLED_OPEN,
        };
        Some(template.fill(&places))
    }

    fn end(&self) -> Bilingual {
        match self.unit {
            Unit::Hours => texts::ENDS_AT.fill(&[("end", clock(self.due_at))]),
            Unit::WorkingDays | Unit::NaturalDays | Unit::Months | Unit::Years => {
                texts::ENDS_ON.fill(&[("day", self.due_on.into())])
            }
        }
    }
}

fn stood_still(pause: &Pause) -> Bilingual {
    let why = ("why", texts::pause(pause.reason).text().filling());
    match pause.until {
        Some(until) => {
            texts::STOOD_STILL.fill(&[("from", clock(pause.from)), ("until", clock(until)), why])
        }
        None => texts::STANDS_STILL.fill(&[("from", clock(pause.from)), why]),
    }
}

fn reason(skipped: &Skipped) -> Bilingual {
    match (skipped.why, skipped.festival) {
        (Why::Paused, _) => REASON_PAUSED.text(),
        (Why::Weekend, _) | (Why::Statutory | Why::Rest, None) => texts::REASON_WEEKEND.text(),
        (Why::Statutory | Why::Rest, Some(festival)) => texts::festival(festival).text(),
    }
}

fn alike(a: &Skipped, b: &Skipped) -> bool {
    a.festival == b.festival && (a.why == Why::Paused) == (b.why == Why::Paused)
}

fn follows(day: Date, next: Date) -> bool {
    day.tomorrow().is_ok_and(|tomorrow| tomorrow == next)
}

fn same(day: Date) -> Bilingual {
    Bilingual {
        zh: day.to_string(),
        en: day.to_string(),
    }
}

fn clock(at: Timestamp) -> Filling {
    at.to_zoned(zone()).strftime("%Y-%m-%d %H:%M").into()
}
