//! Answers to requests that may come again.
//!
//! A request claims its key before it begins. Whatever it does is marked as done in the transaction
//! that does it ([`Store::under`]); the answer is kept afterwards. So a process that is killed leaves
//! one of two traces: nothing was done, and the key is free once the claim is old; or it was done,
//! and a repetition answers with what there is now.

use entity::idempotency as table;
use hejie_domain::ids::{Id, PersonId};
use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, Set};
use uuid::Uuid;

use super::{DbError, Store, Work, instant, micros};

/// Which request: the same caller, route and key.
#[derive(Debug, Clone)]
pub struct RequestKey {
    /// The caller.
    pub person: PersonId,
    /// The route.
    pub route: String,
    /// The caller's key.
    pub key: String,
}

/// A key that a request holds. Whoever claims it later, because this claim was too old, holds it
/// alone.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Which.
    pub key: RequestKey,
    /// Since when; no two claims of a key have the same.
    pub at: Timestamp,
}

/// What is known of an earlier request under the same key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Digest of its body.
    pub fingerprint: String,
    /// When it claimed the key.
    pub at: Timestamp,
    /// How far it came.
    pub progress: Progress,
}

/// How far a request came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// It is running, or was ended before it did anything.
    Begun,
    /// What it was to do is done, and its answer is not known.
    Done(Subject),
    /// It was answered.
    Answered {
        /// With which status.
        status: u16,
        /// In which words.
        body: String,
    },
}

/// What came into being by a request, where its address does not say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject(Option<Uuid>);

impl Subject {
    /// The id of what came into being.
    pub fn id<T: Id>(self) -> Option<T> {
        self.0.map(T::from_uuid)
    }
}

const BEGUN: i32 = 0;
const DONE: i32 = 1;

impl Store {
    /// The earlier request under that key.
    pub async fn earlier(&self, key: &RequestKey) -> Result<Option<Earlier>, DbError> {
        let row = table::Entity::find()
            .filter(its(key))
            .one(self.read())
            .await?;
        row.map(earlier).transpose()
    }

    /// The same store, where the first work that is committed marks the claim as done, and no work
    /// is committed under a claim that was lost to a later one.
    #[must_use]
    pub fn under(&self, claim: Claim) -> Self {
        Self {
            claim: Some(claim.into()),
            ..self.clone()
        }
    }
}

impl Work {
    /// Claims the key for a request that begins now. [`DbError::Conflict`] when it is claimed.
    pub async fn claim_request(
        &self,
        key: RequestKey,
        fingerprint: &str,
        now: Timestamp,
    ) -> Result<Claim, DbError> {
        let row = table::ActiveModel {
            person_id: Set(key.person.uuid()),
            route: Set(key.route.clone()),
            key: Set(key.key.clone()),
            fingerprint: Set(fingerprint.to_owned()),
            status: Set(BEGUN),
            body: Set(String::new()),
            created_at: Set(micros(now)),
        };
        table::Entity::insert(row)
            .exec_without_returning(self.tx())
            .await?;
        Ok(Claim { key, at: now })
    }

    /// Takes a claim over that is older than `before` and led to nothing; nobody gets it when there
    /// is none.
    pub async fn take_over_request(
        &self,
        key: RequestKey,
        before: Timestamp,
        now: Timestamp,
    ) -> Result<Option<Claim>, DbError> {
        let taken = table::Entity::update_many()
            .col_expr(table::Column::CreatedAt, Expr::value(micros(now)))
            .filter(its(&key))
            .filter(table::Column::Status.eq(BEGUN))
            .filter(table::Column::CreatedAt.lt(micros(before)))
            .exec(self.tx())
            .await?;
        Ok((taken.rows_affected == 1).then_some(Claim { key, at: now }))
    }

    /// Keeps the answer.
    pub async fn keep_answer(&self, claim: &Claim, status: u16, body: &str) -> Result<(), DbError> {
        let change = table::ActiveModel {
            status: Set(i32::from(status)),
            body: Set(body.to_owned()),
            ..Default::default()
        };
        table::Entity::update_many()
            .set(change)
            .filter(of(claim))
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// Gives the key free again, unless something was done under it.
    pub async fn release_request(&self, claim: &Claim) -> Result<(), DbError> {
        table::Entity::delete_many()
            .filter(of(claim))
            .filter(table::Column::Status.eq(BEGUN))
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// Forgets answers from before `before`.
    pub async fn forget_answers(&self, before: Timestamp) -> Result<u64, DbError> {
        let old = table::Column::CreatedAt.lt(micros(before));
        let gone = table::Entity::delete_many()
            .filter(old)
            .exec(self.tx())
            .await?;
        Ok(gone.rows_affected)
    }
}

/// Marks the claim as done within the transaction that does it. [`DbError::Conflict`] when somebody
/// else holds the key by now.
pub(super) async fn mark_done(
    transaction: &DatabaseTransaction,
    claim: &Claim,
    subject: Option<Uuid>,
) -> Result<(), DbError> {
    let mut mark = table::ActiveModel {
        status: Set(DONE),
        ..Default::default()
    };
    if let Some(subject) = subject {
        mark.body = Set(subject.to_string());
    }
    let marked = table::Entity::update_many()
        .set(mark)
        .filter(of(claim))
        .filter(table::Column::Status.is_in([BEGUN, DONE]))
        .exec(transaction)
        .await?;
    if marked.rows_affected == 1 {
        Ok(())
    } else {
        Err(DbError::Conflict)
    }
}

fn earlier(row: table::Model) -> Result<Earlier, DbError> {
    let progress = match row.status {
        BEGUN => Progress::Begun,
        DONE => Progress::Done(Subject(row.body.parse().ok())),
        status => Progress::Answered {
            status: u16::try_from(status)
                .map_err(|_beyond| DbError::unreadable("idempotency", "status", &row.key))?,
            body: row.body,
        },
    };
    Ok(Earlier {
        at: instant(row.created_at, "idempotency", "created_at", &row.key)?,
        fingerprint: row.fingerprint,
        progress,
    })
}

fn its(key: &RequestKey) -> Expr {
    table::Column::PersonId
        .eq(key.person.uuid())
        .and(table::Column::Route.eq(key.route.as_str()))
        .and(table::Column::Key.eq(key.key.as_str()))
}

fn of(claim: &Claim) -> Expr {
    its(&claim.key).and(table::Column::CreatedAt.eq(micros(claim.at)))
}
