//! From when on the staff of an organisation need one-time passwords.

use sea_orm::entity::prelude::*;

/// A row; without one they need none.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "totp_policy")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: Uuid,
    /// A civil day.
    pub required_from: String,
    pub changed_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
