//! What was sent and can still be undone. Rows go out in the order of `rank`: what one person sent
//! earlier to a dispute leaves earlier.

use entity::held as table;
use hejie_domain::desk::{HeldState, Spot};
use hejie_domain::ids::{DisputeId, HeldId, Id, PersonId, SessionId};
use jiff::Timestamp;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DbBackend, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use crate::db::{DbError, Store, Work, instant, micros};

/// Something that was sent, with its moment for undoing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub id: HeldId,
    /// Who sent it.
    pub person: PersonId,
    /// By which session.
    pub session: SessionId,
    /// In which dispute.
    pub dispute: DisputeId,
    /// Where.
    pub spot: Spot,
    /// The browser's name for it.
    pub key: String,
    /// JSON: what is sent.
    pub body: String,
    /// JSON of the page's own: what goes back into the box.
    pub content: String,
    /// Its place in the order of sending.
    pub rank: i64,
    /// When it was sent.
    pub created_at: Timestamp,
    /// When it leaves.
    pub due_at: Timestamp,
    /// How far it has come.
    pub state: HeldState,
    /// Why it was refused.
    pub failure: Option<String>,
}

impl Store {
    /// What somebody sent in a dispute that has not left, or was refused since that moment.
    pub async fn held_of(
        &self,
        person: PersonId,
        dispute: DisputeId,
        refused_since: Timestamp,
    ) -> Result<Vec<Held>, DbError> {
        let refused = Condition::all()
            .add(table::Column::State.eq(HeldState::Failed.code()))
            .add(table::Column::EndedAt.gte(micros(refused_since)));
        let open = Condition::any().add(is_open()).add(refused);
        let rows = table::Entity::find()
            .filter(whose(person, dispute))
            .filter(open)
            .order_by_asc(table::Column::Rank)
            .all(self.read())
            .await?;
        rows.into_iter().map(parse).collect()
    }

    /// Whatever was sent under that id.
    pub async fn held(&self, id: HeldId) -> Result<Option<Held>, DbError> {
        let row = table::Entity::find_by_id(id.uuid())
            .one(self.read())
            .await?;
        row.map(parse).transpose()
    }

    /// What somebody sent under that name of their own.
    pub async fn held_by_key(&self, person: PersonId, key: &str) -> Result<Option<Held>, DbError> {
        let row = table::Entity::find()
            .filter(table::Column::PersonId.eq(person.uuid()))
            .filter(table::Column::Key.eq(key))
            .one(self.read())
            .await?;
        row.map(parse).transpose()
    }

    /// When the next one is due, or free again.
    pub async fn next_held_at(&self) -> Result<Option<Timestamp>, DbError> {
        let next = table::Entity::find()
            .filter(is_open())
            .order_by_asc(table::Column::DueAt)
            .one(self.read())
            .await?;
        next.map(|row| {
            let at = row.due_at.max(row.locked_until.unwrap_or(row.due_at));
            instant(at, "held", "due_at", row.id)
        })
        .transpose()
    }
}

impl Work {
    /// One of them, as it stands within this work.
    pub async fn held(&self, id: HeldId) -> Result<Option<Held>, DbError> {
        let row = table::Entity::find_by_id(id.uuid()).one(self.tx()).await?;
        row.map(parse).transpose()
    }

    /// What somebody has waiting in a dispute, in order.
    pub async fn waiting_held(
        &self,
        person: PersonId,
        dispute: DisputeId,
    ) -> Result<Vec<Held>, DbError> {
        let rows = table::Entity::find()
            .filter(whose(person, dispute))
            .filter(is_open())
            .order_by_asc(table::Column::Rank)
            .all(self.tx())
            .await?;
        rows.into_iter().map(parse).collect()
    }

