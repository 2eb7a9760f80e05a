//! A file that somebody brought in.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Also of a draft, which becomes the dispute under the same id.
    pub dispute_id: Uuid,
    /// Set when it was brought into a room and not into the dispute.
    pub room_id: Option<Uuid>,
    pub person_id: Uuid,
    pub seat: String,
    pub by_name: String,
    pub name: String,
    pub media_type: String,
    pub size: i64,
    /// Of the original.
    pub sha256: String,
    /// Of the copy that others get.
    pub clean_sha256: Option<String>,
    pub clean_size: Option<i64>,
    pub kind: String,
    pub purpose: Option<String>,
    pub visibility: String,
    pub uploaded_at: i64,
    pub submitted_at: Option<i64>,
    pub removed_at: Option<i64>,
    /// For which party it was brought in.
    pub party_id: Option<Uuid>,
    /// Whether only the mediator and that party see it.
    pub mediator_only: bool,
}

impl ActiveModelBehavior for ActiveModel {}
