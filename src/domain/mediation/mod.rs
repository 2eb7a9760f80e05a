//! Who mediates: the kinds of bodies and what follows from the kind, and whether somebody may.

mod body;
mod conflict;
mod stage;

pub use body::{BodyKind, Effective};
pub use conflict::{Conflict, conflicts};
pub use stage::Stage;