    /// Holds something back. [`DbError::Conflict`] when its writer used the name before.
    pub async fn hold(&self, held: &Held) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(held.id.uuid()),
            person_id: Set(held.person.uuid()),
            session_id: Set(held.session.uuid()),
            dispute_id: Set(held.dispute.uuid()),
            place: Set(held.spot.to_string()),
            key: Set(held.key.clone()),
            body: Set(held.body.clone()),
            content: Set(held.content.clone()),
            rank: Set(held.rank),
            created_at: Set(micros(held.created_at)),
            due_at: Set(micros(held.due_at)),
            locked_until: Set(None),
            state: Set(held.state.code().to_owned()),
            failure: Set(None),
            ended_at: Set(None),
        };
        table::Entity::insert(row)
            .exec_without_returning(self.tx())
            .await?;
        Ok(())
    }

    /// Frees the name of what was taken back or refused, so that it can be sent under it.
    pub async fn forget_unsent_key(&self, person: PersonId, key: &str) -> Result<(), DbError> {
        let never_left = [HeldState::Undone, HeldState::Failed].map(HeldState::code);
        table::Entity::delete_many()
            .filter(table::Column::PersonId.eq(person.uuid()))
            .filter(table::Column::Key.eq(key))
            .filter(table::Column::State.is_in(never_left))
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// Lets everything that somebody has waiting in a dispute leave by then.
    pub async fn hurry_held(
        &self,
        person: PersonId,
        dispute: DisputeId,
        at: Timestamp,
    ) -> Result<(), DbError> {
        let change = table::ActiveModel {
            due_at: Set(micros(at)),
            ..Default::default()
        };
        table::Entity::update_many()
            .set(change)
            .filter(whose(person, dispute))
            .filter(table::Column::State.eq(HeldState::Waiting.code()))
            .filter(table::Column::DueAt.gt(micros(at)))
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// Takes something back that has not begun to leave. False when it has.
    pub async fn undo_held(&self, id: HeldId, at: Timestamp) -> Result<bool, DbError> {
        let change = table::ActiveModel {
            state: Set(HeldState::Undone.code().to_owned()),
            ended_at: Set(Some(micros(at))),
            ..Default::default()
        };
        let done = table::Entity::update_many()
            .set(change)
            .filter(table::Column::Id.eq(id.uuid()))
            .filter(table::Column::State.eq(HeldState::Waiting.code()))
            .exec(self.tx())
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// Takes up to `count_max` that are due, in order, and holds them until `lease`; only those of one
    /// person in one dispute, where they are named. What somebody sent later to the same dispute
    /// waits until the earlier has left.
    pub async fn claim_held(
        &self,
        of: Option<(PersonId, DisputeId)>,
        now: Timestamp,
        lease: Timestamp,
        count_max: u64,
    ) -> Result<Vec<Held>, DbError> {
        let free = Condition::any()
            .add(table::Column::LockedUntil.is_null())
            .add(table::Column::LockedUntil.lte(micros(now)));
        let mut due = table::Entity::find()
            .filter(is_open())
            .filter(table::Column::DueAt.lte(micros(now)))
            .filter(free)
            .order_by_asc(table::Column::Rank)
            .limit(count_max);
        if let Some((person, dispute)) = of {
            due = due.filter(whose(person, dispute));
        }
        if self.backend() == DbBackend::Postgres {
            // SQLite has one writer, and it is us.
            due = due.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        }
        let mut claimed = Vec::new();
        for row in due.all(self.tx()).await? {
            if self.is_first(&row).await? {
                claimed.push(self.claim_one(row, lease).await?);
            }
        }
        Ok(claimed)
    }

    /// It has left, or was refused.
    pub async fn end_held(
        &self,
        id: HeldId,
        failure: Option<&str>,
        at: Timestamp,
    ) -> Result<(), DbError> {
        let state = failure.map_or(HeldState::Sent, |_| HeldState::Failed);
        let row = table::ActiveModel {
            id: Set(id.uuid()),
            state: Set(state.code().to_owned()),
            failure: Set(failure.map(str::to_owned)),
            locked_until: Set(None),
            ended_at: Set(Some(micros(at))),
            ..Default::default()
        };
        row.update(self.tx()).await?;
        Ok(())
    }

    /// Refuses whatever waits or is on its way, for one reason; the answer is what that was, in the
    /// order of sending.
    pub async fn refuse_all_held(&self, why: &str, at: Timestamp) -> Result<Vec<Held>, DbError> {
        let open = table::Entity::find()
            .filter(is_open())
            .order_by_asc(table::Column::Rank);
        let open = open.all(self.tx()).await?;
        let refused = open.into_iter().map(parse).collect::<Result<Vec<_>, _>>()?;
        for held in &refused {
            self.end_held(held.id, Some(why), at).await?;
        }
        Ok(refused)
    }

    /// Its writer has seen that it was refused.
    pub async fn take_failed(&self, id: HeldId) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(id.uuid()),
            state: Set(HeldState::Undone.code().to_owned()),
            ..Default::default()
        };
        row.update(self.tx()).await?;
        Ok(())
    }

    /// It could not leave just now and tries again then; until then it can be taken back.
    pub async fn delay_held(&self, id: HeldId, due_at: Timestamp) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(id.uuid()),
            state: Set(HeldState::Waiting.code().to_owned()),
            due_at: Set(micros(due_at)),
            locked_until: Set(None),
            ..Default::default()
        };
        row.update(self.tx()).await?;
        Ok(())
    }

    /// Forgets what left or was taken back before that moment.
    pub async fn forget_held(&self, before: Timestamp) -> Result<u64, DbError> {
        let gone = table::Entity::delete_many()
            .filter(table::Column::EndedAt.lt(micros(before)))
            .exec(self.tx())
            .await?;
        Ok(gone.rows_affected)
    }

    async fn is_first(&self, row: &table::Model) -> Result<bool, DbError> {
        let earlier = table::Entity::find()
            .filter(table::Column::PersonId.eq(row.person_id))
            .filter(table::Column::DisputeId.eq(row.dispute_id))
            .filter(is_open())
            .filter(table::Column::Rank.lt(row.rank))
            .one(self.tx())
            .await?;
        Ok(earlier.is_none())
    }

    async fn claim_one(&self, row: table::Model, lease: Timestamp) -> Result<Held, DbError> {
        let change = table::ActiveModel {
            id: Set(row.id),
            state: Set(HeldState::Sending.code().to_owned()),
            locked_until: Set(Some(micros(lease))),
            ..Default::default()
        };
        change.update(self.tx()).await?;
        let mut held = parse(row)?;
        held.state = HeldState::Sending;
        Ok(held)
    }
}

fn whose(person: PersonId, dispute: DisputeId) -> Condition {
    Condition::all()
        .add(table::Column::PersonId.eq(person.uuid()))
        .add(table::Column::DisputeId.eq(dispute.uuid()))
}

fn is_open() -> Condition {
    let open = [HeldState::Waiting, HeldState::Sending].map(HeldState::code);
    Condition::all().add(table::Column::State.is_in(open))
}

fn parse(row: table::Model) -> Result<Held, DbError> {
    let unreadable = |column| DbError::unreadable("held", column, row.id);
    Ok(Held {
        id: HeldId::from_uuid(row.id),
        person: PersonId::from_uuid(row.person_id),
        session: SessionId::from_uuid(row.session_id),
        dispute: DisputeId::from_uuid(row.dispute_id),
        spot: Spot::parse(&row.place).ok_or_else(|| unreadable("place"))?,
        rank: row.rank,
        created_at: instant(row.created_at, "held", "created_at", row.id)?,
        due_at: instant(row.due_at, "held", "due_at", row.id)?,
        state: HeldState::parse(&row.state).ok_or_else(|| unreadable("state"))?,
        key: row.key,
        body: row.body,
        content: row.content,
        failure: row.failure,
    })
}
