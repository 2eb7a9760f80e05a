//! The desk's queue: what it is narrowed by, words to find, tags, kept views, disputes that belong
//! together, and the figures of a supervisor.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::column::{big, flag, int, maybe, text, uuid};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            flag("reopened").default(false).to_owned(),
            flag("to_confirm").default(false).to_owned(),
            maybe(uuid("merged_into")),
        ] {
            let mut alter = Table::alter().table("dispute").to_owned();
            schema
                .alter_table(alter.add_column(column).to_owned())
                .await?;
        }
        for table in [
            tag(),
            dispute_tag(),
            saved_view(),
            queue_choice(),
            dispute_link(),
            figure(),
        ] {
            schema.create_table(table).await?;
        }
        let search = search(schema.get_database_backend());
        run(schema, NARROWER).await?;
        run(schema, search).await?;
        run(schema, INDEXES).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        run(schema, WIDER).await?;
        if schema.get_database_backend() == DbBackend::Sqlite {
            run(schema, &["DROP TABLE search_words"]).await?;
        }
        for table in [
            "search_doc",
            "figure",
            "dispute_link",
            "queue_choice",
            "saved_view",
            "dispute_tag",
            "tag",
        ] {
            schema
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        for column in ["merged_into", "to_confirm", "reopened"] {
            let mut alter = Table::alter().table("dispute").to_owned();
            schema
                .alter_table(alter.drop_column(column).to_owned())
                .await?;
        }
        Ok(())
    }
}

async fn run(schema: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for statement in statements {
        schema
            .get_connection()
            .execute_unprepared(statement)
            .await?;
    }
    Ok(())
}

fn tag() -> TableCreateStatement {
    Table::create()
        .table("tag")
        .col(uuid("id").primary_key())
        .col(uuid("platform_id"))
        .col(text("name"))
        .col(text("name_key"))
        .col(text("colour"))
        .col(uuid("made_by"))
        .col(big("made_at"))
        .col(maybe(big("retired_at")))
        .col(maybe(uuid("merged_into")))
        .to_owned()
}

fn dispute_tag() -> TableCreateStatement {
    Table::create()
        .table("dispute_tag")
        .col(uuid("dispute_id"))
        .col(uuid("tag_id"))
        .col(uuid("by_id"))
        .col(big("at"))
        .primary_key(Index::create().col("dispute_id").col("tag_id"))
        .to_owned()
}

/// `filter` is a JSON object of names and texts.
fn saved_view() -> TableCreateStatement {
    Table::create()
        .table("saved_view")
        .col(uuid("id").primary_key())
        .col(uuid("platform_id"))
        .col(uuid("owner_id"))
        .col(flag("shared"))
        .col(text("name"))
        .col(text("filter"))
        .col(int("place"))
        .col(big("made_at"))
        .col(big("updated_at"))
        .to_owned()
}

/// The view that somebody's queue opens with.
fn queue_choice() -> TableCreateStatement {
    Table::create()
        .table("queue_choice")
        .col(uuid("person_id"))
        .col(uuid("platform_id"))
        .col(uuid("view_id"))
        .primary_key(Index::create().col("person_id").col("platform_id"))
        .to_owned()
}

/// Two disputes that belong together, the lower id first. A link that was taken away stays on record.
fn dispute_link() -> TableCreateStatement {
    Table::create()
        .table("dispute_link")
        .col(uuid("id").primary_key())
        .col(uuid("platform_id"))
        .col(uuid("one_id"))
        .col(uuid("other_id"))
        .col(text("kind"))
        .col(uuid("by_id"))
        .col(big("at"))
        .col(maybe(uuid("removed_by")))
        .col(maybe(big("removed_at")))
        .to_owned()
}

