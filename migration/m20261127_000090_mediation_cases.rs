//! The cases of mediation bodies: a row a mediation, made from the dispute's log, for desks and
//! figures.

use sea_orm_migration::prelude::*;

use crate::column::{big, flag, maybe, text, uuid};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_table(mediation_case()).await?;
        for (name, column) in [
            ("mediation_case_body", "body_id"),
            ("mediation_case_mediator", "mediator_id"),
        ] {
            let index = Index::create()
                .name(name)
                .table("mediation_case")
                .col(column)
                .col("stage")
                .to_owned();
            schema.create_index(index).await?;
        }
        let of_dispute = Index::create()
            .name("mediation_case_dispute")
            .table("mediation_case")
            .col("dispute_id")
            .to_owned();
        schema.create_index(of_dispute).await
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let drop = Table::drop().table("mediation_case").to_owned();
        schema.drop_table(drop).await
    }
}

fn mediation_case() -> TableCreateStatement {
    Table::create()
        .table("mediation_case")
        .col(uuid("id").primary_key())
        .col(uuid("dispute_id"))
        .col(uuid("body_id"))
        .col(maybe(uuid("mediator_id")))
        .col(text("stage"))
        .col(text("unsealed"))
        .col(big("asked_at"))
        .col(maybe(big("accepted_at")))
        .col(maybe(big("begun_at")))
        .col(maybe(big("ended_at")))
        .col(maybe(text("ending")))
        .col(flag("settled"))
        .col(maybe(text("due_on")))
        .col(flag("performed"))
        .to_owned()
}
