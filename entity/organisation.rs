//! A platform, merchant, mediation body or bureau.

use sea_orm::entity::prelude::*;

/// A row.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub name: String,
    pub credit_code: Option<String>,
    pub platform_id: Option<Uuid>,
    pub self_operated: bool,
    pub address: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub region: Option<String>,
    pub created_at: i64,
    /// `BodyKind`, of a mediation body.
    pub body_kind: Option<String>,
    /// What a mediation body charges, in its words.
    pub fees: Option<String>,
    pub version: i32,
    pub changed_at: Option<i64>,
    pub closed_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
