//! Notes in whose house a message belongs that is about no dispute.

use sea_orm_migration::prelude::*;

use crate::column::{maybe, uuid};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let column = maybe(uuid("organisation_id"));
        let outbox = Table::alter().table("outbox").add_column(column).to_owned();
        schema.alter_table(outbox).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let outbox = Table::alter()
            .table("outbox")
            .drop_column("organisation_id")
            .to_owned();
        schema.alter_table(outbox).await
    }
}
