//! The store, on both databases.

mod demo;
mod outbox;
mod race;
mod work;
