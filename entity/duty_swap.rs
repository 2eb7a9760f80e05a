//! One asks another to stand in for them, and may stand in for the other in return.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duty_swap")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organisation_id: Uuid,
    pub asker_id: Uuid,
    pub asked_id: Uuid,
    pub from_at: i64,
    pub until_at: i64,
    pub return_from_at: Option<i64>,
    pub return_until_at: Option<i64>,
    pub note: String,
    pub state: String,
    pub asked_at: i64,
    pub answered_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
