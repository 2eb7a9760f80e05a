//! Whom to tell, and what to call the dispute when telling them.

use entity::{delivery, dispute, notice, party, staff};
use hejie_domain::access::StaffRole;
use hejie_domain::dispute::lists::{Phase, Seat};
use hejie_domain::ids::{DisputeId, Id, OrganisationId, PartyId, PersonId};
use hejie_domain::telling::{Channel, Message, Method};
use sea_orm::sea_query::{Expr, IntoColumnRef, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};

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
    /// In whose queue a dispute is.
    pub async fn platform_of(&self, id: DisputeId) -> Result<Option<OrganisationId>, DbError> {
        let row = dispute::Entity::find_by_id(id.uuid())
            .one(self.tx())
            .await?;
        Ok(row.map(|row| OrganisationId::from_uuid(row.platform_id)))
    }

    /// The first place where somebody works at present.
    pub async fn home_of(&self, person: PersonId) -> Result<Option<OrganisationId>, DbError> {
        let row = staff::Entity::find()
            .filter(staff::Column::PersonId.eq(person.uuid()))
            .filter(staff::Column::EndedAt.is_null())
            .order_by_asc(staff::Column::CreatedAt)
            .order_by_asc(staff::Column::Id)
            .one(self.tx())
            .await?;
        Ok(row.map(|row| OrganisationId::from_uuid(row.organisation_id)))
    }

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

    /// Where an organisation is asked to answer in a dispute that is open: as which party, and by which
    /// entry of the log.
    pub async fn open_demands_on(
        &self,
        organisation: OrganisationId,
    ) -> Result<Vec<(DisputeId, PartyId, u64)>, DbError> {
        let rows = party::Entity::find()
            .filter(party::Column::OrganisationId.eq(organisation.uuid()))
            .filter(party::Column::Seat.eq(Seat::Respondent.code()))
            .filter(party::Column::DisputeId.in_subquery(open_disputes()))
            .order_by_asc(party::Column::Id)
            .all(self.tx())
            .await?;
        let demands = rows.into_iter().map(|row| {
            let seq = u64::try_from(row.asked_seq.unwrap_or(1));
            let seq = seq.map_err(|_odd| DbError::unreadable("party", "asked_seq", row.id))?;
            Ok((
                DisputeId::from_uuid(row.dispute_id),
                PartyId::from_uuid(row.id),
                seq,
            ))
        });
        demands.collect()
    }

    /// Everybody who works anywhere at present.
    pub async fn everybody_employed(&self) -> Result<Vec<PersonId>, DbError> {
        let people: Vec<uuid::Uuid> = staff::Entity::find()
            .select_only()
            .column(staff::Column::PersonId)
            .distinct()
            .filter(staff::Column::EndedAt.is_null())
            .into_tuple()
            .all(self.tx())
            .await?;
        Ok(people.into_iter().map(PersonId::from_uuid).collect())
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

/// A respondent who was told of the demand, which its dispute does not know yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReachedDemand {
    /// In which dispute.
    pub dispute: DisputeId,
    /// Who was reached.
    pub party: PartyId,
    /// By whom the message was carried, or `notice` when it lies in an account.
    pub method: &'static str,
}

/// Whether a respondent is still to be told, and asked by no later entry of the log than that one.
fn is_told_by(party: impl IntoColumnRef, seq: impl IntoColumnRef) -> Expr {
    let asked_by =
        party::Column::AskedSeq
            .is_null()
            .or(Expr::col((party::Entity, party::Column::AskedSeq)).lte(Expr::col(seq)));
    Expr::exists(
        Query::select()
            .expr(Expr::value(1))
            .from(party::Entity)
            .and_where(Expr::col((party::Entity, party::Column::Id)).eq(Expr::col(party)))
            .and_where(party::Column::Seat.eq(Seat::Respondent.code()))
            .and_where(Expr::col((party::Entity, party::Column::DeliveredAt)).is_null())
            .and_where(asked_by)
            .to_owned(),
    )
}

/// What tells a respondent of the demand.
const DEMANDS: [Message; 2] = [Message::Filed, Message::ContactCorrected];

fn open_disputes() -> SelectStatement {
    Query::select()
        .column(dispute::Column::Id)
        .from(dispute::Entity)
        .and_where(dispute::Column::Phase.ne(Phase::Closed.code()))
        .to_owned()
}

impl Store {
    /// Respondents of open disputes who were told of the demand, and whose row does not say so.
    pub async fn unrecorded_demands(&self, count_max: u64) -> Result<Vec<ReachedDemand>, DbError> {
        let mut reached = self.demands_in_accounts(count_max).await?;
        reached.extend(self.demands_sent(count_max).await?);
        let mut first: Vec<ReachedDemand> = Vec::with_capacity(reached.len());
        for demand in reached {
            // One way that reached a party is enough.
            if first.iter().all(|one| one.party != demand.party) {
                first.push(demand);
            }
        }
        Ok(first)
    }

    /// By a notice in the account of whoever acts for the respondent.
    async fn demands_in_accounts(&self, count_max: u64) -> Result<Vec<ReachedDemand>, DbError> {
        let rows = notice::Entity::find()
            .filter(notice::Column::Message.is_in(DEMANDS.map(Message::code)))
            .filter(is_told_by(
                (notice::Entity, notice::Column::PartyId),
                (notice::Entity, notice::Column::Seq),
            ))
            .filter(notice::Column::DisputeId.in_subquery(open_disputes()))
            .order_by_asc(notice::Column::At)
            .limit(count_max)
            .all(self.read())
            .await?;
        let demand = |row: notice::Model| {
            Some(ReachedDemand {
                dispute: DisputeId::from_uuid(row.dispute_id?),
                party: PartyId::from_uuid(row.party_id?),
                method: Channel::Notice.code(),
            })
        };
        Ok(rows.into_iter().filter_map(demand).collect())
    }

    /// By a message that somebody carried.
    async fn demands_sent(&self, count_max: u64) -> Result<Vec<ReachedDemand>, DbError> {
        let rows = delivery::Entity::find()
            .filter(delivery::Column::Message.is_in(DEMANDS.map(Message::code)))
            .filter(delivery::Column::DeliveredAt.is_not_null())
            .filter(is_told_by(
                (delivery::Entity, delivery::Column::PartyId),
                (delivery::Entity, delivery::Column::Seq),
            ))
            .filter(delivery::Column::DisputeId.in_subquery(open_disputes()))
            .order_by_asc(delivery::Column::DeliveredAt)
            .limit(count_max)
            .all(self.read())
            .await?;
        let demand = |row: delivery::Model| {
            let odd = |column| DbError::unreadable("delivery", column, row.id);
            let method = Method::parse(&row.method).ok_or_else(|| odd("method"))?;
            Ok(ReachedDemand {
                dispute: DisputeId::from_uuid(row.dispute_id.ok_or_else(|| odd("dispute_id"))?),
                party: PartyId::from_uuid(row.party_id.ok_or_else(|| odd("party_id"))?),
                method: method.code(),
            })
        };
        rows.into_iter().map(demand).collect()
    }

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
