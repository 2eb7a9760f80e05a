//! The duty rota.

use entity::duty as table;
use hejie_domain::ids::{DutyId, Id, OrganisationId, PersonId};
use hejie_domain::people::Shift;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use super::{DbError, Store, Work};

/// One turn of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty {
    /// Which turn.
    pub id: DutyId,
    /// Whose.
    pub person: PersonId,
    /// When.
    pub shift: Shift,
}

impl Store {
    /// The rota of an organisation, in the order in which it was written.
    pub async fn rota(&self, organisation: OrganisationId) -> Result<Vec<Duty>, DbError> {
        let rows = table::Entity::find()
            .filter(table::Column::OrganisationId.eq(organisation.uuid()))
            .order_by_asc(table::Column::Rank);
        let rows = rows.all(self.read()).await?;
        rows.iter().map(parse).collect()
    }
}

impl Work {
    /// Takes a person off the rota.
    pub async fn drop_turns(
        &self,
        organisation: OrganisationId,
        person: PersonId,
    ) -> Result<(), DbError> {
        table::Entity::delete_many()
            .filter(table::Column::OrganisationId.eq(organisation.uuid()))
            .filter(table::Column::PersonId.eq(person.uuid()))
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// Puts another rota in place of the old one.
    pub async fn set_rota(
        &self,
        organisation: OrganisationId,
        rota: &[Duty],
    ) -> Result<(), DbError> {
        let old = table::Column::OrganisationId.eq(organisation.uuid());
        table::Entity::delete_many()
            .filter(old)
            .exec(self.tx())
            .await?;
        for (rank, duty) in (0_i32..).zip(rota) {
            let row = table::ActiveModel {
                id: Set(duty.id.uuid()),
                organisation_id: Set(organisation.uuid()),
                person_id: Set(duty.person.uuid()),
                weekdays: Set(i32::from(duty.shift.mask())),
                from_minute: Set(i32::from(duty.shift.from_minute())),
                until_minute: Set(i32::from(duty.shift.until_minute())),
                rank: Set(rank),
            };
            row.insert(self.tx()).await?;
        }
        Ok(())
    }
}

fn parse(row: &table::Model) -> Result<Duty, DbError> {
    let bad = || DbError::unreadable("duty", "weekdays", row.id);
    let numbers = (
        u8::try_from(row.weekdays),
        u16::try_from(row.from_minute),
        u16::try_from(row.until_minute),
    );
    let (Ok(weekdays), Ok(from), Ok(until)) = numbers else {
        return Err(bad());
    };
    Ok(Duty {
        id: DutyId::from_uuid(row.id),
        person: PersonId::from_uuid(row.person_id),
        shift: Shift::of_mask(weekdays, from, until).map_err(|_beyond| bad())?,
    })
}
