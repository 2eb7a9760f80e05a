//! A file on its way in.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upload")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub dispute_id: Uuid,
    pub room_id: Option<Uuid>,
    pub seat: String,
    pub by_name: String,
    pub name: String,
    /// As declared.
    pub media_type: String,
    pub size: i64,
    pub kind: String,
    pub purpose: Option<String>,
    /// `open`, `done`, `refused` or `dropped`.
    pub state: String,
    pub created_at: i64,
    pub touched_at: i64,
    pub evidence_id: Option<Uuid>,
    pub party_id: Option<Uuid>,
    pub mediator_only: bool,
}

impl ActiveModelBehavior for ActiveModel {}
