//! What is awaited of one party, and until when: the order of a shop's own list. Rows from before
//! are made anew from their logs when the service starts.

use sea_orm_migration::prelude::*;

use crate::column::{big, maybe, text};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for column in [maybe(text("awaited")), maybe(big("due_at"))] {
            let add = Table::alter().table("party").add_column(column).to_owned();
            schema.alter_table(add).await?;
        }
        let order = Index::create()
            .name("party_organisation_due")
            .table("party")
            .col("organisation_id")
            .col("due_at")
            .to_owned();
        schema.create_index(order).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop()
            .name("party_organisation_due")
            .table("party")
            .to_owned();
        schema.drop_index(index).await?;
        for name in ["awaited", "due_at"] {
            let drop = Table::alter().table("party").drop_column(name).to_owned();
            schema.alter_table(drop).await?;
        }
        Ok(())
    }
}
