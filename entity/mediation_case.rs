//! A mediation as its body files it, made from the dispute's log.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mediation_case")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub dispute_id: Uuid,
    pub body_id: Uuid,
    /// Whoever is appointed, or was at its end.
    pub mediator_id: Option<Uuid>,
    /// `Stage`.
    pub stage: String,
    /// The seats whose seal is missing, parted by commas.
    pub unsealed: String,
    pub asked_at: i64,
    pub accepted_at: Option<i64>,
    pub begun_at: Option<i64>,
    pub ended_at: Option<i64>,
    /// `MediationEnd`.
    pub ending: Option<String>,
    pub settled: bool,
    /// The last day of what was agreed.
    pub due_on: Option<String>,
    /// Whether all of it was confirmed.
    pub performed: bool,
}

impl ActiveModelBehavior for ActiveModel {}
