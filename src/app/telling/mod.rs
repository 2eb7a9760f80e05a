//! Telling people what happened: within the work that makes it happen ([`tell`]), on its way out
//! ([`prepare`]), and afterwards ([`notices`], [`outbox`]).

mod blank;
pub mod notices;
pub mod outbox;
mod prepare;
mod tell;

pub use prepare::{Addressed, prepare};
pub use tell::tell;
