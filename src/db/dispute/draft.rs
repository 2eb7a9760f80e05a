//! What consumers are still writing.

use hejie_domain::ids::{DisputeId, Id, PersonId};
use jiff::Timestamp;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use crate::db::{DbError, Store, Work, instant, micros};
use entity::draft as table;

/// A draft as it is kept. What the content means is the business of `app::dispute`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The id of the dispute that it may become.
    pub id: DisputeId,
    /// Who writes it.
    pub owner: PersonId,
    /// Grows with each save.
    pub version: u64,
    /// JSON.
    pub content: String,
    /// When it was last saved.
    pub updated_at: Timestamp,
}

/// More drafts than anybody keeps.
const LISTED_MAX: u64 = 50;

impl Store {
    /// The draft of that id.
    pub async fn draft(&self, id: DisputeId) -> Result<Option<Draft>, DbError> {
        let row = table::Entity::find_by_id(id.uuid())
            .one(self.read())
            .await?;
        row.map(draft).transpose()
    }

    /// A person's drafts, the latest first.
    pub async fn drafts_of(&self, owner: PersonId) -> Result<Vec<Draft>, DbError> {
        let rows = table::Entity::find()
            .filter(table::Column::PersonId.eq(owner.uuid()))
            .order_by_desc(table::Column::UpdatedAt)
            .limit(LISTED_MAX)
            .all(self.read())
            .await?;
        rows.into_iter().map(draft).collect()
    }
}

impl Work {
    /// Begins a draft.
    pub async fn begin_draft(&self, draft: &Draft) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(draft.id.uuid()),
            person_id: Set(draft.owner.uuid()),
            version: Set(1),
            content: Set(draft.content.clone()),
            created_at: Set(micros(draft.updated_at)),
            updated_at: Set(micros(draft.updated_at)),
        };
        row.insert(self.tx()).await?;
        Ok(())
    }

    /// Saves a draft over the version that the writer saw; [`DbError::Conflict`] when another save
    /// came first.
    pub async fn save_draft(&self, draft: &Draft, seen: u64) -> Result<(), DbError> {
        let seen = i64::try_from(seen).unwrap_or(i64::MAX);
        let change = table::ActiveModel {
            version: Set(seen.saturating_add(1)),
            content: Set(draft.content.clone()),
            updated_at: Set(micros(draft.updated_at)),
            ..Default::default()
        };
        let done = table::Entity::update_many()
            .set(change)
            .filter(table::Column::Id.eq(draft.id.uuid()))
            .filter(table::Column::Version.eq(seen))
            .exec(self.tx())
            .await?;
        if done.rows_affected == 1 {
            Ok(())
        } else {
            Err(DbError::Conflict)
        }
    }

    /// Takes a draft away, because it was filed or given up. False when it is gone already.
    pub async fn take_draft(&self, id: DisputeId) -> Result<bool, DbError> {
        let done = table::Entity::delete_by_id(id.uuid())
            .exec(self.tx())
            .await?;
        Ok(done.rows_affected == 1)
    }
}

fn draft(row: table::Model) -> Result<Draft, DbError> {
    Ok(Draft {
        id: DisputeId::from_uuid(row.id),
        owner: PersonId::from_uuid(row.person_id),
        version: u64::try_from(row.version)
            .map_err(|_negative| DbError::unreadable("draft", "version", row.id))?,
        updated_at: instant(row.updated_at, "draft", "updated_at", row.id)?,
        content: row.content,
    })
}
