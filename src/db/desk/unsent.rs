//! Text that was begun and not sent.

use entity::unsent as table;
use hejie_domain::desk::Spot;
use hejie_domain::ids::{DisputeId, Id, PersonId};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::{Map, Value};

use super::Held;
use crate::db::{DbError, Store, Work, instant, micros};

/// What one person has begun in one place of one dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    /// Whose.
    pub person: PersonId,
    /// In which dispute.
    pub dispute: DisputeId,
    /// Where.
    pub spot: Spot,
    /// JSON of the page's own.
    pub content: String,
    /// Grows with each save.
    pub version: u64,
    /// When it was last saved.
    pub updated_at: Timestamp,
}

impl Store {
    /// Everything that somebody has begun in a dispute.
    pub async fn unsent_of(
        &self,
        person: PersonId,
        dispute: DisputeId,
    ) -> Result<Vec<Unsent>, DbError> {
        let rows = table::Entity::find()
            .filter(of(person, dispute))
            .order_by_asc(table::Column::Place)
            .all(self.read())
            .await?;
        rows.into_iter().map(parse).collect()
    }
}

impl Work {
    /// What somebody has begun in one place.
    pub async fn unsent(
        &self,
        person: PersonId,
        dispute: DisputeId,
        spot: Spot,
    ) -> Result<Option<Unsent>, DbError> {
        let row = table::Entity::find()
            .filter(at(person, dispute, spot))
            .one(self.tx())
            .await?;
        row.map(parse).transpose()
    }

    /// Keeps the first version of a text. [`DbError::Conflict`] when there is one already.
    pub async fn begin_unsent(&self, unsent: &Unsent) -> Result<(), DbError> {
        table::Entity::insert(row(unsent, 1))
            .exec_without_returning(self.tx())
            .await?;
        Ok(())
    }

    /// Keeps a text over the version that its writer saw; [`DbError::Conflict`] when another window
    /// was there first.
    pub async fn save_unsent(&self, unsent: &Unsent, seen: u64) -> Result<(), DbError> {
        let seen = i64::try_from(seen).unwrap_or(i64::MAX);
        let change = table::ActiveModel {
            content: Set(unsent.content.clone()),
            version: Set(seen.saturating_add(1)),
            updated_at: Set(micros(unsent.updated_at)),
            ..Default::default()
        };
        let done = table::Entity::update_many()
            .set(change)
            .filter(at(unsent.person, unsent.dispute, unsent.spot))
            .filter(table::Column::Version.eq(seen))
            .exec(self.tx())
            .await?;
        if done.rows_affected == 1 {
            Ok(())
        } else {
            Err(DbError::Conflict)
        }
    }

    /// Drops a text: it was sent, or given up.
    pub async fn drop_unsent(
        &self,
        person: PersonId,
        dispute: DisputeId,
        spot: Spot,
    ) -> Result<(), DbError> {
        table::Entity::delete_many()
            .filter(at(person, dispute, spot))
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// Puts text that was not sent back where it was written, before what was begun there since.
    pub async fn put_back(&self, held: &Held, at: Timestamp) -> Result<(), DbError> {
        let begun = self.unsent(held.person, held.dispute, held.spot).await?;
        let mut unsent = Unsent {
            person: held.person,
            dispute: held.dispute,
            spot: held.spot,
            content: held.content.clone(),
            version: 1,
            updated_at: at,
        };
        let Some(begun) = begun else {
            return self.begin_unsent(&unsent).await;
        };
        unsent.content = joined(&held.content, &begun.content);
        self.save_unsent(&unsent, begun.version).await
    }

    /// Forgets what nobody has touched since that moment.
    pub async fn forget_unsent(&self, before: Timestamp) -> Result<u64, DbError> {
        let gone = table::Entity::delete_many()
            .filter(table::Column::UpdatedAt.lt(micros(before)))
            .exec(self.tx())
            .await?;
        Ok(gone.rows_affected)
    }
}

/// What comes back, and behind it what was begun since; the same words stand once. Both are JSON of
/// the page's own: what is no object stays as it was begun.
fn joined(back: &str, begun: &str) -> String {
    let object = |text| serde_json::from_str::<Map<String, Value>>(text).ok();
    let (Some(mut all), Some(since)) = (object(back), object(begun)) else {
        return begun.to_owned();
    };
    if back == begun {
        return begun.to_owned();
    }
    for (name, since) in since {
        let whole = match (all.remove(&name), since) {
            (Some(Value::String(before)), Value::String(since)) => match (&*before, &*since) {
                ("", _) => since.into(),
                (_, "") => before.into(),
                (before, since) => format!("{before}\n{since}").into(),
            },
            (Some(Value::Array(mut before)), Value::Array(since)) => {
                before.extend(since);
                Value::Array(before)
            }
            (Some(before), Value::Null) => before,
            (_, since) => since,
        };
        all.insert(name, whole);
    }
    Value::Object(all).to_string()
}

fn of(person: PersonId, dispute: DisputeId) -> Condition {
    Condition::all()
        .add(table::Column::PersonId.eq(person.uuid()))
        .add(table::Column::DisputeId.eq(dispute.uuid()))
}

fn at(person: PersonId, dispute: DisputeId, spot: Spot) -> Condition {
    of(person, dispute).add(table::Column::Place.eq(spot.to_string()))
}

fn row(unsent: &Unsent, version: i64) -> table::ActiveModel {
    table::ActiveModel {
        person_id: Set(unsent.person.uuid()),
        dispute_id: Set(unsent.dispute.uuid()),
        place: Set(unsent.spot.to_string()),
        content: Set(unsent.content.clone()),
        version: Set(version),
        updated_at: Set(micros(unsent.updated_at)),
    }
}

fn parse(row: table::Model) -> Result<Unsent, DbError> {
    let unreadable = |column| DbError::unreadable("unsent", column, row.dispute_id);
    Ok(Unsent {
        person: PersonId::from_uuid(row.person_id),
        dispute: DisputeId::from_uuid(row.dispute_id),
        spot: Spot::parse(&row.place).ok_or_else(|| unreadable("place"))?,
        version: u64::try_from(row.version).map_err(|_negative| unreadable("version"))?,
        updated_at: instant(row.updated_at, "unsent", "updated_at", row.dispute_id)?,
        content: row.content,
    })
}
