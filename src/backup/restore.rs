//! Taking an archive into an empty installation.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::Read;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use hejie_domain::audit::{By, Deed, DeedKind, Detail};
use jiff::Timestamp;

use super::read::{each, rows, table_of};
use super::{BackupError, FILES, Head, Heads, Manifest, SEAL_KEY, SECRETS, damaged, verify};
use crate::app::secret;
use crate::config::Config;
use crate::db::Store;
use crate::db::dump::Row;

/// Rows that are put in at a time.
const PAGE: usize = 2_000;

/// What was taken in.
#[derive(Debug)]
pub struct Restored {
    /// What the archive said of itself.
    pub manifest: Manifest,
    /// Where its logs end.
    pub heads: Heads,
    /// The new life of the database.
    pub epoch: String,
    /// Messages that waited to be sent, and now wait for somebody to decide.
    pub held: u64,
    /// Whether the key was in it under which one-time passwords are sealed.
    pub with_seal_key: bool,
}

/// Proves the archive, then takes all of it in or nothing.
pub async fn restore(
    config: &Config,
    path: &Path,
    now: Timestamp,
) -> Result<Restored, BackupError> {
    let (manifest, heads) = verify(path)?;
    config.storage.prepare()?;
    let url = config.storage.database_url();
    let store = Store::connect(&url).await?;
    let known = Store::known_schema();
    if manifest.schema != known {
        return Err(BackupError::Refused(format!(
            "the archive was made by hejie {} with another schema: restore it with that version, then \
             bring it up to date with `hejie migrate`",
            manifest.version
        )));
    }
    store.migrate(&url, &config.storage.var).await?;
    if !store.is_unused().await? {
        return Err(BackupError::Refused(
            "this installation is in use: restore into an empty database and an empty HEJIE_VAR"
                .into(),
        ));
    }
    let with_seal_key = manifest.entries.contains_key(SEAL_KEY);
    put_files(path, &config.storage.var)?;
    let epoch = secret::epoch();
    let held = put_rows(&store, path, &epoch, now).await?;
    // What came in is what was there: the logs in the tables end where they did.
    let found = ends(&store).await?;
    store.close().await?;
    for (log, head) in &heads {
        if log != "audit" && found.get(log) != Some(head) {
            return Err(damaged(format!("the log of {log} did not arrive whole")));
        }
    }
    Ok(Restored {
        manifest,
        heads,
        epoch,
        held,
        with_seal_key,
    })
}

async fn put_rows(
    store: &Store,
    path: &Path,
    epoch: &str,
    now: Timestamp,
) -> Result<u64, BackupError> {
    let mut work = store.begin().await?;
    let tables = work.tables().await?;
    // Archives are read in one go and the database in another, so rows go by hand to hand.
    let (sender, mut receiver) = tokio::sync::mpsc::channel::<(String, Vec<Row>)>(2);
    let archive = path.to_owned();
    let reading = tokio::task::spawn_blocking(move || {
        each(&archive, |name, content| {
            let Some(table) = table_of(name) else {
                return Ok(());
            };
            let mut page = Vec::new();
            let send = |page: Vec<Row>| {
                let sent = sender.blocking_send((table.to_owned(), page));
                sent.map_err(|_gone| damaged("reading was given up"))
            };
            for row in rows(content, name) {
                page.push(row?);
                if page.len() >= PAGE {
                    send(std::mem::take(&mut page))?;
                }
            }
            if page.is_empty() { Ok(()) } else { send(page) }
        })
    });
    while let Some((name, rows)) = receiver.recv().await {
        let table = tables
            .get(&name)
            .ok_or_else(|| damaged(format!("there is no table {name}")))?;
        work.load(table, &rows).await?;
    }
    reading.await.map_err(std::io::Error::other)??;
    let held = work.begin_new_life(epoch, now.as_microsecond()).await?;
    let deed = Deed::new(DeedKind::BackupRestored, By::Operator, now);
    work.record(deed.with("epoch", Detail::words(epoch)));
    work.commit().await?;
    Ok(held)
}

async fn ends(store: &Store) -> Result<Heads, BackupError> {
    let mut heads = Heads::new();
    for (log, seq, hash) in store.log_ends().await? {
        heads.insert(log, Head { seq, hash });
    }
    Ok(heads)
}

fn put_files(path: &Path, var: &Path) -> Result<(), BackupError> {
    each(path, |name, content| {
        if name.starts_with(FILES) || name.starts_with(SECRETS) {
            put(&var.join(name), content)?;
        }
        Ok(())
    })
}

fn put(place: &Path, content: &mut dyn Read) -> std::io::Result<()> {
    if let Some(folder) = place.parent() {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    let mut file: File = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(place)?;
    std::io::copy(content, &mut file)?;
    file.sync_all()
}
