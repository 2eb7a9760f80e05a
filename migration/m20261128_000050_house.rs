//! Editions of the platform's own terms.

use sea_orm_migration::prelude::*;

use crate::column::{big, flag, maybe, text, uuid};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_table(edition()).await?;
        schema.create_index(one_draft()).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let drop = Table::drop().table("house_edition").to_owned();
        schema.drop_table(drop).await
    }
}

/// `numbers` is JSON. A draft has neither name nor `since`, the first day on which an edition holds.
fn edition() -> TableCreateStatement {
    Table::create()
        .table("house_edition")
        .col(uuid("id").primary_key())
        .col(flag("draft"))
        .col(maybe(text("name")).unique_key())
        .col(text("numbers"))
        .col(text("reasons"))
        .col(text("reasons_en"))
        .col(big("version"))
        .col(big("changed_at"))
        .col(uuid("changed_by"))
        .col(maybe(big("published_at")))
        .col(maybe(text("since")))
        .col(maybe(big("withdrawn_at")))
        .col(maybe(text("withdrawn_why")))
        .to_owned()
}

/// There is one draft at a time.
fn one_draft() -> IndexCreateStatement {
    Index::create()
        .name("house_edition_draft")
        .table("house_edition")
        .col("draft")
        .unique()
        .cond_where(Expr::col("draft").eq(true))
        .to_owned()
}
