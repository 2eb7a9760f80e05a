//! Sessions of mediator and parties: who is free, who was there, whose calendar shows what.

mod calendar;
mod invitation;
mod order;
mod seen;

pub use calendar::{Entry, calendar};
pub use invitation::{Invited, invitation, invited};
pub(in crate::app) use invitation::{compose, room_page};
pub use order::inform;
pub use seen::{LATEST_VISIT, seen};
