//! Sessions of mediator and parties, and for which party somebody is in a room.
//!
//! The first two tables are made from the disputes' logs and can be made again; visits are kept until
//! the end of their session is in the log.

use sea_orm_migration::prelude::*;

use crate::column::{big, int, maybe, text, uuid};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(session()).await?;
        manager.create_table(person()).await?;
        manager.create_table(visit()).await?;
        let party = Table::alter()
            .table("room_member")
            .add_column(maybe(uuid("party_id")))
            .to_owned();
        manager.alter_table(party).await?;
        for statement in INDEXES {
            manager
                .get_connection()
                .execute_unprepared(statement)
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let party = Table::alter()
            .table("room_member")
            .drop_column("party_id")
            .to_owned();
        manager.alter_table(party).await?;
        for table in [
            "mediation_session_visit",
            "mediation_session_person",
            "mediation_session",
        ] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

fn session() -> TableCreateStatement {
    Table::create()
        .table("mediation_session")
        .col(uuid("id").primary_key())
        .col(uuid("dispute_id"))
        .col(maybe(uuid("mediator_id")))
        .col(text("state"))
        .col(text("way"))
        .col(text("slots"))
        .col(int("minutes"))
        .col(maybe(big("starts_at")))
        .col(maybe(big("ends_at")))
        .to_owned()
}

fn person() -> TableCreateStatement {
    Table::create()
        .table("mediation_session_person")
        .col(uuid("session_id"))
        .col(uuid("person_id"))
        .primary_key(Index::create().col("session_id").col("person_id"))
        .to_owned()
}

fn visit() -> TableCreateStatement {
    Table::create()
        .table("mediation_session_visit")
        .col(uuid("id").primary_key())
        .col(uuid("session_id"))
        .col(uuid("person_id"))
        .col(text("seat"))
        .col(maybe(uuid("party_id")))
        .col(big("from_at"))
        .col(big("to_at"))
        .to_owned()
}

const INDEXES: &[&str] = &[
    "CREATE INDEX mediation_session_by_dispute ON mediation_session (dispute_id)",
    "CREATE INDEX mediation_session_by_end ON mediation_session (state, ends_at)",
    "CREATE INDEX mediation_session_person_by_person ON mediation_session_person (person_id)",
    "CREATE INDEX mediation_session_visit_by_session ON mediation_session_visit (session_id, person_id)",
];
