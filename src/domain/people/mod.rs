//! What people and organisations are known by.

mod locale;

pub use locale::Locale;
