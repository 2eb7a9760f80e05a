//! The queue of a platform's service: which part of it somebody looks at, how it is narrowed and
//! ordered, and how words are found again. Whoever reads the tables is told here what to look for.

mod filter;
pub mod find;
mod lists;
pub mod worktime;

pub use filter::{Filter, FilterFault};
pub use lists::{Colour, DueWithin, FigureKind, FoundIn, LinkKind, QueueView, Sort, TurnOf};
