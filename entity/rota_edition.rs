//! The duty rota as it stood after one change. Rows are never changed.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rota_edition")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    /// JSON.
    pub content: String,
    pub changed_by: Option<Uuid>,
    pub changed_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
