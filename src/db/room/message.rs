//! Messages and their earlier texts; members and how far they have read.

use entity::{message as table, message_version, room_member};
use hejie_domain::dispute::Seat;
use hejie_domain::ids::{Id, MessageId, PersonId, RoomId};
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use super::{Member, Message, count, member_of, message_of, number};
use crate::db::queue::Source;
use crate::db::{DbError, Store, Work, instant, micros};

/// An earlier text of a message.
#[derive(Clone, PartialEq, Eq)]
pub struct Version {
    /// Which, from 1.
    pub version: u32,
    /// The number of the event that brought it.
    pub text_seq: u64,
    /// The words, unless they were erased.
    pub body: Option<String>,
    /// The salt of their digest.
    pub salt: Option<Vec<u8>>,
    /// When another text, or none, took its place.
    pub replaced_at: Timestamp,
}

impl Work {
    /// A message, as this work sees it.
    pub async fn message(&self, room: RoomId, id: MessageId) -> Result<Option<Message>, DbError> {
        let row = table::Entity::find_by_id(id.uuid())
            .filter(table::Column::RoomId.eq(room.uuid()))
            .one(self.tx())
            .await?;
        row.map(message_of).transpose()
    }

    /// The message that `sender` already sent under this name.
    pub async fn message_by_client_id(
        &self,
        room: RoomId,
        sender: PersonId,
        client_id: &str,
    ) -> Result<Option<Message>, DbError> {
        let row = table::Entity::find()
            .filter(table::Column::RoomId.eq(room.uuid()))
            .filter(table::Column::SenderId.eq(sender.uuid()))
            .filter(table::Column::ClientId.eq(client_id))
            .one(self.tx())
            .await?;
        row.map(message_of).transpose()
    }

    /// Stores a new message.
    pub async fn insert_message(&self, message: &Message) -> Result<(), DbError> {
        self.message_row(message)?.insert(self.tx()).await?;
        let place = self.place_of(message.room).await?;
        self.index_message(message, place).await
    }

    /// Stores a changed message, and its former text for the record.
    pub async fn replace_message(
        &self,
        before: &Message,
        after: &Message,
        at: Timestamp,
    ) -> Result<(), DbError> {
        let version = message_version::ActiveModel {
            message_id: Set(before.id.uuid()),
            version: Set(i32::try_from(before.version).unwrap_or(i32::MAX)),
            text_seq: Set(number(before.text_seq)),
            body: Set(before.body.clone()),
            salt: Set(before.salt.clone()),
            replaced_at: Set(micros(at)),
        };
        version.insert(self.tx()).await?;
        self.message_row(after)?.update(self.tx()).await?;
        let place = self.place_of(after.room).await?;
        self.index_message(after, place).await
    }

    /// Erases every text of a message: the chain holds, the words are gone, salts and all.
    pub async fn erase_message(&self, id: MessageId) -> Result<(), DbError> {
        let nothing: Option<Vec<u8>> = None;
        let no_words: Option<String> = None;
        table::Entity::update_many()
            .col_expr(table::Column::Body, Expr::value(no_words.clone()))
            .col_expr(table::Column::Salt, Expr::value(nothing.clone()))
            .filter(table::Column::Id.eq(id.uuid()))
            .exec(self.tx())
            .await?;
        message_version::Entity::update_many()
            .col_expr(message_version::Column::Body, Expr::value(no_words))
            .col_expr(message_version::Column::Salt, Expr::value(nothing))
            .filter(message_version::Column::MessageId.eq(id.uuid()))
            .exec(self.tx())
            .await?;
        self.unindex(Source::Message(id)).await
    }

    /// Somebody's place, as this work sees it.
    pub async fn room_member(
        &self,
        room: RoomId,
        person: PersonId,
    ) -> Result<Option<Member>, DbError> {
        let row = room_member::Entity::find_by_id((room.uuid(), person.uuid()))
            .one(self.tx())
            .await?;
        row.as_ref().map(member_of).transpose()
    }

    /// Everybody in the room.
    pub async fn room_members(&self, room: RoomId) -> Result<Vec<Member>, DbError> {
        let rows = room_member::Entity::find()
            .filter(room_member::Column::RoomId.eq(room.uuid()))
            .all(self.tx())
            .await?;
        rows.iter().map(member_of).collect()
    }

