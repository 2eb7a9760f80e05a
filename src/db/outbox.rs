//! What waits to be sent. Rows come in within the transaction of whatever they tell of, and go out
//! one claim at a time: a claim is a lease, so that what a killed process held is found again.

use entity::{invitation, outbox as table};
use hejie_domain::ids::{DisputeId, Id, OutboxId};
use hejie_domain::telling::{HousePost, Matter, Message, Post};
use jiff::Timestamp;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DbBackend, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use uuid::Uuid;

use super::outbox_reach::PostReach;
use super::{DbError, Nudge, Store, Work, instant, micros};

/// A post that this process holds for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its row.
    pub id: OutboxId,
    /// What is to be sent.
    pub post: Post,
    /// Which attempt this is, from 1.
    pub attempt: u32,
}

/// A post that nobody tries to send any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadPost {
    /// Its row.
    pub id: OutboxId,
    /// `sms` or `mail`.
    pub channel: String,
    /// What it said.
    pub message: Message,
    /// In which dispute.
    pub dispute: Option<DisputeId>,
    /// How often it was tried.
    pub attempts: u32,
    /// What stood in the way.
    pub failure: String,
    /// When it was given up.
    pub at: Timestamp,
    /// Whether it can be tried again: a code that was blanked cannot.
    pub can_retry: bool,
    /// What is kept of it; nothing, where it was blanked or cannot be read.
    pub post: Option<Post>,
    /// Under which key its attempts are written down.
    pub key: String,
}

const WAITING: &str = "waiting";
const DONE: &str = "done";
const DEAD: &str = "dead";

impl Work {
    /// Puts `post` into the outbox. The same thing posted again changes nothing.
    pub async fn post(&mut self, id: OutboxId, post: &Post, at: Timestamp) -> Result<(), DbError> {
        let dispute = match post {
            Post::Code(_) | Post::Account(_) | Post::Test(_) | Post::House(_) => None,
            Post::Tell(tell) => Some(tell.dispute.uuid()),
        };
        let payload = serde_json::to_string(post)
            .map_err(|_unlikely| DbError::unreadable("outbox", "payload", id))?;
        let row = table::ActiveModel {
            id: Set(id.uuid()),
            key: Set(post.key()),
            channel: Set(post.channel().code().to_owned()),
            message: Set(post.message().code().to_owned()),
            dispute_id: Set(dispute),
            payload: Set(Some(payload)),
            created_at: Set(micros(at)),
            due_at: Set(micros(at)),
            locked_until: Set(None),
            attempts: Set(0),
            state: Set(WAITING.to_owned()),
            failure: Set(None),
            ended_at: Set(None),
            given_up_at: Set(None),
            organisation_id: Set(self.house_of(post).await?),
        };
        table::Entity::insert(row)
            .on_conflict_do_nothing_on([table::Column::Key])
            .exec(self.tx())
            .await?;
        self.nudge(Nudge::Outbox);
        Ok(())
    }

    /// In whose house a post belongs that is about no dispute, as far as that is known.
    async fn house_of(&self, post: &Post) -> Result<Option<Uuid>, DbError> {
        let Post::House(HousePost { matter, .. }) = post else {
            return Ok(None);
        };
        let Matter::Invitation { id, .. } = matter;
        let invited = invitation::Entity::find_by_id(id.uuid()).one(self.tx());
        Ok(invited.await?.map(|row| row.organisation_id))
    }

    /// Takes up to `count_max` posts that are due, oldest first, and holds them until `lease`.
    pub async fn claim_posts(
        &self,
        now: Timestamp,
        lease: Timestamp,
        count_max: u64,
    ) -> Result<Vec<Waiting>, DbError> {
        let free = Condition::any()
            .add(table::Column::LockedUntil.is_null())
            .add(table::Column::LockedUntil.lte(micros(now)));
        let mut due = table::Entity::find()
            .filter(table::Column::State.eq(WAITING))
            .filter(table::Column::DueAt.lte(micros(now)))
            .filter(free)
            .order_by_asc(table::Column::DueAt)
            .order_by_asc(table::Column::Id)
            .limit(count_max);
        if self.backend() == DbBackend::Postgres {
            // SQLite has one writer, and it is us.
            due = due.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        }
        let mut claimed = Vec::new();
        for row in due.all(self.tx()).await? {
            claimed.extend(self.claim(row, now, lease).await?);
        }
        Ok(claimed)
    }

    /// The post is on its way, or need not be sent: forgets what it said.
    pub async fn post_done(&self, id: OutboxId, at: Timestamp) -> Result<(), DbError> {
        let row = table::ActiveModel {
            payload: Set(None),
            failure: Set(None),
            ..ended(id, DONE, at)
        };
        self.change_post(row).await
    }

