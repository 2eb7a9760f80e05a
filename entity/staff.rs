//! A role that a person holds in an organisation.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organisation_id: Uuid,
    pub person_id: Uuid,
    pub role: String,
    pub work_no: Option<String>,
    pub created_at: i64,
    pub ended_at: Option<i64>,
    /// What a mediator has done before, as parties read it.
    pub experience: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
