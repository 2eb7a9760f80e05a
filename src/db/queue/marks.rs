//! How the rows of a list stand for somebody: what they follow, and what they have put aside.

use std::collections::BTreeMap;

use hejie_domain::ids::{DisputeId, Id, PersonId};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::db::{DbError, Store, instant};
use entity::{following, snooze};

/// How somebody marked a dispute for themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marked {
    /// Whether they follow it.
    pub followed: bool,
    /// Until when it is put aside.
    pub snoozed_until: Option<Timestamp>,
}

impl Store {
    /// How somebody marked these disputes.
    pub async fn marks_on(
        &self,
        person: PersonId,
        disputes: &[DisputeId],
    ) -> Result<BTreeMap<DisputeId, Marked>, DbError> {
        let ids = || disputes.iter().map(|id| id.uuid());
        let mut marks: BTreeMap<DisputeId, Marked> = BTreeMap::new();
        let followed = following::Entity::find()
            .filter(following::Column::PersonId.eq(person.uuid()))
            .filter(following::Column::DisputeId.is_in(ids()));
        for row in followed.all(self.read()).await? {
            let id = DisputeId::from_uuid(row.dispute_id);
            marks.entry(id).or_default().followed = true;
        }
        let aside = snooze::Entity::find()
            .filter(snooze::Column::PersonId.eq(person.uuid()))
            .filter(snooze::Column::DisputeId.is_in(ids()));
        for row in aside.all(self.read()).await? {
            let until = instant(row.until, "snooze", "until", row.dispute_id)?;
            let id = DisputeId::from_uuid(row.dispute_id);
            marks.entry(id).or_default().snoozed_until = Some(until);
        }
        Ok(marks)
    }
}
