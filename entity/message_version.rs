//! An earlier text of a message: for the record, shown to its author and the first responder only.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub message_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// The number of the event that brought this text.
    pub text_seq: i64,
    /// Null once it was erased.
    pub body: Option<String>,
    /// Null with it.
    pub salt: Option<Vec<u8>>,
    /// When another text, or none, took its place.
    pub replaced_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
