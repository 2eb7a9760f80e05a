//! A durable fact of a room. Rows are never changed.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "room_event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub room_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// `EventKind`.
    pub kind: String,
    pub message_id: Option<Uuid>,
    /// Null where the clock acted.
    pub actor_id: Option<Uuid>,
    /// `Seat` in which it was done.
    pub actor_seat: String,
    /// Canonical JSON of the event, as hashed.
    pub data: String,
    /// Hexadecimal salted digest of the words that came with it.
    pub text_hash: Option<String>,
    /// Hexadecimal digest of the event before.
    pub prev_hash: String,
    /// Hexadecimal digest of this one.
    pub hash: String,
    /// Microseconds.
    pub created_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
