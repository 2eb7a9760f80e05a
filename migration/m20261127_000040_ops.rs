//! The audit trail, one-time passwords and what they are asked for, log-ins that are half done,
//! passwords that somebody else chose, and messages that were given up.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::column::{big, bytes, int, maybe, text, uuid};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            audit_event(),
            audit_subject(),
            audit_head(),
            totp(),
            recovery_code(),
            totp_policy(),
            half_login(),
            temporary_password(),
        ] {
            schema.create_table(table).await?;
        }
        for index in indexes() {
            schema.create_index(index).await?;
        }
        let given_up = Table::alter()
            .table("outbox")
            .add_column(maybe(big("given_up_at")))
            .to_owned();
        schema.alter_table(given_up).await?;
        let connection = schema.get_connection();
        connection.execute_unprepared(FIRST_HEAD).await?;
        for statement in append_only(schema.get_database_backend()) {
            connection.execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let given_up = Table::alter()
            .table("outbox")
            .drop_column("given_up_at")
            .to_owned();
        schema.alter_table(given_up).await?;
        for table in [
            "temporary_password",
            "half_login",
            "totp_policy",
            "recovery_code",
            "totp",
            "audit_head",
            "audit_subject",
            "audit_event",
        ] {
            schema
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        if schema.get_database_backend() == DbBackend::Postgres {
            let connection = schema.get_connection();
            connection
                .execute_unprepared("DROP FUNCTION audit_stays()")
                .await?;
        }
        Ok(())
    }
}

/// `data` is what is hashed; `actor_id` and `organisation_id` are taken from it for filters.
fn audit_event() -> TableCreateStatement {
    Table::create()
        .table("audit_event")
        .col(big("seq").primary_key())
        .col(big("at"))
        .col(text("kind"))
        .col(text("outcome"))
        .col(maybe(uuid("actor_id")))
        .col(maybe(uuid("organisation_id")))
        .col(text("data"))
        .col(text("prev_hash"))
        .col(text("hash"))
        .to_owned()
}

/// What an entry is about, taken from its data for filters.
fn audit_subject() -> TableCreateStatement {
    Table::create()
        .table("audit_subject")
        .col(big("seq"))
        .col(text("kind"))
        .col(uuid("subject_id"))
        .primary_key(Index::create().col("seq").col("kind").col("subject_id"))
        .to_owned()
}

/// One row: its lock gives out the numbers, and it knows where the chain ends.
fn audit_head() -> TableCreateStatement {
    Table::create()
        .table("audit_head")
        .col(int("id").primary_key())
        .col(big("seq"))
        .col(text("hash"))
        .check(Expr::col("id").eq(1))
        .to_owned()
}

const FIRST_HEAD: &str = "INSERT INTO audit_head (id, seq, hash) VALUES \
    (1, 0, '0000000000000000000000000000000000000000000000000000000000000000')";

/// `secret` is sealed under a key that is not in the database. `last_step` is the last period whose
/// code was taken.
fn totp() -> TableCreateStatement {
    Table::create()
        .table("totp")
        .col(uuid("person_id").primary_key())
        .col(bytes("secret"))
        .col(big("created_at"))
        .col(maybe(big("confirmed_at")))
        .col(maybe(big("last_step")))
        .col(int("failures").default(0))
        .col(maybe(big("locked_until")))
        .foreign_key(&mut of_person("totp"))
        .to_owned()
}

fn recovery_code() -> TableCreateStatement {
    Table::create()
        .table("recovery_code")
        .col(uuid("id").primary_key())
        .col(uuid("person_id"))
        .col(text("code_hash"))
        .col(big("created_at"))
        .col(maybe(big("used_at")))
        .foreign_key(&mut of_person("recovery_code"))
        .to_owned()
}

/// From which day on staff need a one-time password; no row, no need.
fn totp_policy() -> TableCreateStatement {
    Table::create()
        .table("totp_policy")
        .col(uuid("organisation_id").primary_key())
        .col(text("required_from"))
        .col(big("changed_at"))
        .foreign_key(
            ForeignKey::create()
                .from("totp_policy", "organisation_id")
                .to("organisation", "id"),
        )
        .to_owned()
}

/// The first proof was given, the second is asked for.
fn half_login() -> TableCreateStatement {
    Table::create()
        .table("half_login")
        .col(uuid("id").primary_key())
        .col(text("token_hash").unique_key())
        .col(uuid("person_id"))
        .col(text("method"))
        .col(big("created_at"))
        .col(big("expires_at"))
        .col(int("attempts").default(0))
        .col(maybe(big("used_at")))
        .foreign_key(&mut of_person("half_login"))
        .to_owned()
}

/// Whose password somebody else chose, until they choose their own.
fn temporary_password() -> TableCreateStatement {
    Table::create()
        .table("temporary_password")
        .col(uuid("person_id").primary_key())
        .col(big("since"))
        .foreign_key(&mut of_person("temporary_password"))
        .to_owned()
}

fn of_person(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "person_id")
        .to("person", "id")
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
        index("audit_event_at", "audit_event", &["at"]),
        index("audit_event_actor", "audit_event", &["actor_id", "seq"]),
        index("audit_event_kind", "audit_event", &["kind", "seq"]),
        index(
            "audit_event_organisation",
            "audit_event",
            &["organisation_id", "seq"],
        ),
        index("audit_subject_id", "audit_subject", &["subject_id", "seq"]),
        index("recovery_code_person", "recovery_code", &["person_id"]),
        index("half_login_age", "half_login", &["expires_at"]),
    ]
}

/// The trail is only ever added to, whatever a program error asks for.
fn append_only(backend: DbBackend) -> &'static [&'static str] {
    if backend == DbBackend::Postgres {
        &[
            "CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$",
            "CREATE TRIGGER audit_event_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event \
             FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()",
            "CREATE TRIGGER audit_subject_stays BEFORE UPDATE OR DELETE OR TRUNCATE \
             ON audit_subject FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()",
            "CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head \
             FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()",
        ]
    } else {
        &[
            "CREATE TRIGGER audit_event_kept BEFORE UPDATE ON audit_event \
             BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
            "CREATE TRIGGER audit_event_whole BEFORE DELETE ON audit_event \
             BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
            "CREATE TRIGGER audit_subject_kept BEFORE UPDATE ON audit_subject \
             BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
            "CREATE TRIGGER audit_subject_whole BEFORE DELETE ON audit_subject \
             BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
            "CREATE TRIGGER audit_head_whole BEFORE DELETE ON audit_head \
             BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
        ]
    }
}
