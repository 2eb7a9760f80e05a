//! Macros.

use entity::desk_macro as table;
use hejie_domain::desk::Step;
use hejie_domain::ids::{Id, MacroId, OrganisationId, PersonId};
use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, Set};

use crate::db::{DbError, Store, Work, instant, micros};

/// A named sequence of steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Macro {
    /// Which.
    pub id: MacroId,
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// Whose own; everybody's, when nobody's.
    pub owner: Option<PersonId>,
    /// What it is called.
    pub name: String,
    /// What it does, in order.
    pub steps: Vec<Step>,
    /// Grows with each change.
    pub version: u64,
    /// How often it was run.
    pub uses: u64,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// By whom.
    pub updated_by: PersonId,
}

impl Store {
    /// Those that everybody of the organisation has, and somebody's own; by name.
    pub async fn macros(
        &self,
        organisation: OrganisationId,
        person: PersonId,
    ) -> Result<Vec<Macro>, DbError> {
        let theirs = Condition::any()
            .add(table::Column::OwnerId.is_null())
            .add(table::Column::OwnerId.eq(person.uuid()));
        let rows = table::Entity::find()
            .filter(table::Column::OrganisationId.eq(organisation.uuid()))
            .filter(theirs)
            .order_by_asc(table::Column::Name)
            .order_by_asc(table::Column::Id)
            .all(self.read())
            .await?;
        rows.into_iter().map(parse).collect()
    }

    /// The macro of that id.
    pub async fn desk_macro(&self, id: MacroId) -> Result<Option<Macro>, DbError> {
        let row = table::Entity::find_by_id(id.uuid())
            .one(self.read())
            .await?;
        row.map(parse).transpose()
    }
}

impl Work {
    /// Keeps a new one.
    pub async fn add_macro(&self, one: &Macro) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(one.id.uuid()),
            organisation_id: Set(one.organisation.uuid()),
            owner_id: Set(one.owner.map(Id::uuid)),
            name: Set(one.name.clone()),
            steps: Set(steps(one)?),
            version: Set(1),
            uses: Set(0),
            updated_at: Set(micros(one.updated_at)),
            updated_by: Set(one.updated_by.uuid()),
        };
        table::Entity::insert(row)
            .exec_without_returning(self.tx())
            .await?;
        Ok(())
    }

    /// Changes one over the version that its writer saw; [`DbError::Conflict`] when another change
    /// came first.
    pub async fn change_macro(&self, one: &Macro, seen: u64) -> Result<(), DbError> {
        let seen = i64::try_from(seen).unwrap_or(i64::MAX);
        let change = table::ActiveModel {
            owner_id: Set(one.owner.map(Id::uuid)),
            name: Set(one.name.clone()),
            steps: Set(steps(one)?),
            version: Set(seen.saturating_add(1)),
            updated_at: Set(micros(one.updated_at)),
            updated_by: Set(one.updated_by.uuid()),
            ..Default::default()
        };
        let done = table::Entity::update_many()
            .set(change)
            .filter(table::Column::Id.eq(one.id.uuid()))
            .filter(table::Column::Version.eq(seen))
            .exec(self.tx())
            .await?;
        if done.rows_affected == 1 {
            Ok(())
        } else {
            Err(DbError::Conflict)
        }
    }

    /// Drops one.
    pub async fn drop_macro(&self, id: MacroId) -> Result<(), DbError> {
        table::Entity::delete_by_id(id.uuid())
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// It was run once more.
    pub async fn count_macro(&self, id: MacroId) -> Result<(), DbError> {
        table::Entity::update_many()
            .col_expr(table::Column::Uses, Expr::col(table::Column::Uses).add(1))
            .filter(table::Column::Id.eq(id.uuid()))
            .exec(self.tx())
            .await?;
        Ok(())
    }
}

fn steps(one: &Macro) -> Result<String, DbError> {
    serde_json::to_string(&one.steps)
        .map_err(|_unlikely| DbError::unreadable("desk_macro", "steps", one.id))
}

fn parse(row: table::Model) -> Result<Macro, DbError> {
    let unreadable = |column| DbError::unreadable("desk_macro", column, row.id);
    let number = |value: i64, column| u64::try_from(value).map_err(|_negative| unreadable(column));
    Ok(Macro {
        id: MacroId::from_uuid(row.id),
        organisation: OrganisationId::from_uuid(row.organisation_id),
        owner: row.owner_id.map(Id::from_uuid),
        steps: serde_json::from_str(&row.steps).map_err(|_odd| unreadable("steps"))?,
        version: number(row.version, "version")?,
        uses: number(row.uses, "uses")?,
        updated_at: instant(row.updated_at, "desk_macro", "updated_at", row.id)?,
        updated_by: PersonId::from_uuid(row.updated_by),
        name: row.name,
    })
}