/// Facts of the dispute logs that are counted. `work_s` is working time.
fn figure() -> TableCreateStatement {
    Table::create()
        .table("figure")
        .col(uuid("dispute_id"))
        .col(big("seq"))
        .col(uuid("platform_id"))
        .col(text("kind"))
        .col(big("at"))
        .col(maybe(uuid("person_id")))
        .col(maybe(big("work_s")))
        .primary_key(Index::create().col("dispute_id").col("seq"))
        .to_owned()
}

/// Disputes without a deadline come last, in an order that an index keeps; what is open stands apart.
const NARROWER: &[&str] = &[
    "DROP INDEX dispute_queue",
    "DROP INDEX dispute_due",
    "DROP INDEX dispute_responder",
    "CREATE INDEX queue_open ON dispute (platform_id, COALESCE(due_at, 9223372036854775807), id) \
     WHERE phase <> 'closed' AND merged_into IS NULL",
    "CREATE INDEX queue_mine ON dispute (responder_id, COALESCE(due_at, 9223372036854775807), id) \
     WHERE phase <> 'closed' AND merged_into IS NULL",
    "CREATE INDEX queue_due ON dispute (platform_id, COALESCE(due_at, 9223372036854775807), id)",
    "CREATE INDEX queue_updated ON dispute (platform_id, updated_at, id)",
    "CREATE INDEX queue_filed ON dispute (platform_id, filed_at, id)",
    "CREATE INDEX queue_amount ON dispute (platform_id, claim_fen, id)",
];

const WIDER: &[&str] = &[
    "DROP INDEX queue_amount",
    "DROP INDEX queue_filed",
    "DROP INDEX queue_updated",
    "DROP INDEX queue_due",
    "DROP INDEX queue_mine",
    "DROP INDEX queue_open",
    "CREATE INDEX dispute_responder ON dispute (responder_id, due_at, id)",
    "CREATE INDEX dispute_due ON dispute (platform_id, due_at, id)",
    "CREATE INDEX dispute_queue ON dispute (platform_id, phase, due_at, id)",
];

const INDEXES: &[&str] = &[
    "CREATE UNIQUE INDEX tag_once ON tag (platform_id, name_key) \
     WHERE retired_at IS NULL AND merged_into IS NULL",
    "CREATE INDEX dispute_tag_by_tag ON dispute_tag (tag_id, dispute_id)",
    "CREATE INDEX saved_view_by_platform ON saved_view (platform_id, owner_id)",
    "CREATE UNIQUE INDEX dispute_link_once ON dispute_link (one_id, other_id) \
     WHERE removed_at IS NULL",
    "CREATE INDEX dispute_link_by_other ON dispute_link (other_id)",
    "CREATE INDEX figure_by_kind ON figure (platform_id, kind, at)",
    "CREATE UNIQUE INDEX search_doc_once ON search_doc (source, source_id)",
    "CREATE INDEX search_doc_by_dispute ON search_doc (dispute_id)",
];

/// What can be found, one row a thing, with its words in pieces (`domain::queue::find`). Deleting a
/// row forgets its words: on SQLite they lie in a table of their own, which overwrites what it drops.
fn search(backend: DbBackend) -> &'static [&'static str] {
    if backend == DbBackend::Postgres {
        &[
            "CREATE TABLE search_doc (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, \
             dispute_id uuid NOT NULL, source text NOT NULL, source_id uuid NOT NULL, room_id uuid, \
             room_kind text, seq bigint NOT NULL, digest text NOT NULL, words tsvector NOT NULL)",
            "CREATE INDEX search_doc_words ON search_doc USING gin (words)",
        ]
    } else {
        &[
            "CREATE TABLE search_doc (id integer PRIMARY KEY, dispute_id uuid_text NOT NULL, \
             source text NOT NULL, source_id uuid_text NOT NULL, room_id uuid_text, \
             room_kind text, seq bigint NOT NULL, digest text NOT NULL)",
            "CREATE VIRTUAL TABLE search_words USING fts5(words, tokenize = 'ascii')",
            "INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1)",
        ]
    }
}
