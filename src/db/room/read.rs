//! Reading rooms.

use std::collections::HashMap;

use entity::{message, person, room as room_table, room_event, room_member};
use hejie_domain::ids::{DisputeId, Id, MessageId, PersonId, RoomId};
use hejie_domain::room::EventKind;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    Member, Message, Room, StoredEvent, count, event_of, member_of, message_of, number, room_of,
};
use crate::db::{DbError, Store, Work};

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

    /// How many messages of others are newer than what `person` has read.
    pub async fn room_unread(&self, room: RoomId, person: PersonId) -> Result<u64, DbError> {
        let read = self.member(room, person).await?.map_or(0, |it| it.read_seq);
        let unread = room_event::Entity::find()
            .filter(room_event::Column::RoomId.eq(room.uuid()))
            .filter(room_event::Column::Seq.gt(number(read)))
            .filter(room_event::Column::Kind.eq(EventKind::Message.code()))
            .filter(room_event::Column::ActorId.ne(person.uuid()))
            .count(self.read())
            .await?;
        Ok(unread)
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

impl Work {
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
