//! A way of looking at the queue that somebody keeps.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "saved_view")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub platform_id: Uuid,
    pub owner_id: Uuid,
    pub shared: bool,
    pub name: String,
    /// JSON object of names and texts, see `Filter`.
    pub filter: String,
    pub place: i32,
    pub made_at: i64,
    pub updated_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
