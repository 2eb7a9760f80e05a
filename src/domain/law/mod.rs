//! The law as data: each clause once, and what it makes of facts. Nothing here decides a case.

mod clause;
pub mod entitlement;
pub mod formula;
mod id;

pub use clause::{Clause, ClauseFault, Clauses};
pub use id::ClauseId;
