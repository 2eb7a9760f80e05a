//! A named sequence of steps.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "desk_macro")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organisation_id: Uuid,
    pub owner_id: Option<Uuid>,
    pub name: String,
    /// JSON.
    pub steps: String,
    pub version: i64,
    pub uses: i64,
    pub updated_at: i64,
    pub updated_by: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
