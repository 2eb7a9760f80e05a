//! Disputes that somebody follows, and those that they have put aside.

use entity::{following, snooze};
use hejie_domain::ids::{DisputeId, Id, PersonId};
use jiff::Timestamp;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use crate::db::{DbError, Store, Work, instant, micros};

impl Store {
    /// Whether somebody follows a dispute.
    pub async fn follows(&self, person: PersonId, dispute: DisputeId) -> Result<bool, DbError> {
        let row = following::Entity::find_by_id((person.uuid(), dispute.uuid()))
            .one(self.read())
            .await?;
        Ok(row.is_some())
    }

    /// Until when somebody has put a dispute aside, if they have.
    pub async fn snoozed_until(
        &self,
        person: PersonId,
        dispute: DisputeId,
    ) -> Result<Option<Timestamp>, DbError> {
        let row = snooze::Entity::find_by_id((person.uuid(), dispute.uuid()))
            .one(self.read())
            .await?;
        row.map(|row| instant(row.until, "snooze", "until", row.dispute_id))
            .transpose()
    }

    /// When the next dispute that was put aside comes back.
    pub async fn next_snooze_ends(&self) -> Result<Option<Timestamp>, DbError> {
        let row = snooze::Entity::find()
            .order_by_asc(snooze::Column::Until)
            .one(self.read())
            .await?;
        row.map(|row| instant(row.until, "snooze", "until", row.dispute_id))
            .transpose()
    }
}

impl Work {
    /// Who follows a dispute.
    pub async fn followers(&self, dispute: DisputeId) -> Result<Vec<PersonId>, DbError> {
        let rows = following::Entity::find()
            .filter(following::Column::DisputeId.eq(dispute.uuid()))
            .order_by_asc(following::Column::Since)
            .all(self.tx())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| PersonId::from_uuid(row.person_id))
            .collect())
    }

    /// Follows a dispute. Doing it again changes nothing.
    pub async fn follow(
        &self,
        person: PersonId,
        dispute: DisputeId,
        at: Timestamp,
    ) -> Result<(), DbError> {
        let row = following::ActiveModel {
            person_id: Set(person.uuid()),
            dispute_id: Set(dispute.uuid()),
            since: Set(micros(at)),
        };
        let again = [following::Column::PersonId, following::Column::DisputeId];
        following::Entity::insert(row)
            .on_conflict_do_nothing_on(again)
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// Follows it no longer.
    pub async fn unfollow(&self, person: PersonId, dispute: DisputeId) -> Result<(), DbError> {
        following::Entity::delete_by_id((person.uuid(), dispute.uuid()))
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// Puts a dispute aside, or for another time.
    pub async fn snooze(
        &self,
        person: PersonId,
        dispute: DisputeId,
        until: Timestamp,
        at: Timestamp,
    ) -> Result<(), DbError> {
        let row = snooze::ActiveModel {
            person_id: Set(person.uuid()),
            dispute_id: Set(dispute.uuid()),
            until: Set(micros(until)),
            made_at: Set(micros(at)),
        };
        let over = OnConflict::columns([snooze::Column::PersonId, snooze::Column::DisputeId])
            .update_columns([snooze::Column::Until, snooze::Column::MadeAt])
            .to_owned();
        snooze::Entity::insert(row)
            .on_conflict(over)
            .exec_without_returning(self.tx())
            .await?;
        Ok(())
    }

    /// Takes a dispute up again.
    pub async fn unsnooze(&self, person: PersonId, dispute: DisputeId) -> Result<(), DbError> {
        snooze::Entity::delete_by_id((person.uuid(), dispute.uuid()))
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// Brings a dispute back to everybody who has put it aside, but for the one who made something
    /// happen there. Tells whether there was anybody.
    pub async fn wake_all(
        &self,
        dispute: DisputeId,
        but: Option<PersonId>,
    ) -> Result<bool, DbError> {
        let mut which = Condition::all().add(snooze::Column::DisputeId.eq(dispute.uuid()));
        if let Some(but) = but {
            which = which.add(snooze::Column::PersonId.ne(but.uuid()));
        }
        let woken = snooze::Entity::delete_many()
            .filter(which)
            .exec(self.tx())
            .await?;
        Ok(woken.rows_affected > 0)
    }

    /// Takes up to `count_max` disputes out whose time has come.
    pub async fn take_woken(
        &self,
        now: Timestamp,
        count_max: u64,
    ) -> Result<Vec<(PersonId, DisputeId, Timestamp)>, DbError> {
        let rows = snooze::Entity::find()
            .filter(snooze::Column::Until.lte(micros(now)))
            .order_by_asc(snooze::Column::Until)
            .limit(count_max)
            .all(self.tx())
            .await?;
        let mut woken = Vec::with_capacity(rows.len());
        for row in rows {
            // Another process may have been there first.
            let taken = snooze::Entity::delete_by_id((row.person_id, row.dispute_id))
                .exec(self.tx())
                .await?;
            if taken.rows_affected == 1 {
                let until = instant(row.until, "snooze", "until", row.dispute_id)?;
                let (person, dispute) = (row.person_id, row.dispute_id);
                woken.push((Id::from_uuid(person), Id::from_uuid(dispute), until));
            }
        }
        Ok(woken)
    }
}
