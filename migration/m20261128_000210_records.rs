//! Documents about a mediation as a whole.

use sea_orm_migration::prelude::*;

use crate::column::{maybe, uuid};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let wider = Table::alter()
            .table("document")
            .add_column(maybe(uuid("mediation_id")))
            .to_owned();
        schema.alter_table(wider).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let narrower = Table::alter()
            .table("document")
            .drop_column("mediation_id")
            .to_owned();
        schema.alter_table(narrower).await
    }
}
