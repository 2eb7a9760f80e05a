//! Finds what was merged into a dispute, and calls links by what they are now called.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let connection = schema.get_connection();
        for statement in [
            "CREATE INDEX dispute_merged ON dispute (merged_into) WHERE merged_into IS NOT NULL",
            "UPDATE dispute_link SET kind = 'same_matter' WHERE kind = 'related'",
        ] {
            connection.execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let connection = schema.get_connection();
        for statement in [
            "UPDATE dispute_link SET kind = 'related' WHERE kind IN ('same_matter', 'follow_up')",
            "DROP INDEX dispute_merged",
        ] {
            connection.execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
