//! What was imported of the law: calendar editions and lists of regions, as they came.

use sea_orm_migration::prelude::*;

use crate::column::{big, maybe, text, uuid};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_table(law_import()).await?;
        let name = Index::create()
            .name("law_import_name")
            .table("law_import")
            .col("kind")
            .col("name")
            .unique()
            .to_owned();
        schema.create_index(name).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let drop = Table::drop().table("law_import").to_owned();
        schema.drop_table(drop).await
    }
}

fn law_import() -> TableCreateStatement {
    Table::create()
        .table("law_import")
        .col(uuid("id").primary_key())
        .col(text("kind"))
        .col(text("name"))
        .col(text("content"))
        .col(big("imported_at"))
        .col(maybe(uuid("imported_by")))
        .col(maybe(big("applied_at")))
        .check(Expr::col("kind").is_in(["calendar", "regions"]))
        .to_owned()
}
