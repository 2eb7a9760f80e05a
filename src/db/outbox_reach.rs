//! Whose messages somebody may see to.

use entity::{dispute, organisation, outbox as table};
use hejie_domain::access::OrganisationKind;
use hejie_domain::ids::{Id, OrganisationId, OutboxId};
use hejie_domain::telling::Message;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{DbError, Store};

/// Which messages an administrator may see to. What belongs to no dispute and no house, such as a
/// code for a consumer, is for whoever administers every platform there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PostReach {
    /// All of this installation.
    Everything,
    /// What is about disputes of these platforms, or belongs to them, their merchants, and the bodies
    /// and bureaus that belong to none.
    Platforms(Vec<OrganisationId>),
}

impl PostReach {
    /// Which rows of the outbox those are.
    pub(super) fn holds(&self) -> Condition {
        let Self::Platforms(platforms) = self else {
            return Condition::all();
        };
        let platforms: Vec<Uuid> = platforms.iter().map(|id| id.uuid()).collect();
        Condition::any()
            .add(table::Column::DisputeId.in_subquery(disputes_of(&platforms)))
            .add(table::Column::OrganisationId.in_subquery(houses_of(&platforms)))
    }
}

impl Store {
    /// What those of `ids` say that are within `reach`. Rows that were forgotten are not among them.
    pub async fn posts_within(
        &self,
        reach: &PostReach,
        ids: &[OutboxId],
    ) -> Result<Vec<(OutboxId, Message)>, DbError> {
        let rows: Vec<(Uuid, String)> = table::Entity::find()
            .select_only()
            .columns([table::Column::Id, table::Column::Message])
            .filter(table::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
            .filter(reach.holds())
            .into_tuple()
            .all(self.read())
            .await?;
        let parsed = rows.into_iter().map(|(id, message)| {
            let message = Message::parse(&message);
            let message = message.ok_or_else(|| DbError::unreadable("outbox", "message", id))?;
            Ok((OutboxId::from_uuid(id), message))
        });
        parsed.collect()
    }
}

fn disputes_of(platforms: &[Uuid]) -> SelectStatement {
    Query::select()
        .column(dispute::Column::Id)
        .from(dispute::Entity)
        .cond_where(dispute::Column::PlatformId.is_in(platforms.iter().copied()))
        .to_owned()
}

fn houses_of(platforms: &[Uuid]) -> SelectStatement {
    let own = organisation::Column::Id.is_in(platforms.iter().copied());
    let theirs = organisation::Column::PlatformId.is_in(platforms.iter().copied());
    let of_none = Condition::all()
        .add(organisation::Column::PlatformId.is_null())
        .add(organisation::Column::Kind.ne(OrganisationKind::Platform.code()));
    Query::select()
        .column(organisation::Column::Id)
        .from(organisation::Entity)
        .cond_where(Condition::any().add(own).add(theirs).add(of_none))
        .to_owned()
}
