//! An entry of the audit trail. Rows are never changed.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub at: i64,
    /// `DeedKind`.
    pub kind: String,
    /// `Outcome`.
    pub outcome: String,
    pub actor_id: Option<Uuid>,
    pub organisation_id: Option<Uuid>,
    /// JSON, as hashed.
    pub data: String,
    pub prev_hash: String,
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}
