//! A session of mediator and parties, made from the dispute's log.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mediation_session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub dispute_id: Uuid,
    /// Null once nobody mediates.
    pub mediator_id: Option<Uuid>,
    /// `SessionState`.
    pub state: String,
    /// `SessionWay`.
    pub way: String,
    /// JSON array of the proposed beginnings, microseconds.
    pub slots: String,
    pub minutes: i32,
    /// Null until a time is fixed.
    pub starts_at: Option<i64>,
    pub ends_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
