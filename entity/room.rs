//! A room of a dispute. Its row is the lock under which numbers are given out.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "room")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub dispute_id: Uuid,
    /// `RoomKind`.
    pub kind: String,
    /// `RoomState`.
    pub state: String,
    /// The number of the latest event; 0 before the first.
    pub last_seq: i64,
    /// Hexadecimal SHA-256 of the latest event.
    pub last_hash: String,
    /// Microseconds.
    pub created_at: i64,
    /// Of which mediation.
    pub mediation_id: Option<Uuid>,
    /// With which party's side a caucus is held.
    pub party_id: Option<Uuid>,
    /// Who holds a caucus, and whose notes they are.
    pub mediator_id: Option<Uuid>,
    /// Whether the party lets the mediator's successors read its caucus.
    pub unsealed: bool,
}

impl ActiveModelBehavior for ActiveModel {}
