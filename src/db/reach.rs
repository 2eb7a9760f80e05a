//! Whom to tell, and what to call the dispute when telling them.

use entity::{dispute, party, staff};
use hejie_domain::access::StaffRole;
use hejie_domain::dispute::lists::Seat;
use hejie_domain::ids::{DisputeId, Id, OrganisationId, PartyId, PersonId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{DbError, Store, Work};

/// Where a party without an account can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyContact {
    /// By text message.
    pub phone: Option<String>,
    /// By mail.
    pub email: Option<String>,
}

/// How people call a dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputeLabel {
    /// Which.
    pub id: DisputeId,
    /// Its number.
    pub number: String,
    /// The first respondent's name.
    pub merchant: String,
}

impl Work {
    /// Who works in an organisation in that role at present.
    pub async fn people_employed(
        &self,
        organisation: OrganisationId,
        role: StaffRole,
    ) -> Result<Vec<PersonId>, DbError> {
        let rows = staff::Entity::find()
            .filter(staff::Column::OrganisationId.eq(organisation.uuid()))
            .filter(staff::Column::Role.eq(role.code()))
            .filter(staff::Column::EndedAt.is_null())
            .order_by_asc(staff::Column::PersonId)
            .all(self.tx())
            .await?;
        let mut people: Vec<_> = rows
            .into_iter()
            .map(|row| PersonId::from_uuid(row.person_id))
            .collect();
        people.dedup();
        Ok(people)
    }

    /// Where a party was said to be reached.
    pub async fn party_contact(&self, id: PartyId) -> Result<Option<PartyContact>, DbError> {
        let row = party::Entity::find_by_id(id.uuid()).one(self.tx()).await?;
        Ok(row.map(|row| PartyContact {
            phone: row.phone,
            email: row.email,
        }))
    }
}

impl Store {
    /// Number and merchant of each of the disputes.
    pub async fn dispute_labels(&self, ids: &[DisputeId]) -> Result<Vec<DisputeLabel>, DbError> {
        let ids: Vec<_> = ids.iter().map(|id| id.uuid()).collect();
        let disputes = dispute::Entity::find()
            .filter(dispute::Column::Id.is_in(ids.clone()))
            .all(self.read())
            .await?;
        let respondents = party::Entity::find()
            .filter(party::Column::DisputeId.is_in(ids))
            .filter(party::Column::Seat.eq(Seat::Respondent.code()))
            .order_by_asc(party::Column::Id)
            .all(self.read())
            .await?;
        let label = |row: dispute::Model| {
            let first = respondents.iter().find(|one| one.dispute_id == row.id);
            DisputeLabel {
                id: DisputeId::from_uuid(row.id),
                number: row.number,
                merchant: first.map(|one| one.name.clone()).unwrap_or_default(),
            }
        };
        Ok(disputes.into_iter().map(label).collect())
    }
}
