//! Texts that organisations and their people keep ready, with everything they said before.

use sea_orm_migration::prelude::*;

use crate::column::{big, int, maybe, text, uuid};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema.create_table(template()).await?;
        schema.create_table(version()).await?;
        for index in [shared_shortcut(), own_shortcut(), listed()] {
            schema.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in ["reply_template_version", "reply_template"] {
            let drop = Table::drop().table(table).to_owned();
            schema.drop_table(drop).await?;
        }
        Ok(())
    }
}

/// Without an `owner_id` it is shared by everybody in the organisation.
fn template() -> TableCreateStatement {
    Table::create()
        .table("reply_template")
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(maybe(uuid("owner_id")))
        .col(text("kind"))
        .col(text("title"))
        .col(maybe(text("shortcut")))
        .col(text("body"))
        .col(maybe(text("category")))
        .col(maybe(text("remedy")))
        .col(text("locale"))
        .col(int("version"))
        .col(big("created_at"))
        .col(big("updated_at"))
        .col(uuid("updated_by"))
        .col(maybe(big("archived_at")))
        .foreign_key(&mut points_to("organisation_id", "organisation"))
        .foreign_key(&mut points_to("owner_id", "person"))
        .to_owned()
}

/// What it said under each version, the present one included.
fn version() -> TableCreateStatement {
    Table::create()
        .table("reply_template_version")
        .col(uuid("template_id"))
        .col(int("version"))
        .col(text("title"))
        .col(text("body"))
        .col(big("at"))
        .col(uuid("by_person"))
        .primary_key(Index::create().col("template_id").col("version"))
        .to_owned()
}

fn shared_shortcut() -> IndexCreateStatement {
    Index::create()
        .name("reply_template_shared_shortcut")
        .table("reply_template")
        .col("organisation_id")
        .col("locale")
        .col("shortcut")
        .unique()
        .cond_where(Expr::col("owner_id").is_null())
        .cond_where(Expr::col("archived_at").is_null())
        .to_owned()
}

fn own_shortcut() -> IndexCreateStatement {
    Index::create()
        .name("reply_template_own_shortcut")
        .table("reply_template")
        .col("owner_id")
        .col("organisation_id")
        .col("locale")
        .col("shortcut")
        .unique()
        .cond_where(Expr::col("archived_at").is_null())
        .to_owned()
}

fn listed() -> IndexCreateStatement {
    Index::create()
        .name("reply_template_listed")
        .table("reply_template")
        .col("organisation_id")
        .col("kind")
        .to_owned()
}

fn points_to(column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from("reply_template", column)
        .to(to, "id")
        .to_owned()
}
