//! Somebody's place in a room, and how far they have read.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "room_member")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub room_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    /// `Seat` in which they came in.
    pub seat: String,
    /// For which party they are there, if for one.
    pub party_id: Option<Uuid>,
    /// The number of the event by which they came in; null for somebody who only looks on.
    pub joined_seq: Option<i64>,
    /// The number of the event by which they lost their place.
    pub left_seq: Option<i64>,
    /// The first number they may see.
    pub visible_from_seq: i64,
    /// Everything up to here is read.
    pub read_seq: i64,
}

impl ActiveModelBehavior for ActiveModel {}
