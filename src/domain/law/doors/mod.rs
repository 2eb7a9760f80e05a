//! Every way a dispute can go: open or closed, why, what choosing it closes, how long it takes, what
//! it costs and what its outcome is worth. No clause of ours may take a way from anybody (D-19a).

mod facts;
mod panel;
#[cfg(test)]
mod tests;
mod texts;

pub use facts::{Door, DoorFacts, SmallClaim};
pub use panel::{CONFIRMATION_VERSION, DoorState, DoorTerm, Effect, Panel, State, doors};
