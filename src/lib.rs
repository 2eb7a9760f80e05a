//! Hejie: online dispute resolution with real-time rooms.

pub use hejie_domain as domain;
