//! The law as it meets disputes: calendars that come late, rules that changed on a day.

pub(crate) mod calendar;
mod dispute;
