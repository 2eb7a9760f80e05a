//! Disputes: their log, the words beside it, and the rows that lists and jobs read.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::column::{big, flag, int, maybe, text, uuid};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            draft(),
            counter(),
            dispute(),
            dispute_event(),
            dispute_text(),
            party(),
            term(),
            agreement(),
            signature(),
            obligation(),
        ] {
            schema.create_table(table).await?;
        }
        for index in indexes() {
            schema.create_index(index).await?;
        }
        for statement in append_only(schema.get_database_backend()) {
            schema
                .get_connection()
                .execute_unprepared(statement)
                .await?;
        }
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "obligation",
            "signature",
            "agreement",
            "term",
            "party",
            "dispute_text",
            "dispute_event",
            "dispute",
            "counter",
            "draft",
        ] {
            schema
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

/// What a consumer is still writing. Its id becomes the dispute's.
fn draft() -> TableCreateStatement {
    Table::create()
        .table("draft")
        .col(uuid("id").primary_key())
        .col(uuid("person_id"))
        .col(big("version"))
        .col(text("content"))
        .col(big("created_at"))
        .col(big("updated_at"))
        .to_owned()
}

fn counter() -> TableCreateStatement {
    Table::create()
        .table("counter")
        .col(text("name").primary_key())
        .col(big("value"))
        .to_owned()
}

/// What lists show and jobs look for; the log is the truth, and this row can be made from it.
fn dispute() -> TableCreateStatement {
    Table::create()
        .table("dispute")
        .col(uuid("id").primary_key())
        .col(text("number").unique_key())
        .col(uuid("platform_id"))
        .col(text("phase"))
        .col(flag("missed"))
        .col(flag("breached"))
        .col(text("category"))
        .col(text("title"))
        .col(big("claim_fen"))
        .col(maybe(uuid("responder_id")))
        .col(text("turn"))
        .col(maybe(text("due_term")))
        .col(maybe(big("due_at")))
        .col(maybe(big("wake_at")))
        .col(maybe(text("closing")))
        .col(big("filed_at"))
        .col(big("updated_at"))
        .col(big("head"))
        .col(text("head_hash"))
        .to_owned()
}

fn dispute_event() -> TableCreateStatement {
    Table::create()
        .table("dispute_event")
        .col(uuid("dispute_id"))
        .col(big("seq"))
        .col(big("at"))
        .col(text("kind"))
        .col(text("data"))
        .col(text("prev_hash"))
        .col(text("hash"))
        .primary_key(Index::create().col("dispute_id").col("seq"))
        .to_owned()
}

/// Words that the log refers to by id and salted digest. Erasing empties body and salt.
fn dispute_text() -> TableCreateStatement {
    Table::create()
        .table("dispute_text")
        .col(uuid("id").primary_key())
        .col(uuid("dispute_id"))
        .col(maybe(text("body")))
        .col(maybe(text("salt")))
        .col(maybe(big("erased_at")))
        .to_owned()
}

/// One row a party, with the names and contacts that stay out of the log.
fn party() -> TableCreateStatement {
    Table::create()
        .table("party")
        .col(uuid("id").primary_key())
        .col(uuid("dispute_id"))
        .col(text("seat"))
        .col(maybe(uuid("person_id")))
        .col(maybe(uuid("organisation_id")))
        .col(text("name"))
        .col(maybe(text("phone")))
        .col(maybe(text("email")))
        .col(maybe(text("address")))
        .col(maybe(text("credit_code")))
        .col(maybe(big("delivered_at")))
        .col(maybe(big("responded_at")))
        .col(flag("unreachable"))
        .to_owned()
}

fn term() -> TableCreateStatement {
    Table::create()
        .table("term")
        .col(uuid("dispute_id"))
        .col(text("term"))
        .col(text("subject"))
        .col(big("due_at"))
        .col(maybe(big("wake_at")))
        .col(flag("provisional"))
        .primary_key(Index::create().col("dispute_id").col("term").col("subject"))
        .to_owned()
}

fn agreement() -> TableCreateStatement {
    Table::create()
        .table("agreement")
        .col(uuid("id").primary_key())
        .col(uuid("dispute_id"))
        .col(int("version"))
        .col(uuid("by_party_id"))
        .col(uuid("to_party_id"))
        .col(text("state"))
        .col(text("lapses_on"))
        .col(text("digest"))
        .col(big("made_at"))
        .to_owned()
}

fn signature() -> TableCreateStatement {
    Table::create()
        .table("signature")
        .col(uuid("agreement_id"))
        .col(uuid("party_id"))
        .col(big("at"))
        .primary_key(Index::create().col("agreement_id").col("party_id"))
        .to_owned()
}

fn obligation() -> TableCreateStatement {
    Table::create()
        .table("obligation")
        .col(uuid("id").primary_key())
        .col(uuid("agreement_id"))
        .col(uuid("dispute_id"))
        .col(uuid("owes_party_id"))
        .col(uuid("to_party_id"))
        .col(text("kind"))
        .col(maybe(big("amount_fen")))
        .col(big("done_fen"))
        .col(text("due_on"))
        .col(text("state"))
        .check(Expr::col("done_fen").gte(0))
        .to_owned()
}

fn indexes() -> Vec<IndexCreateStatement> {
    let index = |name: &'static str, table: &'static str, columns: &[&'static str]| {
        let mut index = Index::create().name(name).table(table).to_owned();
        for column in columns {
            index.col(*column);
        }
        index
    };
    vec![
        index("draft_person", "draft", &["person_id", "updated_at"]),
        index(
            "dispute_queue",
            "dispute",
            &["platform_id", "phase", "due_at", "id"],
        ),
        index("dispute_due", "dispute", &["platform_id", "due_at", "id"]),
        index(
            "dispute_responder",
            "dispute",
            &["responder_id", "due_at", "id"],
        ),
        index("dispute_wake", "dispute", &["wake_at"]),
        index("dispute_text_dispute", "dispute_text", &["dispute_id"]),
        index("party_dispute", "party", &["dispute_id"]),
        index("party_person", "party", &["person_id", "dispute_id"]),
        index(
            "party_organisation",
            "party",
            &["organisation_id", "dispute_id"],
        ),
        index("term_wake", "term", &["wake_at"]),
        index("agreement_dispute", "agreement", &["dispute_id"]),
        index("obligation_dispute", "obligation", &["dispute_id"]),
    ]
}

/// The log is only ever added to, whoever holds the pen.
fn append_only(backend: DbBackend) -> &'static [&'static str] {
    if backend == DbBackend::Sqlite {
        &[
            "CREATE TRIGGER dispute_event_kept BEFORE UPDATE ON dispute_event \
             BEGIN SELECT RAISE(ABORT, 'the dispute log is append-only'); END",
            "CREATE TRIGGER dispute_event_whole BEFORE DELETE ON dispute_event \
             BEGIN SELECT RAISE(ABORT, 'the dispute log is append-only'); END",
        ]
    } else {
        &[
            "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'the dispute log is append-only'; END $$",
            "CREATE TRIGGER dispute_event_kept BEFORE UPDATE OR DELETE ON dispute_event \
             FOR EACH ROW EXECUTE FUNCTION append_only()",
        ]
    }
}
