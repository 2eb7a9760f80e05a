//! Rooms, who is in them, and what was said.
//!
//! A room's log grows for years: add columns as nullable, fill them by a job, and never rewrite
//! `room_event`, whose rows are hashed and guarded by a trigger.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

use crate::column::{big, bytes, int, maybe, text, uuid};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(room()).await?;
        manager.create_table(room_member()).await?;
        manager.create_table(message()).await?;
        manager.create_table(message_version()).await?;
        manager.create_table(room_event()).await?;
        for statement in INDEXES {
            manager
                .get_connection()
                .execute_unprepared(statement)
                .await?;
        }
        for statement in guard(manager.get_database_backend()) {
            manager
                .get_connection()
                .execute_unprepared(statement)
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "room_event",
            "message_version",
            "message",
            "room_member",
            "room",
        ] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            manager
                .get_connection()
                .execute_unprepared("DROP FUNCTION room_event_stays()")
                .await?;
        }
        Ok(())
    }
}

/// No foreign key to the dispute: its row is a read model, dropped and rebuilt from its log.
fn room() -> TableCreateStatement {
    Table::create()
        .table("room")
        .col(uuid("id").primary_key())
        .col(uuid("dispute_id"))
        .col(text("kind"))
        .col(text("state"))
        .col(big("last_seq").default(0))
        .col(text("last_hash"))
        .col(big("created_at"))
        .to_owned()
}

fn room_member() -> TableCreateStatement {
    Table::create()
        .table("room_member")
        .col(uuid("room_id"))
        .col(uuid("person_id"))
        .col(text("seat"))
        .col(maybe(big("joined_seq")))
        .col(maybe(big("left_seq")))
        .col(big("visible_from_seq").default(1))
        .col(big("read_seq").default(0))
        .primary_key(Index::create().col("room_id").col("person_id"))
        .foreign_key(
            ForeignKey::create()
                .from("room_member", "room_id")
                .to("room", "id"),
        )
        .to_owned()
}

fn message() -> TableCreateStatement {
    Table::create()
        .table("message")
        .col(uuid("id").primary_key())
        .col(uuid("room_id"))
        .col(big("seq"))
        .col(big("text_seq"))
        .col(uuid("sender_id"))
        .col(text("sender_seat"))
        .col(text("client_id"))
        .col(maybe(text("body")))
        .col(maybe(bytes("salt")))
        .col(text("attachments"))
        .col(maybe(uuid("reply_to")))
        .col(int("version").default(1))
        .col(maybe(big("edited_at")))
        .col(maybe(big("redacted_at")))
        .col(big("created_at"))
        .foreign_key(
            ForeignKey::create()
                .from("message", "room_id")
                .to("room", "id"),
        )
        .to_owned()
}

fn message_version() -> TableCreateStatement {
    Table::create()
        .table("message_version")
        .col(uuid("message_id"))
        .col(int("version"))
        .col(big("text_seq"))
        .col(maybe(text("body")))
        .col(maybe(bytes("salt")))
        .col(big("replaced_at"))
        .primary_key(Index::create().col("message_id").col("version"))
        .foreign_key(
            ForeignKey::create()
                .from("message_version", "message_id")
                .to("message", "id"),
        )
        .to_owned()
}

fn room_event() -> TableCreateStatement {
    Table::create()
        .table("room_event")
        .col(uuid("room_id"))
        .col(big("seq"))
        .col(text("kind"))
        .col(maybe(uuid("message_id")))
        .col(maybe(uuid("actor_id")))
        .col(text("actor_seat"))
        .col(text("data"))
        .col(maybe(text("text_hash")))
        .col(text("prev_hash"))
        .col(text("hash"))
        .col(big("created_at"))
        .primary_key(Index::create().col("room_id").col("seq"))
        .foreign_key(
            ForeignKey::create()
                .from("room_event", "room_id")
                .to("room", "id"),
        )
        .to_owned()
}

const INDEXES: &[&str] = &[
    // One of each for a dispute; later kinds, such as a caucus, may exist once for each party.
    "CREATE UNIQUE INDEX room_once ON room (dispute_id, kind) WHERE kind IN ('negotiation', 'internal')",
    "CREATE INDEX room_by_dispute ON room (dispute_id)",
    "CREATE INDEX room_member_by_person ON room_member (person_id)",
    "CREATE UNIQUE INDEX message_order ON message (room_id, seq)",
    "CREATE UNIQUE INDEX message_once ON message (room_id, sender_id, client_id)",
];

/// The log is append-only, whatever a program error asks for.
fn guard(backend: DatabaseBackend) -> &'static [&'static str] {
    if backend == DatabaseBackend::Postgres {
        &[
            "CREATE FUNCTION room_event_stays() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'room_event rows are never changed'; END $$",
            "CREATE TRIGGER room_event_stays BEFORE UPDATE ON room_event \
             FOR EACH ROW EXECUTE FUNCTION room_event_stays()",
        ]
    } else {
        &[
            "CREATE TRIGGER room_event_stays BEFORE UPDATE ON room_event \
           BEGIN SELECT RAISE(ABORT, 'room_event rows are never changed'); END",
        ]
    }
}
