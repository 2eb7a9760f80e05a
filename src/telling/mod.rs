//! The words people are told in. Templates are the two catalogue files beside this module; who is
//! told what stands in the table of `domain::telling`; sending is the business of `jobs`.

mod catalogue;
mod invitation;
mod render;

pub use catalogue::Particulars;
pub use invitation::{CalendarEntry, Mailbox, Method, SessionWords, session_words};
pub use render::{LetterText, Link, Saying, when, written};
