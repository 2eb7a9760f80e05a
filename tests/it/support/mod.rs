//! What tests stand on: a whole service of their own, people in front of it, a clock in the hand.

mod app;
mod browser;
mod filing;
pub(crate) mod gateways;
mod people;
mod postgres;

pub(crate) use app::{Database, TestApp};
pub(crate) use browser::{Answer, Browser};
pub(crate) use people::{PASSWORD, Somebody};
pub(crate) use postgres::database as postgres_database;

/// Runs a store test on both databases: `on_both! { a_sentence => body }` where `body` is an
/// `async fn(Database)`.
macro_rules! on_both {
    ($($(#[$meta:meta])* $name:ident => $body:ident;)*) => {$(
        mod $name {
            $(#[$meta])*
            #[tokio::test]
            async fn on_sqlite() {
                super::$body($crate::support::Database::Sqlite).await;
            }

            $(#[$meta])*
            #[tokio::test]
            async fn on_postgres() {
                super::$body($crate::support::Database::Postgres).await;
            }
        }
    )*};
}

pub(crate) use on_both;
