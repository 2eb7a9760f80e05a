//! Tags: words that a platform puts on its disputes, for itself.

use std::collections::BTreeMap;

use hejie_domain::ids::{DisputeId, Id, OrganisationId, PersonId, TagId};
use hejie_domain::queue::Colour;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    Set,
};

use crate::db::dispute::COUNTED_MAX;
use crate::db::{DbError, Store, Work, instant, micros};
use entity::{dispute_tag, tag as table};

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    pub id: TagId,
    pub platform: OrganisationId,
    pub name: String,
    /// The name as tags are compared by.
    pub key: String,
    pub colour: Colour,
    /// Set when it is not given any more.
    pub retired_at: Option<Timestamp>,
    /// The tag that took its place.
    pub merged_into: Option<TagId>,
}

/// A tag, and on how many disputes it is, up to [`COUNTED_MAX`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagUse {
    pub tag: Tag,
    pub disputes: u64,
}

impl Store {
    /// A tag.
    pub async fn tag(&self, id: TagId) -> Result<Option<Tag>, DbError> {
        let row = table::Entity::find_by_id(id.uuid())
            .one(self.read())
            .await?;
        row.map(tag).transpose()
    }

    /// The tags of a platform by name, those that took no other's place.
    pub async fn tags_of(&self, platform: OrganisationId) -> Result<Vec<Tag>, DbError> {
        let rows = table::Entity::find()
            .filter(table::Column::PlatformId.eq(platform.uuid()))
            .filter(table::Column::MergedInto.is_null())
            .order_by_asc(table::Column::NameKey)
            .all(self.read())
            .await?;
        rows.into_iter().map(tag).collect()
    }

    /// On how many disputes a tag is.
    pub async fn tag_use(&self, id: TagId) -> Result<u64, DbError> {
        let found = dispute_tag::Entity::find()
            .select_only()
            .column(dispute_tag::Column::DisputeId)
            .filter(dispute_tag::Column::TagId.eq(id.uuid()))
            .limit(COUNTED_MAX)
            .into_tuple::<uuid::Uuid>()
            .all(self.read())
            .await?;
        Ok(u64::try_from(found.len()).unwrap_or(COUNTED_MAX))
    }

    /// The tags on each of these disputes, by name.
    pub async fn tags_on(
        &self,
        disputes: &[DisputeId],
    ) -> Result<BTreeMap<DisputeId, Vec<TagId>>, DbError> {
        let rows: Vec<(uuid::Uuid, uuid::Uuid)> = dispute_tag::Entity::find()
            .select_only()
            .column(dispute_tag::Column::DisputeId)
            .column(dispute_tag::Column::TagId)
            .filter(dispute_tag::Column::DisputeId.is_in(disputes.iter().map(|id| id.uuid())))
            .order_by_asc(dispute_tag::Column::At)
            .into_tuple()
            .all(self.read())
            .await?;
        let mut on: BTreeMap<DisputeId, Vec<TagId>> = BTreeMap::new();
        for (dispute, tag) in rows {
            let tags = on.entry(DisputeId::from_uuid(dispute)).or_default();
            tags.push(TagId::from_uuid(tag));
        }
        Ok(on)
    }
}

impl Work {
    /// Adds a tag. Another of the same name that is in use is a conflict.
    pub async fn add_tag(&self, tag: &Tag, by: PersonId, at: Timestamp) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(tag.id.uuid()),
            platform_id: Set(tag.platform.uuid()),
            name: Set(tag.name.clone()),
            name_key: Set(tag.key.clone()),
            colour: Set(tag.colour.code().to_owned()),
            made_by: Set(by.uuid()),
            made_at: Set(micros(at)),
            retired_at: Set(None),
            merged_into: Set(None),
        };
        row.insert(self.tx()).await?;
        Ok(())
    }

    /// Changes name, colour and whether it is given any more. A name that is in use is a conflict.
    pub async fn change_tag(&self, tag: &Tag) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(tag.id.uuid()),
            name: Set(tag.name.clone()),
            name_key: Set(tag.key.clone()),
            colour: Set(tag.colour.code().to_owned()),
            retired_at: Set(tag.retired_at.map(micros)),
            merged_into: Set(tag.merged_into.map(Id::uuid)),
            ..Default::default()
        };
        row.update(self.tx()).await?;
        Ok(())
    }

    /// Puts a tag on a dispute; answers whether it was not there yet.
    pub async fn put_tag(
        &self,
        dispute: DisputeId,
        tag: TagId,
        by: PersonId,
        at: Timestamp,
    ) -> Result<bool, DbError> {
        let row = dispute_tag::ActiveModel {
            dispute_id: Set(dispute.uuid()),
            tag_id: Set(tag.uuid()),
            by_id: Set(by.uuid()),
            at: Set(micros(at)),
        };
        let key = [dispute_tag::Column::DisputeId, dispute_tag::Column::TagId];
        let put = dispute_tag::Entity::insert(row)
            .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
            .exec_without_returning(self.tx())
            .await?;
        Ok(put > 0)
    }

    /// Takes a tag off a dispute; answers whether it was there.
    pub async fn take_tag(&self, dispute: DisputeId, tag: TagId) -> Result<bool, DbError> {
        let gone = dispute_tag::Entity::delete_many()
            .filter(dispute_tag::Column::DisputeId.eq(dispute.uuid()))
            .filter(dispute_tag::Column::TagId.eq(tag.uuid()))
            .exec(self.tx())
            .await?;
        Ok(gone.rows_affected > 0)
    }

    /// Puts one tag wherever another was.
    pub async fn move_tag(&self, from: TagId, to: TagId) -> Result<(), DbError> {
        use sea_orm::sea_query::{Query, SelectStatement};
        let there: SelectStatement = Query::select()
            .column(dispute_tag::Column::DisputeId)
            .from(dispute_tag::Entity)
            .and_where(Expr::col(dispute_tag::Column::TagId).eq(to.uuid()))
            .to_owned();
        dispute_tag::Entity::update_many()
            .col_expr(dispute_tag::Column::TagId, Expr::value(to.uuid()))
            .filter(dispute_tag::Column::TagId.eq(from.uuid()))
            .filter(dispute_tag::Column::DisputeId.not_in_subquery(there))
            .exec(self.tx())
            .await?;
        dispute_tag::Entity::delete_many()
            .filter(dispute_tag::Column::TagId.eq(from.uuid()))
            .exec(self.tx())
            .await?;
        // What was joined to it earlier is found there, too: one step leads to where a tag went.
        table::Entity::update_many()
            .col_expr(table::Column::MergedInto, Expr::value(to.uuid()))
            .filter(table::Column::MergedInto.eq(from.uuid()))
            .exec(self.tx())
            .await?;
        Ok(())
    }
}

fn tag(row: table::Model) -> Result<Tag, DbError> {
    let retired_at = row.retired_at;
    let retired_at = retired_at.map(|at| instant(at, "tag", "retired_at", row.id));
    Ok(Tag {
        id: TagId::from_uuid(row.id),
        platform: OrganisationId::from_uuid(row.platform_id),
        colour: Colour::parse(&row.colour)
            .ok_or_else(|| DbError::unreadable("tag", "colour", row.id))?,
        name: row.name,
        key: row.name_key,
        retired_at: retired_at.transpose()?,
        merged_into: row.merged_into.map(TagId::from_uuid),
    })
}
