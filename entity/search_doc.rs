//! Something that words are found in. The words themselves are written and asked for by hand.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_doc")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub dispute_id: Uuid,
    /// `head`, `text` or `message`.
    pub source: String,
    pub source_id: Uuid,
    pub room_id: Option<Uuid>,
    /// `RoomKind`.
    pub room_kind: Option<String>,
    /// Its number in the room; 0 elsewhere.
    pub seq: i64,
    /// Of its words: what has not changed is not written again.
    pub digest: String,
}

impl ActiveModelBehavior for ActiveModel {}
