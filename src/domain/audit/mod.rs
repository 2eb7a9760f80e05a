//! The audit trail: who did what to whom, when and from where, for everything that touches security
//! or administration. One append-only sequence for the whole installation, chained by SHA-256 like
//! the logs of disputes and rooms.
//!
//! An entry holds ids, codes and numbers, never what people wrote to one another, and no secret.
//! Addresses are cut to their network before they get here.
//!
//! To add a deed: a line in [`DeedKind`], its group in [`DeedKind::group`], its words in
//! `frontend/src/shared/i18n/{zh,en}/audit.json`, and one call of `app::audit::record` in the use
//! case that does it, before its commit.

mod chain;
mod deed;
mod kind;
mod network;

pub use chain::{Broken, Chained, Walk, seal};
pub use deed::{By, Data, Deed, Detail, Outcome, Subject, SubjectKind};
pub use kind::{DeedGroup, DeedKind};
pub use network::Network;
