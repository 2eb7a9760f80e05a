//! The store, on both databases.

mod work;
