//! Times of the script: days before or after the day that it leads up to, and a time of day.

use hejie_domain::zone;
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::{Deserialize, Deserializer, de};

/// A day and a time of it, such as `-3 14:20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    day: Day,
    time: Time,
}

/// So many days after the day of the demonstration; before it, when negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(super) struct Day(i32);

impl Day {
    /// The date, on the calendar of the demonstration.
    pub(super) fn date(self, demo: Date) -> Date {
        demo.checked_add(self.0.days()).unwrap_or(demo)
    }
}

impl Moment {
    /// The instant, on the calendar of the demonstration.
    pub(super) fn instant(self, demo: Date) -> Timestamp {
        let local = self.day.date(demo).to_datetime(self.time);
        let zoned = local.to_zoned(zone());
        zoned.map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
    }

    /// Reads `-3 14:20`.
    fn parse(raw: &str) -> Option<Self> {
        let (day, time) = raw.split_once(' ')?;
        Some(Self {
            day: Day(day.parse().ok()?),
            time: time.parse().ok()?,
        })
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = String::deserialize(deserializer)?;
        Self::parse(&raw).ok_or_else(|| de::Error::custom(format!("{raw} is no moment")))
    }
}

/// So many minutes earlier.
pub(super) fn earlier(at: Timestamp, minutes: i64) -> Timestamp {
    at.checked_sub(SignedDuration::from_mins(minutes))
        .unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_counted_from_the_day_in_local_time() {
        let moment = Moment::parse("-3 14:20").unwrap();
        let at = moment.instant("2026-10-02".parse().unwrap());
        assert_eq!(at.to_string(), "2026-09-29T06:20:00Z");
        assert_eq!(Moment::parse("yesterday"), None);
        assert_eq!(Moment::parse("-1 25:00"), None);
    }
}
