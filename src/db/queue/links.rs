//! Disputes that belong together. A link moves nothing and can be taken away again.

use hejie_domain::ids::{DisputeId, DisputeLinkId, Id, OrganisationId, PersonId};
use hejie_domain::queue::LinkKind;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    Set,
};
use uuid::Uuid;

use crate::db::{DbError, Store, Work, instant, micros};
use entity::{dispute, dispute_link as table, party};

/// A link, as seen from one of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputeLink {
    /// The other one.
    pub other: DisputeId,
    pub kind: LinkKind,
    pub by: PersonId,
    pub at: Timestamp,
}

/// A dispute as others that belong to it name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fellow {
    pub id: DisputeId,
    pub number: String,
    pub title: String,
    pub phase: String,
    pub filed_at: Timestamp,
    pub merged_into: Option<DisputeId>,
}

impl Store {
    /// The links of a dispute, oldest first.
    pub async fn links_of(&self, id: DisputeId) -> Result<Vec<DisputeLink>, DbError> {
        let either = Condition::any()
            .add(table::Column::OneId.eq(id.uuid()))
            .add(table::Column::OtherId.eq(id.uuid()));
        let rows = table::Entity::find()
            .filter(either)
            .filter(table::Column::RemovedAt.is_null())
            .order_by_asc(table::Column::At)
            .all(self.read())
            .await?;
        let link = |row: table::Model| {
            let kind = LinkKind::parse(&row.kind);
            let other = if row.one_id == id.uuid() {
                row.other_id
            } else {
                row.one_id
            };
            Ok(DisputeLink {
                other: DisputeId::from_uuid(other),
                kind: kind.ok_or_else(|| DbError::unreadable("dispute_link", "kind", row.id))?,
                by: PersonId::from_uuid(row.by_id),
                at: instant(row.at, "dispute_link", "at", row.id)?,
            })
        };
        rows.into_iter().map(link).collect()
    }

    /// Disputes by id, of one platform.
    pub async fn fellows(
        &self,
        platform: OrganisationId,
        ids: &[DisputeId],
    ) -> Result<Vec<Fellow>, DbError> {
        let rows = dispute::Entity::find()
            .filter(dispute::Column::PlatformId.eq(platform.uuid()))
            .filter(dispute::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
            .order_by_asc(dispute::Column::FiledAt)
            .all(self.read())
            .await?;
        rows.into_iter().map(fellow).collect()
    }

    /// Those that were merged into a dispute.
    pub async fn merged_into(&self, id: DisputeId) -> Result<Vec<Fellow>, DbError> {
        let rows = dispute::Entity::find()
            .filter(dispute::Column::MergedInto.eq(id.uuid()))
            .order_by_asc(dispute::Column::FiledAt)
            .all(self.read())
            .await?;
        rows.into_iter().map(fellow).collect()
    }

    /// Other disputes of the same consumer against the same respondent on the platform, the latest
    /// first.
    pub async fn same_parties(
        &self,
        platform: OrganisationId,
        id: DisputeId,
        limit: u64,
    ) -> Result<Vec<Fellow>, DbError> {
        let consumers = Query::select()
            .column(party::Column::PersonId)
            .from(party::Entity)
            .and_where(party::Column::DisputeId.eq(id.uuid()))
            .and_where(party::Column::Seat.eq("consumer"))
            .and_where(party::Column::PersonId.is_not_null())
            .to_owned();
        let of_consumer = Query::select()
            .column(party::Column::DisputeId)
            .from(party::Entity)
            .and_where(party::Column::Seat.eq("consumer"))
            .and_where(party::Column::PersonId.in_subquery(consumers))
            .to_owned();
        let own: Vec<party::Model> = party::Entity::find()
            .filter(party::Column::DisputeId.eq(id.uuid()))
            .filter(party::Column::Seat.eq("respondent"))
            .all(self.read())
            .await?;
        let registered: Vec<Uuid> = own.iter().filter_map(|row| row.organisation_id).collect();
        let names: Vec<String> = own.into_iter().map(|row| row.name).collect();
        let same = Condition::any()
            .add(party::Column::OrganisationId.is_in(registered))
            .add(party::Column::Name.is_in(names));
        let against = Query::select()
            .column(party::Column::DisputeId)
            .from(party::Entity)
            .and_where(party::Column::Seat.eq("respondent"))
            .cond_where(same)
            .and_where(
                Expr::col((party::Entity, party::Column::DisputeId))
                    .equals((dispute::Entity, dispute::Column::Id)),
            )
            .to_owned();
        let rows = dispute::Entity::find()
            .filter(dispute::Column::PlatformId.eq(platform.uuid()))
            .filter(dispute::Column::Id.ne(id.uuid()))
            .filter(dispute::Column::Id.in_subquery(of_consumer))
            .filter(Expr::exists(against))
            .order_by_desc(dispute::Column::FiledAt)
            .limit(limit)
            .all(self.read())
            .await?;
        rows.into_iter().map(fellow).collect()
    }
}

impl Work {
    /// Links two disputes; a link that is there already is a conflict.
    pub async fn link_disputes(
        &self,
        row: DisputeLinkId,
        platform: OrganisationId,
        pair: (DisputeId, DisputeId),
        kind: LinkKind,
        by: PersonId,
        at: Timestamp,
    ) -> Result<(), DbError> {
        let (one, other) = (pair.0.min(pair.1), pair.0.max(pair.1));
        let row = table::ActiveModel {
            id: Set(row.uuid()),
            platform_id: Set(platform.uuid()),
            one_id: Set(one.uuid()),
            other_id: Set(other.uuid()),
            kind: Set(kind.code().to_owned()),
            by_id: Set(by.uuid()),
            at: Set(micros(at)),
            removed_by: Set(None),
            removed_at: Set(None),
        };
        row.insert(self.tx()).await?;
        Ok(())
    }

    /// Takes a link away; answers whether there was one.
    pub async fn unlink_disputes(
        &self,
        pair: (DisputeId, DisputeId),
        by: PersonId,
        at: Timestamp,
    ) -> Result<bool, DbError> {
        let (one, other) = (pair.0.min(pair.1), pair.0.max(pair.1));
        let gone = table::Entity::update_many()
            .col_expr(table::Column::RemovedBy, Expr::value(by.uuid()))
            .col_expr(table::Column::RemovedAt, Expr::value(micros(at)))
            .filter(table::Column::OneId.eq(one.uuid()))
            .filter(table::Column::OtherId.eq(other.uuid()))
            .filter(table::Column::RemovedAt.is_null())
            .exec(self.tx())
            .await?;
        Ok(gone.rows_affected > 0)
    }
}

fn fellow(row: dispute::Model) -> Result<Fellow, DbError> {
    Ok(Fellow {
        id: DisputeId::from_uuid(row.id),
        filed_at: instant(row.filed_at, "dispute", "filed_at", row.id)?,
        number: row.number,
        title: row.title,
        phase: row.phase,
        merged_into: row.merged_into.map(DisputeId::from_uuid),
    })
}
