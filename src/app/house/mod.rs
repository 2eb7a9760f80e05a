//! How the house is run: what organisations keep ready and fix for themselves.

pub mod registry;
pub mod template;
