//! The installation, people and how they come in, organisations and who works there.

use sea_orm_migration::prelude::*;

use crate::column::{big, flag, int, maybe, text, uuid};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            instance(),
            person(),
            session(),
            code(),
            link(),
            organisation(),
            staff(),
            duty(),
            idempotency(),
        ] {
            schema.create_table(table).await?;
        }
        for index in indexes() {
            schema.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "idempotency",
            "duty",
            "staff",
            "organisation",
            "link",
            "code",
            "session",
            "person",
            "instance",
        ] {
            schema
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

/// One row: what this database is for. `epoch` changes when a backup is restored.
fn instance() -> TableCreateStatement {
    Table::create()
        .table("instance")
        .col(int("id").primary_key())
        .col(text("epoch"))
        .col(text("purpose"))
        .col(big("created_at"))
        .check(Expr::col("id").eq(1))
        .check(Expr::col("purpose").is_in(["live", "demo", "test"]))
        .to_owned()
}

fn person() -> TableCreateStatement {
    Table::create()
        .table("person")
        .col(uuid("id").primary_key())
        .col(text("name"))
        .col(maybe(text("phone")).unique_key())
        .col(maybe(text("email")).unique_key())
        .col(maybe(text("password_hash")))
        .col(text("locale"))
        .col(big("created_at"))
        .col(maybe(big("suspended_at")))
        .to_owned()
}

fn session() -> TableCreateStatement {
    Table::create()
        .table("session")
        .col(uuid("id").primary_key())
        .col(text("token_hash").unique_key())
        .col(uuid("person_id"))
        .col(text("kind"))
        .col(maybe(uuid("dispute_id")))
        .col(maybe(uuid("party_id")))
        .col(maybe(uuid("link_id")))
        .col(big("created_at"))
        .col(big("seen_at"))
        .col(big("expires_at"))
        .col(maybe(big("reauth_until")))
        .col(text("user_agent"))
        .col(text("address"))
        .col(maybe(big("ended_at")))
        .foreign_key(&mut points_to("session", "person_id", "person"))
        .check(Expr::col("kind").is_in(["account", "link"]))
        .to_owned()
}

fn code() -> TableCreateStatement {
    Table::create()
        .table("code")
        .col(uuid("id").primary_key())
        .col(text("target"))
        .col(text("purpose"))
        .col(text("code_hash"))
        .col(maybe(uuid("link_id")))
        .col(big("created_at"))
        .col(big("expires_at"))
        .col(int("attempts"))
        .col(maybe(big("used_at")))
        .to_owned()
}

fn link() -> TableCreateStatement {
    Table::create()
        .table("link")
        .col(uuid("id").primary_key())
        .col(uuid("dispute_id"))
        .col(uuid("party_id"))
        .col(text("number"))
        .col(text("party_name"))
        .col(text("token_hash").unique_key())
        .col(text("target"))
        .col(maybe(uuid("person_id")))
        .col(big("created_at"))
        .col(big("expires_at"))
        .col(maybe(big("revoked_at")))
        .to_owned()
}

fn organisation() -> TableCreateStatement {
    Table::create()
        .table("organisation")
        .col(uuid("id").primary_key())
        .col(text("kind"))
        .col(text("name"))
        .col(maybe(text("credit_code")))
        .col(maybe(uuid("platform_id")))
        .col(flag("self_operated").default(false))
        .col(maybe(text("address")))
        .col(maybe(text("phone")))
        .col(maybe(text("email")))
        .col(maybe(text("region")))
        .col(big("created_at"))
        .check(Expr::col("kind").is_in(["platform", "merchant", "mediation_body", "bureau"]))
        .to_owned()
}

fn staff() -> TableCreateStatement {
    Table::create()
        .table("staff")
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(uuid("person_id"))
        .col(text("role"))
        .col(maybe(text("work_no")))
        .col(big("created_at"))
        .col(maybe(big("ended_at")))
        .foreign_key(&mut points_to("staff", "organisation_id", "organisation"))
        .foreign_key(&mut points_to("staff", "person_id", "person"))
        .to_owned()
}

/// `weekdays` has bit 0 for Monday to bit 6 for Sunday; minutes count from midnight.
fn duty() -> TableCreateStatement {
    Table::create()
        .table("duty")
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(uuid("person_id"))
        .col(int("weekdays"))
        .col(int("from_minute"))
        .col(int("until_minute"))
        .col(int("rank"))
        .foreign_key(&mut points_to("duty", "organisation_id", "organisation"))
        .foreign_key(&mut points_to("duty", "person_id", "person"))
        .to_owned()
}

/// `status` 0 means that the first request is still running.
fn idempotency() -> TableCreateStatement {
    Table::create()
        .table("idempotency")
        .col(uuid("person_id"))
        .col(text("route"))
        .col(text("key"))
        .col(text("fingerprint"))
        .col(int("status"))
        .col(text("body"))
        .col(big("created_at"))
        .primary_key(Index::create().col("person_id").col("route").col("key"))
        .to_owned()
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("session_person", "session", &["person_id", "created_at"]),
        index("code_target", "code", &["target", "purpose", "created_at"]),
        index("link_party", "link", &["dispute_id", "party_id"]),
        index(
            "organisation_platform",
            "organisation",
            &["platform_id", "kind", "name"],
        ),
        index("organisation_credit_code", "organisation", &["credit_code"]),
        index("staff_person", "staff", &["person_id"]),
        index("staff_organisation", "staff", &["organisation_id"]),
        index("duty_organisation", "duty", &["organisation_id", "rank"]),
        index("idempotency_age", "idempotency", &["created_at"]),
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
