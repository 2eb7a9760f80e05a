//! Proving an archive: every digest, and every link of every log.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::GzDecoder;
use hejie_domain::audit::{Chained, Walk};
use hejie_domain::dispute::log::{Entry, follows};
use hejie_domain::ids::{DisputeId, Id, MessageId, PersonId, RoomId};
use hejie_domain::room::{EventKind, Link, Sealed, continues};
use hejie_domain::text::Sha256Hash;
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::{
    BackupError, Digesting, FILES, FORMAT, HEADS, Head, Heads, MANIFEST, Manifest, TABLES, damaged,
};
use crate::db::dump::Row;

/// Follows the logs as their rows go by, each in its order, and remembers where they end.
#[derive(Debug, Default)]
pub(crate) struct Logs(Heads);

impl Logs {
    /// Looks at a row; the rows of all tables but the logs pass.
    pub(crate) fn see(&mut self, table: &str, row: &Row) -> Result<(), BackupError> {
        match table {
            "dispute_event" => self.dispute(row),
            "room_event" => self.room(row),
            "audit_event" => self.audit(row),
            _ => Ok(()),
        }
    }

    /// Where they end.
    pub(super) fn heads(self) -> Heads {
        self.0
    }

    fn last(&self, log: &str) -> Head {
        let start = Head {
            seq: 0,
            hash: Sha256Hash::ZERO,
        };
        self.0.get(log).copied().unwrap_or(start)
    }

    fn end(
        &mut self,
        log: String,
        seq: u64,
        hash: Sha256Hash,
        whole: bool,
    ) -> Result<(), BackupError> {
        if !whole {
            return Err(damaged(format!(
                "entry {seq} of the log of {log} does not follow"
            )));
        }
        self.0.insert(log, Head { seq, hash });
        Ok(())
    }

    fn dispute(&mut self, row: &Row) -> Result<(), BackupError> {
        let dispute = DisputeId::from_uuid(uuid(row, "dispute_id")?);
        let entry = Entry {
            seq: number(row, "seq")?,
            at: instant(row, "at")?,
            data: text(row, "data")?.to_owned(),
            prev: hash(row, "prev_hash")?,
            hash: hash(row, "hash")?,
        };
        let log = format!("dispute {dispute}");
        let last = self.last(&log);
        let whole = entry.seq == last.seq.saturating_add(1) && follows(dispute, last.hash, &entry);
        self.end(log, entry.seq, entry.hash, whole)
    }

    fn room(&mut self, row: &Row) -> Result<(), BackupError> {
        let room = RoomId::from_uuid(uuid(row, "room_id")?);
        let seq = number(row, "seq")?;
        let kind = EventKind::parse(text(row, "kind")?);
        let sealed = Sealed {
            link: Link {
                room,
                seq,
                kind: kind.ok_or_else(|| unreadable("kind"))?,
                message: maybe(row, "message_id")?.map(MessageId::from_uuid),
                actor: maybe(row, "actor_id")?.map(PersonId::from_uuid),
                seat: text(row, "actor_seat")?.to_owned(),
                at: instant(row, "created_at")?,
                text: match row.get("text_hash") {
                    None | Some(Value::Null) => None,
                    Some(_) => Some(hash(row, "text_hash")?),
                },
                data: text(row, "data")?.to_owned(),
            },
            prev: hash(row, "prev_hash")?,
            hash: hash(row, "hash")?,
        };
        let log = format!("room {room}");
        let last = self.last(&log);
        let whole = seq == last.seq.saturating_add(1) && continues(last.hash, &sealed);
        self.end(log, seq, sealed.hash, whole)
    }

    fn audit(&mut self, row: &Row) -> Result<(), BackupError> {
        let entry = Chained {
            seq: number(row, "seq")?,
            at: instant(row, "at")?,
            kind: text(row, "kind")?.to_owned(),
            outcome: text(row, "outcome")?.to_owned(),
            data: text(row, "data")?.to_owned(),
            prev: hash(row, "prev_hash")?,
            hash: hash(row, "hash")?,
        };
        let last = self.last("audit");
        let mut walk = Walk {
            seq: last.seq,
            head: last.hash,
        };
        let whole = walk.step(&entry).is_ok();
        self.end("audit".to_owned(), entry.seq, entry.hash, whole)
    }
}

