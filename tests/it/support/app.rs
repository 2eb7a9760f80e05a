//! A service of the test's own: temporary folder, database, clock, server on a free port.

use std::path::PathBuf;
use std::sync::Arc;

use hejie::app::Context;
use hejie::clock::TestClock;
use hejie::config::Config;
use hejie::db::Purpose;
use hejie::http;
use jiff::{SignedDuration, Timestamp};

use super::browser::Browser;
use super::postgres;

/// Where the tables are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Database {
    Sqlite,
    Postgres,
}

/// The service, and what a test needs to look behind it.
pub(crate) struct TestApp {
    pub(crate) ctx: Context,
    pub(crate) clock: TestClock,
    pub(crate) url: String,
    folder: PathBuf,
    serving: tokio::task::JoinHandle<std::io::Result<()>>,
}

impl TestApp {
    /// On SQLite, on a Thursday afternoon.
    pub(crate) async fn start() -> Self {
        Self::on(Database::Sqlite).await
    }

    /// On the chosen database.
    pub(crate) async fn on(database: Database) -> Self {
        Self::with(database, &[]).await
    }

    /// With settings of the test's own. Limits that would be in the way of most tests are off; a
    /// test about a limit sets it.
    pub(crate) async fn with(database: Database, settings: &[(&str, &str)]) -> Self {
        Self::marked(Purpose::Test, database, settings).await
    }

    /// As with real data, but for the clock, which moves.
    pub(crate) async fn live(database: Database) -> Self {
        Self::marked(Purpose::Live, database, &[]).await
    }

    async fn marked(purpose: Purpose, database: Database, settings: &[(&str, &str)]) -> Self {
        hejie::use_ring();
        let folder = fresh_folder();
        let mut pairs = vec![
            ("HEJIE_LISTEN".to_owned(), "127.0.0.1:0".to_owned()),
            ("HEJIE_VAR".to_owned(), folder.display().to_string()),
            ("HEJIE_WORKERS".to_owned(), "1".to_owned()),
        ];
        for limit in LIMITS {
            pairs.push((format!("HEJIE_LIMIT_{limit}"), "off".to_owned()));
        }
        if database == Database::Postgres {
            pairs.push(("HEJIE_DATABASE_URL".to_owned(), postgres::database().await));
        }
        pairs.extend(
            settings
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned())),
        );
        let config = Config::from_pairs(pairs).unwrap();
        let clock = TestClock::at("2026-10-15T14:00:00+08:00".parse().unwrap());
        let shared = Arc::new(clock.clone());
        let mut ctx = Context::open_with(config, Some(Purpose::Test), Some(shared))
            .await
            .unwrap();
        Arc::make_mut(&mut ctx.instance).purpose = purpose;
        let server = http::start(&ctx).unwrap();
        let url = format!("http://{}", server.address);
        let serving = tokio::spawn(server.serve());
        Self {
            ctx,
            clock,
            url,
            folder,
            serving,
        }
    }

    /// Somebody without a session.
    pub(crate) fn stranger(&self) -> Browser {
        Browser::new(&self.url)
    }

    /// Lets time pass.
    pub(crate) fn advance(&self, step: SignedDuration) {
        self.clock.advance(step);
    }

    /// The present instant.
    pub(crate) fn now(&self) -> Timestamp {
        self.ctx.now().at
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.serving.abort();
        let _left = std::fs::remove_dir_all(&self.folder);
    }
}

const LIMITS: [&str; 9] = [
    "REQUESTS_ADDRESS",
    "WRITES_ACCOUNT",
    "LOGIN_ADDRESS",
    "LOGIN_ACCOUNT",
    "CODES_ADDRESS",
    "CODES_TARGET",
    "MESSAGES_SOCKET",
    "LAW_ADDRESS",
    "CHECK_ADDRESS",
];

fn fresh_folder() -> PathBuf {
    let name = format!(
        "hejie-test-{}-{:x}",
        std::process::id(),
        rand::random::<u64>()
    );
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir(&folder).unwrap();
    folder
}
