//! Editions of the platform's own terms, and what people on the duty rota arrange with one another.

use sea_orm_migration::prelude::*;

use crate::column::{big, flag, maybe, text, uuid};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: [&str; 3] = ["house_edition", "duty_absence", "duty_swap"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in [edition(), absence(), swap()] {
            schema.create_table(table).await?;
        }
        for index in indexes() {
            schema.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES.iter().rev() {
            let drop = Table::drop().table(*table).to_owned();
            schema.drop_table(drop).await?;
        }
        Ok(())
    }
}

/// `numbers` is JSON. A draft has neither name nor `since`, the first day on which an edition holds.
fn edition() -> TableCreateStatement {
    Table::create()
        .table("house_edition")
        .col(uuid("id").primary_key())
        .col(flag("draft"))
        .col(maybe(text("name")).unique_key())
        .col(text("numbers"))
        .col(text("reasons"))
        .col(text("reasons_en"))
        .col(big("version"))
        .col(big("changed_at"))
        .col(uuid("changed_by"))
        .col(maybe(big("published_at")))
        .col(maybe(text("since")))
        .col(maybe(big("withdrawn_at")))
        .col(maybe(text("withdrawn_why")))
        .to_owned()
}

/// Somebody who cannot answer from one instant to another.
fn absence() -> TableCreateStatement {
    Table::create()
        .table("duty_absence")
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(uuid("person_id"))
        .col(big("from_at"))
        .col(big("until_at"))
        .col(text("note"))
        .col(big("made_at"))
        .col(uuid("made_by"))
        .col(maybe(big("ended_at")))
        .to_owned()
}

/// One asks another to stand in; in return the one who asked may stand in for them.
fn swap() -> TableCreateStatement {
    Table::create()
        .table("duty_swap")
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(uuid("asker_id"))
        .col(uuid("asked_id"))
        .col(big("from_at"))
        .col(big("until_at"))
        .col(maybe(big("return_from_at")))
        .col(maybe(big("return_until_at")))
        .col(text("note"))
        .col(text("state"))
        .col(big("asked_at"))
        .col(maybe(big("answered_at")))
        .check(Expr::col("state").is_in(["asked", "accepted", "declined", "withdrawn"]))
        .to_owned()
}

fn indexes() -> Vec<IndexCreateStatement> {
    let named =
        |name: &str, table: &'static str| Index::create().name(name).table(table).to_owned();
    vec![
        // There is one draft at a time.
        named("house_edition_draft", "house_edition")
            .col("draft")
            .unique()
            .cond_where(Expr::col("draft").eq(true))
            .to_owned(),
        named("duty_absence_of", "duty_absence")
            .col("organisation_id")
            .col("until_at")
            .to_owned(),
        named("duty_swap_of", "duty_swap")
            .col("organisation_id")
            .col("asked_at")
            .to_owned(),
    ]
}
