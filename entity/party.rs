//! One side's place in a dispute.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "party")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub dispute_id: Uuid,
    pub seat: String,
    pub person_id: Option<Uuid>,
    pub organisation_id: Option<Uuid>,
    pub name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub address: Option<String>,
    pub credit_code: Option<String>,
    pub delivered_at: Option<i64>,
    pub responded_at: Option<i64>,
    pub unreachable: bool,
    pub awaited: Option<String>,
    pub due_at: Option<i64>,
    /// The entry of the log by which it is asked, where an earlier one went to a stranger.
    pub asked_seq: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
