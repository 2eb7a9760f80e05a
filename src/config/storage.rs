//! Where things are kept.

use std::path::{Path, PathBuf};

use super::{ConfigError, Reader, Secret};

/// The database file in the folder.
const SQLITE: &str = "hejie.sqlite";

/// The database and the folder beside it.
#[derive(Debug, Clone)]
pub struct Storage {
    /// The folder of this installation: SQLite file, files, secrets, kept messages.
    pub var: PathBuf,
    /// The key under which small secrets are sealed; without it, the one in the folder.
    pub seal_key: Option<Secret>,
    database_url: Option<Secret>,
}

impl Storage {
    pub(super) fn read(reader: &mut Reader) -> Result<Self, ConfigError> {
        Ok(Self {
            var: reader.parse("HEJIE_VAR", "./var")?,
            seal_key: reader.secret("HEJIE_SEAL_KEY", "HEJIE_SEAL_KEY_FILE")?,
            database_url: reader.secret("HEJIE_DATABASE_URL", "HEJIE_DATABASE_URL_FILE")?,
        })
    }

    /// The database's address; SQLite in the folder where none is set.
    pub fn database_url(&self) -> Secret {
        self.database_url.clone().unwrap_or_else(|| {
            Secret::new(format!("sqlite://{}?mode=rwc", self.path(SQLITE).display()))
        })
    }

    /// Whether there is anything to look at: a database elsewhere, or a file here.
    pub fn exists(&self) -> bool {
        self.database_url.is_some() || self.path(SQLITE).is_file()
    }

    /// A place in the folder.
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.var.join(name)
    }

    /// Makes the folder and the SQLite file in it, for their owner alone.
    pub fn prepare(&self) -> std::io::Result<()> {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&self.var)?;
        if self.database_url.is_none() {
            // SQLite would make it readable for everybody.
            std::fs::OpenOptions::new()
                .append(true)
                .create(true)
                .mode(0o600)
                .open(self.path(SQLITE))?;
        }
        Ok(())
    }
}
