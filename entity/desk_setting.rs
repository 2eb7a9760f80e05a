//! How somebody wants their desk.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "desk_setting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    /// Seconds.
    pub undo_s: i32,
    pub keys: bool,
}

impl ActiveModelBehavior for ActiveModel {}
