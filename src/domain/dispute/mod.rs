//! A dispute: a table of rules, and facts. Pure code reads both and answers with new facts or a
//! refusal.
//!
//! Read [`rules`] first; [`decide`] runs it, [`state`] is what the log amounts to, [`apply`] folds
//! the log into it.

pub mod apply;
pub mod clocks;
pub mod command;
mod condition;
mod decide;
pub mod event;
pub mod lists;
pub mod log;
pub mod mediation;
pub mod own;
pub mod print;
pub mod refusal;
pub mod rules;
mod scope;
pub mod seen;
pub mod session;
pub mod state;
#[cfg(test)]
mod tests;
pub mod turn;
pub mod ways;

#[cfg(test)]
use decide::governing;
pub use decide::{Law, allowed, decide, file};
pub use event::{Actor, Event, Fact};
pub use lists::{Phase, Seat, Verb};
pub use refusal::Refusal;
pub use state::Dispute;
