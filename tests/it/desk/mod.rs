//! The desk of whoever works on disputes.

mod follow;
mod handover;
mod held;
mod page;
mod scene;
mod unsent;
