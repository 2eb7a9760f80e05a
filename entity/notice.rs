//! A notice inside the product.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub key: String,
    pub message: String,
    pub reader: String,
    pub dispute_id: Option<Uuid>,
    pub party_id: Option<Uuid>,
    pub seq: Option<i64>,
    /// JSON object: `due_at`.
    pub data: String,
    pub at: i64,
    pub read_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
