//! Notes by which entry of its dispute's log a respondent is asked, once an earlier one turned out to
//! have gone to a stranger.

use sea_orm_migration::prelude::*;

use crate::column::{big, maybe};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let column = maybe(big("asked_seq"));
        let party = Table::alter().table("party").add_column(column).to_owned();
        schema.alter_table(party).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let party = Table::alter()
            .table("party")
            .drop_column("asked_seq")
            .to_owned();
        schema.alter_table(party).await
    }
}