/// Proves a whole archive; the answer is what it says of itself, and where its logs end.
pub fn verify(path: &Path) -> Result<(Manifest, Heads), BackupError> {
    let mut seen = std::collections::BTreeMap::new();
    let mut said = Heads::new();
    let mut logs = Logs::default();
    let mut manifest: Option<Manifest> = None;
    each(path, |name, content| {
        if manifest.is_some() {
            return Err(damaged(format!("{name} stands behind the manifest")));
        }
        if name == MANIFEST {
            manifest = Some(serde_json::from_reader(content).map_err(|_garbled| damaged(name))?);
            return Ok(());
        }
        let mut digesting = Digesting::new(content);
        if let Some(table) = table_of(name) {
            for row in rows(&mut digesting, name) {
                logs.see(table, &row?)?;
            }
        } else if name == HEADS {
            for row in rows(&mut digesting, name) {
                let row = row?;
                let head = Head {
                    seq: number(&row, "seq")?,
                    hash: hash(&row, "hash")?,
                };
                said.insert(text(&row, "log")?.to_owned(), head);
            }
        }
        std::io::copy(&mut digesting, &mut std::io::sink()).map_err(|_broken| damaged(name))?;
        let digest = digesting.digest();
        let own_name: String = name
            .strip_prefix(FILES)
            .unwrap_or_default()
            .replace('/', "");
        if name.starts_with(FILES) && own_name != format!("sha256{digest}") {
            return Err(damaged(format!("{name} is not the file it was")));
        }
        seen.insert(name.to_owned(), digest);
        Ok(())
    })?;
    let manifest = manifest.ok_or_else(|| damaged("it ends before its manifest"))?;
    if manifest.format != FORMAT {
        return Err(BackupError::Refused(
            "the archive is of a format that this program does not know".into(),
        ));
    }
    let wrong = manifest
        .entries
        .iter()
        .find(|(name, digest)| seen.get(*name) != Some(digest));
    if let Some((name, _)) = wrong {
        return Err(damaged(format!("{name} is not what it was")));
    }
    if seen.len() != manifest.entries.len() {
        return Err(damaged("it holds more than it says"));
    }
    if logs.0 != said {
        return Err(damaged("a log does not end where it did"));
    }
    Ok((manifest, said))
}

/// Calls `look` with every entry, in order.
pub(super) fn each(
    path: &Path,
    mut look: impl FnMut(&str, &mut dyn Read) -> Result<(), BackupError>,
) -> Result<(), BackupError> {
    let mut archive = tar::Archive::new(GzDecoder::new(BufReader::new(File::open(path)?)));
    for entry in archive
        .entries()
        .map_err(|_no_tar| damaged("it is no archive"))?
    {
        let mut entry = entry.map_err(|_cut| damaged("it breaks off"))?;
        let name = entry.path().map_err(|_odd| damaged("a name"))?;
        let name = name.to_str().ok_or_else(|| damaged("a name"))?.to_owned();
        if !harmless(&name) {
            return Err(damaged(format!("{name} has no place in it")));
        }
        look(&name, &mut entry)?;
    }
    Ok(())
}

/// Only what we write ourselves, and nothing that leads out of its folder.
fn harmless(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    let known = [TABLES, FILES, super::SECRETS]
        .iter()
        .any(|start| name.starts_with(start));
    (known || name == HEADS || name == MANIFEST)
        && name.chars().all(plain)
        && name
            .split('/')
            .all(|part| !part.is_empty() && !part.starts_with('.'))
}

/// The table that an entry holds.
pub(super) fn table_of(name: &str) -> Option<&str> {
    name.strip_prefix(TABLES)?.strip_suffix(".jsonl")
}

/// The rows of an entry.
pub(super) fn rows<'a>(
    content: &'a mut dyn Read,
    name: &'a str,
) -> impl Iterator<Item = Result<Row, BackupError>> + 'a {
    BufReader::new(content).lines().map(move |line| {
        let line = line.map_err(|_cut| damaged(name))?;
        serde_json::from_str(&line).map_err(|_garbled| damaged(name))
    })
}

fn unreadable(column: &str) -> BackupError {
    damaged(format!("{column} of a log cannot be read"))
}

fn text<'a>(row: &'a Row, column: &str) -> Result<&'a str, BackupError> {
    row.get(column)
        .and_then(Value::as_str)
        .ok_or_else(|| unreadable(column))
}

fn number(row: &Row, column: &str) -> Result<u64, BackupError> {
    row.get(column)
        .and_then(Value::as_u64)
        .ok_or_else(|| unreadable(column))
}

fn instant(row: &Row, column: &str) -> Result<Timestamp, BackupError> {
    let micros = row.get(column).and_then(Value::as_i64);
    let at = micros.and_then(|micros| Timestamp::from_microsecond(micros).ok());
    at.ok_or_else(|| unreadable(column))
}

fn hash(row: &Row, column: &str) -> Result<Sha256Hash, BackupError> {
    Sha256Hash::parse(text(row, column)?).ok_or_else(|| unreadable(column))
}

fn uuid(row: &Row, column: &str) -> Result<Uuid, BackupError> {
    Uuid::parse_str(text(row, column)?).map_err(|_garbled| unreadable(column))
}

fn maybe(row: &Row, column: &str) -> Result<Option<Uuid>, BackupError> {
    match row.get(column) {
        None | Some(Value::Null) => Ok(None),
        Some(_) => uuid(row, column).map(Some),
    }
}
