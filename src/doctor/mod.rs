//! Looks over an installation without changing it: what is wrong, what will be, why it matters and
//! what to do. The texts are in `zh-CN.toml` and `en.toml` beside this file, by the codes used here.

mod lines;
mod places;
mod tables;
mod words;

use hejie_domain::people::Locale;
use jiff::Timestamp;

use crate::config::Config;
use crate::db::{DbError, Store};
pub use words::Told;

/// How bad something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As it should be.
    Good,
    /// Worth knowing; nothing has to be done now.
    Note,
    /// Somebody should see to it soon.
    Warning,
    /// Something does not work, or is not safe.
    Bad,
}

impl Level {
    /// As it is written in answers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Bad => "bad",
        }
    }
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which text says it.
    pub code: &'static str,
    /// How bad it is.
    pub level: Level,
    /// What fills the places of the text.
    pub facts: Vec<(&'static str, String)>,
}

impl Finding {
    /// One without facts.
    pub(crate) const fn new(level: Level, code: &'static str) -> Self {
        Self {
            code,
            level,
            facts: Vec::new(),
        }
    }

    fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.facts.push((name, value.to_string()));
        self
    }

    /// In words.
    pub fn told(&self, locale: Locale) -> Told {
        words::told(self, locale)
    }
}

/// How much is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Some logs and files, at random.
    Sample,
    /// Every log, and more files.
    All,
}

/// Looks everything over. Where the database is open already, by `store`.
pub async fn examine(
    config: &Config,
    store: Option<&Store>,
    depth: Depth,
    now: Timestamp,
) -> Vec<Finding> {
    let mut found = places::settings(config);
    found.extend(places::folder(config));
    found.extend(lines::reach(config).await);
    match store {
        Some(store) => found.extend(asked(tables::examine(config, store, depth, now).await)),
        None => found.extend(unopened(config, depth, now).await),
    }
    found
}

/// What was found in the tables, or that they cannot be read.
fn asked(found: Result<Vec<Finding>, DbError>) -> Vec<Finding> {
    found.unwrap_or_else(|error| {
        vec![Finding::new(Level::Bad, "database_failed").with("error", chain(&error))]
    })
}

async fn unopened(config: &Config, depth: Depth, now: Timestamp) -> Vec<Finding> {
    // SQLite would make the file that is missing.
    if !config.storage.exists() {
        return vec![Finding::new(Level::Bad, "database_missing")];
    }
    match Store::connect(&config.storage.database_url()).await {
        Ok(store) => {
            let found = asked(tables::examine(config, &store, depth, now).await);
            let _closed = store.close().await;
            found
        }
        Err(error) => {
            let unreachable = Finding::new(Level::Bad, "database_unreachable");
            vec![unreachable.with("error", chain(&error))]
        }
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let more = next.to_string();
        if !said.contains(&more) {
            said.push_str(": ");
            said.push_str(&more);
        }
        cause = next.source();
    }
    said
}
