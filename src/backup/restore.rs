//! Taking an archive into an empty installation.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::Read;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hejie_domain::audit::{By, Deed, DeedKind, Detail};
use hejie_domain::telling::{Channel, Message, Reader, Recipient, TellPost};
use hejie_domain::text::Sha256Hash;
use jiff::Timestamp;

use super::read::{each, rows, table_of};
use super::{BackupError, FILES, Head, Heads, Manifest, SEAL_KEY, SECRETS, damaged, verify};
use crate::app::{Ids, secret};
use crate::clock::SystemClock;
use crate::config::Config;
use crate::db::dump::Row;
use crate::db::{NewNotice, Store, Work};

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
    /// What must not go on by itself.
    pub stopped: Stopped,
    /// Whether the key was in it under which one-time passwords are sealed.
    pub with_seal_key: bool,
}

/// What was under way when the backup was made. Nobody knows what became of it since, so all of it
/// waits for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped {
    /// Messages that waited to be sent, and now wait for an administrator to decide.
    pub posts: u64,
    /// What people had sent and could still undo; its text is back where it was written.
    pub held: usize,
    /// Sessions that were open.
    pub sessions: u64,
    /// Invitations whose message opens nothing any more until it is sent again.
    pub invitations: u64,
}

/// Proves the archive and that there is room for it, then takes all of it in or nothing: when a
/// late step fails, the rows and the files that came before it go again.
pub async fn restore(
    config: &Config,
    path: &Path,
    now: Timestamp,
) -> Result<Restored, BackupError> {
    let (manifest, heads) = verify(path)?;
    let known = Store::known_schema();
    if manifest.schema != known {
        return Err(BackupError::Refused(format!(
            "the archive was made by hejie {} with another schema: restore it with that version, then \
             bring it up to date with `hejie migrate`",
            manifest.version
        )));
    }
    let var = &config.storage.var;
    let places = manifest.entries.keys().filter(|name| is_file(name));
    for place in places.map(|name| var.join(name)) {
        if place.symlink_metadata().is_ok() {
            return Err(in_use(&format!("{} is there already", place.display())));
        }
    }
    config.storage.prepare()?;
    let url = config.storage.database_url();
    let store = Store::connect(&url).await?;
    let taken = async {
        let there = store.schema().await?;
        if !there.is_empty() && there != known {
            return Err(in_use("its database has tables of another version"));
        }
        store.migrate(&url, var).await?;
        if !store.is_unused().await? {
            return Err(in_use("its database is not empty"));
        }
        let mut placed = Placed::default();
        placed.put_all(path, var)?;
        let epoch = secret::epoch();
        let stopped = put_rows(&store, path, &heads, &epoch, now).await?;
        placed.keep();
        Ok((epoch, stopped))
    }
    .await;
    store.close().await?;
    let (epoch, stopped) = taken?;
    Ok(Restored {
        with_seal_key: manifest.entries.contains_key(SEAL_KEY),
        manifest,
        heads,
        epoch,
        stopped,
    })
}

fn in_use(why: &str) -> BackupError {
    BackupError::Refused(format!(
        "this installation is in use ({why}): restore into an empty database and an empty HEJIE_VAR"
    ))
}

async fn put_rows(
    store: &Store,
    path: &Path,
    heads: &Heads,
    epoch: &str,
    now: Timestamp,
) -> Result<Stopped, BackupError> {
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
    // What came in is what was there: the logs in the tables end where they did.
    let found = ends(work.log_ends().await?);
    for (log, head) in heads {
        if log != "audit" && found.get(log) != Some(head) {
            return Err(damaged(format!("the log of {log} did not arrive whole")));
        }
    }
    let stopped = begin_new_life(&mut work, epoch, now).await?;
    let deed = Deed::new(DeedKind::BackupRestored, By::Operator, now);
    work.record(deed.with("epoch", Detail::words(epoch)));
    work.commit().await?;
    Ok(stopped)
}

/// Whoever was logged out, used an invitation or had something sent since the backup was made must
/// find it so: what was open then is ended, and people begin again. A respondent's link needs a code
/// each time, which goes to the contact that the restored dispute names, so links stay.
async fn begin_new_life(
    work: &mut Work,
    epoch: &str,
    now: Timestamp,
) -> Result<Stopped, BackupError> {
    let posts = work.begin_new_life(epoch, now.as_microsecond()).await?;
    let sessions = work.end_all_sessions(now).await?;
    let invitations = work.drop_invitation_tokens().await?;
    let held = work.refuse_all_held("restored", now).await?;
    let ids = Ids::random(Arc::new(SystemClock));
    for held in &held {
        work.put_back(held, now).await?;
        let tell = TellPost {
            dispute: held.dispute,
            seq: u64::try_from(held.rank).unwrap_or_default(),
            message: Message::NotSent,
            reader: Reader::Platform,
            channel: Channel::Notice,
            to: Recipient::Person {
                person: held.person,
                party: None,
            },
            due: None,
        };
        let notice = NewNotice {
            id: ids.new(),
            person: held.person,
            tell: &tell,
            at: now,
        };
        work.leave_notice(&notice).await?;
    }
    Ok(Stopped {
        posts,
        held: held.len(),
        sessions,
        invitations,
    })
}

fn ends(found: Vec<(String, u64, Sha256Hash)>) -> Heads {
    let heads = found
        .into_iter()
        .map(|(log, seq, hash)| (log, Head { seq, hash }));
    heads.collect()
}

/// Whether an entry of an archive becomes a file, and not rows.
fn is_file(name: &str) -> bool {
    name.starts_with(FILES) || name.starts_with(SECRETS)
}

/// Files and folders that were made; they go again unless they are kept.
#[derive(Debug, Default)]
struct Placed {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Placed {
    fn put_all(&mut self, path: &Path, var: &Path) -> Result<(), BackupError> {
        each(path, |name, content| {
            if is_file(name) {
                self.put(&var.join(name), content)?;
            }
            Ok(())
        })
    }

    /// Never over a file that is there.
    fn put(&mut self, place: &Path, content: &mut dyn Read) -> std::io::Result<()> {
        if let Some(folder) = place.parent() {
            let missing = folder.ancestors().take_while(|folder| !folder.exists());
            let missing: Vec<_> = missing.map(Path::to_owned).collect();
            self.folders.extend(missing.into_iter().rev());
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(folder)?;
        }
        let mut file: File = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(place)?;
        self.files.push(place.to_owned());
        std::io::copy(content, &mut file)?;
        file.sync_all()
    }

    fn keep(mut self) {
        self.files.clear();
        self.folders.clear();
    }
}

impl Drop for Placed {
    fn drop(&mut self) {
        for file in &self.files {
            let _gone = fs::remove_file(file);
        }
        // Only folders that are empty go.
        for folder in self.folders.iter().rev() {
            let _gone = fs::remove_dir(folder);
        }
    }
}
