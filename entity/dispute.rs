//! What lists show of a dispute.

#![expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dispute")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique)]
    pub number: String,
    pub platform_id: Uuid,
    pub phase: String,
    pub missed: bool,
    pub breached: bool,
    pub reopened: bool,
    /// A respondent was marked as unreachable, and nobody confirmed it yet.
    pub to_confirm: bool,
    pub merged_into: Option<Uuid>,
    pub category: String,
    pub title: String,
    pub claim_fen: i64,
    pub responder_id: Option<Uuid>,
    pub turn: String,
    pub due_term: Option<String>,
    pub due_at: Option<i64>,
    pub wake_at: Option<i64>,
    pub closing: Option<String>,
    pub filed_at: i64,
    pub updated_at: i64,
    pub head: i64,
    pub head_hash: String,
    /// The body that was asked to mediate, as long as it has a seat.
    pub body_id: Option<Uuid>,
    /// Whoever mediates, or is asked to.
    pub mediator_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
