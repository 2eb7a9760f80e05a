//! The desk's queue: found, narrowed, tagged, kept, done in numbers.

mod bulk;
mod links;
mod list;
mod scene;
mod search;
mod tags;
mod views;
