//! Whether the bureau would take a complaint, asked before it is handed over. What would be refused
//! there is a warning here; nothing in this module refuses anybody, and no figure labels a person.

mod examine;
mod facts;
mod limitation;
mod signals;
#[cfg(test)]
mod tests;
mod texts;

pub use examine::{Admissible, Examined, Holds, MissingFact, Outlook, admissible};
pub use facts::{
    AdmissibleFacts, Elsewhere, Handling, IdentityFacts, Interrupted, Interruption,
    LimitationFacts, Materials, Pattern, PrivateSeller, Purchase,
};
pub use limitation::{Period, Running};
pub use signals::{Factor, Figure, Signal};
