//! Log-ins whose first proof was given and whose second is asked for; and passwords that somebody
//! else chose.

use entity::{half_login as table, temporary_password};
use hejie_domain::ids::{HalfLoginId, Id, PersonId};
use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, Set};

use super::{DbError, Store, Work, micros};

/// A log-in that is half done. Its ticket is kept as a digest only.
#[derive(Debug, Clone)]
pub struct HalfLogin {
    /// Which.
    pub id: HalfLoginId,
    /// Whose.
    pub person: PersonId,
    /// What the first proof was.
    pub method: String,
    /// Until when the second may be given.
    pub expires_at: Timestamp,
}

impl Store {
    /// Whether somebody else chose that person's password.
    pub async fn has_temporary_password(&self, person: PersonId) -> Result<bool, DbError> {
        let row = temporary_password::Entity::find_by_id(person.uuid());
        Ok(row.one(self.read()).await?.is_some())
    }
}

impl Work {
    /// A log-in that is half done.
    pub async fn add_half_login(
        &self,
        half: &HalfLogin,
        token_hash: String,
        at: Timestamp,
    ) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(half.id.uuid()),
            token_hash: Set(token_hash),
            person_id: Set(half.person.uuid()),
            method: Set(half.method.clone()),
            created_at: Set(micros(at)),
            expires_at: Set(micros(half.expires_at)),
            attempts: Set(0),
            used_at: Set(None),
        };
        row.insert(self.tx()).await?;
        Ok(())
    }

    /// Counts an attempt at the second proof and returns what it belongs to; nothing when it is too
    /// late, done, or tried `most` times already.
    pub async fn try_half_login(
        &self,
        token_hash: &str,
        now: Timestamp,
        most: i32,
    ) -> Result<Option<(HalfLoginId, PersonId, String)>, DbError> {
        let open = table::Column::TokenHash
            .eq(token_hash)
            .and(table::Column::UsedAt.is_null())
            .and(table::Column::ExpiresAt.gt(micros(now)))
            .and(table::Column::Attempts.lt(most));
        let tried = table::Entity::update_many()
            .col_expr(
                table::Column::Attempts,
                Expr::col(table::Column::Attempts).add(1),
            )
            .filter(open)
            .exec_with_returning(self.tx())
            .await?;
        Ok(tried.into_iter().next().map(|row| {
            let (id, person) = (
                HalfLoginId::from_uuid(row.id),
                PersonId::from_uuid(row.person_id),
            );
            (id, person, row.method)
        }))
    }

    /// Ends it; whether it was still open.
    pub async fn use_half_login(&self, id: HalfLoginId, now: Timestamp) -> Result<bool, DbError> {
        let used = table::ActiveModel {
            used_at: Set(Some(micros(now))),
            ..Default::default()
        };
        let open = table::Column::Id
            .eq(id.uuid())
            .and(table::Column::UsedAt.is_null());
        let change = table::Entity::update_many().set(used).filter(open);
        Ok(change.exec(self.tx()).await?.rows_affected == 1)
    }

    /// Forgets those from before that moment.
    pub async fn forget_half_logins(&self, before: Timestamp) -> Result<u64, DbError> {
        let gone = table::Entity::delete_many()
            .filter(table::Column::ExpiresAt.lt(micros(before)))
            .exec(self.tx())
            .await?;
        Ok(gone.rows_affected)
    }

    /// Notes that somebody else chose that person's password.
    pub async fn add_temporary_password(
        &self,
        person: PersonId,
        since: Timestamp,
    ) -> Result<(), DbError> {
        let row = temporary_password::ActiveModel {
            person_id: Set(person.uuid()),
            since: Set(micros(since)),
        };
        temporary_password::Entity::insert(row)
            .on_conflict_do_nothing_on([temporary_password::Column::PersonId])
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// Notes that they chose their own.
    pub async fn drop_temporary_password(&self, person: PersonId) -> Result<(), DbError> {
        temporary_password::Entity::delete_by_id(person.uuid())
            .exec(self.tx())
            .await?;
        Ok(())
    }
}
