//! What somebody wrote, as it stands now.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub room_id: Uuid,
    /// The number of the event by which it came.
    pub seq: i64,
    /// The number of the event that brought the present text.
    pub text_seq: i64,
    pub sender_id: Uuid,
    /// `Seat` in which it was written.
    pub sender_seat: String,
    /// The browser's name for it; unique for the sender in the room.
    pub client_id: String,
    /// Null once it was taken back or erased.
    pub body: Option<String>,
    /// Guards the digest of `body`; null with it.
    pub salt: Option<Vec<u8>>,
    /// JSON array of evidence ids.
    pub attachments: String,
    pub reply_to: Option<Uuid>,
    /// From 1, one more with each edit.
    pub version: i32,
    pub edited_at: Option<i64>,
    pub redacted_at: Option<i64>,
    pub created_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
