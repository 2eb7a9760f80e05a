//! What parties may know of a mediator.

use sea_orm::entity::prelude::*;

/// A row. `fields` and `languages` are JSON lists.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mediator_profile")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: Uuid,
    pub experience: String,
    pub fields: String,
    pub languages: String,
    pub changed_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
