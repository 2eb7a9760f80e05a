//! Answers to requests that may come again.

use entity::idempotency as table;
use hejie_domain::ids::{Id, PersonId};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, Set};

use super::{DbError, Store, Work, micros};

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

/// What is known of an earlier request under the same key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Digest of its body.
    pub fingerprint: String,
    /// Its answer, unless it is still running.
    pub answer: Option<(u16, String)>,
}

impl Store {
    /// The earlier request under that key.
    pub async fn earlier(&self, key: &RequestKey) -> Result<Option<Earlier>, DbError> {
        let row = table::Entity::find()
            .filter(its(key))
            .one(self.read())
            .await?;
        Ok(row.map(|row| Earlier {
            answer: u16::try_from(row.status)
                .ok()
                .filter(|status| *status > 0)
                .map(|s| (s, row.body)),
            fingerprint: row.fingerprint,
        }))
    }
}

impl Work {
    /// Claims the key for a request that begins now. [`DbError::Conflict`] when it is claimed.
    pub async fn claim_request(
        &self,
        key: &RequestKey,
        fingerprint: &str,
        now: Timestamp,
    ) -> Result<(), DbError> {
        let row = table::ActiveModel {
            person_id: Set(key.person.uuid()),
            route: Set(key.route.clone()),
            key: Set(key.key.clone()),
            fingerprint: Set(fingerprint.to_owned()),
            status: Set(0),
            body: Set(String::new()),
            created_at: Set(micros(now)),
        };
        table::Entity::insert(row)
            .exec_without_returning(self.tx())
            .await?;
        Ok(())
    }

    /// Keeps the answer.
    pub async fn keep_answer(
        &self,
        key: &RequestKey,
        status: u16,
        body: &str,
    ) -> Result<(), DbError> {
        let change = table::ActiveModel {
            status: Set(i32::from(status)),
            body: Set(body.to_owned()),
            ..Default::default()
        };
        table::Entity::update_many()
            .set(change)
            .filter(its(key))
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// Gives the key free again: nothing was done under it.
    pub async fn release_request(&self, key: &RequestKey) -> Result<(), DbError> {
        table::Entity::delete_many()
            .filter(its(key))
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

fn its(key: &RequestKey) -> sea_orm::sea_query::Expr {
    table::Column::PersonId
        .eq(key.person.uuid())
        .and(table::Column::Route.eq(key.route.as_str()))
        .and(table::Column::Key.eq(key.key.as_str()))
}
