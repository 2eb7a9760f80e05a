//! The desk of whoever works on a dispute: where text is written, when it leaves, what its places
//! are filled with, what a successor must know, and what a macro does.

mod doing;
mod leave;
mod macros;
mod open;
mod snooze;
mod spot;
mod summary;

pub use doing::Doing;
pub use leave::{AtOnce, HeldState, Leaving, UndoWindow, leaving};
pub use macros::{STEPS_MAX, Step, StepKind, StepRefused};
pub use open::is_open;
pub use snooze::{SnoozeRefused, latest, snooze_until};
pub use spot::{HELD, Spot};
pub use summary::{Asked, OfferLine, PromiseLine, Summary, summarise};
