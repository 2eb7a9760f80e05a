//! The store, on both databases.

mod outbox;
mod work;
