//! What people and organisations are known by. Each value has one way in, which says why not.

mod contact;
mod credit_code;
mod duty;
mod locale;
mod name;
mod rota;

pub use contact::{Contact, Email, NotAContact, Phone};
pub use credit_code::{CreditCode, NotACreditCode};
pub use duty::{NotAShift, Shift};
pub use locale::Locale;
pub use name::{NameRefused, PersonName};
pub use rota::{Absence, Change, NotARota, Part, Rota, Swap, Turn};
