//! The audit trail in its tables.
//!
//! Deeds wait in the unit of work and are written as the last thing before its commit: the one row
//! that gives out the numbers is locked for that moment only, and after every other lock, so that
//! two works can never wait for each other.

mod read;

use std::sync::PoisonError;

use entity::{audit_event as table, audit_head, audit_subject};
use hejie_domain::audit::{By, Chained, Deed, Walk, seal};
use hejie_domain::ids::Id;
use hejie_domain::text::Sha256Hash;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

pub(super) use read::containing;
pub use read::{AuditEntry, AuditFilter, AuditReach};

use super::{DbError, Store, Work, instant, micros};

/// Entries that one step of a walk reads.
const PAGE: u64 = 1_000;

impl Store {
    /// Walks the whole trail, proving every link and that nothing is missing at its end; the answer
    /// is where it ends.
    pub async fn verify_audit(&self) -> Result<Walk, DbError> {
        self.walk_audit(Walk::START).await
    }

    /// The same, from where the last walk of this process ended: what it proved is not walked again,
    /// so that asking often costs little. The first one walks all of it.
    pub async fn verify_audit_on(&self) -> Result<Walk, DbError> {
        let proved = *self.audited.lock().unwrap_or_else(PoisonError::into_inner);
        self.walk_audit(proved.unwrap_or(Walk::START)).await
    }

    async fn walk_audit(&self, from: Walk) -> Result<Walk, DbError> {
        let snapshot = self.snapshot().await?;
        let mut walk = from;
        if from.seq > 0 {
            let last = table::Entity::find_by_id(number(from.seq)).one(&snapshot);
            let stands = last.await?;
            if stands.is_none_or(|row| row.hash != from.head.to_string()) {
                return Err(DbError::unreadable("audit_event", "hash", from.seq));
            }
        }
        loop {
            let rows = table::Entity::find()
                .filter(table::Column::Seq.gt(number(walk.seq)))
                .order_by_asc(table::Column::Seq)
                .limit(PAGE)
                .all(&snapshot)
                .await?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                walk.step(&chained(row)?)
                    .map_err(|broken| DbError::unreadable("audit_event", "hash", broken.0))?;
            }
        }
        let head = audit_head::Entity::find_by_id(1).one(&snapshot).await?;
        snapshot.commit().await?;
        let whole = head
            .is_some_and(|head| head.seq == number(walk.seq) && head.hash == walk.head.to_string());
        if !whole {
            return Err(DbError::unreadable("audit_head", "hash", walk.seq));
        }
        let mut proved = self.audited.lock().unwrap_or_else(PoisonError::into_inner);
        *proved = Some(walk);
        Ok(walk)
    }
}

impl Work {
    /// Notes a deed; it is written if and when the work is committed.
    pub fn record(&mut self, deed: Deed) {
        self.deeds.push(deed);
    }
}

/// Writes the deeds of a work, in their order.
pub(super) async fn append(tx: &DatabaseTransaction, deeds: &[Deed]) -> Result<(), DbError> {
    if deeds.is_empty() {
        return Ok(());
    }
    let head = raise(tx, deeds.len()).await?;
    let unreadable = |column| DbError::unreadable("audit_head", column, 1);
    let mut hash = Sha256Hash::parse(&head.hash).ok_or_else(|| unreadable("hash"))?;
    let last = u64::try_from(head.seq).map_err(|_negative| unreadable("seq"))?;
    let count = u64::try_from(deeds.len()).map_err(|_beyond| unreadable("seq"))?;
    let (mut events, mut subjects) = (Vec::new(), Vec::new());
    for (deed, seq) in deeds
        .iter()
        .zip(last.saturating_sub(count).saturating_add(1)..)
    {
        let entry = seal(hash, seq, deed)
            .map_err(|_unwritable| DbError::unreadable("audit_event", "data", seq))?;
        hash = entry.hash;
        subjects.extend(rows_of_subjects(seq, deed));
        events.push(row_of(entry, deed));
    }
    table::Entity::insert_many(events)
        .exec_without_returning(tx)
        .await?;
    if !subjects.is_empty() {
        audit_subject::Entity::insert_many(subjects)
            .exec_without_returning(tx)
            .await?;
    }
    audit_head::Entity::update_many()
        .col_expr(audit_head::Column::Hash, Expr::value(hash.to_string()))
        .filter(audit_head::Column::Id.eq(1))
        .exec(tx)
        .await?;
    Ok(())
}

/// Takes the lock and the next numbers; the row with the new number and the old digest.
async fn raise(tx: &DatabaseTransaction, by: usize) -> Result<audit_head::Model, DbError> {
    let raised = audit_head::Entity::update_many()
        .col_expr(
            audit_head::Column::Seq,
            Expr::col(audit_head::Column::Seq).add(number(by)),
        )
        .filter(audit_head::Column::Id.eq(1))
        .exec_with_returning(tx)
        .await?;
    raised
        .into_iter()
        .next()
        .ok_or_else(|| DbError::unreadable("audit_head", "id", 1))
}

fn row_of(entry: Chained, deed: &Deed) -> table::ActiveModel {
    let actor = match deed.data.by {
        By::Person { id, .. } => Some(id.uuid()),
        By::Stranger | By::Operator | By::Clock => None,
    };
    table::Model {
        seq: number(entry.seq),
        at: micros(entry.at),
        kind: entry.kind,
        outcome: entry.outcome,
        actor_id: actor,
        organisation_id: deed.data.organisation.map(Id::uuid),
        data: entry.data,
        prev_hash: entry.prev.to_string(),
        hash: entry.hash.to_string(),
    }
    .into_active_model()
    .reset_all()
}

fn chained(row: table::Model) -> Result<Chained, DbError> {
    let hash = |text: &str, column| {
        Sha256Hash::parse(text).ok_or_else(|| DbError::unreadable("audit_event", column, row.seq))
    };
    Ok(Chained {
        seq: u64::try_from(row.seq)
            .map_err(|_negative| DbError::unreadable("audit_event", "seq", row.seq))?,
        at: instant(row.at, "audit_event", "at", row.seq)?,
        prev: hash(&row.prev_hash, "prev_hash")?,
        hash: hash(&row.hash, "hash")?,
        kind: row.kind,
        outcome: row.outcome,
        data: row.data,
    })
}

fn rows_of_subjects(seq: u64, deed: &Deed) -> impl Iterator<Item = audit_subject::ActiveModel> {
    deed.data.subjects.iter().map(move |subject| {
        audit_subject::Model {
            seq: number(seq),
            kind: subject.kind.code().to_owned(),
            subject_id: subject.id,
        }
        .into_active_model()
        .reset_all()
    })
}

fn number(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}
