//! One attempt to tell somebody.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delivery")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// As in `outbox`.
    pub key: String,
    pub attempt: i32,
    pub channel: String,
    pub message: String,
    pub dispute_id: Option<Uuid>,
    pub seq: Option<i64>,
    pub party_id: Option<Uuid>,
    pub person_id: Option<Uuid>,
    /// `http`, `smtp` or `file`.
    pub method: String,
    pub to_masked: String,
    pub address_hash: String,
    pub attempted_at: i64,
    /// `DeliveryResult`.
    pub result: String,
    pub reference: Option<String>,
    pub failure: Option<String>,
    pub delivered_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
