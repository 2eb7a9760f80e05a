//! Texts that are kept ready.

use entity::{reply_template as table, reply_template_version as earlier};
use hejie_domain::house::TemplateKind;
use hejie_domain::ids::{Id, OrganisationId, PersonId, TemplateId};
use hejie_domain::people::Locale;
use hejie_domain::taxonomy::{Category, Remedy};
use jiff::Timestamp;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use super::{DbError, Store, Work, instant, micros};

/// A text that is kept ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Which.
    pub id: TemplateId,
    /// Whose staff may use it.
    pub organisation: OrganisationId,
    /// Whose own it is; nobody's, where all of the staff share it.
    pub owner: Option<PersonId>,
    /// What it is for.
    pub kind: TemplateKind,
    /// What it is called.
    pub title: String,
    /// What one types to get it.
    pub shortcut: Option<String>,
    /// The words, with places.
    pub body: String,
    /// For which disputes it is meant, where not for all.
    pub category: Option<Category>,
    /// What it settles, where it is about one thing.
    pub remedy: Option<Remedy>,
    /// In which language it is written.
    pub locale: Locale,
    /// Grows with each change.
    pub version: u64,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// By whom.
    pub updated_by: PersonId,
    /// Whether it is no longer offered.
    pub archived: bool,
}

/// What it said under one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateVersion {
    /// Which.
    pub version: u64,
    /// What it was called.
    pub title: String,
    /// The words.
    pub body: String,
    /// Since when.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
}

/// More than anybody finds their way in.
const LISTED_MAX: u64 = 1000;

impl Store {
    /// What a person may use in an organisation: what is shared and what is theirs; by title.
    pub async fn templates(
        &self,
        organisation: OrganisationId,
        reader: PersonId,
        archived: bool,
    ) -> Result<Vec<Template>, DbError> {
        let theirs = table::Column::OwnerId
            .is_null()
            .or(table::Column::OwnerId.eq(reader.uuid()));
        let gone = if archived {
            table::Column::ArchivedAt.is_not_null()
        } else {
            table::Column::ArchivedAt.is_null()
        };
        let rows = table::Entity::find()
            .filter(table::Column::OrganisationId.eq(organisation.uuid()))
            .filter(theirs)
            .filter(gone)
            .order_by_asc(table::Column::Title)
            .order_by_asc(table::Column::Id)
            .limit(LISTED_MAX);
        let rows = rows.all(self.read()).await?;
        rows.into_iter().map(parse).collect()
    }

    /// The text of that id, whosever it is.
    pub async fn template(&self, id: TemplateId) -> Result<Option<Template>, DbError> {
        let row = table::Entity::find_by_id(id.uuid())
            .one(self.read())
            .await?;
        row.map(parse).transpose()
    }

    /// Everything it ever said, newest first.
    pub async fn template_versions(&self, id: TemplateId) -> Result<Vec<TemplateVersion>, DbError> {
        let rows = earlier::Entity::find()
            .filter(earlier::Column::TemplateId.eq(id.uuid()))
            .order_by_desc(earlier::Column::Version)
            .limit(LISTED_MAX);
        let rows = rows.all(self.read()).await?;
        rows.into_iter().map(parse_version).collect()
    }

    /// How many an organisation shares, or a person keeps there.
    pub async fn count_templates(
        &self,
        organisation: OrganisationId,
        owner: Option<PersonId>,
    ) -> Result<u64, DbError> {
        let whose = match owner {
            Some(owner) => table::Column::OwnerId.eq(owner.uuid()),
            None => table::Column::OwnerId.is_null(),
        };
        let rows = table::Entity::find()
            .filter(table::Column::OrganisationId.eq(organisation.uuid()))
            .filter(table::Column::ArchivedAt.is_null())
            .filter(whose);
        Ok(rows.count(self.read()).await?)
    }
}

