//! The desk of whoever works on disputes.

mod follow;
mod handover;
mod held;
mod macros;
mod page;
mod replies;
mod scene;
mod unsent;
