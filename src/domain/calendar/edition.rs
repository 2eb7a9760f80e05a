//! One year's holiday notice as data: which weekdays are off and which weekends are worked.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::DayKind;

/// A public holiday that a notice may name.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Festival {
    NewYear,
    SpringFestival,
    Qingming,
    Labour,
    DragonBoat,
    MidAutumn,
    National,
    /// A day off for one occasion only, as a notice sometimes grants.
    Occasion,
}

/// What a notice says of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// One of the days fixed by the national holiday rules themselves.
    Statutory(Festival),
    /// Off by arrangement of the notice: compensation, or rest moved from a weekend.
    Rest(Festival),
    /// A weekend day on which people work.
    Worked(Festival),
}

impl Mark {
    /// What it makes of the day.
    pub(super) const fn kind(self) -> DayKind {
        match self {
            Self::Statutory(festival) => DayKind::Statutory(festival),
            Self::Rest(festival) => DayKind::Rest(festival),
            Self::Worked(festival) => DayKind::WorkedWeekend(festival),
        }
    }
}

/// The holiday notice of one year, with its corrections: a correction is a higher revision that
/// replaces the whole year and lists every paper it follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    year: i16,
    revision: u16,
    papers: Vec<String>,
    marks: BTreeMap<Date, Mark>,
}

/// Why a text is not the holiday notice of a year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditionFault {
    #[error("not a holiday edition: {0}")]
    Unreadable(String),
    #[error("{year} is no year that holiday notices are given for")]
    Year { year: i16 },
    #[error("the edition of {year} names no paper it comes from")]
    NoPaper { year: i16 },
    #[error("revision 0 means that there is no notice; the edition of {year} must start at 1")]
    RevisionZero { year: i16 },
    #[error(
        "{day} does not belong to the edition of {year}: only its own days and the December before it do"
    )]
    ForeignDay { year: i16, day: Date },
    #[error("the holiday from {from} ends before it begins")]
    Backwards { from: Date },
    #[error("{day} is called a statutory day but is not among the days off")]
    StatutoryNotOff { day: Date },
    #[error("{day} is marked as worked but is not a Saturday or Sunday")]
    WorkedWeekday { day: Date },
    #[error("{day} is marked both as worked and as off")]
    WorkedAndOff { day: Date },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    year: i16,
    revision: u16,
    papers: Vec<String>,
    #[serde(default)]
    holiday: Vec<Holiday>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holiday {
    festival: Festival,
    off: Option<(Date, Date)>,
    #[serde(default)]
    statutory: Vec<Date>,
    #[serde(default)]
    worked: Vec<Date>,
}

/// The years that editions are taken for: since holidays are arranged by yearly notices, and as far
/// as a slip of the keyboard would not reach.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

impl Edition {
    /// Reads the form in which editions are kept and imported: TOML, or the same as JSON.
    ///
    /// ```toml
    /// year = 2027
    /// revision = 1                       # one more for each correction of the same year
    /// papers = ["gov.cn content_1234567"]  # the State Council notice, and later ones
    /// [[holiday]]
    /// festival = "national"              # new_year, spring_festival, qingming, labour,
    ///                                    # dragon_boat, mid_autumn, national or occasion
    /// off = ["2027-10-01", "2027-10-07"]  # from, until; both included
    /// statutory = ["2027-10-01", "2027-10-02", "2027-10-03"]
    /// worked = ["2027-10-09"]            # weekends on which people work
    /// ```
    pub fn parse(text: &str) -> Result<Self, EditionFault> {
        let file = read(text).map_err(EditionFault::Unreadable)?;
        let year = file.year;
        if !YEARS.contains(&year) {
            return Err(EditionFault::Year { year });
        }
        if file.revision == 0 {
            return Err(EditionFault::RevisionZero { year });
        }
        if file.papers.iter().all(|paper| paper.trim().is_empty()) {
            return Err(EditionFault::NoPaper { year });
        }
        let mut marks = BTreeMap::new();
        for holiday in &file.holiday {
            holiday.mark(&mut marks)?;
        }
        if let Some(day) = marks.keys().copied().find(|day| !belongs(*day, year)) {
            return Err(EditionFault::ForeignDay { year, day });
        }
        Ok(Self {
            year,
            revision: file.revision,
            papers: file.papers,
            marks,
        })
    }

    /// The year whose notice this is.
    pub fn year(&self) -> i16 {
        self.year
    }

    /// 1 for the first notice, one more for each correction.
    pub fn revision(&self) -> u16 {
        self.revision
    }

    /// The State Council papers the days were taken from.
    pub fn papers(&self) -> &[String] {
        &self.papers
    }

    /// The days it names, each with what it makes of them.
    pub fn days(&self) -> impl Iterator<Item = (Date, DayKind)> {
        self.marks.iter().map(|(day, mark)| (*day, mark.kind()))
    }

    /// Every day that it can change: its year, and the December before.
    pub fn span(&self) -> impl Iterator<Item = Date> {
        let year = self.year;
        let first = jiff::civil::date(year.saturating_sub(1), 12, 1);
        let days = first.series(jiff::Span::new().days(1));
        days.take_while(move |day| day.year() <= year)
    }

    pub(super) fn marks(&self) -> impl Iterator<Item = (Date, Mark)> {
        self.marks.iter().map(|(day, mark)| (*day, *mark))
    }
}

fn read(text: &str) -> Result<File, String> {
    if text.trim_start().starts_with('{') {
        serde_json::from_str(text).map_err(|error| error.to_string())
    } else {
        toml::from_str(text).map_err(|error| error.to_string())
    }
}

impl Holiday {
    fn mark(&self, marks: &mut BTreeMap<Date, Mark>) -> Result<(), EditionFault> {
        if let Some((from, to)) = self.off {
            if to < from {
                return Err(EditionFault::Backwards { from });
            }
            for day in from
                .series(jiff::Span::new().days(1))
                .take_while(|day| *day <= to)
            {
                set(marks, day, Mark::Rest(self.festival))?;
            }
        }
        for day in self.statutory.iter().copied() {
            if !matches!(marks.get(&day), Some(Mark::Rest(_))) {
                return Err(EditionFault::StatutoryNotOff { day });
            }
            set(marks, day, Mark::Statutory(self.festival))?;
        }
        for day in self.worked.iter().copied() {
            if !super::is_weekend(day) {
                return Err(EditionFault::WorkedWeekday { day });
            }
            set(marks, day, Mark::Worked(self.festival))?;
        }
        Ok(())
    }
}

/// A day may be named twice as off, by two holidays that touch, but never as off and worked.
fn set(marks: &mut BTreeMap<Date, Mark>, day: Date, mark: Mark) -> Result<(), EditionFault> {
    match (marks.get(&day), mark) {
        (Some(Mark::Worked(_)), Mark::Rest(_) | Mark::Statutory(_))
        | (Some(Mark::Rest(_) | Mark::Statutory(_)), Mark::Worked(_)) => {
            Err(EditionFault::WorkedAndOff { day })
        }
        (Some(Mark::Statutory(_)), Mark::Rest(_)) => Ok(()),
        (
            None | Some(Mark::Worked(_) | Mark::Rest(_) | Mark::Statutory(_)),
            Mark::Worked(_) | Mark::Rest(_) | Mark::Statutory(_),
        ) => {
            marks.insert(day, mark);
            Ok(())
        }
    }
}

fn belongs(day: Date, year: i16) -> bool {
    day.year() == year || (day.month() == 12 && day.year().checked_add(1) == Some(year))
}
