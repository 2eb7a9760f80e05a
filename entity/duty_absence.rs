//! Somebody who cannot answer from one instant to another.

use sea_orm::entity::prelude::*;

/// A row. `ended_at` is set when it was taken back.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duty_absence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organisation_id: Uuid,
    pub person_id: Uuid,
    pub from_at: i64,
    pub until_at: i64,
    pub note: String,
    pub made_at: i64,
    pub made_by: Uuid,
    pub ended_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
