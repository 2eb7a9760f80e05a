//! A word that a platform puts on its disputes.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tag")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub platform_id: Uuid,
    pub name: String,
    /// The name, folded: no two that are in use have the same.
    pub name_key: String,
    /// `Colour`.
    pub colour: String,
    pub made_by: Uuid,
    pub made_at: i64,
    pub retired_at: Option<i64>,
    pub merged_into: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
