//! The API as the world meets it.

mod base;
mod published;
