//! The law as data: each clause once, and what it makes of facts. Nothing here decides a case.

pub mod admissible;
pub mod authority;
pub mod checklist;
mod clause;
pub mod doors;
pub mod entitlement;
pub mod formula;
mod id;
pub mod jurisdiction;
pub mod stated;

pub use clause::{Clause, ClauseFault, Clauses};
pub use id::ClauseId;
