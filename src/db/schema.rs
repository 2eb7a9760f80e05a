//! Bringing the tables to the age of the program, one process at a time.

use std::fs::File;
use std::path::Path;

use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DbBackend};

use super::{DbError, Store};
use crate::config::Secret;

/// Any fixed number will do, as long as no other program on the database uses it.
const ADVISORY_LOCK: &str = "SELECT pg_advisory_lock(4851102026)";

impl Store {
    /// Applies what is missing. Others that try at the same time wait; a database that a newer
    /// program has changed is refused.
    pub async fn migrate(&self, url: &Secret, var: &Path) -> Result<(), DbError> {
        if self.backend() == DbBackend::Postgres {
            self.migrate_postgres(url).await
        } else {
            self.migrate_sqlite(var).await
        }
    }

    /// The lock belongs to one connection, so it gets a pool of one that is closed afterwards.
    async fn migrate_postgres(&self, url: &Secret) -> Result<(), DbError> {
        let mut options = ConnectOptions::new(url.reveal());
        options.max_connections(1).sqlx_logging(false);
        let lock = Database::connect(options).await?;
        lock.execute_unprepared(ADVISORY_LOCK).await?;
        let migrated = self.bring_up().await;
        lock.close().await?;
        migrated
    }

    async fn migrate_sqlite(&self, var: &Path) -> Result<(), DbError> {
        let cannot = |why: std::io::Error| DbError::Schema(format!("migrate.lock: {why}"));
        let lock = File::create(var.join("migrate.lock")).map_err(cannot)?;
        let lock = tokio::task::spawn_blocking(move || lock.lock().map(|()| lock))
            .await
            .map_err(|gone| DbError::Schema(gone.to_string()))?
            .map_err(cannot)?;
        let migrated = self.bring_up().await;
        drop(lock);
        migrated
    }

    async fn bring_up(&self) -> Result<(), DbError> {
        self.refuse_newer().await?;
        Ok(Migrator::up(self.read(), None).await?)
    }

    async fn refuse_newer(&self) -> Result<(), DbError> {
        Migrator::install(self.read()).await?;
        let known = Migrator::migrations();
        let applied = Migrator::get_migration_models(self.read()).await?;
        let unknown = applied.iter().find(|model| {
            known
                .iter()
                .all(|migration| migration.name() != model.version)
        });
        match unknown {
            None => Ok(()),
            Some(model) => Err(DbError::Schema(format!(
                "the database was changed by a newer version of hejie ({}): run that version, or \
                 restore a backup from before",
                model.version
            ))),
        }
    }
}
