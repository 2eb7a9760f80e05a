//! One version of an agreement.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agreement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub dispute_id: Uuid,
    pub version: i32,
    pub by_party_id: Uuid,
    pub to_party_id: Uuid,
    pub state: String,
    pub lapses_on: String,
    pub digest: String,
    pub made_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
