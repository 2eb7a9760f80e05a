//! Messages that nobody carries, because no gateway is configured: one file each, for this user
//! alone, so that somebody who tries the product out can read what would have been sent.

use std::fs;
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hejie_domain::ids::{Id, OutboxId};
use hejie_domain::telling::Channel;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A folder of kept messages.
#[derive(Debug, Clone)]
pub struct Kept {
    folder: Arc<Path>,
}

/// A message that would have been sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptMessage {
    /// Its place in the outbox.
    pub id: OutboxId,
    /// By which way it would have gone.
    pub channel: Channel,
    /// To which number or address.
    pub to: String,
    /// The subject of a mail.
    pub subject: Option<String>,
    /// The words.
    pub body: String,
    /// The file for calendars that comes with them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// When.
    pub at: Timestamp,
}

impl Kept {
    /// The messages in `folder`, which is made when the first one is kept.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// Keeps a message. The same one kept again is kept once.
    pub async fn put(&self, message: &KeptMessage) -> io::Result<()> {
        let bytes = serde_json::to_vec_pretty(message).map_err(io::Error::other)?;
        let (folder, name) = (Arc::clone(&self.folder), message.id.to_string());
        blocking(move || write(&folder, &name, &bytes)).await
    }

    /// The newest messages before `before`, newest first.
    pub async fn newest(
        &self,
        before: Option<OutboxId>,
        count_max: usize,
    ) -> io::Result<Vec<KeptMessage>> {
        let folder = Arc::clone(&self.folder);
        blocking(move || read_newest(&folder, before, count_max)).await
    }

    /// Messages from before that moment, oldest first.
    pub async fn older(&self, before: Timestamp, count_max: usize) -> io::Result<Vec<OutboxId>> {
        let folder = Arc::clone(&self.folder);
        let mut ids = blocking(move || ids(&folder)).await?;
        ids.retain(|id| minted_at(*id).is_some_and(|at| at < before));
        ids.sort_unstable();
        ids.truncate(count_max);
        Ok(ids)
    }

    /// Removes messages. One that is gone already is no failure.
    pub async fn remove(&self, ids: &[OutboxId]) -> io::Result<()> {
        for id in ids {
            match tokio::fs::remove_file(self.folder.join(format!("{id}.json"))).await {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                Ok(()) | Err(_) => {}
            }
        }
        Ok(())
    }
}

/// Ids tell when they were made.
fn minted_at(id: OutboxId) -> Option<Timestamp> {
    let (seconds, nanos) = id.uuid().get_timestamp()?.to_unix();
    let (seconds, nanos) = (i64::try_from(seconds).ok()?, i32::try_from(nanos).ok()?);
    Timestamp::new(seconds, nanos).ok()
}

fn ids(folder: &Path) -> io::Result<Vec<OutboxId>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let id = |entry: io::Result<fs::DirEntry>| {
        let name = entry.ok()?.file_name();
        name.to_str()?.strip_suffix(".json")?.parse().ok()
    };
    Ok(entries.filter_map(id).collect())
}

/// Whole or not at all: written beside, then renamed.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let scratch = folder.join(format!("{name}.new"));
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    let mut file = options.open(&scratch)?;
    io::Write::write_all(&mut file, bytes)?;
    file.sync_all()?;
    fs::rename(scratch, folder.join(format!("{name}.json")))
}

/// Ids ascend with time, and so do the names.
fn read_newest(
    folder: &Path,
    before: Option<OutboxId>,
    count_max: usize,
) -> io::Result<Vec<KeptMessage>> {
    let mut ids = ids(folder)?;
    ids.retain(|id| before.is_none_or(|before| *id < before));
    ids.sort_unstable_by(|one, other| other.cmp(one));
    ids.truncate(count_max);
    // A file that somebody removed or spoilt by hand is passed over.
    let messages = ids.into_iter().filter_map(|id| {
        let bytes = fs::read(folder.join(format!("{id}.json"))).ok()?;
        serde_json::from_slice(&bytes).ok()
    });
    Ok(messages.collect())
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(io::Error::other)?
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use uuid::Uuid;

    use super::*;

    #[tokio::test]
    async fn kept_messages_are_read_newest_first_and_by_nobody_else() {
        let folder = std::env::temp_dir().join(format!("hejie-kept-{}", std::process::id()));
        let kept = Kept::new(folder.clone());
        assert_eq!(kept.newest(None, 5).await.unwrap(), []);
        let message = |number| KeptMessage {
            id: OutboxId::from_uuid(Uuid::from_u128(number)),
            channel: Channel::Sms,
            to: "13800000001".into(),
            subject: None,
            body: format!("{number}"),
            calendar: None,
            at: Timestamp::UNIX_EPOCH,
        };
        for number in [1, 3, 2, 3] {
            kept.put(&message(number)).await.unwrap();
        }
        fs::write(folder.join("notes.txt"), "not ours").unwrap();
        let newest = kept.newest(None, 2).await.unwrap();
        assert_eq!(newest, [message(3), message(2)]);
        let rest = kept.newest(Some(newest[1].id), 2).await.unwrap();
        assert_eq!(rest, [message(1)]);
        let file = fs::metadata(folder.join(format!("{}.json", message(1).id))).unwrap();
        assert_eq!(file.permissions().mode() & 0o777, 0o600);
        fs::remove_dir_all(folder).unwrap();
    }
}
