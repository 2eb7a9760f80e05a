//! That somebody has put a dispute aside.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "snooze")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub dispute_id: Uuid,
    pub until: i64,
    pub made_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
