//! A human being who can log in.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub password_hash: Option<String>,
    pub locale: String,
    pub created_at: i64,
    pub suspended_at: Option<i64>,
    pub last_login_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
