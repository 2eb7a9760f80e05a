//! Reading rooms.

use std::collections::HashMap;

use entity::{message, person, room as room_table, room_event, room_member};
use hejie_domain::ids::{DisputeId, Id, MessageId, PersonId, RoomId};
use hejie_domain::room::{EventKind, RoomKind, Table};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationDef,
};

use super::{
    Member, Message, Room, StoredEvent, count, event_of, member_of, message_of, number, room_of,
};
use crate::db::{DbError, Store, Work};

/// A room in which somebody has something to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnreadRoom {
    /// Of which dispute.
    pub dispute: DisputeId,
    /// Which.
    pub room: RoomId,
    /// How many messages.
    pub count: u64,
}

impl Store {
    /// A room.
    pub async fn room(&self, id: RoomId) -> Result<Option<Room>, DbError> {
        let row = room_table::Entity::find_by_id(id.uuid())
            .one(self.read())
            .await?;
        row.map(room_of).transpose()
    }

    /// The rooms of a dispute, oldest first.
    pub async fn rooms_of(&self, dispute: DisputeId) -> Result<Vec<Room>, DbError> {
        let rows = room_table::Entity::find()
            .filter(room_table::Column::DisputeId.eq(dispute.uuid()))
            .order_by_asc(room_table::Column::Id)
            .all(self.read())
            .await?;
        rows.into_iter().map(room_of).collect()
    }

