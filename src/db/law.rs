//! What was imported of the law.

use entity::law_import as table;
use hejie_domain::dispute::lists::Seat;
use hejie_domain::ids::{DisputeId, Id, LawImportId, PersonId};
use hejie_domain::taxonomy::Category;
use jiff::Timestamp;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use super::{DbError, Store, Work, instant, micros};

/// What kind of law it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LawKind {
    /// The edition of a calendar year.
    Calendar,
    /// Names of regions.
    Regions,
}

impl LawKind {
    const fn code(self) -> &'static str {
        match self {
            Self::Calendar => "calendar",
            Self::Regions => "regions",
        }
    }
}

/// Something that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawImport {
    /// Under which it is known.
    pub id: LawImportId,
    /// What it is.
    pub kind: LawKind,
    /// An edition's year and revision, or the digest of a list.
    pub name: String,
    /// The file as it came.
    pub content: String,
    /// When.
    pub imported_at: Timestamp,
    /// By whom; nobody, where it was the command line.
    pub imported_by: Option<PersonId>,
    /// When the last open term had been counted again.
    pub applied_at: Option<Timestamp>,
}

/// Changes whenever something is imported, published or withdrawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LawVersion {
    imports: u64,
    published: u64,
    withdrawn: u64,
}

impl Store {
    /// Everything that was imported, oldest first.
    pub async fn law_imports(&self) -> Result<Vec<LawImport>, DbError> {
        let rows = table::Entity::find()
            .order_by_asc(table::Column::ImportedAt)
            .order_by_asc(table::Column::Id)
            .all(self.read())
            .await?;
        rows.into_iter().map(parse).collect()
    }

    /// Which version of the imported law and the published terms this is: imports are added and
    /// never changed, and what was published changes only by being withdrawn.
    pub async fn law_version(&self) -> Result<LawVersion, DbError> {
        let (published, withdrawn) = self.house_counts().await?;
        Ok(LawVersion {
            imports: table::Entity::find().count(self.read()).await?,
            published,
            withdrawn,
        })
    }

    /// Imports whose open terms were not all counted again yet.
    pub async fn law_to_apply(&self) -> Result<Vec<LawImportId>, DbError> {
        let rows = table::Entity::find()
            .filter(table::Column::AppliedAt.is_null())
            .select_only()
            .column(table::Column::Id)
            .into_tuple::<uuid::Uuid>()
            .all(self.read())
            .await?;
        Ok(rows.into_iter().map(LawImportId::from_uuid).collect())
    }

    /// Every dispute in which some term runs or stands still.
    pub async fn disputes_with_terms(&self) -> Result<Vec<DisputeId>, DbError> {
        use entity::term::{Column, Entity};
        let rows = Entity::find()
            .select_only()
            .column(Column::DisputeId)
            .distinct()
            .order_by_asc(Column::DisputeId)
            .into_tuple::<uuid::Uuid>()
            .all(self.read())
            .await?;
        Ok(rows.into_iter().map(DisputeId::from_uuid).collect())
    }
}

/// A complaint that somebody filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// What it is about.
    pub category: Category,
    /// Against whom.
    pub merchant: String,
}

impl Store {
    /// What a person filed since then.
    pub async fn complaints_of(
        &self,
        person: PersonId,
        since: Timestamp,
    ) -> Result<Vec<Complaint>, DbError> {
        use entity::{dispute, party};
        let own = party::Entity::find()
            .filter(party::Column::PersonId.eq(person.uuid()))
            .filter(party::Column::Seat.eq(Seat::Consumer.code()))
            .select_only()
            .column(party::Column::DisputeId)
            .into_tuple::<uuid::Uuid>()
            .all(self.read())
            .await?;
        let disputes = dispute::Entity::find()
            .filter(dispute::Column::Id.is_in(own))
            .filter(dispute::Column::FiledAt.gte(micros(since)))
            .all(self.read())
            .await?;
        let ids = disputes.iter().map(|row| row.id);
        let merchants = party::Entity::find()
            .filter(party::Column::DisputeId.is_in(ids))
            .filter(party::Column::Seat.eq(Seat::Respondent.code()))
            .all(self.read())
            .await?;
        let complaint = |row: &dispute::Model| {
            let merchant = merchants.iter().find(|party| party.dispute_id == row.id);
            Some(Complaint {
                category: Category::parse(&row.category)?,
                merchant: merchant.map(|party| party.name.clone()).unwrap_or_default(),
            })
        };
        Ok(disputes.iter().filter_map(complaint).collect())
    }

    /// How many people filed with that telephone or that address.
    pub async fn people_with_contact(
        &self,
        phone: Option<&str>,
        address: Option<&str>,
    ) -> Result<usize, DbError> {
        use entity::party::{Column, Entity};
        let same = [(Column::Phone, phone), (Column::Address, address)];
        let same = same.into_iter().filter_map(|(column, known)| {
            let known = known.filter(|known| !known.trim().is_empty())?;
            Some(column.eq(known))
        });
        let Some(same) = same.reduce(ExprTrait::or) else {
            return Ok(0);
        };
        let people = Entity::find()
            .filter(Column::Seat.eq(Seat::Consumer.code()))
            .filter(same)
            .select_only()
            .column(Column::PersonId)
            .distinct()
            .into_tuple::<Option<uuid::Uuid>>()
            .all(self.read())
            .await?;
        Ok(people.into_iter().flatten().count())
    }
}

impl Work {
    /// Keeps what was imported. [`DbError::Conflict`] when the same is there already.
    pub async fn put_law(&self, import: &LawImport) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(import.id.uuid()),
            kind: Set(import.kind.code().to_owned()),
            name: Set(import.name.clone()),
            content: Set(import.content.clone()),
            imported_at: Set(micros(import.imported_at)),
            imported_by: Set(import.imported_by.map(Id::uuid)),
            applied_at: Set(import.applied_at.map(micros)),
        };
        row.insert(self.tx()).await?;
        Ok(())
    }

    /// Notes that every open term was counted again.
    pub async fn law_applied(&self, id: LawImportId, at: Timestamp) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(id.uuid()),
            applied_at: Set(Some(micros(at))),
            ..Default::default()
        };
        row.update(self.tx()).await?;
        Ok(())
    }
}

fn parse(row: table::Model) -> Result<LawImport, DbError> {
    let kind = match row.kind.as_str() {
        "calendar" => LawKind::Calendar,
        "regions" => LawKind::Regions,
        _ => return Err(DbError::unreadable("law_import", "kind", row.id)),
    };
    let at = |micros, column| instant(micros, "law_import", column, row.id);
    Ok(LawImport {
        id: LawImportId::from_uuid(row.id),
        kind,
        imported_at: at(row.imported_at, "imported_at")?,
        imported_by: row.imported_by.map(PersonId::from_uuid),
        applied_at: row
            .applied_at
            .map(|micros| at(micros, "applied_at"))
            .transpose()?,
        name: row.name,
        content: row.content,
    })
}
