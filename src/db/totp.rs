//! One-time passwords, recovery codes, and from when on an organisation asks for them.

use entity::{recovery_code, totp as table, totp_policy};
use hejie_domain::ids::{Id, OrganisationId, PersonId, RecoveryCodeId};
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, Set,
};

use super::{DbError, Nudge, Store, Work, instant, micros};

/// A person's one-time passwords.
#[derive(Debug, Clone)]
pub struct Totp {
    /// The secret, sealed.
    pub sealed: Vec<u8>,
    /// Since when it is asked for; nothing while it is being set up.
    pub confirmed_at: Option<Timestamp>,
    /// Until when no code is taken, after too many wrong ones.
    pub locked_until: Option<Timestamp>,
}

impl Store {
    /// A person's one-time passwords, set up or being set up.
    pub async fn totp(&self, person: PersonId) -> Result<Option<Totp>, DbError> {
        find(self.read(), person).await
    }

    /// Since when each of those people who has one-time passwords has them.
    pub async fn totps(&self, people: &[PersonId]) -> Result<Vec<(PersonId, Timestamp)>, DbError> {
        let rows = table::Entity::find()
            .filter(table::Column::PersonId.is_in(people.iter().map(|id| id.uuid())))
            .filter(table::Column::ConfirmedAt.is_not_null());
        let rows = rows.all(self.read()).await?;
        rows.into_iter()
            .map(|row| {
                let person = PersonId::from_uuid(row.person_id);
                let since = row.confirmed_at.unwrap_or(row.created_at);
                Ok((person, instant(since, "totp", "confirmed_at", person)?))
            })
            .collect()
    }

    /// How many recovery codes a person has left.
    pub async fn recovery_codes_left(&self, person: PersonId) -> Result<u64, DbError> {
        let unused = recovery_code::Entity::find()
            .filter(recovery_code::Column::PersonId.eq(person.uuid()))
            .filter(recovery_code::Column::UsedAt.is_null());
        Ok(unused.count(self.read()).await?)
    }

    /// From which day on those of `organisations` that ask their staff for one-time passwords do.
    pub async fn totp_policies(
        &self,
        organisations: &[OrganisationId],
    ) -> Result<Vec<(OrganisationId, Date)>, DbError> {
        if organisations.is_empty() {
            return Ok(Vec::new());
        }
        let ids = organisations.iter().map(|id| id.uuid());
        let rows = totp_policy::Entity::find()
            .filter(totp_policy::Column::OrganisationId.is_in(ids))
            .all(self.read())
            .await?;
        rows.into_iter()
            .map(|row| {
                let id = OrganisationId::from_uuid(row.organisation_id);
                let from = row.required_from.parse();
                let from = from
                    .map_err(|_no_day| DbError::unreadable("totp_policy", "required_from", id))?;
                Ok((id, from))
            })
            .collect()
    }
}

impl Work {
    /// The same as [`Store::totp`], within this work.
    pub async fn totp(&self, person: PersonId) -> Result<Option<Totp>, DbError> {
        find(self.tx(), person).await
    }

    /// Begins to set one-time passwords up, or begins anew. Whether it could: not where they are
    /// set up already.
    pub async fn begin_totp(
        &self,
        person: PersonId,
        sealed: Vec<u8>,
        at: Timestamp,
    ) -> Result<bool, DbError> {
        let row = table::ActiveModel {
            person_id: Set(person.uuid()),
            secret: Set(sealed),
            created_at: Set(micros(at)),
            confirmed_at: Set(None),
            last_step: Set(None),
            failures: Set(0),
            locked_until: Set(None),
        };
        let anew = OnConflict::column(table::Column::PersonId)
            .update_columns([table::Column::Secret, table::Column::CreatedAt])
            .action_and_where(Expr::col((table::Entity, table::Column::ConfirmedAt)).is_null())
            .to_owned();
        let put = table::Entity::insert(row)
            .on_conflict(anew)
            .exec_without_returning(self.tx())
            .await?;
        Ok(put == 1)
    }

    /// Ends setting up, with the code of `step`. Whether there was something to end.
    pub async fn confirm_totp(
        &mut self,
        person: PersonId,
        step: i64,
        at: Timestamp,
    ) -> Result<bool, DbError> {
        let row = table::ActiveModel {
            confirmed_at: Set(Some(micros(at))),
            last_step: Set(Some(step)),
            failures: Set(0),
            locked_until: Set(None),
            ..Default::default()
        };
        let open = table::Column::PersonId
            .eq(person.uuid())
            .and(table::Column::ConfirmedAt.is_null());
        self.nudge(Nudge::Person { person });
        Ok(self.change_totp(row, open).await? == 1)
    }