    /// The newest number of each room.
    pub async fn room_heads(&self, ids: &[RoomId]) -> Result<Vec<(RoomId, u64)>, DbError> {
        let rows: Vec<(sea_orm::prelude::Uuid, i64)> = room_table::Entity::find()
            .select_only()
            .column(room_table::Column::Id)
            .column(room_table::Column::LastSeq)
            .filter(room_table::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
            .into_tuple()
            .all(self.read())
            .await?;
        rows.into_iter()
            .map(|(id, seq)| Ok((RoomId::from_uuid(id), count(seq, "last_seq")?)))
            .collect()
    }

    /// Up to `limit` events after number `since`, in order.
    pub async fn room_events(
        &self,
        room: RoomId,
        since: u64,
        limit: u64,
    ) -> Result<Vec<StoredEvent>, DbError> {
        let rows = room_event::Entity::find()
            .filter(room_event::Column::RoomId.eq(room.uuid()))
            .filter(room_event::Column::Seq.gt(number(since)))
            .order_by_asc(room_event::Column::Seq)
            .limit(limit)
            .all(self.read())
            .await?;
        rows.into_iter().map(event_of).collect()
    }

    /// Messages as they stand now, by id.
    pub async fn messages(
        &self,
        ids: &[MessageId],
    ) -> Result<HashMap<MessageId, Message>, DbError> {
        let rows = message::Entity::find()
            .filter(message::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
            .all(self.read())
            .await?;
        rows.into_iter()
            .map(|row| message_of(row).map(|message| (message.id, message)))
            .collect()
    }

    /// Everybody with a place in the room, also those who lost it.
    pub async fn members(&self, room: RoomId) -> Result<Vec<Member>, DbError> {
        let rows = room_member::Entity::find()
            .filter(room_member::Column::RoomId.eq(room.uuid()))
            .order_by_asc(room_member::Column::PersonId)
            .all(self.read())
            .await?;
        rows.iter().map(member_of).collect()
    }

    /// Somebody's place.
    pub async fn member(&self, room: RoomId, person: PersonId) -> Result<Option<Member>, DbError> {
        let row = room_member::Entity::find_by_id((room.uuid(), person.uuid()))
            .one(self.read())
            .await?;
        row.as_ref().map(member_of).transpose()
    }

    /// How many messages of others a person has not read yet, by room. Counted are the rooms of these
    /// disputes in which the person has a place, and those that everybody with a seat may read; a
    /// room without anything unread is left out.
    pub async fn unread_messages(
        &self,
        disputes: &[DisputeId],
        person: PersonId,
    ) -> Result<Vec<UnreadRoom>, DbError> {
        let ids = disputes.iter().map(|id| id.uuid());
        let of_these = room_table::Column::DisputeId.is_in(ids);
        self.unread(is_in_sight().add(of_these), person).await
    }

    /// The same for rooms that the person may read, also where they have no place yet; notes among
    /// colleagues are for whoever has a place among them.
    pub async fn unread_in(
        &self,
        rooms: &[RoomId],
        person: PersonId,
    ) -> Result<Vec<UnreadRoom>, DbError> {
        let ids = rooms.iter().map(|id| id.uuid());
        let of_these = room_table::Column::Id.is_in(ids);
        let has_place = room_member::Column::PersonId.is_not_null();
        let is_talk = room_table::Column::Kind.ne(RoomKind::Internal.code());
        let meant = Condition::any().add(has_place).add(is_talk);
        self.unread(is_newer().add(of_these).add(meant), person)
            .await
    }

    async fn unread(&self, which: Condition, person: PersonId) -> Result<Vec<UnreadRoom>, DbError> {
        let rows: Vec<(sea_orm::prelude::Uuid, sea_orm::prelude::Uuid, i64)> =
            room_event::Entity::find()
                .select_only()
                .column(room_table::Column::DisputeId)
                .column(room_event::Column::RoomId)
                .column_as(room_event::Column::Seq.count(), "unread")
                .join(JoinType::InnerJoin, to_room())
                .join(JoinType::LeftJoin, to_place_of(person))
                .filter(room_event::Column::Kind.eq(EventKind::Message.code()))
                .filter(room_event::Column::ActorId.ne(person.uuid()))
                .filter(which)
                .group_by(room_table::Column::DisputeId)
                .group_by(room_event::Column::RoomId)
                .into_tuple()
                .all(self.read())
                .await?;
        rows.into_iter()
            .map(|(dispute, room, unread)| {
                Ok(UnreadRoom {
                    dispute: DisputeId::from_uuid(dispute),
                    room: RoomId::from_uuid(room),
                    count: count(unread, "unread")?,
                })
            })
            .collect()
    }

    /// What people call themselves.
    pub async fn names(&self, ids: &[PersonId]) -> Result<HashMap<PersonId, String>, DbError> {
        let rows: Vec<(sea_orm::prelude::Uuid, String)> = person::Entity::find()
            .select_only()
            .column(person::Column::Id)
            .column(person::Column::Name)
            .filter(person::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
            .into_tuple()
            .all(self.read())
            .await?;
        Ok(rows
            .into_iter()
            .map(|(id, name)| (PersonId::from_uuid(id), name))
            .collect())
    }
}

/// Whether the dispute of an outer question has anything that a person has not read; as
/// [`Store::unread_messages`] counts it.
pub(in crate::db) fn has_unread(person: PersonId) -> Expr {
    let of_dispute = Expr::col((room_table::Entity, room_table::Column::DisputeId))
        .equals((entity::dispute::Entity, entity::dispute::Column::Id));
    let unread = room_event::Entity::find()
        .select_only()
        .column(room_event::Column::Seq)
        .join(JoinType::InnerJoin, to_room())
        .join(JoinType::LeftJoin, to_place_of(person))
        .filter(of_dispute)
        .filter(room_event::Column::Kind.eq(EventKind::Message.code()))
        .filter(room_event::Column::ActorId.ne(person.uuid()))
        .filter(is_in_sight())
        .into_query();
    Expr::exists(unread)
}

fn to_room() -> RelationDef {
    room_event::Entity::belongs_to(room_table::Entity)
        .from(room_event::Column::RoomId)
        .to(room_table::Column::Id)
        .into()
}

fn to_place_of(person: PersonId) -> RelationDef {
    room_event::Entity::belongs_to(room_member::Entity)
        .from(room_event::Column::RoomId)
        .to(room_member::Column::RoomId)
        .on_condition(move |_events, places| {
            let of_person = Expr::col((places, room_member::Column::PersonId));
            Condition::all().add(of_person.eq(person.uuid()))
        })
        .into()
}

/// Newer than the read mark, and within what the person may see of the room.
fn is_in_sight() -> Condition {
    let common = RoomKind::ALL.iter().filter(|kind| kind.is_common());
    let has_place = room_member::Column::PersonId.is_not_null();
    let for_everybody = room_table::Column::Kind.is_in(common.map(|kind| kind.code()));
    is_newer()
        .add(room_member::Column::LeftSeq.is_null())
        .add(Condition::any().add(has_place).add(for_everybody))
}

/// Newer than the read mark, and not hidden.
fn is_newer() -> Condition {
    let seq = || Expr::col((room_event::Entity, room_event::Column::Seq));
    let place = |column| Expr::col((room_member::Entity, column));
    Condition::all()
        .add(seq().gt(place(room_member::Column::ReadSeq).if_null(0)))
        .add(seq().gte(place(room_member::Column::VisibleFromSeq).if_null(0)))
}

/// Everything that may change what somebody may do in a room.
const OF_RIGHTS: &[EventKind] = &[
    EventKind::Procedure,
    EventKind::FloorGiven,
    EventKind::FloorRule,
];

async fn table<C: ConnectionTrait>(
    connection: &C,
    room: RoomId,
    up_to: u64,
) -> Result<Table, DbError> {
    let kinds = Table::KINDS.iter().map(|kind| kind.code());
    let rows = room_event::Entity::find()
        .filter(room_event::Column::RoomId.eq(room.uuid()))
        .filter(room_event::Column::Seq.lte(number(up_to)))
        .filter(room_event::Column::Kind.is_in(kinds))
        .order_by_asc(room_event::Column::Seq)
        .all(connection)
        .await?;
    let mut table = Table::default();
    for row in rows {
        let stored = event_of(row)?;
        let link = &stored.sealed.link;
        table.apply(link.actor, link.message, &stored.event);
    }
    Ok(table)
}

impl Store {
    /// What lies on the table of a room after its event `up_to`.
    pub async fn room_table(&self, room: RoomId, up_to: u64) -> Result<Table, DbError> {
        table(self.read(), room, up_to).await
    }
}

impl Work {
    /// The same, as this work sees it.
    pub async fn room_table(&self, room: RoomId) -> Result<Table, DbError> {
        table(self.tx(), room, u64::MAX).await
    }

    /// Whether anything after number `since` may have changed what somebody may do there.
    pub async fn rights_changed(&self, room: RoomId, since: u64) -> Result<bool, DbError> {
        let kinds = OF_RIGHTS.iter().map(|kind| kind.code());
        let found = room_event::Entity::find()
            .filter(room_event::Column::RoomId.eq(room.uuid()))
            .filter(room_event::Column::Seq.gt(number(since)))
            .filter(room_event::Column::Kind.is_in(kinds))
            .one(self.tx())
            .await?;
        Ok(found.is_some())
    }

    /// The rooms of a dispute, in the order in which they are to be locked.
    pub async fn rooms_of(&self, dispute: DisputeId) -> Result<Vec<Room>, DbError> {
        let rows = room_table::Entity::find()
            .filter(room_table::Column::DisputeId.eq(dispute.uuid()))
            .order_by_asc(room_table::Column::Id)
            .all(self.tx())
            .await?;
        rows.into_iter().map(room_of).collect()
    }
}
