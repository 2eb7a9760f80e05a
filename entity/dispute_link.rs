//! Two disputes that belong together, the lower id first.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dispute_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub platform_id: Uuid,
    pub one_id: Uuid,
    pub other_id: Uuid,
    /// `LinkKind`.
    pub kind: String,
    pub by_id: Uuid,
    pub at: i64,
    pub removed_by: Option<Uuid>,
    pub removed_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
