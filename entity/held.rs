//! What somebody has sent and can still undo.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "held")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub session_id: Uuid,
    pub dispute_id: Uuid,
    pub place: String,
    /// The browser's name for it.
    pub key: String,
    /// JSON: what is sent.
    pub body: String,
    /// JSON: what goes back into the box when it is undone.
    pub content: String,
    pub rank: i64,
    pub created_at: i64,
    pub due_at: i64,
    pub locked_until: Option<i64>,
    pub state: String,
    pub failure: Option<String>,
    pub ended_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
