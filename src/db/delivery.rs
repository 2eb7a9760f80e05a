//! What came of each attempt to tell somebody. A row is written before anything is handed over, so
//! that a killed process leaves a trace of what it may have sent.

use std::collections::BTreeMap;

use entity::delivery as table;
use hejie_domain::ids::{DeliveryId, DisputeId, Id, PartyId, PersonId};
use hejie_domain::telling::{Channel, DeliveryResult, Message, Method, Post};
use jiff::Timestamp;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use super::{DbError, Store, Work, instant, micros};

/// An attempt that is about to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt<'a> {
    /// Its row.
    pub id: DeliveryId,
    /// What is sent.
    pub post: &'a Post,
    /// Which attempt at it, from 1.
    pub number: u32,
    /// By whom it is carried.
    pub method: Method,
    /// Where to, for people to see.
    pub to_masked: String,
    /// Where to, for counting.
    pub address_hash: String,
    /// When.
    pub at: Timestamp,
}

/// An attempt that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its row.
    pub id: DeliveryId,
    /// On which way.
    pub channel: Channel,
    /// What was said.
    pub message: Message,
    /// For which party.
    pub party: Option<PartyId>,
    /// To which account.
    pub person: Option<PersonId>,
    /// By whom it was carried.
    pub method: Method,
    /// Which attempt it was.
    pub attempt: u32,
    /// Where to, masked.
    pub to_masked: String,
    /// When it was made.
    pub attempted_at: Timestamp,
    /// What came of it.
    pub result: DeliveryResult,
    /// The carrier's name for it.
    pub reference: Option<String>,
    /// What stood in the way.
    pub failure: Option<String>,
    /// When it was out of our hands.
    pub delivered_at: Option<Timestamp>,
}

impl Work {
    /// Writes down that `attempt` begins. [`DbError::Conflict`] when somebody else makes it.
    pub async fn begin_delivery(&self, attempt: &Attempt<'_>) -> Result<(), DbError> {
        let (dispute, seq, party, person) = match attempt.post {
            Post::Code(_) | Post::Test(_) | Post::House(_) => (None, None, None, None),
            Post::Account(account) => (None, None, None, Some(account.person)),
            Post::Tell(tell) => {
                let seq = i64::try_from(tell.seq)
                    .map_err(|_huge| DbError::unreadable("delivery", "seq", attempt.id))?;
                (
                    Some(tell.dispute),
                    Some(seq),
                    tell.to.party(),
                    tell.to.person(),
                )
            }
        };
        let row = table::ActiveModel {
            id: Set(attempt.id.uuid()),
            key: Set(attempt.post.key()),
            attempt: Set(number(attempt)?),
            channel: Set(attempt.post.channel().code().to_owned()),
            message: Set(attempt.post.message().code().to_owned()),
            dispute_id: Set(dispute.map(Id::uuid)),
            seq: Set(seq),
            party_id: Set(party.map(Id::uuid)),
            person_id: Set(person.map(Id::uuid)),
            method: Set(attempt.method.code().to_owned()),
            to_masked: Set(attempt.to_masked.clone()),
            address_hash: Set(attempt.address_hash.clone()),
            attempted_at: Set(micros(attempt.at)),
            result: Set(DeliveryResult::Begun.code().to_owned()),
            reference: Set(None),
            failure: Set(None),
            delivered_at: Set(None),
        };
        row.insert(self.tx()).await?;
        Ok(())
    }

    /// Writes down how the attempt ended.
    pub async fn end_delivery(
        &self,
        id: DeliveryId,
        result: DeliveryResult,
        detail: Option<&str>,
        at: Timestamp,
    ) -> Result<(), DbError> {
        let detail = detail.map(str::to_owned);
        let (reference, failure) = if result.is_delivered() {
            (detail, None)
        } else {
            (None, detail)
        };
        let row = table::ActiveModel {
            id: Set(id.uuid()),
            result: Set(result.code().to_owned()),
            reference: Set(reference),
            failure: Set(failure),
            delivered_at: Set(result.is_delivered().then(|| micros(at))),
            ..Default::default()
        };
        row.update(self.tx()).await?;
        Ok(())
    }

