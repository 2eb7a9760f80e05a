//! Who mediates: the kinds of bodies and what follows from the kind, and whether somebody may.

mod body;
mod conflict;

pub use body::{BodyKind, Effective};
pub use conflict::{Conflict, conflicts};
