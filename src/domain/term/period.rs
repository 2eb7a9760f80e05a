//! A length of time as the law counts it.

use serde::{Deserialize, Serialize};

/// What is counted.
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
pub enum Unit {
    /// From the moment itself.
    Hours,
    /// From the next day on, days of work only.
    WorkingDays,
    /// From the next day on, every day.
    NaturalDays,
    /// To the corresponding day, or the last of its month (T-03).
    Months,
    Years,
}

/// How a question is read that the law leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpenQuestion {
    /// Undecided: the later day is due, the earlier one is warned of.
    Open,
    /// Such a day moves the end.
    Rolls,
    /// Such a day can be the last.
    Stays,
}

/// What happens when the last day is a day of rest. Periods in working days never meet one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "rule")]
pub enum Rolling {
    /// The last day stays what it is.
    None,
    /// T-04: any day of rest moves the end to the first day after it.
    Civil,
    /// T-06: statutory holidays move the end; whether an ordinary weekend and the rest days of the
    /// yearly notice do too is open.
    Bureau {
        weekend: OpenQuestion,
        adjusted_rest: OpenQuestion,
    },
}

impl Rolling {
    /// T-06 with both questions open.
    pub const BUREAU: Self = Self::Bureau {
        weekend: OpenQuestion::Open,
        adjusted_rest: OpenQuestion::Open,
    };
}

/// A count of units and how its end rolls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Period {
    count: u16,
    unit: Unit,
    rolling: Rolling,
}

/// Why a period cannot be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PeriodFault {
    #[error("a period needs at least one unit")]
    Zero,
    #[error("{count} is more than the {max} that can be counted in this unit")]
    TooLong { count: u32, max: u16 },
}

impl Period {
    /// A period of `count` units; about a century is the most.
    pub fn new(count: u32, unit: Unit, rolling: Rolling) -> Result<Self, PeriodFault> {
        let max = unit.max();
        match u16::try_from(count) {
            Ok(0) => Err(PeriodFault::Zero),
            Ok(count) if count <= max => Ok(Self {
                count,
                unit,
                rolling,
            }),
            Ok(_) | Err(_) => Err(PeriodFault::TooLong { count, max }),
        }
    }

    pub fn count(self) -> u16 {
        self.count
    }

    pub fn unit(self) -> Unit {
        self.unit
    }

    pub fn rolling(self) -> Rolling {
        self.rolling
    }
}

impl Unit {
    fn max(self) -> u16 {
        match self {
            Self::Hours | Self::NaturalDays => 36_600,
            Self::WorkingDays => 26_000,
            Self::Months => 1_200,
            Self::Years => 100,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Written {
    count: u16,
    unit: Unit,
    rolling: Rolling,
}

impl TryFrom<Written> for Period {
    type Error = PeriodFault;

    fn try_from(written: Written) -> Result<Self, PeriodFault> {
        Self::new(u32::from(written.count), written.unit, written.rolling)
    }
}

impl From<Period> for Written {
    fn from(period: Period) -> Self {
        Self {
            count: period.count,
            unit: period.unit,
            rolling: period.rolling,
        }
    }
}
