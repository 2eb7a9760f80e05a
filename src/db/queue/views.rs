//! Ways of looking at the queue that people keep.

use hejie_domain::ids::{Id, OrganisationId, PersonId, SavedViewId};
use hejie_domain::queue::Filter;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, Set,
};

use crate::db::{DbError, Store, Work, micros};
use entity::{queue_choice, saved_view as table};

/// A kept view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    pub id: SavedViewId,
    pub platform: OrganisationId,
    /// Who made it.
    pub owner: PersonId,
    /// Whether everybody in the platform's service sees it.
    pub shared: bool,
    pub name: String,
    /// What it shows. A tag or merchant that is gone shows nothing.
    pub filter: Filter,
    /// From 0; those in the same place stand by name.
    pub place: i32,
}

impl Store {
    /// A kept view.
    pub async fn saved_view(&self, id: SavedViewId) -> Result<Option<SavedView>, DbError> {
        let row = table::Entity::find_by_id(id.uuid())
            .one(self.read())
            .await?;
        row.map(view).transpose()
    }

    /// What somebody sees: their own and the shared ones, in order.
    pub async fn saved_views(
        &self,
        platform: OrganisationId,
        person: PersonId,
    ) -> Result<Vec<SavedView>, DbError> {
        let seen = Condition::any()
            .add(table::Column::OwnerId.eq(person.uuid()))
            .add(table::Column::Shared.eq(true));
        let rows = table::Entity::find()
            .filter(table::Column::PlatformId.eq(platform.uuid()))
            .filter(seen)
            .order_by_asc(table::Column::Shared)
            .order_by_asc(table::Column::Place)
            .order_by_asc(table::Column::Name)
            .order_by_asc(table::Column::Id)
            .all(self.read())
            .await?;
        rows.into_iter().map(view).collect()
    }

    /// The view that somebody's queue opens with.
    pub async fn chosen_view(
        &self,
        platform: OrganisationId,
        person: PersonId,
    ) -> Result<Option<SavedViewId>, DbError> {
        let row = queue_choice::Entity::find_by_id((person.uuid(), platform.uuid()))
            .one(self.read())
            .await?;
        Ok(row.map(|row| SavedViewId::from_uuid(row.view_id)))
    }
}

impl Work {
    /// Keeps a view, new or changed.
    pub async fn keep_view(&self, view: &SavedView, at: Timestamp) -> Result<(), DbError> {
        let filter = serde_json::to_string(&view.filter.pairs())
            .map_err(|_unlikely| DbError::unreadable("saved_view", "filter", view.id))?;
        let row = table::ActiveModel {
            id: Set(view.id.uuid()),
            platform_id: Set(view.platform.uuid()),
            owner_id: Set(view.owner.uuid()),
            shared: Set(view.shared),
            name: Set(view.name.clone()),
            filter: Set(filter),
            place: Set(view.place),
            made_at: Set(micros(at)),
            updated_at: Set(micros(at)),
        };
        let changed = [
            table::Column::Shared,
            table::Column::Name,
            table::Column::Filter,
            table::Column::Place,
            table::Column::UpdatedAt,
        ];
        table::Entity::insert(row)
            .on_conflict(
                OnConflict::column(table::Column::Id)
                    .update_columns(changed)
                    .to_owned(),
            )
            .exec_without_returning(self.tx())
            .await?;
        Ok(())
    }

    /// Puts a view in its place among the others.
    pub async fn place_view(&self, id: SavedViewId, place: i32) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(id.uuid()),
            place: Set(place),
            ..Default::default()
        };
        row.update(self.tx()).await?;
        Ok(())
    }

    /// Forgets a view; nobody's queue opens with it any more.
    pub async fn drop_view(&self, id: SavedViewId) -> Result<(), DbError> {
        queue_choice::Entity::delete_many()
            .filter(queue_choice::Column::ViewId.eq(id.uuid()))
            .exec(self.tx())
            .await?;
        table::Entity::delete_by_id(id.uuid())
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// Lets somebody's queue open with this view, or as it does by itself.
    pub async fn choose_view(
        &self,
        platform: OrganisationId,
        person: PersonId,
        view: Option<SavedViewId>,
    ) -> Result<(), DbError> {
        let Some(view) = view else {
            queue_choice::Entity::delete_by_id((person.uuid(), platform.uuid()))
                .exec(self.tx())
                .await?;
            return Ok(());
        };
        let row = queue_choice::ActiveModel {
            person_id: Set(person.uuid()),
            platform_id: Set(platform.uuid()),
            view_id: Set(view.uuid()),
        };
        let key = [
            queue_choice::Column::PersonId,
            queue_choice::Column::PlatformId,
        ];
        queue_choice::Entity::insert(row)
            .on_conflict(
                OnConflict::columns(key)
                    .value(queue_choice::Column::ViewId, Expr::value(view.uuid()))
                    .to_owned(),
            )
            .exec_without_returning(self.tx())
            .await?;
        Ok(())
    }
}

fn view(row: table::Model) -> Result<SavedView, DbError> {
    let unreadable = || DbError::unreadable("saved_view", "filter", row.id);
    let pairs: Vec<(String, String)> =
        serde_json::from_str(&row.filter).map_err(|_odd| unreadable())?;
    let pairs = pairs
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()));
    Ok(SavedView {
        id: SavedViewId::from_uuid(row.id),
        platform: OrganisationId::from_uuid(row.platform_id),
        owner: PersonId::from_uuid(row.owner_id),
        shared: row.shared,
        filter: Filter::parse(pairs).map_err(|_fault| unreadable())?,
        name: row.name,
        place: row.place,
    })
}
