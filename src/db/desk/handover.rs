//! Disputes that went over from one person to another.

use entity::handover as table;
use hejie_domain::ids::{DisputeId, Id, PersonId};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::db::{DbError, Store, Work, instant, micros};

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// Which dispute.
    pub dispute: DisputeId,
    /// By which entry of its log.
    pub seq: u64,
    /// From whom.
    pub from: Option<PersonId>,
    /// To whom.
    pub to: PersonId,
    /// When.
    pub at: Timestamp,
    /// When its receiver read what came with it.
    pub read_at: Option<Timestamp>,
}

impl Store {
    /// The last time that a dispute went over to somebody.
    pub async fn last_handover(&self, dispute: DisputeId) -> Result<Option<Handover>, DbError> {
        let row = table::Entity::find()
            .filter(table::Column::DisputeId.eq(dispute.uuid()))
            .order_by_desc(table::Column::Seq)
            .one(self.read())
            .await?;
        row.map(|row| parse(&row)).transpose()
    }
}

impl Work {
    /// Notes it.
    pub async fn hand_over(&self, handover: &Handover) -> Result<(), DbError> {
        let row = table::ActiveModel {
            dispute_id: Set(handover.dispute.uuid()),
            seq: Set(i64::try_from(handover.seq)
                .map_err(|_huge| DbError::unreadable("handover", "seq", handover.dispute))?),
            from_id: Set(handover.from.map(Id::uuid)),
            to_id: Set(handover.to.uuid()),
            at: Set(micros(handover.at)),
            read_at: Set(handover.read_at.map(micros)),
        };
        table::Entity::insert(row)
            .exec_without_returning(self.tx())
            .await?;
        Ok(())
    }

    /// Its receiver has read it.
    pub async fn read_handover(
        &self,
        dispute: DisputeId,
        to: PersonId,
        at: Timestamp,
    ) -> Result<(), DbError> {
        let change = table::ActiveModel {
            read_at: Set(Some(micros(at))),
            ..Default::default()
        };
        table::Entity::update_many()
            .set(change)
            .filter(table::Column::DisputeId.eq(dispute.uuid()))
            .filter(table::Column::ToId.eq(to.uuid()))
            .filter(table::Column::ReadAt.is_null())
            .exec(self.tx())
            .await?;
        Ok(())
    }
}

fn parse(row: &table::Model) -> Result<Handover, DbError> {
    let unreadable = |column| DbError::unreadable("handover", column, row.dispute_id);
    let at = |micros, column| instant(micros, "handover", column, row.dispute_id);
    Ok(Handover {
        dispute: DisputeId::from_uuid(row.dispute_id),
        seq: u64::try_from(row.seq).map_err(|_negative| unreadable("seq"))?,
        from: row.from_id.map(Id::from_uuid),
        to: PersonId::from_uuid(row.to_id),
        at: at(row.at, "at")?,
        read_at: row.read_at.map(|read| at(read, "read_at")).transpose()?,
    })
}