    /// Takes the code of `step`, once: whether no code of it or of a later one was taken before.
    pub async fn take_totp_step(&self, person: PersonId, step: i64) -> Result<bool, DbError> {
        let row = table::ActiveModel {
            last_step: Set(Some(step)),
            failures: Set(0),
            locked_until: Set(None),
            ..Default::default()
        };
        let newer = table::Column::PersonId
            .eq(person.uuid())
            .and(table::Column::ConfirmedAt.is_not_null())
            .and(
                table::Column::LastStep
                    .is_null()
                    .or(table::Column::LastStep.lt(step)),
            );
        Ok(self.change_totp(row, newer).await? == 1)
    }

    /// Counts a wrong code. With the `most`th in a row no code is taken before `until`; whether this
    /// was that one.
    pub async fn count_totp_failure(
        &self,
        person: PersonId,
        most: i32,
        until: Timestamp,
    ) -> Result<bool, DbError> {
        let theirs = table::Column::PersonId.eq(person.uuid());
        table::Entity::update_many()
            .col_expr(
                table::Column::Failures,
                Expr::col(table::Column::Failures).add(1),
            )
            .filter(theirs.clone())
            .exec(self.tx())
            .await?;
        let locked = table::ActiveModel {
            failures: Set(0),
            locked_until: Set(Some(micros(until))),
            ..Default::default()
        };
        let too_many = theirs.and(table::Column::Failures.gte(most));
        Ok(self.change_totp(locked, too_many).await? == 1)
    }

    /// Takes one-time passwords and recovery codes away; whether there were any.
    pub async fn drop_totp(&mut self, person: PersonId) -> Result<bool, DbError> {
        self.drop_recovery_codes(person).await?;
        let gone = table::Entity::delete_by_id(person.uuid())
            .exec(self.tx())
            .await?;
        self.nudge(Nudge::Person { person });
        Ok(gone.rows_affected == 1)
    }

    /// Puts other recovery codes in the place of those there are.
    pub async fn set_recovery_codes(
        &self,
        person: PersonId,
        codes: Vec<(RecoveryCodeId, String)>,
        at: Timestamp,
    ) -> Result<(), DbError> {
        self.drop_recovery_codes(person).await?;
        let rows = codes
            .into_iter()
            .map(|(id, hash)| recovery_code::ActiveModel {
                id: Set(id.uuid()),
                person_id: Set(person.uuid()),
                code_hash: Set(hash),
                created_at: Set(micros(at)),
                used_at: Set(None),
            });
        recovery_code::Entity::insert_many(rows)
            .exec_without_returning(self.tx())
            .await?;
        Ok(())
    }

    /// Uses a recovery code up; whether it was there to be used.
    pub async fn use_recovery_code(
        &self,
        person: PersonId,
        hash: &str,
        at: Timestamp,
    ) -> Result<bool, DbError> {
        let used = recovery_code::ActiveModel {
            used_at: Set(Some(micros(at))),
            ..Default::default()
        };
        let change = recovery_code::Entity::update_many()
            .set(used)
            .filter(recovery_code::Column::PersonId.eq(person.uuid()))
            .filter(recovery_code::Column::CodeHash.eq(hash))
            .filter(recovery_code::Column::UsedAt.is_null());
        Ok(change.exec(self.tx()).await?.rows_affected == 1)
    }

    /// From which day on an organisation asks its staff for one-time passwords, if it does.
    pub async fn set_totp_policy(
        &self,
        organisation: OrganisationId,
        from: Option<Date>,
        at: Timestamp,
    ) -> Result<(), DbError> {
        totp_policy::Entity::delete_by_id(organisation.uuid())
            .exec(self.tx())
            .await?;
        let Some(from) = from else {
            return Ok(());
        };
        let row = totp_policy::ActiveModel {
            organisation_id: Set(organisation.uuid()),
            required_from: Set(from.to_string()),
            changed_at: Set(micros(at)),
        };
        totp_policy::Entity::insert(row)
            .exec_without_returning(self.tx())
            .await?;
        Ok(())
    }

    async fn drop_recovery_codes(&self, person: PersonId) -> Result<(), DbError> {
        recovery_code::Entity::delete_many()
            .filter(recovery_code::Column::PersonId.eq(person.uuid()))
            .exec(self.tx())
            .await?;
        Ok(())
    }

    async fn change_totp(&self, row: table::ActiveModel, which: Expr) -> Result<u64, DbError> {
        let change = table::Entity::update_many().set(row).filter(which);
        Ok(change.exec(self.tx()).await?.rows_affected)
    }
}

async fn find(db: &impl ConnectionTrait, person: PersonId) -> Result<Option<Totp>, DbError> {
    let row = table::Entity::find_by_id(person.uuid()).one(db).await?;
    row.map(|row| {
        let at = |micros, column| instant(micros, "totp", column, person);
        Ok(Totp {
            sealed: row.secret,
            confirmed_at: row
                .confirmed_at
                .map(|since| at(since, "confirmed_at"))
                .transpose()?,
            locked_until: row
                .locked_until
                .map(|until| at(until, "locked_until"))
                .transpose()?,
        })
    })
    .transpose()
}
