//! The store: SQL in one place, on SQLite and PostgreSQL alike.
//!
//! Reads are methods of [`Store`], writes are methods of [`Work`], one file an aggregate in this
//! folder. SQLite has one writer: a mutex in front and `BEGIN IMMEDIATE` behind it, since a deferred
//! transaction that reads before it writes fails with "database is locked" whatever the timeout.
//!
//! To add an aggregate: `mod x;`, `impl Store { pub async fn … }` with `self.read()`,
//! `impl Work { pub async fn … }` with `self.tx()`; instants by [`micros`] and [`instant`].

mod audit;
mod delivery;
mod desk;
pub mod dispute;
mod document;
pub mod dump;
mod error;
mod evidence;
mod inspect;
mod instance;
mod law;
mod mediation_case;
mod mediation_session;
mod notice;
mod outbox;
mod outbox_reach;
pub mod queue;
mod reach;
mod room;
mod schema;
mod shop;
mod template;
mod upload;
mod work;

mod code;
mod duty;
mod half_login;
mod handover;
mod house;
mod idempotency;
mod invitation;
mod link;
mod organisation;
mod person;
mod profile;
mod registry;
mod session;
mod totp;

use std::sync::Arc;
use std::time::Duration;

use hejie_domain::audit::Walk;
use hejie_domain::ids::{DisputeId, OrganisationId, PersonId, RoomId};
use jiff::Timestamp;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    AccessMode, ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use tokio::sync::{Mutex, broadcast};

pub use audit::{AuditEntry, AuditFilter, AuditReach};
pub use code::{Code, CodePurpose};
pub use delivery::{Attempt, Delivery};
pub use desk::{DeskSetting, Handover, Held, Macro, Unsent, Uses};
pub use document::{Document, Made};
pub use duty::RotaEdition;
pub use error::DbError;
pub use evidence::Evidence;
pub use half_login::HalfLogin;
pub use handover::OpenDispute;
pub use house::{HouseEdition, Publication};
pub use idempotency::{Claim, Earlier, Progress, RequestKey, Subject};
pub use inspect::LogKind;
pub use instance::{Instance, Purpose};
pub use invitation::Invitation;
pub use law::{Complaint, LawImport, LawKind, LawVersion};
pub use link::Link;
pub use mediation_case::{Case, CaseCursor, CaseFigures, CaseListing, Desk};
pub use mediation_session::{Booked, Running, Visitor};
pub use notice::{NewNotice, Notice};
pub use organisation::{MediationBody, Organisation, Staff};
pub use outbox::{DeadPost, Waiting};
pub use outbox_reach::PostReach;
pub use person::Person;
pub use profile::Profile;
pub use reach::{DisputeLabel, PartyContact, ReachedDemand};
pub use registry::{Registered, Roll};
pub use room::{Member, Message, NewEvent, Room, RoomLog, StoredEvent, UnreadRoom, Version};
pub use session::{LinkScope, Session};
pub use shop::{RECORD_MAX, ShopCounts, ShopListing, ShopRow, ShopView};
pub use template::{Template, TemplateVersion};
pub use totp::Totp;
pub use upload::{Load, Upload, UploadState};
pub use work::Work;

use crate::config::Secret;

/// Nudges that may wait for a slow listener before it is told that it lagged.
const NUDGES_WAITING_MAX: usize = 1024;

/// What has changed: never the change itself, so that a lost nudge costs time and nothing else.
/// A listener that lagged reads again what it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nudge {
    /// A room's log has grown to `seq`.
    Room {
        /// Which room.
        room: RoomId,
        /// Its newest event.
        seq: u64,
    },
    /// A dispute's log has grown to `head`.
    Dispute {
        /// Which dispute.
        dispute: DisputeId,
        /// In whose queue it is.
        platform: OrganisationId,
        /// Its newest event.
        head: u64,
    },
    /// Something waits to be sent.
    Outbox,
    /// A person's sessions or rights have changed.
    Person {
        /// Whose.
        person: PersonId,
    },
    /// A room's door was opened or shut for somebody, and nothing stands of it in the dispute's log.
    Door {
        /// Of which dispute.
        dispute: DisputeId,
        /// Which room.
        room: RoomId,
    },
    /// A person has a new notice.
    Notice {
        /// Whose.
        person: PersonId,
    },
}

/// The database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    connection: DatabaseConnection,
    writer: Option<Arc<Mutex<()>>>,
    nudges: broadcast::Sender<Nudge>,
    claim: Option<Arc<Claim>>,
    audited: Arc<std::sync::Mutex<Option<Walk>>>,
}

impl Store {
    /// Opens the pool; `url` is `sqlite://…` or `postgres://…`.
    pub async fn connect(url: &Secret) -> Result<Self, DbError> {
        let connection = Database::connect(options(url.reveal())).await?;
        let sqlite = connection.get_database_backend() == DbBackend::Sqlite;
        Ok(Self {
            connection,
            writer: sqlite.then(Arc::default),
            nudges: broadcast::channel(NUDGES_WAITING_MAX).0,
            claim: None,
            audited: Arc::default(),
        })
    }

    /// Begins a unit of work. On SQLite this waits for its turn: hold it briefly, and never wait
    /// for anything else than the database while holding it.
    pub async fn begin(&self) -> Result<Work, DbError> {
        let turn = match &self.writer {
            Some(writer) => Some(Arc::clone(writer).lock_owned().await),
            None => None,
        };
        let options = TransactionOptions {
            sqlite_transaction_mode: turn.as_ref().map(|_| SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = self.connection.begin_with_options(options).await?;
        let claim = self.claim.clone();
        Ok(Work::new(transaction, turn, self.nudges.clone(), claim))
    }

    /// Everything that is committed from now on.
    pub fn nudges(&self) -> broadcast::Receiver<Nudge> {
        self.nudges.subscribe()
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), DbError> {
        Ok(self.connection.ping().await?)
    }

    /// Closes the pool; every clone is dead afterwards.
    pub async fn close(&self) -> Result<(), DbError> {
        Ok(self.connection.close_by_ref().await?)
    }

    /// For reading several tables as they stood at one moment, whatever is committed meanwhile.
    pub(in crate::db) async fn snapshot(&self) -> Result<DatabaseTransaction, DbError> {
        let options = if self.backend() == DbBackend::Postgres {
            TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..TransactionOptions::default()
            }
        } else {
            // What a transaction has read once is what it goes on to read.
            TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
                ..TransactionOptions::default()
            }
        };
        Ok(self.connection.begin_with_options(options).await?)
    }

    /// For reading, by the aggregates of this folder.
    pub(in crate::db) fn read(&self) -> &DatabaseConnection {
        &self.connection
    }

    /// Which of the two databases this is.
    pub(in crate::db) fn backend(&self) -> DbBackend {
        self.connection.get_database_backend()
    }
}

/// How an instant is kept.
pub(in crate::db) fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

/// Reads an instant back.
pub(in crate::db) fn instant(
    micros: i64,
    table: &'static str,
    column: &'static str,
    row: impl ToString,
) -> Result<Timestamp, DbError> {
    Timestamp::from_microsecond(micros).map_err(|_beyond| DbError::unreadable(table, column, row))
}

fn options(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(8)
        .connect_timeout(Duration::from_secs(10))
        .acquire_timeout(Duration::from_secs(10))
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                // An acknowledged write survives power loss.
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(5))
        });
    options
}
