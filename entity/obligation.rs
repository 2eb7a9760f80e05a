//! One promise of an agreement.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "obligation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub agreement_id: Uuid,
    pub dispute_id: Uuid,
    pub owes_party_id: Uuid,
    pub to_party_id: Uuid,
    pub kind: String,
    pub amount_fen: Option<i64>,
    pub done_fen: i64,
    pub due_on: String,
    pub state: String,
}

impl ActiveModelBehavior for ActiveModel {}
