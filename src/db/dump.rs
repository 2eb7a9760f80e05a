//! Whole tables out and in, in a form that either database takes: for backups.
//!
//! Which tables and columns there are is asked of the database itself, so that a new table is part
//! of a backup without being named here.

use std::collections::{BTreeMap, BTreeSet};

use data_encoding::HEXLOWER;
use hejie_domain::text::Sha256Hash;
use migration::{Migrator, MigratorTrait};
use sea_orm::sea_query::{Alias, Expr, OnConflict, Query};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, ExprTrait, QueryResult, Statement,
    Value as Sql,
};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{DbError, Store, Work};

/// One row: column and value.
pub type Row = Map<String, Value>;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Uuid,
    Text,
    Int,
    Big,
    Flag,
    Bytes,
}

/// A table of the database.
#[derive(Debug, Clone)]
pub struct Table {
    /// What it is called.
    pub name: String,
    columns: Vec<(String, Kind)>,
    key: Vec<String>,
}

/// Everything as it stood at one moment.
#[derive(Debug)]
pub struct Dump {
    transaction: DatabaseTransaction,
    /// The tables, each after those it refers to.
    pub tables: Vec<Table>,
    /// The changes of schema that were made, in their order.
    pub schema: Vec<String>,
}

/// What is over in minutes is of no use in a backup, and opens doors.
const LEFT_OUT: &[&str] = &["seaql_migrations", "code", "half_login", "idempotency"];
/// Values that one statement may bring, on both databases.
const VALUES_MAX: usize = 30_000;

impl Store {
    /// A view of the whole database that nobody disturbs, and that disturbs nobody.
    pub async fn dump(&self) -> Result<Dump, DbError> {
        let transaction = self.snapshot().await?;
        let tables = tables(&transaction).await?;
        let schema = applied(self).await?;
        Ok(Dump {
            transaction,
            tables,
            schema,
        })
    }

    /// Where the log of each dispute and room ends.
    pub async fn log_ends(&self) -> Result<Vec<(String, u64, Sha256Hash)>, DbError> {
        log_ends(self.read()).await
    }

    /// The rows of a table that belong to one owner, in their order.
    pub(in crate::db) async fn rows_where(
        &self,
        name: &str,
        column: &str,
        owner: Uuid,
    ) -> Result<Vec<Row>, DbError> {
        let tables = tables(self.read()).await?;
        let table = tables.iter().find(|table| table.name == name);
        let table = table.ok_or_else(|| DbError::Schema(format!("there is no table {name}")))?;
        let mut query = Query::select();
        query
            .from(Alias::new(name))
            .and_where(Expr::col(Alias::new(column)).eq(owner));
        for (column, _) in &table.columns {
            query.column(Alias::new(column));
        }
        for column in &table.key {
            query.order_by(Alias::new(column), sea_orm::Order::Asc);
        }
        let rows = self.read().query_all(&query).await?;
        rows.iter().map(|row| read(table, row)).collect()
    }

