//! What mediation adds: bodies of a kind, mediators with experience, rooms that are somebody's, whose
//! a dispute is at present, and files for the mediator alone.
//!
//! The check on `evidence.visibility` stays as it is, since SQLite cannot change one: such a file is
//! the platform's for a reader who does not know the new column.

use sea_orm_migration::prelude::*;

use crate::column::{flag, maybe, text, uuid};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

/// SQLite adds one column a statement.
fn added() -> Vec<(&'static str, ColumnDef)> {
    let no = |name: &'static str| {
        let mut column = flag(name);
        column.default(false);
        column
    };
    vec![
        ("organisation", maybe(text("body_kind"))),
        ("organisation", maybe(text("fees"))),
        ("staff", maybe(text("experience"))),
        ("room", maybe(uuid("mediation_id"))),
        ("room", maybe(uuid("party_id"))),
        ("room", maybe(uuid("mediator_id"))),
        ("room", no("unsealed")),
        ("dispute", maybe(uuid("body_id"))),
        ("dispute", maybe(uuid("mediator_id"))),
        ("upload", maybe(uuid("party_id"))),
        ("upload", no("mediator_only")),
        ("evidence", maybe(uuid("party_id"))),
        ("evidence", no("mediator_only")),
    ]
}

const INDEXES: &[&str] = &[
    "CREATE INDEX dispute_by_body ON dispute (body_id)",
    "CREATE INDEX dispute_by_mediator ON dispute (mediator_id)",
    // A successor holds caucuses and keeps notes of their own.
    "CREATE UNIQUE INDEX room_of_mediation_once ON room (mediation_id) WHERE kind = 'mediation'",
    "CREATE UNIQUE INDEX room_of_caucus_once ON room (mediation_id, party_id, mediator_id) \
     WHERE kind = 'caucus'",
    "CREATE UNIQUE INDEX room_of_notes_once ON room (mediation_id, mediator_id) \
     WHERE kind = 'mediator_notes'",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for (table, mut column) in added() {
            let widened = Table::alter()
                .table(table)
                .add_column(&mut column)
                .to_owned();
            schema.alter_table(widened).await?;
        }
        for statement in INDEXES {
            let connection = schema.get_connection();
            connection.execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for index in [
            "dispute_by_body",
            "dispute_by_mediator",
            "room_of_mediation_once",
            "room_of_caucus_once",
            "room_of_notes_once",
        ] {
            let dropped = format!("DROP INDEX {index}");
            schema.get_connection().execute_unprepared(&dropped).await?;
        }
        for (table, column) in added().into_iter().rev() {
            let narrowed = Table::alter()
                .table(table)
                .drop_column(column.get_column_name())
                .to_owned();
            schema.alter_table(narrowed).await?;
        }
        Ok(())
    }
}
