//! Documents that the service issues.

use sea_orm_migration::prelude::*;

use crate::column::{big, int, maybe, text, uuid};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_table(document()).await?;
        for (name, columns) in [
            ("document_dispute", vec!["dispute_id", "id"]),
            ("document_sha256", vec!["sha256"]),
            ("document_due", vec!["due_at"]),
        ] {
            let mut index = Index::create().name(name).table("document").to_owned();
            for column in columns {
                index.col(column);
            }
            schema.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema
            .drop_table(Table::drop().table("document").to_owned())
            .await
    }
}

/// `key` names what it is of, so that of each there is one. Until `made_at` it is only wanted: the
/// job makes it at `due_at`, or whoever asks for it does; those without `due_at` wait to be asked
/// for.
fn document() -> TableCreateStatement {
    Table::create()
        .table("document")
        .col(uuid("id").primary_key())
        .col(text("key").unique_key())
        .col(uuid("dispute_id"))
        .col(text("kind"))
        .col(text("stage"))
        .col(maybe(uuid("agreement_id")))
        .col(text("lang"))
        .col(text("code").unique_key())
        .col(big("wanted_at"))
        .col(maybe(big("due_at")))
        .col(int("attempts"))
        .col(maybe(text("failure")))
        .col(maybe(big("made_at")))
        .col(maybe(text("sha256")))
        .col(maybe(big("size")))
        .to_owned()
}
