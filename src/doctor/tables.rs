//! What the database holds: its age, its logs, files it refers to, messages, clocks, calendar, rules.

use std::sync::Arc;

use hejie_domain::ids::Id;
use hejie_domain::ruleset::RuleBook;
use hejie_domain::zone;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::{Depth, Finding, Level, chain};
use crate::app::law::Learnt;
use crate::backup::Digesting;
use crate::backup::read::Logs;
use crate::config::Config;
use crate::db::{DbError, LogKind, Purpose, Store};
use crate::seal::Seal;

const LOGS_SAMPLED: u64 = 50;
const FILES_SAMPLED: u64 = 20;
const FILES_ALL: u64 = 2_000;
const SEALED_SAMPLED: u64 = 20;
/// A message that is due and waits for longer hangs.
const LATE: SignedDuration = SignedDuration::from_mins(15);
const SKEW_MAX: SignedDuration = SignedDuration::from_secs(5);
/// From this month on the next year's holidays are announced.
const NOTICE_MONTH: i8 = 11;

pub(super) async fn examine(
    config: &Config,
    store: &Store,
    depth: Depth,
    now: Timestamp,
) -> Result<Vec<Finding>, DbError> {
    store.ping().await?;
    let mut found = vec![Finding::new(Level::Good, "database_good")];
    let schema = schema(store).await?;
    let aged = schema.level == Level::Bad;
    found.push(schema);
    if aged {
        // Nothing more can be read with certainty.
        return Ok(found);
    }
    found.push(set_up(store).await?);
    found.extend(clock(config, store, now).await?);
    found.extend(chains(store, depth).await?);
    found.extend(files(config, store, depth).await?);
    found.extend(sealed(config, store).await?);
    found.extend(outbox(store, now).await?);
    found.extend(law(store, now).await?);
    Ok(found)
}

async fn schema(store: &Store) -> Result<Finding, DbError> {
    let (is, known) = (store.schema().await?, Store::known_schema());
    let newer = is.iter().find(|one| !known.contains(one));
    let missing = known.iter().filter(|one| !is.contains(one)).count();
    Ok(match newer {
        Some(newer) => Finding::new(Level::Bad, "schema_newer").with("name", newer),
        None if missing > 0 => Finding::new(Level::Bad, "schema_old").with("count", missing),
        None => Finding::new(Level::Good, "schema_good"),
    })
}

async fn set_up(store: &Store) -> Result<Finding, DbError> {
    let purpose = store.instance().await?.map(|instance| instance.purpose);
    Ok(if store.platforms().await?.is_empty() {
        Finding::new(Level::Bad, "not_set_up")
    } else if purpose == Some(Purpose::Live) {
        Finding::new(Level::Good, "set_up")
    } else {
        Finding::new(Level::Note, "not_live")
    })
}

async fn clock(config: &Config, store: &Store, now: Timestamp) -> Result<Vec<Finding>, DbError> {
    let instance = store.instance().await?;
    let tested = instance.is_some_and(|instance| instance.purpose == Purpose::Test);
    if config.clock.is_some() || tested {
        return Ok(vec![Finding::new(Level::Note, "clock_moved")]);
    }
    let mut found = Vec::new();
    if let Some(there) = store.database_time().await? {
        let apart = there.duration_since(now).abs();
        if apart > SKEW_MAX {
            found.push(Finding::new(Level::Bad, "clock_skewed").with("seconds", apart.as_secs()));
        }
    }
    let newest = store.newest_deed().await?;
    if let Some(newest) = newest.filter(|newest| newest.duration_since(now) > SKEW_MAX) {
        found.push(Finding::new(Level::Bad, "clock_behind").with("at", newest));
    }
    if found.is_empty() {
        found.push(Finding::new(Level::Good, "clock_good"));
    }
    Ok(found)
}

async fn chains(store: &Store, depth: Depth) -> Result<Vec<Finding>, DbError> {
    let count_max = (depth == Depth::Sample).then_some(LOGS_SAMPLED);
    let (mut found, mut walked) = (Vec::new(), 0_usize);
    let walked_now = match depth {
        Depth::Sample => store.verify_audit_on().await,
        Depth::All => store.verify_audit().await,
    };
    match walked_now {
        Ok(walk) => found.push(Finding::new(Level::Good, "audit_whole").with("count", walk.seq)),
        Err(error @ DbError::Unreadable { .. }) => {
            found.push(Finding::new(Level::Bad, "audit_broken").with("error", error));
        }
        Err(other) => return Err(other),
    }
    let before = found.len();
    for kind in [LogKind::Dispute, LogKind::Room] {
        for owner in store.log_owners(kind, count_max).await? {
            let mut logs = Logs::default();
            let rows = store.log_rows(kind, owner).await?;
            let broken = rows
                .iter()
                .find_map(|row| logs.see(kind.table(), row).err());
            if let Some(broken) = broken {
                found.push(
                    Finding::new(Level::Bad, "log_broken")
                        .with("owner", owner)
                        .with("error", broken),
                );
            }
            walked = walked.saturating_add(1);
        }
    }
    if found.len() == before {
        found.push(Finding::new(Level::Good, "logs_whole").with("count", walked));
    }
    Ok(found)
}

