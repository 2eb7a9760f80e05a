//! That somebody was in the mediation room while a session went on. Kept until its end is in the log.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mediation_session_visit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub session_id: Uuid,
    pub person_id: Uuid,
    /// `Seat` in which they were there.
    pub seat: String,
    pub party_id: Option<Uuid>,
    pub from_at: i64,
    /// When they were last seen.
    pub to_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