    /// A post that still waits need not be sent any more.
    pub async fn call_off(&self, key: &str, at: Timestamp) -> Result<(), DbError> {
        let change = table::ActiveModel {
            payload: Set(None),
            state: Set(DONE.to_owned()),
            ended_at: Set(Some(micros(at))),
            ..Default::default()
        };
        table::Entity::update_many()
            .set(change)
            .filter(table::Column::Key.eq(key))
            .filter(table::Column::State.ne(DONE))
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// The post goes out again at `due_at`.
    pub async fn post_again(
        &self,
        id: OutboxId,
        due_at: Timestamp,
        why: &str,
    ) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(id.uuid()),
            due_at: Set(micros(due_at)),
            locked_until: Set(None),
            failure: Set(Some(why.to_owned())),
            ..Default::default()
        };
        self.change_post(row).await
    }

    /// The post waits until `due_at` without having been tried: it keeps its attempts.
    pub async fn post_rests(
        &self,
        waiting: &Waiting,
        due_at: Timestamp,
        why: &str,
    ) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(waiting.id.uuid()),
            attempts: Set(i32::try_from(waiting.attempt.saturating_sub(1)).unwrap_or(i32::MAX)),
            due_at: Set(micros(due_at)),
            locked_until: Set(None),
            failure: Set(Some(why.to_owned())),
            ..Default::default()
        };
        self.change_post(row).await
    }

    /// Nobody tries to send the post any more. A code is forgotten; what a dispute had to tell is
    /// kept, so that an administrator can try again.
    pub async fn post_dead(
        &self,
        waiting: &Waiting,
        why: &str,
        at: Timestamp,
    ) -> Result<(), DbError> {
        let mut row = table::ActiveModel {
            failure: Set(Some(why.to_owned())),
            ..ended(waiting.id, DEAD, at)
        };
        if matches!(waiting.post, Post::Code(_) | Post::Test(_)) {
            row.payload = Set(None);
        }
        self.change_post(row).await
    }

    /// Lets a dead post within `reach` be tried again at once. Tells whether there was one that can
    /// be.
    pub async fn revive_post(
        &mut self,
        reach: &PostReach,
        id: OutboxId,
        at: Timestamp,
    ) -> Result<bool, DbError> {
        let row = table::ActiveModel {
            state: Set(WAITING.to_owned()),
            due_at: Set(micros(at)),
            locked_until: Set(None),
            ended_at: Set(None),
            ..Default::default()
        };
        let changed = table::Entity::update_many()
            .set(row)
            .filter(table::Column::Id.eq(id.uuid()))
            .filter(reach.holds())
            .filter(table::Column::State.eq(DEAD))
            .filter(table::Column::Payload.is_not_null())
            .exec(self.tx())
            .await?;
        self.nudge(Nudge::Outbox);
        Ok(changed.rows_affected == 1)
    }

    /// Whether a post is dead still; nobody else can change it before this work has ended.
    pub async fn hold_dead_post(&self, id: OutboxId) -> Result<bool, DbError> {
        let row = table::ActiveModel {
            state: Set(DEAD.to_owned()),
            ..Default::default()
        };
        let touched = table::Entity::update_many()
            .set(row)
            .filter(table::Column::Id.eq(id.uuid()))
            .filter(table::Column::State.eq(DEAD))
            .exec(self.tx())
            .await?;
        Ok(touched.rows_affected == 1)
    }

    /// Ends a dead post within `reach` for good, and forgets what it said. Tells whether there was
    /// one.
    pub async fn give_post_up(
        &self,
        reach: &PostReach,
        id: OutboxId,
        at: Timestamp,
    ) -> Result<bool, DbError> {
        let row = table::ActiveModel {
            state: Set(DONE.to_owned()),
            payload: Set(None),
            given_up_at: Set(Some(micros(at))),
            ..Default::default()
        };
        let changed = table::Entity::update_many()
            .set(row)
            .filter(table::Column::Id.eq(id.uuid()))
            .filter(reach.holds())
            .filter(table::Column::State.eq(DEAD))
            .exec(self.tx())
            .await?;
        Ok(changed.rows_affected == 1)
    }

    /// Forgets posts that were sent, or need not be, before that moment, and those that nobody can
    /// send any more since what they said is gone. What may still be sent stays.
    pub async fn forget_posts(&self, before: Timestamp) -> Result<u64, DbError> {
        let over = Condition::any().add(table::Column::State.eq(DONE)).add(
            Condition::all()
                .add(table::Column::State.eq(DEAD))
                .add(table::Column::Payload.is_null()),
        );
        let gone = table::Entity::delete_many()
            .filter(over)
            .filter(table::Column::EndedAt.lt(micros(before)))
            .exec(self.tx())
            .await?;
        Ok(gone.rows_affected)
    }

    async fn claim(
        &self,
        row: table::Model,
        now: Timestamp,
        lease: Timestamp,
    ) -> Result<Option<Waiting>, DbError> {
        let id = OutboxId::from_uuid(row.id);
        let payload = row.payload.as_deref().unwrap_or_default();
        let Ok(post) = serde_json::from_str(payload) else {
            // One row that cannot be read must not hold up all the others.
            let row = table::ActiveModel {
                failure: Set(Some("unreadable".to_owned())),
                ..ended(id, DEAD, now)
            };
            self.change_post(row).await?;
            return Ok(None);
        };
        let attempts = row.attempts.saturating_add(1);
        self.change_post(table::ActiveModel {
            id: Set(row.id),
            attempts: Set(attempts),
            locked_until: Set(Some(micros(lease))),
            ..Default::default()
        })
        .await?;
        let attempt = u32::try_from(attempts)
            .map_err(|_negative| DbError::unreadable("outbox", "attempts", id))?;
        Ok(Some(Waiting { id, post, attempt }))
    }

    async fn change_post(&self, row: table::ActiveModel) -> Result<(), DbError> {
        row.update(self.tx()).await?;
        Ok(())
    }
}

