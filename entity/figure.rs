//! A fact of a dispute log that is counted.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "figure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dispute_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub platform_id: Uuid,
    /// `FigureKind`.
    pub kind: String,
    pub at: i64,
    /// Who is credited with it.
    pub person_id: Option<Uuid>,
    /// Working time that it took, in seconds.
    pub work_s: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
