//! Whose disputes wait for whom: what must find other hands when somebody leaves.

use entity::dispute as table;
use hejie_domain::dispute::lists::Phase;
use hejie_domain::ids::{DisputeId, Id, OrganisationId, PersonId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{DbError, Store};

/// An open dispute of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenDispute {
    /// Which.
    pub id: DisputeId,
    /// Its number.
    pub number: String,
    /// What it is about.
    pub title: String,
    /// Where it stands.
    pub phase: String,
}

impl Store {
    /// The open disputes of a platform that somebody answers for, oldest first.
    pub async fn held_by(
        &self,
        platform: OrganisationId,
        person: PersonId,
    ) -> Result<Vec<OpenDispute>, DbError> {
        let rows: Vec<(Uuid, String, String, String)> = table::Entity::find()
            .select_only()
            .column(table::Column::Id)
            .column(table::Column::Number)
            .column(table::Column::Title)
            .column(table::Column::Phase)
            .filter(table::Column::PlatformId.eq(platform.uuid()))
            .filter(table::Column::ResponderId.eq(person.uuid()))
            .filter(table::Column::Phase.ne(Phase::Closed.code()))
            .order_by_asc(table::Column::FiledAt)
            .order_by_asc(table::Column::Id)
            .into_tuple()
            .all(self.read())
            .await?;
        let held = |(id, number, title, phase)| OpenDispute {
            id: DisputeId::from_uuid(id),
            number,
            title,
            phase,
        };
        Ok(rows.into_iter().map(held).collect())
    }

    /// Everybody who answers for an open dispute, with the platform it is on.
    pub async fn answering_now(&self) -> Result<Vec<(OrganisationId, PersonId)>, DbError> {
        let rows: Vec<(Uuid, Uuid)> = table::Entity::find()
            .select_only()
            .column(table::Column::PlatformId)
            .column(table::Column::ResponderId)
            .distinct()
            .filter(table::Column::ResponderId.is_not_null())
            .filter(table::Column::Phase.ne(Phase::Closed.code()))
            .into_tuple()
            .all(self.read())
            .await?;
        let pair = |(platform, person)| {
            (
                OrganisationId::from_uuid(platform),
                PersonId::from_uuid(person),
            )
        };
        Ok(rows.into_iter().map(pair).collect())
    }
}
