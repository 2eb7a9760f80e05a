//! What was imported beside what comes with the program: a calendar edition, or a list of regions.

use sea_orm::entity::prelude::*;

/// A row. `content` is the file as it came; `applied_at` is set once every open term was counted
/// again.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "law_import")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub name: String,
    pub content: String,
    pub imported_at: i64,
    pub imported_by: Option<Uuid>,
    pub applied_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