    /// Marks attempts at `key` whose end nobody wrote down: whoever made them was killed, and they
    /// may have arrived. Tells whether there were any that must not be repeated.
    pub async fn lost_deliveries(&self, key: &str) -> Result<bool, DbError> {
        let begun = table::Entity::find()
            .filter(table::Column::Key.eq(key))
            .filter(table::Column::Result.eq(DeliveryResult::Begun.code()))
            .all(self.tx())
            .await?;
        let mut lost = false;
        for row in begun {
            let method = Method::parse(&row.method)
                .ok_or_else(|| DbError::unreadable("delivery", "method", row.id))?;
            lost |= !method.may_repeat();
            let row = table::ActiveModel {
                id: Set(row.id),
                result: Set(DeliveryResult::Unknown.code().to_owned()),
                failure: Set(Some("interrupted".to_owned())),
                ..Default::default()
            };
            row.update(self.tx()).await?;
        }
        Ok(lost)
    }

    /// How many messages went to an address since `since`.
    pub async fn deliveries_to(
        &self,
        address_hash: &str,
        since: Timestamp,
    ) -> Result<u64, DbError> {
        let arrived = [
            DeliveryResult::Begun,
            DeliveryResult::Sent,
            DeliveryResult::Kept,
            DeliveryResult::Unknown,
        ];
        Ok(table::Entity::find()
            .filter(table::Column::AddressHash.eq(address_hash))
            .filter(table::Column::AttemptedAt.gt(micros(since)))
            .filter(table::Column::Result.is_in(arrived.map(DeliveryResult::code)))
            .count(self.tx())
            .await?)
    }
}

impl Store {
    /// All attempts of a dispute, oldest first.
    pub async fn deliveries_of(&self, dispute: DisputeId) -> Result<Vec<Delivery>, DbError> {
        const COUNT_MAX: u64 = 1_000;
        let rows = table::Entity::find()
            .filter(table::Column::DisputeId.eq(dispute.uuid()))
            .order_by_asc(table::Column::AttemptedAt)
            .order_by_asc(table::Column::Id)
            .limit(COUNT_MAX)
            .all(self.read())
            .await?;
        rows.into_iter().map(delivery).collect()
    }

    /// Where the last attempt at each of these posts went, masked.
    pub async fn last_addresses(
        &self,
        keys: &[String],
    ) -> Result<BTreeMap<String, String>, DbError> {
        if keys.is_empty() {
            return Ok(BTreeMap::new());
        }
        let rows: Vec<(String, String)> = table::Entity::find()
            .select_only()
            .columns([table::Column::Key, table::Column::ToMasked])
            .filter(table::Column::Key.is_in(keys))
            .order_by_asc(table::Column::Attempt)
            .into_tuple()
            .all(self.read())
            .await?;
        Ok(rows.into_iter().collect())
    }

    /// The attempts at one post, first to last.
    pub async fn deliveries_at(&self, key: &str) -> Result<Vec<Delivery>, DbError> {
        let rows = table::Entity::find()
            .filter(table::Column::Key.eq(key))
            .order_by_asc(table::Column::Attempt)
            .all(self.read())
            .await?;
        rows.into_iter().map(delivery).collect()
    }
}

fn number(attempt: &Attempt<'_>) -> Result<i32, DbError> {
    i32::try_from(attempt.number)
        .map_err(|_huge| DbError::unreadable("delivery", "attempt", attempt.id))
}

fn delivery(row: table::Model) -> Result<Delivery, DbError> {
    let unreadable = |column| DbError::unreadable("delivery", column, row.id);
    let read = |at, column| instant(at, "delivery", column, row.id);
    Ok(Delivery {
        id: DeliveryId::from_uuid(row.id),
        channel: Channel::parse(&row.channel).ok_or_else(|| unreadable("channel"))?,
        message: Message::parse(&row.message).ok_or_else(|| unreadable("message"))?,
        party: row.party_id.map(Id::from_uuid),
        person: row.person_id.map(Id::from_uuid),
        method: Method::parse(&row.method).ok_or_else(|| unreadable("method"))?,
        attempt: u32::try_from(row.attempt).map_err(|_negative| unreadable("attempt"))?,
        attempted_at: read(row.attempted_at, "attempted_at")?,
        result: DeliveryResult::parse(&row.result).ok_or_else(|| unreadable("result"))?,
        delivered_at: row
            .delivered_at
            .map(|at| read(at, "delivered_at"))
            .transpose()?,
        to_masked: row.to_masked,
        reference: row.reference,
        failure: row.failure,
    })
}
