//! Writing an archive while the service goes on.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use hejie_domain::audit::{By, Deed, DeedKind};
use jiff::Timestamp;
use tar::{Builder, Header};

use super::read::Logs;
use super::{
    BackupError, Digesting, FILES, FORMAT, HEADS, MANIFEST, Manifest, SEAL_KEY, SECRETS, TABLES,
};
use crate::config::Config;
use crate::db::Store;
use crate::db::dump::{Dump, Table};

/// Rows that are read at a time.
const PAGE: u64 = 2_000;

type Archive = Builder<GzEncoder<BufWriter<File>>>;

/// Writes everything of the installation into `target`, which must not exist.
pub async fn write(
    config: &Config,
    target: &Path,
    with_seal_key: bool,
    now: Timestamp,
) -> Result<Manifest, BackupError> {
    let store = Store::connect(&config.storage.database_url()).await?;
    let schema = store.schema().await?;
    if schema != Store::known_schema() {
        return Err(BackupError::Refused(
            "the database is of another age than this program: make the backup with the program \
             that serves it, or run `hejie migrate` first"
                .into(),
        ));
    }
    let instance = store.instance().await?;
    let instance =
        instance.ok_or_else(|| BackupError::Refused("there is nothing to back up yet".into()))?;
    if target.exists() {
        return Err(BackupError::Refused(format!(
            "{} exists already",
            target.display()
        )));
    }
    let draft = PathBuf::from(format!("{}.part", target.display()));
    let file = private(&draft)?;
    let gzip = GzEncoder::new(BufWriter::new(file), Compression::default());
    let mut out = Out {
        archive: Builder::new(gzip),
        manifest: Manifest {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            made_at: now,
            epoch: instance.epoch,
            purpose: instance.purpose.code().to_owned(),
            schema,
            rows: BTreeMap::new(),
            files: 0,
            entries: BTreeMap::new(),
        },
        scratch: PathBuf::from(format!("{}.table", target.display())),
        made_at: now,
    };
    let dump = store.dump().await?;
    let written = out
        .everything(&dump, &config.storage.var, with_seal_key)
        .await;
    dump.close().await?;
    let manifest = match written.and_then(|()| out.finish()) {
        Ok(manifest) => manifest,
        Err(error) => {
            std::fs::remove_file(&draft)?;
            return Err(error);
        }
    };
    std::fs::rename(&draft, target)?;
    let mut work = store.begin().await?;
    let rows: u64 = manifest.rows.values().sum();
    work.record(Deed::new(DeedKind::BackupMade, By::Operator, now).with("count", rows));
    work.commit().await?;
    store.close().await?;
    Ok(manifest)
}

struct Out {
    archive: Archive,
    manifest: Manifest,
    scratch: PathBuf,
    made_at: Timestamp,
}

impl Out {
    async fn everything(
        &mut self,
        dump: &Dump,
        var: &Path,
        with_key: bool,
    ) -> Result<(), BackupError> {
        let mut logs = Logs::default();
        for table in &dump.tables {
            self.table(dump, table, &mut logs).await?;
        }
        let mut heads = Vec::new();
        for (log, head) in logs.heads() {
            let line = serde_json::json!({ "log": log, "seq": head.seq, "hash": head.hash });
            heads.extend(format!("{line}\n").into_bytes());
        }
        self.bytes(HEADS, &heads)?;
        self.folder(&var.join("files/sha256"), &format!("{FILES}sha256/"), true)?;
        let secrets = var.join("secrets");
        for name in names(&secrets)? {
            let entry = format!("{SECRETS}{name}");
            if (entry != SEAL_KEY || with_key) && !name.starts_with('.') {
                self.file(&secrets.join(&name), &entry)?;
            }
        }
        Ok(())
    }

    async fn table(
        &mut self,
        dump: &Dump,
        table: &Table,
        logs: &mut Logs,
    ) -> Result<(), BackupError> {
        let mut scratch = private(&self.scratch)?;
        // It goes with its last user, however that ends.
        std::fs::remove_file(&self.scratch)?;
        let mut count = 0_u64;
        {
            let mut lines = BufWriter::new(&mut scratch);
            loop {
                let rows = dump.rows(table, count, PAGE).await?;
                for row in &rows {
                    logs.see(&table.name, row)?;
                    serde_json::to_writer(&mut lines, row).map_err(std::io::Error::from)?;
                    lines.write_all(b"\n")?;
                }
                let read = u64::try_from(rows.len()).unwrap_or_default();
                count = count.saturating_add(read);
                if read < PAGE {
                    break;
                }
            }
            lines.flush()?;
        }
        self.manifest.rows.insert(table.name.clone(), count);
        self.append(scratch, &format!("{TABLES}{}.jsonl", table.name))
    }

    /// Files may go while they are listed, and new ones come: what is gone is not referred to.
    fn folder(&mut self, folder: &Path, entry: &str, deep: bool) -> Result<(), BackupError> {
        for name in names(folder)? {
            let (path, entry) = (folder.join(&name), format!("{entry}{name}"));
            if deep {
                self.folder(&path, &format!("{entry}/"), false)?;
            } else if !name.starts_with('.') {
                self.file(&path, &entry)?;
                self.manifest.files = self.manifest.files.saturating_add(1);
            }
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, entry: &str) -> Result<(), BackupError> {
        match File::open(path) {
            Ok(file) => self.append(file, entry),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn append(&mut self, mut file: File, entry: &str) -> Result<(), BackupError> {
        file.seek(SeekFrom::Start(0))?;
        let size = file.metadata()?.len();
        let mut digesting = Digesting::new(std::io::Read::take(file, size));
        let mut header = self.header(size);
        self.archive
            .append_data(&mut header, entry, &mut digesting)?;
        self.manifest
            .entries
            .insert(entry.to_owned(), digesting.digest());
        Ok(())
    }

    fn bytes(&mut self, entry: &str, bytes: &[u8]) -> Result<(), BackupError> {
        let mut digesting = Digesting::new(bytes);
        let mut header = self.header(u64::try_from(bytes.len()).unwrap_or_default());
        self.archive
            .append_data(&mut header, entry, &mut digesting)?;
        self.manifest
            .entries
            .insert(entry.to_owned(), digesting.digest());
        Ok(())
    }

    fn header(&self, size: u64) -> Header {
        let mut header = Header::new_gnu();
        header.set_size(size);
        header.set_mode(0o600);
        header.set_mtime(u64::try_from(self.made_at.as_second()).unwrap_or_default());
        header
    }

    fn finish(mut self) -> Result<Manifest, BackupError> {
        let text = serde_json::to_vec_pretty(&self.manifest).map_err(std::io::Error::from)?;
        let manifest = self.manifest.clone();
        self.bytes(MANIFEST, &text)?;
        let file = self.archive.into_inner()?.finish()?;
        let file = file
            .into_inner()
            .map_err(std::io::IntoInnerError::into_error)?;
        file.sync_all()?;
        Ok(manifest)
    }
}

fn private(path: &Path) -> std::io::Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}

/// The names in a folder, in order; none where there is no folder.
fn names(folder: &Path) -> std::io::Result<Vec<String>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut names = Vec::new();
    for entry in entries {
        names.extend(entry?.file_name().into_string().ok());
    }
    names.sort();
    Ok(names)
}