async fn files(config: &Config, store: &Store, depth: Depth) -> Result<Vec<Finding>, DbError> {
    let count_max = if depth == Depth::All {
        FILES_ALL
    } else {
        FILES_SAMPLED
    };
    let (mut found, mut looked) = (Vec::new(), 0_usize);
    for sha256 in store.some_files(count_max).await? {
        let digits = sha256.to_string();
        let (folder, name) = digits.split_at(2);
        let path = config.storage.path("files/sha256").join(folder).join(name);
        let digest = tokio::task::spawn_blocking(move || {
            let mut file = Digesting::new(std::fs::File::open(path)?);
            std::io::copy(&mut file, &mut std::io::sink()).map(|_size| file.digest())
        });
        match digest.await {
            Ok(Ok(digest)) if digest == sha256 => {}
            Ok(Ok(_)) => found.push(Finding::new(Level::Bad, "file_changed").with("name", &digits)),
            Ok(Err(_)) | Err(_) => {
                found.push(Finding::new(Level::Bad, "file_missing").with("name", &digits));
            }
        }
        looked = looked.saturating_add(1);
    }
    if found.is_empty() {
        found.push(Finding::new(Level::Good, "files_good").with("count", looked));
    }
    Ok(found)
}

/// Whether what was sealed opens under the key that is here.
async fn sealed(config: &Config, store: &Store) -> Result<Option<Finding>, DbError> {
    let sealed = store.some_sealed(SEALED_SAMPLED).await?;
    let there = config.storage.seal_key.is_some() || Seal::path(&config.storage.var).exists();
    if sealed.is_empty() {
        return Ok(None);
    }
    // Opening would make a key where there is none.
    let seal = there
        .then(|| Seal::open(config.storage.seal_key.as_ref(), &config.storage.var).ok())
        .flatten();
    let shut = sealed.iter().filter(|(person, secret)| {
        seal.as_ref()
            .and_then(|seal| seal.open_sealed(person.uuid().as_bytes(), secret))
            .is_none()
    });
    let shut = shut.count();
    Ok((shut > 0).then(|| Finding::new(Level::Bad, "sealed_otherwise").with("count", shut)))
}

async fn outbox(store: &Store, now: Timestamp) -> Result<Vec<Finding>, DbError> {
    let (late, dead) = store
        .outbox_state(now.checked_sub(LATE).unwrap_or(now))
        .await?;
    let mut found = Vec::new();
    if late > 0 {
        found.push(Finding::new(Level::Bad, "outbox_late").with("count", late));
    }
    if dead > 0 {
        found.push(Finding::new(Level::Warning, "outbox_dead").with("count", dead));
    }
    if found.is_empty() {
        found.push(Finding::new(Level::Good, "outbox_good"));
    }
    Ok(found)
}

async fn law(store: &Store, now: Timestamp) -> Result<Vec<Finding>, DbError> {
    let learnt = match Learnt::read(store).await {
        Ok(learnt) => learnt,
        Err(error) => {
            return Ok(vec![
                Finding::new(Level::Bad, "law_unreadable").with("error", chain(&error)),
            ]);
        }
    };
    let today = now.to_zoned(zone()).date();
    let mut found = Vec::new();
    let knows = |year: i16| {
        learnt
            .calendar
            .editions()
            .any(|edition| edition.year() == year)
    };
    let next = today.year().saturating_add(1);
    found.push(if !knows(today.year()) {
        Finding::new(Level::Bad, "calendar_none").with("year", today.year())
    } else if knows(next) {
        Finding::new(Level::Good, "calendar_good").with("year", next)
    } else if today.month() >= NOTICE_MONTH {
        Finding::new(Level::Warning, "calendar_due").with("year", next)
    } else {
        Finding::new(Level::Note, "calendar_later").with("year", next)
    });
    found.push(Finding::new(Level::Good, "regions_good").with("count", learnt.regions.len()));
    let book = match RuleBook::load() {
        Ok(book) => Arc::new(book),
        Err(error) => {
            found.push(Finding::new(Level::Bad, "rules_none").with("error", error));
            return Ok(found);
        }
    };
    let soon = today.checked_add(60.days()).unwrap_or(today);
    let sets = book.binding(today, None).map(|binding| binding.sets.len());
    found.push(rules(sets, book.binding(soon, None).is_ok(), soon));
    Ok(found)
}

/// How many rule sets bind today, or why none does, and whether some still do on the day `soon`.
fn rules<E: std::fmt::Display>(today: Result<usize, E>, later: bool, soon: Date) -> Finding {
    match today {
        Err(error) => Finding::new(Level::Bad, "rules_none").with("error", error),
        Ok(_) if !later => Finding::new(Level::Warning, "rules_end").with("day", soon),
        Ok(count) => Finding::new(Level::Good, "rules_good").with("count", count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_that_end_soon_are_told_before_they_do() {
        let soon = jiff::civil::date(2026, 12, 14);
        let found = |today: Result<usize, &str>, later| rules(today, later, soon).code;
        assert_eq!(found(Ok(3), true), "rules_good");
        assert_eq!(found(Ok(3), false), "rules_end");
        assert_eq!(found(Err("none"), true), "rules_none");
    }
}
