//! The store, on both databases.

mod audit;
mod backup;
mod demo;
mod doctor;
mod outbox;
mod race;
mod work;
