//! How long something took in working time: from nine to six on days that are worked. For figures
//! only; terms are counted by `domain::term`.

use jiff::civil::{Date, Time, time};
use jiff::{Timestamp, ToSpan};

use crate::calendar::Calendar;
use crate::zone;

const OPENS: Time = time(9, 0, 0, 0);
const CLOSES: Time = time(18, 0, 0, 0);
/// Beyond this nobody reads the figure as hours any more.
const DAYS_MAX: usize = 400;

/// Seconds of working time between two instants; none when `to` is not after `from`.
pub fn worked_s(calendar: &Calendar, from: Timestamp, to: Timestamp) -> i64 {
    let (first, last) = (day_of(from), day_of(to));
    let days = first.series(1.day()).take_while(|day| *day <= last);
    let worked = days
        .take(DAYS_MAX)
        .filter(|day| calendar.is_working_day(*day));
    worked.fold(0, |sum: i64, day| sum.saturating_add(within(day, from, to)))
}

fn within(day: Date, from: Timestamp, to: Timestamp) -> i64 {
    let at = |time: Time| {
        day.to_datetime(time)
            .to_zoned(zone())
            .map(|at| at.timestamp())
    };
    let (Ok(opens), Ok(closes)) = (at(OPENS), at(CLOSES)) else {
        return 0;
    };
    let (begins, ends) = (from.max(opens), to.min(closes));
    ends.as_second().saturating_sub(begins.as_second()).max(0)
}

fn day_of(at: Timestamp) -> Date {
    at.to_zoned(zone()).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &str, to: &str, minutes: i64) {
        let calendar = Calendar::shipped().unwrap();
        let at = |text: &str| format!("{text}:00+08:00").parse::<Timestamp>().unwrap();
        assert_eq!(
            worked_s(&calendar, at(from), at(to)),
            minutes * 60,
            "{from} {to}"
        );
    }

    #[test]
    fn nights_weekends_and_holidays_do_not_count_and_worked_saturdays_do() {
        check("2026-10-15T14:00", "2026-10-15T15:30", 90);
        check("2026-10-15T17:00", "2026-10-16T10:00", 120);
        check("2026-10-16T17:00", "2026-10-19T09:30", 90);
        check("2026-10-15T20:00", "2026-10-16T08:00", 0);
        check("2026-09-30T17:00", "2026-10-08T10:00", 120);
        check("2026-10-10T09:00", "2026-10-10T10:00", 60);
        check("2026-10-16T10:00", "2026-10-15T10:00", 0);
    }
}
