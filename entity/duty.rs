//! One turn of the duty rota.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duty")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organisation_id: Uuid,
    pub person_id: Uuid,
    pub weekdays: i32,
    pub from_minute: i32,
    pub until_minute: i32,
    pub rank: i32,
}

impl ActiveModelBehavior for ActiveModel {}
