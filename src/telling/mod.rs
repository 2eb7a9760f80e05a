//! The words people are told in. Templates are the two catalogue files beside this module; who is
//! told what stands in the table of `domain::telling`; sending is the business of `jobs`.

mod catalogue;
mod render;

pub use catalogue::Particulars;
pub use render::{LetterText, Link, Saying, when, written};
