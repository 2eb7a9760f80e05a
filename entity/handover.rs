//! That a dispute went over from one person to another.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "handover")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dispute_id: Uuid,
    /// The entry of the dispute's log by which it did.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub from_id: Option<Uuid>,
    pub to_id: Uuid,
    pub at: i64,
    pub read_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
