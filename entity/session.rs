//! One logged-in browser.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub token_hash: String,
    pub person_id: Uuid,
    pub kind: String,
    pub dispute_id: Option<Uuid>,
    pub party_id: Option<Uuid>,
    pub link_id: Option<Uuid>,
    pub created_at: i64,
    pub seen_at: i64,
    pub expires_at: i64,
    pub reauth_until: Option<i64>,
    pub user_agent: String,
    pub address: String,
    pub ended_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
