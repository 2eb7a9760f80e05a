//! The store, on both databases.

mod audit;
mod demo;
mod outbox;
mod race;
mod work;
