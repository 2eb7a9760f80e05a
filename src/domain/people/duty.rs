//! When somebody is on duty.

use jiff::Zoned;
use jiff::civil::{Date, Time, Weekday};

/// One turn of the rota: on some days of the week, from a minute to a minute. A turn that ends at
/// or before its beginning runs past midnight and belongs to the day on which it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    weekdays: u8,
    from_minute: u16,
    until_minute: u16,
}

/// Why a turn cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAShift {
    /// No day, or a day beyond Sunday.
    #[error("days of the week are 1 (Monday) to 7 (Sunday)")]
    Weekdays,
    /// A minute beyond the end of the day.
    #[error("a day has 24 hours")]
    Minute,
}

/// Minutes of a day.
const DAY: u16 = 24 * 60;

impl Shift {
    /// Takes days from 1 (Monday) to 7 (Sunday) and minutes from midnight, up to 24:00.
    pub fn new(weekdays: &[u8], from_minute: u16, until_minute: u16) -> Result<Self, NotAShift> {
        let mut mask = 0_u8;
        for day in weekdays {
            mask |= bit(*day).ok_or(NotAShift::Weekdays)?;
        }
        Self::of_mask(mask, from_minute, until_minute)
    }

    /// Takes the days as bits, bit 0 for Monday.
    pub fn of_mask(weekdays: u8, from_minute: u16, until_minute: u16) -> Result<Self, NotAShift> {
        if weekdays == 0 || weekdays > 0b111_1111 {
            return Err(NotAShift::Weekdays);
        }
        if from_minute >= DAY || until_minute > DAY {
            return Err(NotAShift::Minute);
        }
        Ok(Self {
            weekdays,
            from_minute,
            until_minute,
        })
    }

    /// The days, bit 0 for Monday.
    pub const fn mask(self) -> u8 {
        self.weekdays
    }

    /// The days from 1 (Monday) to 7 (Sunday).
    pub fn weekdays(self) -> Vec<u8> {
        (1..=7)
            .filter(|day| bit(*day).is_some_and(|bit| self.weekdays & bit != 0))
            .collect()
    }

    /// The beginning in minutes from midnight.
    pub const fn from_minute(self) -> u16 {
        self.from_minute
    }

    /// The end in minutes from midnight.
    pub const fn until_minute(self) -> u16 {
        self.until_minute
    }

    /// Whether the turn runs at that local time.
    pub fn covers(self, at: &Zoned) -> bool {
        self.begun(at).is_some()
    }

    /// The day on which the turn began that runs at that local time, if one does.
    pub fn begun(self, at: &Zoned) -> Option<Date> {
        let (today, minute) = (at.date(), minute_of(at.time()));
        let overnight = self.until_minute <= self.from_minute;
        if overnight && minute < self.until_minute {
            let yesterday = today.yesterday().ok()?;
            if self.begins_on(yesterday) {
                return Some(yesterday);
            }
        }
        let begun = minute >= self.from_minute && (overnight || minute < self.until_minute);
        (begun && self.begins_on(today)).then_some(today)
    }

    /// Whether the turn begins on that day.
    pub fn begins_on(self, day: Date) -> bool {
        self.on(day.weekday())
    }

    fn on(self, day: Weekday) -> bool {
        let day = u8::try_from(day.to_monday_one_offset()).ok();
        day.and_then(bit)
            .is_some_and(|bit| self.weekdays & bit != 0)
    }
}

fn bit(day: u8) -> Option<u8> {
    matches!(day, 1..=7)
        .then(|| 1_u8.checked_shl(u32::from(day.saturating_sub(1))))
        .flatten()
}

fn minute_of(time: Time) -> u16 {
    let part = |value: i8| u16::try_from(value).unwrap_or_default();
    part(time.hour())
        .saturating_mul(60)
        .saturating_add(part(time.minute()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(shift: Shift, local: &str, expected: bool) {
        let at = local.parse::<jiff::civil::DateTime>().unwrap();
        let at = at.to_zoned(crate::zone()).unwrap();
        assert_eq!(shift.covers(&at), expected, "{local}");
    }

    #[test]
    fn a_day_turn_covers_its_days_and_minutes() {
        let shift = Shift::new(&[1, 2, 3, 4, 5], 9 * 60, 21 * 60).unwrap();
        check(shift, "2026-10-15T09:00", true);
        check(shift, "2026-10-15T20:59", true);
        check(shift, "2026-10-15T21:00", false);
        check(shift, "2026-10-17T12:00", false);
        assert_eq!(shift.weekdays(), [1, 2, 3, 4, 5]);
    }

    #[test]
    fn a_night_turn_belongs_to_the_day_on_which_it_began() {
        let shift = Shift::new(&[5], 21 * 60, 9 * 60).unwrap();
        check(shift, "2026-10-16T22:00", true);
        check(shift, "2026-10-17T08:59", true);
        check(shift, "2026-10-17T22:00", false);
        check(shift, "2026-10-16T08:00", false);
    }

    #[test]
    fn a_turn_around_the_clock_has_no_gap() {
        let shift = Shift::new(&[1, 2, 3, 4, 5, 6, 7], 0, 24 * 60).unwrap();
        check(shift, "2026-10-18T23:59", true);
        check(shift, "2026-10-19T00:00", true);
    }

    #[test]
    fn impossible_turns_are_refused() {
        assert_eq!(Shift::new(&[], 0, 60), Err(NotAShift::Weekdays));
        assert_eq!(Shift::new(&[8], 0, 60), Err(NotAShift::Weekdays));
        assert_eq!(Shift::new(&[1], 1440, 60), Err(NotAShift::Minute));
    }
}
