//! What waits to be sent, what came of sending it, notices, and the files that people bring in.

use sea_orm_migration::prelude::*;

use crate::column::{big, int, maybe, text, uuid};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in [outbox(), delivery(), notice(), upload(), evidence()] {
            schema.create_table(table).await?;
        }
        for index in indexes() {
            schema.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in ["evidence", "upload", "notice", "delivery", "outbox"] {
            schema
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

/// `key` names recipient, occasion and way: the same thing is posted once. `payload` is blank once
/// it may be forgotten.
fn outbox() -> TableCreateStatement {
    Table::create()
        .table("outbox")
        .col(uuid("id").primary_key())
        .col(text("key").unique_key())
        .col(text("channel"))
        .col(text("message"))
        .col(maybe(uuid("dispute_id")))
        .col(maybe(text("payload")))
        .col(big("created_at"))
        .col(big("due_at"))
        .col(maybe(big("locked_until")))
        .col(int("attempts"))
        .col(text("state"))
        .col(maybe(text("failure")))
        .col(maybe(big("ended_at")))
        .check(Expr::col("state").is_in(["waiting", "done", "dead"]))
        .to_owned()
}

/// One row an attempt. `address_hash` lets one address be counted without being kept.
fn delivery() -> TableCreateStatement {
    Table::create()
        .table("delivery")
        .col(uuid("id").primary_key())
        .col(text("key"))
        .col(int("attempt"))
        .col(text("channel"))
        .col(text("message"))
        .col(maybe(uuid("dispute_id")))
        .col(maybe(big("seq")))
        .col(maybe(uuid("party_id")))
        .col(maybe(uuid("person_id")))
        .col(text("method"))
        .col(text("to_masked"))
        .col(text("address_hash"))
        .col(big("attempted_at"))
        .col(text("result"))
        .col(maybe(text("reference")))
        .col(maybe(text("failure")))
        .col(maybe(big("delivered_at")))
        .to_owned()
}

fn notice() -> TableCreateStatement {
    Table::create()
        .table("notice")
        .col(uuid("id").primary_key())
        .col(uuid("person_id"))
        .col(text("key"))
        .col(text("message"))
        .col(text("reader"))
        .col(maybe(uuid("dispute_id")))
        .col(maybe(uuid("party_id")))
        .col(maybe(big("seq")))
        .col(text("data"))
        .col(big("at"))
        .col(maybe(big("read_at")))
        .to_owned()
}

/// A file on its way in; how much of it has arrived is asked of the file alone.
fn upload() -> TableCreateStatement {
    Table::create()
        .table("upload")
        .col(uuid("id").primary_key())
        .col(uuid("person_id"))
        .col(uuid("dispute_id"))
        .col(maybe(uuid("room_id")))
        .col(text("seat"))
        .col(text("by_name"))
        .col(text("name"))
        .col(text("media_type"))
        .col(big("size"))
        .col(text("kind"))
        .col(maybe(text("purpose")))
        .col(text("state"))
        .col(big("created_at"))
        .col(big("touched_at"))
        .col(maybe(uuid("evidence_id")))
        .check(Expr::col("state").is_in(["open", "done", "refused", "dropped"]))
        .to_owned()
}

/// `clean_…` is the copy without what a picture tells about its maker.
fn evidence() -> TableCreateStatement {
    Table::create()
        .table("evidence")
        .col(uuid("id").primary_key())
        .col(uuid("dispute_id"))
        .col(maybe(uuid("room_id")))
        .col(uuid("person_id"))
        .col(text("seat"))
        .col(text("by_name"))
        .col(text("name"))
        .col(text("media_type"))
        .col(big("size"))
        .col(text("sha256"))
        .col(maybe(text("clean_sha256")))
        .col(maybe(big("clean_size")))
        .col(text("kind"))
        .col(maybe(text("purpose")))
        .col(text("visibility"))
        .col(big("uploaded_at"))
        .col(maybe(big("submitted_at")))
        .col(maybe(big("removed_at")))
        .check(Expr::col("visibility").is_in(["parties", "platform"]))
        .to_owned()
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("outbox_waiting", "outbox", &["state", "due_at"]),
        unique("delivery_attempt", "delivery", &["key", "attempt"]),
        index(
            "delivery_dispute",
            "delivery",
            &["dispute_id", "attempted_at"],
        ),
        index(
            "delivery_address",
            "delivery",
            &["address_hash", "attempted_at"],
        ),
        unique("notice_once", "notice", &["person_id", "key"]),
        index("notice_newest", "notice", &["person_id", "id"]),
        index("notice_dispute", "notice", &["dispute_id"]),
        index("upload_dispute", "upload", &["dispute_id", "state"]),
        index("upload_age", "upload", &["state", "touched_at"]),
        index("evidence_dispute", "evidence", &["dispute_id"]),
        index("evidence_content", "evidence", &["sha256"]),
        index("evidence_clean", "evidence", &["clean_sha256"]),
    ]
}

fn index(name: &str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}

fn unique(name: &str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = index(name, table, columns);
    index.unique();
    index
}
