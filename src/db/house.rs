//! Editions of the platform's own terms.

use entity::house_edition as table;
use hejie_domain::ids::{HouseEditionId, Id, PersonId};
use hejie_domain::ruleset::Numbers;
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set,
};

use super::{DbError, Store, Work, instant, micros};

/// The draft, or what was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseEdition {
    /// Which.
    pub id: HouseEditionId,
    /// Its numbers.
    pub numbers: Numbers,
    /// Why, in Chinese.
    pub reasons: String,
    /// Why, in English; may be empty.
    pub reasons_en: String,
    /// Grows with each change.
    pub version: u64,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// By whom.
    pub changed_by: PersonId,
    /// How it was published; nothing, while it is a draft.
    pub published: Option<Publication>,
}

/// Under which name an edition was published, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The name of the rule set.
    pub name: String,
    /// When it was published.
    pub at: Timestamp,
    /// The first day on which it holds.
    pub since: Date,
    /// When it was withdrawn, and why, if it was.
    pub withdrawn: Option<(Timestamp, String)>,
}

impl Store {
    /// The draft, if somebody works on one.
    pub async fn house_draft(&self) -> Result<Option<HouseEdition>, DbError> {
        let row = table::Entity::find()
            .filter(table::Column::Draft.eq(true))
            .one(self.read())
            .await?;
        row.map(parse).transpose()
    }

    /// Everything that was published, oldest first.
    pub async fn house_editions(&self) -> Result<Vec<HouseEdition>, DbError> {
        let rows = table::Entity::find()
            .filter(table::Column::Draft.eq(false))
            .order_by_asc(table::Column::PublishedAt)
            .order_by_asc(table::Column::Id)
            .all(self.read())
            .await?;
        rows.into_iter().map(parse).collect()
    }

    /// How many were published, and how many of them were withdrawn.
    pub(super) async fn house_counts(&self) -> Result<(u64, u64), DbError> {
        let published = table::Entity::find().filter(table::Column::Draft.eq(false));
        let withdrawn = published
            .clone()
            .filter(table::Column::WithdrawnAt.is_not_null());
        Ok((
            published.count(self.read()).await?,
            withdrawn.count(self.read()).await?,
        ))
    }
}

impl Work {
    /// Everything that was published, oldest first, as this work sees it.
    pub async fn house_editions(&self) -> Result<Vec<HouseEdition>, DbError> {
        let rows = table::Entity::find()
            .filter(table::Column::Draft.eq(false))
            .order_by_asc(table::Column::PublishedAt)
            .order_by_asc(table::Column::Id)
            .all(self.tx())
            .await?;
        rows.into_iter().map(parse).collect()
    }

    /// A first draft. [`DbError::Conflict`] when somebody else began one.
    pub async fn begin_house_draft(&self, new: &HouseEdition) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(new.id.uuid()),
            draft: Set(true),
            version: Set(1),
            ..written(new)?
        };
        row.insert(self.tx()).await?;
        Ok(())
    }

    /// Another draft over version `seen`; whether that was still the newest.
    pub async fn change_house_draft(&self, new: &HouseEdition, seen: u64) -> Result<bool, DbError> {
        let change = written(new)?;
        self.over_draft(new.id, seen, change).await
    }

    /// Publishes the draft over version `seen`; whether that was still the newest.
    /// [`DbError::Conflict`] when the name is taken.
    pub async fn publish_house_draft(
        &self,
        id: HouseEditionId,
        seen: u64,
        publication: &Publication,
    ) -> Result<bool, DbError> {
        let change = table::ActiveModel {
            draft: Set(false),
            name: Set(Some(publication.name.clone())),
            published_at: Set(Some(micros(publication.at))),
            since: Set(Some(publication.since.to_string())),
            ..Default::default()
        };
        self.over_draft(id, seen, change).await
    }

    /// Throws the draft away.
    pub async fn drop_house_draft(&self) -> Result<bool, DbError> {
        let gone = table::Entity::delete_many()
            .filter(table::Column::Draft.eq(true))
            .exec(self.tx())
            .await?;
        Ok(gone.rows_affected == 1)
    }

    /// Notes that an edition will never hold; whether nobody had noted it before.
    pub async fn withdraw_house_edition(
        &self,
        id: HouseEditionId,
        at: Timestamp,
        why: &str,
    ) -> Result<bool, DbError> {
        let change = table::ActiveModel {
            withdrawn_at: Set(Some(micros(at))),
            withdrawn_why: Set(Some(why.to_owned())),
            ..Default::default()
        };
        let done = table::Entity::update_many()
            .set(change)
            .filter(table::Column::Id.eq(id.uuid()))
            .filter(table::Column::WithdrawnAt.is_null())
            .exec(self.tx())
            .await?;
        Ok(done.rows_affected == 1)
    }

    async fn over_draft(
        &self,
        id: HouseEditionId,
        seen: u64,
        change: table::ActiveModel,
    ) -> Result<bool, DbError> {
        let Ok(seen) = i64::try_from(seen) else {
            return Ok(false);
        };
        let change = table::ActiveModel {
            version: Set(seen.saturating_add(1)),
            ..change
        };
        let done = table::Entity::update_many()
            .set(change)
            .filter(table::Column::Id.eq(id.uuid()))
            .filter(table::Column::Draft.eq(true))
            .filter(table::Column::Version.eq(seen))
            .exec(self.tx())
            .await?;
        Ok(done.rows_affected == 1)
    }
}

fn written(new: &HouseEdition) -> Result<table::ActiveModel, DbError> {
    let numbers = serde_json::to_string(&new.numbers)
        .map_err(|_unwritable| DbError::unreadable("house_edition", "numbers", new.id.uuid()))?;
    Ok(table::ActiveModel {
        numbers: Set(numbers),
        reasons: Set(new.reasons.clone()),
        reasons_en: Set(new.reasons_en.clone()),
        changed_at: Set(micros(new.changed_at)),
        changed_by: Set(new.changed_by.uuid()),
        ..Default::default()
    })
}

fn parse(row: table::Model) -> Result<HouseEdition, DbError> {
    let bad = |column| DbError::unreadable("house_edition", column, row.id);
    let at = |micros, column| instant(micros, "house_edition", column, row.id);
    let publication = match (&row.name, row.published_at, &row.since) {
        (Some(name), Some(published_at), Some(since)) if !row.draft => Some(Publication {
            name: name.clone(),
            at: at(published_at, "published_at")?,
            since: since.parse().map_err(|_fault| bad("since"))?,
            withdrawn: match row.withdrawn_at {
                Some(withdrawn) => Some((
                    at(withdrawn, "withdrawn_at")?,
                    row.withdrawn_why.clone().unwrap_or_default(),
                )),
                None => None,
            },
        }),
        _ if row.draft => None,
        _ => return Err(bad("published_at")),
    };
    Ok(HouseEdition {
        id: HouseEditionId::from_uuid(row.id),
        numbers: serde_json::from_str(&row.numbers).map_err(|_fault| bad("numbers"))?,
        version: u64::try_from(row.version).map_err(|_negative| bad("version"))?,
        changed_at: at(row.changed_at, "changed_at")?,
        changed_by: PersonId::from_uuid(row.changed_by),
        published: publication,
        reasons: row.reasons,
        reasons_en: row.reasons_en,
    })
}
