//! An invitation to work in an organisation.

use sea_orm::entity::prelude::*;

/// A row. `roles` is a JSON list of codes.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organisation_id: Uuid,
    pub roles: String,
    pub work_no: Option<String>,
    pub name: Option<String>,
    pub contact: String,
    pub locale: String,
    pub token_hash: Option<String>,
    pub sends: i32,
    pub created_at: i64,
    pub created_by: Uuid,
    pub expires_at: i64,
    pub accepted_at: Option<i64>,
    pub accepted_by: Option<Uuid>,
    pub revoked_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
