//! What this database is for.

use entity::instance as table;
use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};

use super::{DbError, Store, Work, micros};

/// What a database is for. Only a live one holds real people's affairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Real people.
    Live,
    /// Invented people, for looking around; its clock may be moved.
    Demo,
    /// Tests; its clock may be moved.
    Test,
}

/// The row of `instance`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// Changes when a backup is restored: whoever follows a log starts afresh then.
    pub epoch: String,
    /// What the database is for.
    pub purpose: Purpose,
}

impl Purpose {
    /// As in the table and on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Demo => "demo",
            Self::Test => "test",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Live, Self::Demo, Self::Test]
            .into_iter()
            .find(|purpose| purpose.code() == code)
    }
}

impl Store {
    /// The row, unless the database is fresh.
    pub async fn instance(&self) -> Result<Option<Instance>, DbError> {
        let Some(row) = table::Entity::find_by_id(1).one(self.read()).await? else {
            return Ok(None);
        };
        let purpose = Purpose::parse(&row.purpose)
            .ok_or_else(|| DbError::unreadable("instance", "purpose", row.id))?;
        Ok(Some(Instance {
            epoch: row.epoch,
            purpose,
        }))
    }
}

impl Work {
    /// Has others wait who would set the installation up at the same time.
    pub async fn lock_instance(&self) -> Result<(), DbError> {
        table::Entity::update_many()
            .col_expr(table::Column::Id, Expr::value(1))
            .filter(table::Column::Id.eq(1))
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// Marks a fresh database. [`DbError::Conflict`] when it is marked already.
    pub async fn mark_instance(&self, instance: &Instance, at: Timestamp) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(1),
            epoch: Set(instance.epoch.clone()),
            purpose: Set(instance.purpose.code().to_owned()),
            created_at: Set(micros(at)),
        };
        row.insert(self.tx()).await?;
        Ok(())
    }
}
