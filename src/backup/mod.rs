//! Backups: one archive that holds everything, and is proved before anything of it is taken in.
//!
//! A gzipped tar: `tables/NAME.jsonl` (a row a line, each table after those it refers to, the same
//! for SQLite and PostgreSQL), `heads.jsonl` (where each dispute log, room log and the audit trail
//! ends), `files/…` (what people brought in, each under the digest of its bytes), `secrets/…`, and
//! last `manifest.json` with the digest of every entry before it. The tables are read in one
//! snapshot while the service goes on.
//!
//! Left out: one-time codes and half log-ins, which are over in minutes; and the key under which
//! the secrets of one-time passwords are sealed, unless asked for, so that a stolen archive does not
//! give them away.

pub(crate) mod read;
mod restore;
mod write;

pub use read::verify;
pub use restore::{Restored, Stopped, restore};
pub use write::write;

use std::collections::BTreeMap;
use std::io::{self, Read};

use hejie_domain::text::Sha256Hash;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::app::StartError;
use crate::db::DbError;

const FORMAT: u32 = 1;
const MANIFEST: &str = "manifest.json";
const HEADS: &str = "heads.jsonl";
const TABLES: &str = "tables/";
const FILES: &str = "files/";
const SECRETS: &str = "secrets/";
const SEAL_KEY: &str = "secrets/seal.key";

/// What an archive says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Of the archive.
    pub format: u32,
    /// Of the program that wrote it.
    pub version: String,
    /// When the tables were read.
    pub made_at: Timestamp,
    /// The life of the database that was read.
    pub epoch: String,
    /// `live`, `demo` or `test`.
    pub purpose: String,
    /// The changes of schema that were made, in their order.
    pub schema: Vec<String>,
    /// Rows by table.
    pub rows: BTreeMap<String, u64>,
    /// Files that people brought in.
    pub files: u64,
    /// Every entry before this one, with the digest of its bytes.
    pub entries: BTreeMap<String, Sha256Hash>,
}

/// Where a log ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The number of its last entry.
    pub seq: u64,
    /// Its digest.
    pub hash: Sha256Hash,
}

/// Where every log ends, under `dispute ID`, `room ID` and `audit`.
pub type Heads = BTreeMap<String, Head>;

/// Why a backup was not made, or not taken in.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file cannot be read or written.
    #[error("the archive or a file cannot be read or written")]
    Io(#[from] io::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The service cannot be opened.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The archive is not what it says.
    #[error("the archive is damaged or was changed: {0}; nothing of it was taken in")]
    Damaged(String),
    /// It cannot be done here.
    #[error("{0}")]
    Refused(String),
}

fn damaged(what: impl Into<String>) -> BackupError {
    BackupError::Damaged(what.into())
}

/// Takes the digest of what is read through it.
pub(crate) struct Digesting<R> {
    inner: R,
    hasher: Sha256,
}

impl<R: Read> Digesting<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self {
            inner,
            hasher: Sha256::new(),
        }
    }

    pub(crate) fn digest(self) -> Sha256Hash {
        Sha256Hash::new(self.hasher.finalize().into())
    }
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.hasher.update(buffer.get(..count).unwrap_or_default());
        Ok(count)
    }
}
