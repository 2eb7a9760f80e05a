//! What `hejie doctor` asks of the tables.

use entity::{audit_event, evidence, outbox, totp};
use hejie_domain::ids::{Id, PersonId};
use hejie_domain::text::Sha256Hash;
use jiff::Timestamp;
use sea_orm::sea_query::{Alias, Expr, Func, Order, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use uuid::Uuid;

use super::dump::Row;
use super::{DbError, Store, instant, micros};

/// A log whose entries can be walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogKind {
    /// Of a dispute.
    Dispute,
    /// Of a room.
    Room,
}

impl LogKind {
    /// Its table.
    pub const fn table(self) -> &'static str {
        match self {
            Self::Dispute => "dispute_event",
            Self::Room => "room_event",
        }
    }

    const fn owner(self) -> &'static str {
        match self {
            Self::Dispute => "dispute_id",
            Self::Room => "room_id",
        }
    }
}

impl Store {
    /// The owners of logs: all of them, or so many at random.
    pub async fn log_owners(
        &self,
        kind: LogKind,
        count_max: Option<u64>,
    ) -> Result<Vec<Uuid>, DbError> {
        let mut query = Query::select();
        query
            .column(Alias::new(kind.owner()))
            .from(Alias::new(kind.table()))
            .group_by_col(Alias::new(kind.owner()));
        if let Some(count_max) = count_max {
            query
                .order_by_expr(Func::random().into(), Order::Asc)
                .limit(count_max);
        }
        let rows = self.read().query_all(&query).await?;
        rows.iter()
            .map(|row| Ok(row.try_get("", kind.owner())?))
            .collect()
    }

    /// The entries of one log, in order.
    pub async fn log_rows(&self, kind: LogKind, owner: Uuid) -> Result<Vec<Row>, DbError> {
        self.rows_where(kind.table(), kind.owner(), owner).await
    }

    /// Messages that should have gone before that moment and still wait, and those that nobody
    /// sends any more.
    pub async fn outbox_state(&self, before: Timestamp) -> Result<(u64, u64), DbError> {
        let late = outbox::Entity::find()
            .filter(outbox::Column::State.eq("waiting"))
            .filter(outbox::Column::DueAt.lt(micros(before)))
            .count(self.read())
            .await?;
        let dead = outbox::Entity::find()
            .filter(outbox::Column::State.eq("dead"))
            .count(self.read())
            .await?;
        Ok((late, dead))
    }

    /// When the newest deed was written down.
    pub async fn newest_deed(&self) -> Result<Option<Timestamp>, DbError> {
        let newest = audit_event::Entity::find()
            .order_by_desc(audit_event::Column::Seq)
            .one(self.read())
            .await?;
        newest
            .map(|row| instant(row.at, "audit_event", "at", row.seq))
            .transpose()
    }

    /// What time it is for the database; nothing, where it is a file of ours.
    pub async fn database_time(&self) -> Result<Option<Timestamp>, DbError> {
        if self.backend() != DbBackend::Postgres {
            return Ok(None);
        }
        let sql = "SELECT (extract(epoch from clock_timestamp()) * 1000000)::bigint AS now";
        let row = self
            .read()
            .query_one_raw(Statement::from_string(DbBackend::Postgres, sql))
            .await?;
        let now = row.map(|row| row.try_get::<i64>("", "now")).transpose()?;
        now.map(|now| instant(now, "-", "now", "-")).transpose()
    }

    /// Some kept files that evidence refers to, at random.
    pub async fn some_files(&self, count_max: u64) -> Result<Vec<Sha256Hash>, DbError> {
        let random = Expr::expr(Func::random());
        let rows: Vec<String> = evidence::Entity::find()
            .select_only()
            .column(evidence::Column::Sha256)
            .filter(evidence::Column::RemovedAt.is_null())
            .order_by(random, Order::Asc)
            .limit(count_max)
            .into_tuple()
            .all(self.read())
            .await?;
        let parse = |hex: String| {
            Sha256Hash::parse(&hex).ok_or_else(|| DbError::unreadable("evidence", "sha256", &hex))
        };
        rows.into_iter().map(parse).collect()
    }

    /// Some sealed secrets with their owners.
    pub async fn some_sealed(&self, count_max: u64) -> Result<Vec<(PersonId, Vec<u8>)>, DbError> {
        let rows = totp::Entity::find()
            .limit(count_max)
            .all(self.read())
            .await?;
        let pair = |row: totp::Model| (PersonId::from_uuid(row.person_id), row.secret);
        Ok(rows.into_iter().map(pair).collect())
    }
}
