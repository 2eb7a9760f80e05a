//! What disputes are and what the rules make of them.
//!
//! Pure types and functions: no async, no clock, no randomness, no input or output. Whoever calls
//! brings the time ([`Now`]) and the ids; the answer is a list of facts or a refusal.

#![cfg_attr(
    not(test),
    deny(clippy::arithmetic_side_effects, clippy::float_arithmetic)
)]

mod schema;

pub mod access;
pub mod audit;
pub mod bilingual;
pub mod calendar;
pub mod desk;
pub mod dispute;
pub mod document;
pub mod evidence;
pub mod house;
pub mod ids;
pub mod law;
pub mod mediation;
pub mod money;
pub mod number;
pub mod people;
pub mod queue;
pub mod record;
pub mod room;
pub mod ruleset;
pub mod taxonomy;
pub mod telling;
pub mod term;
pub mod text;
pub mod wording;

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

/// Asia/Shanghai, in which every term is counted. It has kept one offset since 1991.
pub fn zone() -> TimeZone {
    const EIGHT_HOURS_EAST: Offset = Offset::constant(8);
    TimeZone::fixed(EIGHT_HOURS_EAST)
}

/// The moment at which something is decided, as the caller's clock tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// The instant.
    pub at: Timestamp,
}

impl Now {
    /// The civil day in [`zone`].
    pub fn today(self) -> Date {
        self.local().date()
    }

    /// The instant as people here read it.
    pub fn local(self) -> Zoned {
        self.at.to_zoned(zone())
    }
}