impl Store {
    /// Those of `ids` that are still to be sent, or could be.
    pub async fn unsent_posts(&self, ids: &[OutboxId]) -> Result<Vec<OutboxId>, DbError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let unsent: Vec<Uuid> = table::Entity::find()
            .select_only()
            .column(table::Column::Id)
            .filter(table::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
            .filter(table::Column::State.ne(DONE))
            .into_tuple()
            .all(self.read())
            .await?;
        Ok(unsent.into_iter().map(OutboxId::from_uuid).collect())
    }

    /// When a post is due that is still to be sent; nothing, when nobody tries any more.
    pub async fn post_waits(&self, id: OutboxId) -> Result<Option<Timestamp>, DbError> {
        let row = table::Entity::find_by_id(id.uuid())
            .filter(table::Column::State.eq(WAITING))
            .one(self.read())
            .await?;
        row.map(|row| instant(row.due_at, "outbox", "due_at", row.id))
            .transpose()
    }

    /// When the next post is due, if any waits; a post that somebody holds, when it is free again.
    pub async fn next_post_at(&self) -> Result<Option<Timestamp>, DbError> {
        let next = table::Entity::find()
            .filter(table::Column::State.eq(WAITING))
            .order_by_asc(table::Column::DueAt)
            .one(self.read())
            .await?;
        next.map(|row| {
            let at = row.due_at.max(row.locked_until.unwrap_or(row.due_at));
            instant(at, "outbox", "due_at", row.id)
        })
        .transpose()
    }

    /// One dead post within `reach`.
    pub async fn dead_post(
        &self,
        reach: &PostReach,
        id: OutboxId,
    ) -> Result<Option<DeadPost>, DbError> {
        let row = table::Entity::find_by_id(id.uuid())
            .filter(reach.holds())
            .filter(table::Column::State.eq(DEAD))
            .one(self.read())
            .await?;
        row.map(dead_post).transpose()
    }

    /// The newest dead posts within `reach` before `before`, newest first.
    pub async fn dead_posts(
        &self,
        reach: &PostReach,
        before: Option<OutboxId>,
        count_max: u64,
    ) -> Result<Vec<DeadPost>, DbError> {
        let mut dead = table::Entity::find()
            .filter(reach.holds())
            .filter(table::Column::State.eq(DEAD))
            .order_by_desc(table::Column::Id)
            .limit(count_max);
        if let Some(before) = before {
            dead = dead.filter(table::Column::Id.lt(before.uuid()));
        }
        dead.all(self.read())
            .await?
            .into_iter()
            .map(dead_post)
            .collect()
    }
}

fn ended(id: OutboxId, state: &str, at: Timestamp) -> table::ActiveModel {
    table::ActiveModel {
        id: Set(id.uuid()),
        state: Set(state.to_owned()),
        locked_until: Set(None),
        ended_at: Set(Some(micros(at))),
        ..Default::default()
    }
}

fn dead_post(row: table::Model) -> Result<DeadPost, DbError> {
    let unreadable = |column| DbError::unreadable("outbox", column, row.id);
    Ok(DeadPost {
        id: OutboxId::from_uuid(row.id),
        message: Message::parse(&row.message).ok_or_else(|| unreadable("message"))?,
        dispute: row.dispute_id.map(|id: Uuid| DisputeId::from_uuid(id)),
        attempts: u32::try_from(row.attempts).map_err(|_negative| unreadable("attempts"))?,
        failure: row.failure.clone().unwrap_or_default(),
        at: instant(
            row.ended_at.unwrap_or(row.due_at),
            "outbox",
            "ended_at",
            row.id,
        )?,
        can_retry: row.payload.is_some(),
        post: row
            .payload
            .as_deref()
            .and_then(|payload| serde_json::from_str(payload).ok()),
        key: row.key,
        channel: row.channel,
    })
}
