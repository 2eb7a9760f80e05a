//! Organisations that change and stop, invitations to work in them, and what parties may know of a
//! mediator.

use sea_orm_migration::prelude::*;

use crate::column::{big, int, maybe, text, uuid};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for (table, mut column) in columns() {
            let add = Table::alter()
                .table(table)
                .add_column(&mut column)
                .to_owned();
            schema.alter_table(add).await?;
        }
        for table in [invitation(), mediator_profile()] {
            schema.create_table(table).await?;
        }
        for index in [credit_code(), listed(), open_invitation()] {
            schema.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for name in ["organisation_merchant_code", "organisation_listed"] {
            let drop = Index::drop().name(name).table("organisation").to_owned();
            schema.drop_index(drop).await?;
        }
        for table in ["mediator_profile", "invitation"] {
            let drop = Table::drop().table(table).to_owned();
            schema.drop_table(drop).await?;
        }
        for (table, column) in columns() {
            let name = column.get_column_name();
            let drop = Table::alter().table(table).drop_column(name).to_owned();
            schema.alter_table(drop).await?;
        }
        Ok(())
    }
}

/// `version` grows with each change of what an organisation says of itself.
fn columns() -> [(&'static str, ColumnDef); 4] {
    let mut version = int("version");
    version.default(1);
    [
        ("organisation", version),
        ("organisation", maybe(big("changed_at"))),
        ("organisation", maybe(big("closed_at"))),
        ("person", maybe(big("last_login_at"))),
    ]
}

/// `roles` is a JSON list of codes. The token is kept as a digest, and only once the message with it
/// has been made.
fn invitation() -> TableCreateStatement {
    Table::create()
        .table("invitation")
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(text("roles"))
        .col(maybe(text("work_no")))
        .col(maybe(text("name")))
        .col(text("contact"))
        .col(text("locale"))
        .col(maybe(text("token_hash")).unique_key())
        .col(int("sends"))
        .col(big("created_at"))
        .col(uuid("created_by"))
        .col(big("expires_at"))
        .col(maybe(big("accepted_at")))
        .col(maybe(uuid("accepted_by")))
        .col(maybe(big("revoked_at")))
        .foreign_key(&mut points_to(
            "invitation",
            "organisation_id",
            "organisation",
        ))
        .foreign_key(&mut points_to("invitation", "created_by", "person"))
        .to_owned()
}

/// `fields` and `languages` are JSON lists.
fn mediator_profile() -> TableCreateStatement {
    Table::create()
        .table("mediator_profile")
        .col(uuid("person_id"))
        .col(uuid("organisation_id"))
        .col(text("experience"))
        .col(text("fields"))
        .col(text("languages"))
        .col(big("changed_at"))
        .primary_key(Index::create().col("person_id").col("organisation_id"))
        .foreign_key(&mut points_to("mediator_profile", "person_id", "person"))
        .foreign_key(&mut points_to(
            "mediator_profile",
            "organisation_id",
            "organisation",
        ))
        .to_owned()
}

/// On one platform a merchant is registered once.
fn credit_code() -> IndexCreateStatement {
    Index::create()
        .name("organisation_merchant_code")
        .table("organisation")
        .col("platform_id")
        .col("credit_code")
        .unique()
        .cond_where(Expr::col("kind").eq("merchant"))
        .to_owned()
}

fn listed() -> IndexCreateStatement {
    Index::create()
        .name("organisation_listed")
        .table("organisation")
        .col("name")
        .col("id")
        .to_owned()
}

/// Nobody is invited twice to the same place at a time.
fn open_invitation() -> IndexCreateStatement {
    Index::create()
        .name("invitation_open")
        .table("invitation")
        .col("organisation_id")
        .col("contact")
        .unique()
        .cond_where(Expr::col("accepted_at").is_null())
        .cond_where(Expr::col("revoked_at").is_null())
        .to_owned()
}

fn points_to(
    from: &'static str,
    column: &'static str,
    to: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(from, column)
        .to(to, "id")
        .to_owned()
}
