//! Telling people what happened: what is said, who hears of it, and by which way.

mod lists;
mod post;

pub use lists::{Channel, DeliveryResult, Handover, Message, Method, Reader};
pub use post::{CodePost, Post, Recipient, TellPost};
