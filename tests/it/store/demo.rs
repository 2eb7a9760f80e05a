//! The demonstration: whatever it shows must be what the logs say, and the same each time.

use std::path::PathBuf;

use hejie::app::Context;
use hejie::config::Config;
use hejie::db::dispute::Loaded as Dispute;
use hejie::db::{Purpose, Store};
use hejie::demo::{DemoError, Loaded, Plan, load};
use hejie::domain::dispute::event::Event;
use hejie::domain::room::verify;
use hejie::domain::text::TextRef;
use serde_json::Value;

use crate::support::{Database, on_both, postgres_database};

/// A folder and a database of the demonstration's own.
struct Installation {
    folder: PathBuf,
    settings: Vec<(String, String)>,
}

impl Installation {
    async fn new(database: Database) -> Self {
        let name = format!("hejie-demo-{:x}", rand::random::<u64>());
        let folder = std::env::temp_dir().join(name);
        let var = folder.display().to_string();
        let mut settings = vec![("HEJIE_VAR".to_owned(), var)];
        if database == Database::Postgres {
            settings.push(("HEJIE_DATABASE_URL".to_owned(), postgres_database().await));
        }
        Self { folder, settings }
    }

    fn config(&self) -> Config {
        Config::from_pairs(self.settings.clone()).unwrap()
    }

    async fn load(&self, date: &str) -> Result<Loaded, DemoError> {
        let date = date.parse().unwrap();
        load(self.config(), Plan { seed: 7, date }).await
    }

    async fn look(&self) -> Store {
        let ctx = Context::open(self.config(), Some(Purpose::Demo)).await;
        ctx.unwrap().store
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        let _left = std::fs::remove_dir_all(&self.folder);
    }
}

async fn disputes(store: &Store) -> Vec<Dispute> {
    let mut all = Vec::new();
    for id in store.all_dispute_ids().await.unwrap() {
        all.push(store.dispute(id).await.unwrap().unwrap());
    }
    all
}

/// Every reference to a text, wherever it stands in a fact.
fn references(value: &Value, found: &mut Vec<TextRef>) {
    if let Ok(reference) = serde_json::from_value(value.clone()) {
        found.push(reference);
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| references(field, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

async fn texts_are_proved(store: &Store, dispute: &Dispute) -> usize {
    let texts = store.texts(dispute.dispute.id).await.unwrap();
    let mut found = Vec::new();
    for Event { fact, .. } in &dispute.log {
        references(&serde_json::to_value(fact).unwrap(), &mut found);
    }
    for reference in &found {
        let salt = store.text_salt(reference.id).await.unwrap().unwrap();
        let words = &texts[&reference.id];
        assert!(
            reference.proves(&salt, words),
            "{}: {words}",
            dispute.number
        );
    }
    found.len()
}

async fn rooms_are_whole(store: &Store, dispute: &Dispute) -> usize {
    let rooms = store.rooms_of(dispute.dispute.id).await.unwrap();
    let mut seen = 0;
    for room in &rooms {
        let events = store.room_events(room.id, 0, 10_000).await.unwrap();
        let sealed: Vec<_> = events.into_iter().map(|event| event.sealed).collect();
        assert_eq!(
            verify(&sealed).unwrap(),
            room.last_hash,
            "{}",
            dispute.number
        );
        seen += sealed.len();
    }
    assert!(rooms.len() >= 2, "{}", dispute.number);
    seen
}

async fn every_dispute_is_what_its_log_says(database: Database) {
    let installation = Installation::new(database).await;
    installation.load("2026-11-22").await.unwrap();
    let store = installation.look().await;
    let all = disputes(&store).await;
    assert!(all.len() >= 60, "{}", all.len());
    let (mut texts, mut events) = (0, 0);
    for dispute in &all {
        assert!(
            store.rows_agree(dispute).await.unwrap(),
            "{}",
            dispute.number
        );
        texts += texts_are_proved(&store, dispute).await;
        events += rooms_are_whole(&store, dispute).await;
    }
    assert!(
        texts > 200 && events > 300,
        "{texts} texts, {events} events"
    );
}

on_both! {
    every_demonstrated_dispute_is_rebuilt_from_its_log => every_dispute_is_what_its_log_says;
}

/// What a person would compare: numbers, phases, and every kind of entry in its order.
fn outline(all: &[Dispute]) -> Vec<String> {
    let kinds = |one: &Dispute| {
        let kinds = one.log.iter().map(|event| event.fact.kind());
        kinds.collect::<Vec<_>>().join(" ")
    };
    let line = |one: &Dispute| {
        let phase = one.dispute.phase();
        format!("{} {} {phase} {}", one.number, one.dispute.id, kinds(one))
    };
    all.iter().map(line).collect()
}

/// Also when the eight days of a long holiday lie on the way, which moves every term of working
/// days.
#[tokio::test]
async fn the_same_seed_and_day_show_the_same_disputes() {
    let first = Installation::new(Database::Sqlite).await;
    let again = Installation::new(Database::Sqlite).await;
    let both = tokio::join!(first.load("2026-10-09"), again.load("2026-10-09"));
    both.0.unwrap();
    both.1.unwrap();
    let (one, other) = (first.look().await, again.look().await);
    assert_eq!(
        outline(&disputes(&one).await),
        outline(&disputes(&other).await)
    );
}

#[tokio::test]
async fn a_loaded_demonstration_is_left_alone_and_a_live_database_never_filled() {
    use std::os::unix::fs::PermissionsExt;
    let installation = Installation::new(Database::Sqlite).await;
    let loaded = installation.load("2026-11-22").await.unwrap();
    assert!(matches!(loaded, Loaded::Now { .. }), "{loaded:?}");
    let path = installation.folder.join("demo-logins.txt");
    let logins = std::fs::read_to_string(&path).unwrap();
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    for role in [
        "consumer",
        "merchant",
        "service_agent",
        "supervisor",
        "administrator",
        "registrar",
        "mediator",
        "officer",
    ] {
        let lines = logins
            .lines()
            .filter(|line| line.split('\t').next() == Some(role));
        assert!(lines.count() > 0, "{role}");
    }
    let again = installation.load("2026-11-22").await.unwrap();
    assert_eq!(
        again,
        Loaded::Before {
            logins: path.clone()
        }
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), logins);

    let live = Installation::new(Database::Sqlite).await;
    let ctx = Context::open(live.config(), None).await.unwrap();
    ctx.store.close().await.unwrap();
    assert!(matches!(
        live.load("2026-11-22").await,
        Err(DemoError::Start(_))
    ));
}
