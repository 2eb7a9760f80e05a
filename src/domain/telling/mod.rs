//! Telling people what happened: what is said, who hears of it, and by which way.

mod lists;

pub use lists::{Channel, DeliveryResult, Handover, Message, Reader};
