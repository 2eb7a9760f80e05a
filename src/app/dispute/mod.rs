//! Disputes: filed from a draft, acted on by verbs, moved on by time, shown to their people.
//!
//! Every change goes one way: lock the dispute, decide, [`save::save`], commit. People and jobs
//! share it.

mod act;
mod contact;
pub mod draft;
mod file;
pub mod law;
mod list;
mod page;
mod rooms;
mod save;

mod time;
pub mod wish;

pub(in crate::app) use act::denied;
pub use act::{Desk, act, look};
pub use file::{Filed, file};
pub(in crate::app) use list::dress;
pub use list::{Listed, Wanted, list_own};
pub(in crate::app) use page::colleagues;
pub use page::{Colleague, DisputePage, OpenRoom, page};
pub use rooms::open_caucus;
pub(in crate::app) use save::save;
pub use time::{hand_over, mediator_gone, next_wake, recompute, record_delivery, sweep};
