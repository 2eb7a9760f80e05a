//! What waits to be sent.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Recipient, occasion and way: posted once.
    pub key: String,
    pub channel: String,
    pub message: String,
    pub dispute_id: Option<Uuid>,
    /// A `Post` as JSON; null once it may be forgotten.
    pub payload: Option<String>,
    pub created_at: i64,
    pub due_at: i64,
    pub locked_until: Option<i64>,
    pub attempts: i32,
    /// `waiting`, `done` or `dead`.
    pub state: String,
    pub failure: Option<String>,
    pub ended_at: Option<i64>,
    /// Set when a person decided that it need not be sent any more.
    pub given_up_at: Option<i64>,
    /// In whose house it is, where it is about no dispute.
    pub organisation_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