impl Work {
    /// A new text. [`DbError::Conflict`] when its shortcut is another's.
    pub async fn add_template(&self, new: &Template) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(new.id.uuid()),
            organisation_id: Set(new.organisation.uuid()),
            owner_id: Set(new.owner.map(Id::uuid)),
            version: Set(1),
            created_at: Set(micros(new.updated_at)),
            archived_at: Set(None),
            ..words(new)
        };
        row.insert(self.tx()).await?;
        self.keep_version(new, 1).await
    }

    /// Another wording over the version that the writer saw; whether that was still the newest.
    /// [`DbError::Conflict`] when its shortcut is another's.
    pub async fn change_template(&self, new: &Template, seen: u64) -> Result<bool, DbError> {
        let Ok(seen) = i32::try_from(seen) else {
            return Ok(false);
        };
        let next = seen.saturating_add(1);
        let change = table::ActiveModel {
            version: Set(next),
            archived_at: Set(new.archived.then(|| micros(new.updated_at))),
            ..words(new)
        };
        let done = table::Entity::update_many()
            .set(change)
            .filter(table::Column::Id.eq(new.id.uuid()))
            .filter(table::Column::Version.eq(seen))
            .exec(self.tx())
            .await?;
        if done.rows_affected == 0 {
            return Ok(false);
        }
        self.keep_version(new, next).await?;
        Ok(true)
    }

    async fn keep_version(&self, new: &Template, version: i32) -> Result<(), DbError> {
        let row = earlier::ActiveModel {
            template_id: Set(new.id.uuid()),
            version: Set(version),
            title: Set(new.title.clone()),
            body: Set(new.body.clone()),
            at: Set(micros(new.updated_at)),
            by_person: Set(new.updated_by.uuid()),
        };
        row.insert(self.tx()).await?;
        Ok(())
    }
}

/// The columns that a change may touch.
fn words(new: &Template) -> table::ActiveModel {
    table::ActiveModel {
        kind: Set(new.kind.code().to_owned()),
        title: Set(new.title.clone()),
        shortcut: Set(new.shortcut.clone()),
        body: Set(new.body.clone()),
        category: Set(new.category.map(|category| category.code().to_owned())),
        remedy: Set(new.remedy.map(|remedy| remedy.code().to_owned())),
        locale: Set(new.locale.code().to_owned()),
        updated_at: Set(micros(new.updated_at)),
        updated_by: Set(new.updated_by.uuid()),
        ..Default::default()
    }
}

fn parse(row: table::Model) -> Result<Template, DbError> {
    let bad = |column| DbError::unreadable("reply_template", column, row.id);
    let category = row
        .category
        .as_deref()
        .map(|code| Category::parse(code).ok_or_else(|| bad("category")));
    let remedy = row
        .remedy
        .as_deref()
        .map(|code| Remedy::parse(code).ok_or_else(|| bad("remedy")));
    Ok(Template {
        id: TemplateId::from_uuid(row.id),
        organisation: OrganisationId::from_uuid(row.organisation_id),
        owner: row.owner_id.map(PersonId::from_uuid),
        kind: TemplateKind::parse(&row.kind).ok_or_else(|| bad("kind"))?,
        category: category.transpose()?,
        remedy: remedy.transpose()?,
        locale: Locale::parse(&row.locale).ok_or_else(|| bad("locale"))?,
        version: u64::try_from(row.version).map_err(|_negative| bad("version"))?,
        updated_at: instant(row.updated_at, "reply_template", "updated_at", row.id)?,
        updated_by: PersonId::from_uuid(row.updated_by),
        archived: row.archived_at.is_some(),
        title: row.title,
        shortcut: row.shortcut,
        body: row.body,
    })
}

fn parse_version(row: earlier::Model) -> Result<TemplateVersion, DbError> {
    let table = "reply_template_version";
    Ok(TemplateVersion {
        version: u64::try_from(row.version)
            .map_err(|_negative| DbError::unreadable(table, "version", row.template_id))?,
        at: instant(row.at, table, "at", row.template_id)?,
        by: PersonId::from_uuid(row.by_person),
        title: row.title,
        body: row.body,
    })
}
