//! Documents that the service issues.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is of: of each there is one.
    pub key: String,
    pub dispute_id: Uuid,
    pub kind: String,
    pub stage: String,
    pub agreement_id: Option<Uuid>,
    /// Of a record: which mediation it tells of.
    pub mediation_id: Option<Uuid>,
    pub lang: String,
    /// With which anybody can ask whether it is genuine.
    pub code: String,
    pub wanted_at: i64,
    /// When the job makes it; null where it waits to be asked for.
    pub due_at: Option<i64>,
    pub attempts: i32,
    pub failure: Option<String>,
    pub made_at: Option<i64>,
    pub sha256: Option<String>,
    pub size: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