    /// Whether nobody has worked with this database yet.
    pub async fn is_unused(&self) -> Result<bool, DbError> {
        for table in [
            "person",
            "organisation",
            "dispute_event",
            "room_event",
            "audit_event",
            "evidence",
        ] {
            if any(self.read(), table).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The changes of schema that were made, by name.
    pub async fn schema(&self) -> Result<Vec<String>, DbError> {
        applied(self).await
    }

    /// The changes of schema that this program knows, by name.
    pub fn known_schema() -> Vec<String> {
        let known = Migrator::migrations();
        let mut names: Vec<String> = known.iter().map(|one| one.name().to_owned()).collect();
        names.sort();
        names
    }
}

impl Dump {
    /// Up to `count` rows of a table behind the first `offset`, by its key.
    pub async fn rows(&self, table: &Table, offset: u64, count: u64) -> Result<Vec<Row>, DbError> {
        let mut query = Query::select();
        query
            .from(Alias::new(&table.name))
            .limit(count)
            .offset(offset);
        for (column, _) in &table.columns {
            query.column(Alias::new(column));
        }
        for column in &table.key {
            query.order_by(Alias::new(column), sea_orm::Order::Asc);
        }
        let rows = self.transaction.query_all(&query).await?;
        rows.iter().map(|row| read(table, row)).collect()
    }

    /// Ends the view.
    pub async fn close(self) -> Result<(), DbError> {
        Ok(self.transaction.commit().await?)
    }
}

impl Work {
    /// The tables of this database, by name.
    pub async fn tables(&self) -> Result<BTreeMap<String, Table>, DbError> {
        let tables = tables(self.tx()).await?;
        let named = tables.into_iter().map(|table| (table.name.clone(), table));
        Ok(named.collect())
    }

    /// Puts rows into a table. Where the table has rows of its own from the start, such as the
    /// row that knows where the audit trail ends, those of the same key are replaced.
    pub async fn load(&self, table: &Table, rows: &[Row]) -> Result<(), DbError> {
        let replaces = any(self.tx(), &table.name).await? && rows.len() <= 1;
        let at_once = VALUES_MAX
            .checked_div(table.columns.len())
            .unwrap_or(1)
            .clamp(1, 500);
        for rows in rows.chunks(at_once) {
            let mut insert = Query::insert();
            insert.into_table(Alias::new(&table.name));
            insert.columns(table.columns.iter().map(|(column, _)| Alias::new(column)));
            for row in rows {
                let values = table
                    .columns
                    .iter()
                    .map(|(column, kind)| write(table, column, *kind, row.get(column)))
                    .collect::<Result<Vec<_>, _>>()?;
                insert.values_panic(values.into_iter().map(Expr::value));
            }
            if replaces {
                let others = table.columns.iter().map(|(column, _)| column);
                let others = others.filter(|column| !table.key.contains(column));
                insert.on_conflict(
                    OnConflict::columns(table.key.iter().map(Alias::new))
                        .update_columns(others.map(Alias::new))
                        .to_owned(),
                );
            }
            self.tx().execute(&insert).await?;
        }
        Ok(())
    }

    /// Gives the database another name for its life, and holds messages that waited: they may have
    /// been sent since, and are for a person to judge. How many there were.
    pub async fn begin_new_life(&self, epoch: &str, now_micros: i64) -> Result<u64, DbError> {
        let mut named = Query::update();
        named
            .table(Alias::new("instance"))
            .value(Alias::new("epoch"), epoch)
            .and_where(Expr::col(Alias::new("id")).eq(1));
        self.tx().execute(&named).await?;
        let mut waiting = Query::update();
        waiting
            .table(Alias::new("outbox"))
            .value(Alias::new("state"), "dead")
            .value(Alias::new("failure"), "restored")
            .value(Alias::new("ended_at"), now_micros)
            .value(Alias::new("locked_until"), Option::<i64>::None)
            .and_where(Expr::col(Alias::new("state")).eq("waiting"));
        Ok(self.tx().execute(&waiting).await?.rows_affected())
    }

    /// Where the logs of disputes and rooms end, seen from within this transaction.
    pub async fn log_ends(&self) -> Result<Vec<(String, u64, Sha256Hash)>, DbError> {
        log_ends(self.tx()).await
    }
}

async fn log_ends(db: &impl ConnectionTrait) -> Result<Vec<(String, u64, Sha256Hash)>, DbError> {
    let mut ends = Vec::new();
    for (table, owner, what) in [
        ("dispute_event", "dispute_id", "dispute"),
        ("room_event", "room_id", "room"),
    ] {
        let sql = format!(
            "SELECT {owner} AS owner, seq, hash FROM {table} e WHERE seq = \
                 (SELECT max(seq) FROM {table} l WHERE l.{owner} = e.{owner})"
        );
        for row in all(db, &sql).await? {
            let owner: Uuid = row.try_get("", "owner")?;
            let (seq, hash): (i64, String) = (row.try_get("", "seq")?, row.try_get("", "hash")?);
            let hash = Sha256Hash::parse(&hash);
            let hash = hash.ok_or_else(|| DbError::unreadable("log", "hash", owner))?;
            let seq = u64::try_from(seq).unwrap_or_default();
            ends.push((format!("{what} {owner}"), seq, hash));
        }
    }
    Ok(ends)
}

async fn applied(store: &Store) -> Result<Vec<String>, DbError> {
    Migrator::install(store.read()).await?;
    let models = Migrator::get_migration_models(store.read()).await?;
    let mut names: Vec<String> = models.into_iter().map(|model| model.version).collect();
    names.sort();
    Ok(names)
}

async fn any(db: &impl ConnectionTrait, table: &str) -> Result<bool, DbError> {
    let mut query = Query::select();
    query.expr(Expr::value(1)).from(Alias::new(table)).limit(1);
    Ok(db.query_one(&query).await?.is_some())
}

async fn all(db: &impl ConnectionTrait, sql: &str) -> Result<Vec<QueryResult>, DbError> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    Ok(db.query_all_raw(statement).await?)
}

/// Each table after those that it refers to.
async fn tables(db: &impl ConnectionTrait) -> Result<Vec<Table>, DbError> {
    let (mut found, refers) = if db.get_database_backend() == DbBackend::Postgres {
        (postgres_tables(db).await?, postgres_references(db).await?)
    } else {
        sqlite_tables(db).await?
    };
    found.retain(|table| !LEFT_OUT.contains(&table.name.as_str()));
    let mut sorted: Vec<Table> = Vec::new();
    while !found.is_empty() {
        let waiting: BTreeSet<String> = found.iter().map(|table| table.name.clone()).collect();
        let free = |table: &Table| {
            let needs = refers.iter().filter(|(from, _)| *from == table.name);
            needs
                .clone()
                .all(|(_, to)| *to == table.name || !waiting.contains(to))
        };
        let (mut next, rest): (Vec<_>, Vec<_>) = found.into_iter().partition(free);
        if next.is_empty() {
            return Err(DbError::Schema(
                "tables refer to one another in a circle".into(),
            ));
        }
        sorted.append(&mut next);
        found = rest;
    }
    Ok(sorted)
}

type References = Vec<(String, String)>;

/// What is searched is made anew from what was said, and is in no backup.
async fn sqlite_tables(db: &impl ConnectionTrait) -> Result<(Vec<Table>, References), DbError> {
    let names = all(
        db,
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
         AND name NOT LIKE 'search!_%' ESCAPE '!' ORDER BY name",
    )
    .await?;
    let (mut tables, mut refers) = (Vec::new(), Vec::new());
    for name in names {
        let name: String = name.try_get("", "name")?;
        let mut table = Table {
            name: name.clone(),
            columns: Vec::new(),
            key: Vec::new(),
        };
        for column in all(
            db,
            &format!("SELECT name, type, pk FROM pragma_table_info('{name}') ORDER BY cid"),
        )
        .await?
        {
            let (column, kind, key): (String, String, i32) = (
                column.try_get("", "name")?,
                column.try_get("", "type")?,
                column.try_get("", "pk")?,
            );
            if key > 0 {
                table.key.push(column.clone());
            }
            let kind = kind_of(&name, &kind)?;
            table.columns.push((column, kind));
        }
        for to in all(
            db,
            &format!("SELECT \"table\" AS referred FROM pragma_foreign_key_list('{name}')"),
        )
        .await?
        {
            refers.push((name.clone(), to.try_get("", "referred")?));
        }
        tables.push(table);
    }
    Ok((tables, refers))
}

async fn postgres_tables(db: &impl ConnectionTrait) -> Result<Vec<Table>, DbError> {
    let columns = all(
        db,
        "SELECT c.table_name::text AS t, c.column_name::text AS c, c.data_type::text AS k, \
         EXISTS (SELECT 1 FROM information_schema.table_constraints tc \
           JOIN information_schema.key_column_usage u USING (constraint_schema, constraint_name) \
           WHERE tc.constraint_type = 'PRIMARY KEY' AND tc.table_schema = c.table_schema \
             AND tc.table_name = c.table_name AND u.column_name = c.column_name) AS pk \
         FROM information_schema.columns c JOIN information_schema.tables t \
           ON t.table_schema = c.table_schema AND t.table_name = c.table_name \
         WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' \
           AND c.table_name NOT LIKE 'search!_%' ESCAPE '!' \
         ORDER BY c.table_name, c.ordinal_position",
    )
    .await?;
    let mut tables: Vec<Table> = Vec::new();
    for row in columns {
        let (name, column, kind, key): (String, String, String, bool) = (
            row.try_get("", "t")?,
            row.try_get("", "c")?,
            row.try_get("", "k")?,
            row.try_get("", "pk")?,
        );
        if tables.last().is_none_or(|table| table.name != name) {
            tables.push(Table {
                name: name.clone(),
                columns: Vec::new(),
                key: Vec::new(),
            });
        }
        let kind = kind_of(&name, &kind)?;
        if let Some(table) = tables.last_mut() {
            if key {
                table.key.push(column.clone());
            }
            table.columns.push((column, kind));
        }
    }
    Ok(tables)
}

async fn postgres_references(db: &impl ConnectionTrait) -> Result<References, DbError> {
    let rows = all(
        db,
        "SELECT f.relname::text AS a, t.relname::text AS b FROM pg_constraint c \
         JOIN pg_class f ON f.oid = c.conrelid JOIN pg_class t ON t.oid = c.confrelid \
         WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace",
    )
    .await?;
    rows.iter()
        .map(|row| Ok((row.try_get("", "a")?, row.try_get("", "b")?)))
        .collect()
}

fn kind_of(table: &str, declared: &str) -> Result<Kind, DbError> {
    let declared = declared.to_lowercase();
    let kind = match declared.as_str() {
        kind if kind.contains("uuid") => Kind::Uuid,
        "integer" | "int" => Kind::Int,
        "bigint" => Kind::Big,
        "boolean" => Kind::Flag,
        kind if kind.contains("blob") || kind == "bytea" => Kind::Bytes,
        kind if kind.contains("text") || kind.contains("char") => Kind::Text,
        other => {
            return Err(DbError::Schema(format!(
                "table {table} has a column of a kind that no backup knows: {other}"
            )));
        }
    };
    Ok(kind)
}

fn read(table: &Table, row: &QueryResult) -> Result<Row, DbError> {
    let mut out = Row::new();
    for (column, kind) in &table.columns {
        let value = match kind {
            Kind::Uuid => json(
                row.try_get::<Option<Uuid>>("", column)?
                    .map(|id| id.to_string()),
            ),
            Kind::Text => json(row.try_get::<Option<String>>("", column)?),
            // SQLite keeps every whole number in the same way.
            Kind::Int | Kind::Big => {
                json(row.try_get::<Option<i64>>("", column).or_else(|_narrow| {
                    row.try_get::<Option<i32>>("", column)
                        .map(|n| n.map(i64::from))
                })?)
            }
            Kind::Flag => json(row.try_get::<Option<bool>>("", column)?),
            Kind::Bytes => json(
                row.try_get::<Option<Vec<u8>>>("", column)?
                    .map(|bytes| HEXLOWER.encode(&bytes)),
            ),
        };
        out.insert(column.clone(), value);
    }
    Ok(out)
}

fn json(value: Option<impl Into<Value>>) -> Value {
    value.map_or(Value::Null, Into::into)
}

fn write(table: &Table, column: &str, kind: Kind, value: Option<&Value>) -> Result<Sql, DbError> {
    let wrong = || DbError::unreadable("backup", "value", format!("{}.{column}", table.name));
    let value = match value {
        None | Some(Value::Null) => None,
        some => some,
    };
    let text = || {
        value
            .map(|value| value.as_str().ok_or_else(wrong))
            .transpose()
    };
    let number = || {
        value
            .map(|value| value.as_i64().ok_or_else(wrong))
            .transpose()
    };
    Ok(match kind {
        Kind::Uuid => text()?
            .map(|text| Uuid::parse_str(text).map_err(|_garbled| wrong()))
            .transpose()?
            .into(),
        Kind::Text => text()?.map(str::to_owned).into(),
        Kind::Big => number()?.into(),
        Kind::Int => number()?
            .map(|number| i32::try_from(number).map_err(|_wide| number))
            .map_or(Sql::Int(None), |narrow| match narrow {
                Ok(narrow) => Sql::Int(Some(narrow)),
                Err(wide) => Sql::BigInt(Some(wide)),
            }),
        Kind::Flag => value
            .map(|value| value.as_bool().ok_or_else(wrong))
            .transpose()?
            .into(),
        Kind::Bytes => text()?
            .map(|text| HEXLOWER.decode(text.as_bytes()).map_err(|_garbled| wrong()))
            .transpose()?
            .into(),
    })
}
