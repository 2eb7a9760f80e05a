//! What can go wrong between the service and its tables.

use sea_orm::{DbErr, SqlErr};

/// A failure of the store. A row is parsed, not trusted.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The database or its driver.
    #[error("the database failed")]
    Driver(#[source] DbErr),
    /// A row that says something we would never have written.
    #[error("{table}.{column} of row {row} cannot be read")]
    Unreadable {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's key.
        row: String,
    },
    /// Somebody else was first: a unique value exists, or a version has moved on.
    #[error("somebody else was first")]
    Conflict,
    /// The database is of another age than this program.
    #[error("{0}")]
    Schema(String),
}

impl From<DbErr> for DbError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Conflict,
            Some(_) | None => Self::Driver(error),
        }
    }
}

impl DbError {
    /// For a column that does not parse.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "ids are handed over as they are"
    )]
    pub fn unreadable(table: &'static str, column: &'static str, row: impl ToString) -> Self {
        Self::Unreadable {
            table,
            column,
            row: row.to_string(),
        }
    }
}
