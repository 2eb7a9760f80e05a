//! A person's one-time passwords.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "totp")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    /// Sealed under a key that is not in the database.
    pub secret: Vec<u8>,
    pub created_at: i64,
    /// Null while it is being set up.
    pub confirmed_at: Option<i64>,
    /// The last period whose code was taken.
    pub last_step: Option<i64>,
    /// Wrong codes in a row.
    pub failures: i32,
    pub locked_until: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
