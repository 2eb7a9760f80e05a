//! The law as data: each clause once, and what it makes of facts. Nothing here decides a case.

mod id;

pub use id::ClauseId;
