//! A text that is kept ready.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reply_template")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organisation_id: Uuid,
    pub owner_id: Option<Uuid>,
    pub kind: String,
    pub title: String,
    pub shortcut: Option<String>,
    pub body: String,
    pub category: Option<String>,
    pub remedy: Option<String>,
    pub locale: String,
    pub version: i32,
    pub created_at: i64,
    pub updated_at: i64,
    pub updated_by: Uuid,
    pub archived_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