    /// Stores a place, new or changed. The read mark of one that is known stays what it is.
    pub async fn save_room_member(&self, room: RoomId, member: &Member) -> Result<(), DbError> {
        let row = room_member::ActiveModel {
            room_id: Set(room.uuid()),
            person_id: Set(member.person.uuid()),
            seat: Set(member.seat.code().to_owned()),
            party_id: Set(member.party.map(Id::uuid)),
            joined_seq: Set(member.joined_seq.map(number)),
            left_seq: Set(member.left_seq.map(number)),
            visible_from_seq: Set(number(member.visible_from)),
            read_seq: Set(number(member.read_seq)),
        };
        let mut merge =
            OnConflict::columns([room_member::Column::RoomId, room_member::Column::PersonId]);
        merge.update_columns([
            room_member::Column::Seat,
            room_member::Column::PartyId,
            room_member::Column::JoinedSeq,
            room_member::Column::LeftSeq,
            room_member::Column::VisibleFromSeq,
        ]);
        room_member::Entity::insert(row)
            .on_conflict(merge)
            .exec_without_returning(self.tx())
            .await?;
        Ok(())
    }

    /// Moves a read mark forward; it never goes back. Whoever was not noted in the room yet looks on.
    pub async fn mark_read(
        &self,
        room: RoomId,
        person: PersonId,
        seat: Seat,
        seq: u64,
    ) -> Result<(), DbError> {
        let onlooker = room_member::ActiveModel {
            room_id: Set(room.uuid()),
            person_id: Set(person.uuid()),
            seat: Set(seat.code().to_owned()),
            party_id: Set(None),
            joined_seq: Set(None),
            left_seq: Set(None),
            visible_from_seq: Set(1),
            read_seq: Set(0),
        };
        let known = [room_member::Column::RoomId, room_member::Column::PersonId];
        room_member::Entity::insert(onlooker)
            .on_conflict(OnConflict::columns(known).do_nothing().to_owned())
            .exec_without_returning(self.tx())
            .await?;
        room_member::Entity::update_many()
            .col_expr(room_member::Column::ReadSeq, Expr::value(number(seq)))
            .filter(room_member::Column::RoomId.eq(room.uuid()))
            .filter(room_member::Column::PersonId.eq(person.uuid()))
            .filter(room_member::Column::ReadSeq.lt(number(seq)))
            .exec(self.tx())
            .await?;
        Ok(())
    }

    fn message_row(&self, message: &Message) -> Result<table::ActiveModel, DbError> {
        let attachments = serde_json::to_string(&message.attachments)
            .map_err(|_odd| DbError::unreadable("message", "attachments", message.id))?;
        Ok(table::ActiveModel {
            id: Set(message.id.uuid()),
            room_id: Set(message.room.uuid()),
            seq: Set(number(message.seq)),
            text_seq: Set(number(message.text_seq)),
            sender_id: Set(message.sender.uuid()),
            sender_seat: Set(message.seat.code().to_owned()),
            client_id: Set(message.client_id.clone()),
            body: Set(message.body.clone()),
            salt: Set(message.salt.clone()),
            attachments: Set(attachments),
            reply_to: Set(message.reply_to.map(Id::uuid)),
            version: Set(i32::try_from(message.version).unwrap_or(i32::MAX)),
            edited_at: Set(message.edited_at.map(micros)),
            redacted_at: Set(message.redacted_at.map(micros)),
            created_at: Set(micros(message.created_at)),
        })
    }
}

impl Store {
    /// The earlier texts of a message, oldest first.
    pub async fn message_versions(&self, id: MessageId) -> Result<Vec<Version>, DbError> {
        let rows = message_version::Entity::find()
            .filter(message_version::Column::MessageId.eq(id.uuid()))
            .order_by_asc(message_version::Column::Version)
            .all(self.read())
            .await?;
        rows.into_iter().map(version_of).collect()
    }
}

fn version_of(row: message_version::Model) -> Result<Version, DbError> {
    let key = format!("{}/{}", row.message_id, row.version);
    Ok(Version {
        version: u32::try_from(row.version)
            .map_err(|_odd| DbError::unreadable("message_version", "version", &key))?,
        text_seq: count(row.text_seq, "text_seq")?,
        body: row.body,
        salt: row.salt,
        replaced_at: instant(row.replaced_at, "message_version", "replaced_at", key)?,
    })
}
