//! What people at a desk keep for themselves: text that is not sent yet, settings, disputes that are
//! followed or put aside, hand-overs, macros, and how often a reply was used.

use sea_orm_migration::prelude::*;

use crate::column::{big, flag, int, maybe, text, uuid};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: [&str; 8] = [
    "unsent",
    "held",
    "desk_setting",
    "following",
    "snooze",
    "handover",
    "desk_macro",
    "template_use",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            unsent(),
            held(),
            desk_setting(),
            following(),
            snooze(),
            handover(),
            desk_macro(),
            template_use(),
        ] {
            schema.create_table(table).await?;
        }
        for index in indexes() {
            schema.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES.iter().rev() {
            schema
                .drop_table(Table::drop().table(*table).to_owned())
                .await?;
        }
        Ok(())
    }
}

/// `place` is a room or a verb of the dispute; `content` is JSON of the page's own.
fn unsent() -> TableCreateStatement {
    Table::create()
        .table("unsent")
        .col(uuid("person_id"))
        .col(uuid("dispute_id"))
        .col(text("place"))
        .col(text("content"))
        .col(big("version"))
        .col(big("updated_at"))
        .primary_key(
            Index::create()
                .col("person_id")
                .col("dispute_id")
                .col("place"),
        )
        .to_owned()
}

/// Sent, but kept back for a moment in which it can be undone. `rank` is the order in which one
/// person's words leave for one dispute.
fn held() -> TableCreateStatement {
    Table::create()
        .table("held")
        .col(uuid("id").primary_key())
        .col(uuid("person_id"))
        .col(uuid("session_id"))
        .col(uuid("dispute_id"))
        .col(text("place"))
        .col(text("key"))
        .col(text("body"))
        .col(text("content"))
        .col(big("rank"))
        .col(big("created_at"))
        .col(big("due_at"))
        .col(maybe(big("locked_until")))
        .col(text("state"))
        .col(maybe(text("failure")))
        .col(maybe(big("ended_at")))
        .check(Expr::col("state").is_in(["waiting", "sending", "sent", "undone", "failed"]))
        .to_owned()
}

fn desk_setting() -> TableCreateStatement {
    Table::create()
        .table("desk_setting")
        .col(uuid("person_id").primary_key())
        .col(int("undo_s"))
        .col(flag("keys"))
        .to_owned()
}

fn following() -> TableCreateStatement {
    Table::create()
        .table("following")
        .col(uuid("person_id"))
        .col(uuid("dispute_id"))
        .col(big("since"))
        .primary_key(Index::create().col("person_id").col("dispute_id"))
        .to_owned()
}

/// A dispute that somebody put aside until then.
fn snooze() -> TableCreateStatement {
    Table::create()
        .table("snooze")
        .col(uuid("person_id"))
        .col(uuid("dispute_id"))
        .col(big("until"))
        .col(big("made_at"))
        .primary_key(Index::create().col("person_id").col("dispute_id"))
        .to_owned()
}

/// That a dispute went over to somebody by the log's entry `seq`, and whether they have read what
/// came with it.
fn handover() -> TableCreateStatement {
    Table::create()
        .table("handover")
        .col(uuid("dispute_id"))
        .col(big("seq"))
        .col(maybe(uuid("from_id")))
        .col(uuid("to_id"))
        .col(big("at"))
        .col(maybe(big("read_at")))
        .primary_key(Index::create().col("dispute_id").col("seq"))
        .to_owned()
}

/// `owner_id` is empty for what the whole organisation uses; `steps` is JSON.
fn desk_macro() -> TableCreateStatement {
    Table::create()
        .table("desk_macro")
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(maybe(uuid("owner_id")))
        .col(text("name"))
        .col(text("steps"))
        .col(big("version"))
        .col(big("uses"))
        .col(big("updated_at"))
        .col(uuid("updated_by"))
        .to_owned()
}

fn template_use() -> TableCreateStatement {
    Table::create()
        .table("template_use")
        .col(uuid("template_id"))
        .col(uuid("person_id"))
        .col(big("uses"))
        .col(big("last_at"))
        .primary_key(Index::create().col("template_id").col("person_id"))
        .to_owned()
}

fn indexes() -> Vec<IndexCreateStatement> {
    let named =
        |name: &str, table: &'static str| Index::create().name(name).table(table).to_owned();
    vec![
        named("held_key", "held")
            .col("person_id")
            .col("key")
            .unique()
            .to_owned(),
        named("held_due", "held")
            .col("state")
            .col("due_at")
            .to_owned(),
        named("held_of", "held")
            .col("dispute_id")
            .col("person_id")
            .col("rank")
            .to_owned(),
        named("following_dispute", "following")
            .col("dispute_id")
            .to_owned(),
        named("snooze_dispute", "snooze")
            .col("dispute_id")
            .to_owned(),
        named("snooze_until", "snooze").col("until").to_owned(),
        named("desk_macro_of", "desk_macro")
            .col("organisation_id")
            .to_owned(),
    ]
}
