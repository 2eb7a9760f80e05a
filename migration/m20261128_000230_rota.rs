//! Keeps the duty rota edition by edition, with absences and swaps. The turns of `duty` are what the
//! first edition is made of.

use sea_orm_migration::prelude::*;

use crate::column::{big, maybe, text, uuid};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let edition = Table::create()
            .table("rota_edition")
            .col(uuid("organisation_id"))
            .col(big("version"))
            .col(text("content"))
            .col(maybe(uuid("changed_by")))
            .col(big("changed_at"))
            .primary_key(Index::create().col("organisation_id").col("version"))
            .foreign_key(
                ForeignKey::create()
                    .from("rota_edition", "organisation_id")
                    .to("organisation", "id"),
            )
            .to_owned();
        schema.create_table(edition).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let drop = Table::drop().table("rota_edition").to_owned();
        schema.drop_table(drop).await
    }
}
