//! An edition of the platform's own terms: the draft, or what was published.

use sea_orm::entity::prelude::*;

/// A row. `numbers` is JSON; `since` is the first day on which it holds.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "house_edition")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub draft: bool,
    pub name: Option<String>,
    pub numbers: String,
    pub reasons: String,
    pub reasons_en: String,
    pub version: i64,
    pub changed_at: i64,
    pub changed_by: Uuid,
    pub published_at: Option<i64>,
    pub since: Option<String>,
    pub withdrawn_at: Option<i64>,
    pub withdrawn_why: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
