//! Words that a dispute log refers to.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dispute_text")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub dispute_id: Uuid,
    pub body: Option<String>,
    pub salt: Option<String>,
    pub erased_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
