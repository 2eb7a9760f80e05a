//! One-time codes.

use entity::code as table;
use hejie_domain::ids::{CodeId, Id};
use hejie_domain::people::Contact;
use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, Set,
};

use super::{DbError, Store, Work, instant, micros};

/// What a code is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodePurpose {
    /// Logging in by phone.
    Login,
    /// Registering a mail address.
    Register,
    /// Setting a new password.
    Reset,
    /// Proving again who one is.
    Reauth,
    /// Entering by a respondent's link.
    Link,
    /// Joining an organisation with an account.
    Join,
}

/// A code that was made, kept as a digest.
#[derive(Debug, Clone)]
pub struct Code {
    /// Which.
    pub id: CodeId,
    /// Its digest, salted with its id.
    pub hash: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
    /// How often it was tried.
    pub attempts: i32,
}

impl CodePurpose {
    /// As in the table.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Register => "register",
            Self::Reset => "reset",
            Self::Reauth => "reauth",
            Self::Link => "link",
            Self::Join => "join",
        }
    }
}

impl Store {
    /// The newest code for that target and purpose, used or not.
    pub async fn newest_code(
        &self,
        target: &Contact,
        purpose: CodePurpose,
    ) -> Result<Option<Code>, DbError> {
        let row = newest(target, purpose).one(self.read()).await?;
        row.map(parse).transpose()
    }
}

impl Work {
    /// A new code; older ones for the same target and purpose are void.
    pub async fn add_code(
        &self,
        target: &Contact,
        purpose: CodePurpose,
        code: &Code,
    ) -> Result<(), DbError> {
        let void = table::ActiveModel {
            used_at: Set(Some(micros(code.created_at))),
            ..Default::default()
        };
        table::Entity::update_many()
            .set(void)
            .filter(unused(target, purpose))
            .exec(self.tx())
            .await?;
        let row = table::ActiveModel {
            id: Set(code.id.uuid()),
            target: Set(target.as_str().to_owned()),
            purpose: Set(purpose.code().to_owned()),
            code_hash: Set(code.hash.clone()),
            link_id: Set(None),
            created_at: Set(micros(code.created_at)),
            expires_at: Set(micros(code.expires_at)),
            attempts: Set(code.attempts),
            used_at: Set(None),
        };
        row.insert(self.tx()).await?;
        Ok(())
    }

    /// Counts an attempt at the newest unused code and returns it; none when there is none, it is
    /// too old or was tried `attempts_max` times already. The count holds the row, so that
    /// attempts at the same moment cannot share one.
    pub async fn try_code(
        &self,
        target: &Contact,
        purpose: CodePurpose,
        now: Timestamp,
        attempts_max: i32,
    ) -> Result<Option<Code>, DbError> {
        let current = newest(target, purpose).filter(unused(target, purpose));
        let Some(row) = current.one(self.tx()).await? else {
            return Ok(None);
        };
        let left = table::Column::Id
            .eq(row.id)
            .and(table::Column::UsedAt.is_null())
            .and(table::Column::ExpiresAt.gt(micros(now)))
            .and(table::Column::Attempts.lt(attempts_max));
        let counted = table::Entity::update_many()
            .col_expr(
                table::Column::Attempts,
                Expr::col(table::Column::Attempts).add(1),
            )
            .filter(left)
            .exec(self.tx())
            .await?;
        if counted.rows_affected == 0 {
            return Ok(None);
        }
        parse(row).map(Some)
    }

    /// Uses a code up; whether it was still there to be used.
    pub async fn use_code(&self, id: CodeId, now: Timestamp) -> Result<bool, DbError> {
        let used = table::ActiveModel {
            used_at: Set(Some(micros(now))),
            ..Default::default()
        };
        let unused = table::Column::Id
            .eq(id.uuid())
            .and(table::Column::UsedAt.is_null());
        let change = table::Entity::update_many().set(used).filter(unused);
        Ok(change.exec(self.tx()).await?.rows_affected == 1)
    }

    /// Forgets codes from before `before`.
    pub async fn forget_codes(&self, before: Timestamp) -> Result<u64, DbError> {
        let old = table::Column::ExpiresAt.lt(micros(before));
        let gone = table::Entity::delete_many()
            .filter(old)
            .exec(self.tx())
            .await?;
        Ok(gone.rows_affected)
    }
}

fn newest(target: &Contact, purpose: CodePurpose) -> sea_orm::Select<table::Entity> {
    table::Entity::find()
        .filter(
            table::Column::Target
                .eq(target.as_str())
                .and(table::Column::Purpose.eq(purpose.code())),
        )
        .order_by_desc(table::Column::CreatedAt)
        .order_by_desc(table::Column::Id)
}

fn unused(target: &Contact, purpose: CodePurpose) -> Expr {
    table::Column::Target
        .eq(target.as_str())
        .and(table::Column::Purpose.eq(purpose.code()))
        .and(table::Column::UsedAt.is_null())
}

fn parse(row: table::Model) -> Result<Code, DbError> {
    let at = |micros, column| instant(micros, "code", column, row.id);
    Ok(Code {
        id: CodeId::from_uuid(row.id),
        created_at: at(row.created_at, "created_at")?,
        expires_at: at(row.expires_at, "expires_at")?,
        hash: row.code_hash,
        attempts: row.attempts,
    })
}
