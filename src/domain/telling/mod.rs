//! Telling people what happened: what is said, who hears of it, and by which way.
//!
//! [`said`] turns an entry of the log into a message, [`RULES`] says who hears it, [`told`] finds
//! them in one dispute. Words are found in the catalogues of the service.

mod lists;
mod post;
mod rules;
mod said;
mod who;

pub use lists::{Channel, DeliveryResult, Handover, Message, Method, Reader};
pub use post::{AccountPost, CodePost, HousePost, Matter, Post, Recipient, TellPost, TestPost};
pub use rules::{Audience, RULES, Rule, rules};
pub use said::said;
pub use who::{Told, Whom, told};
