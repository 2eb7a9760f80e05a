//! The dispute log in its table.

use hejie_domain::dispute::event::{Actor, Event, Fact};
use hejie_domain::dispute::log::{Entry, open, seal};
use hejie_domain::ids::{DisputeId, Id};
use hejie_domain::text::Sha256Hash;
use jiff::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use super::{Loaded, rows};
use crate::db::{DbError, Nudge, Work, instant, micros};
use entity::dispute_event as table;

/// The log and the hash of its last entry, every link proved.
pub(super) async fn read<C: ConnectionTrait>(
    connection: &C,
    id: DisputeId,
) -> Result<(Vec<Event>, Sha256Hash), DbError> {
    let found = table::Entity::find()
        .filter(table::Column::DisputeId.eq(id.uuid()))
        .order_by_asc(table::Column::Seq)
        .all(connection)
        .await?;
    let entries = found
        .into_iter()
        .map(entry)
        .collect::<Result<Vec<_>, _>>()?;
    let last = entries.last().map_or(Sha256Hash::ZERO, |entry| entry.hash);
    let events = open(id, &entries).map_err(|broken| {
        DbError::unreadable("dispute_event", "hash", format!("{id}: {broken}"))
    })?;
    Ok((events, last))
}

fn entry(row: table::Model) -> Result<Entry, DbError> {
    let key = || format!("{}/{}", row.dispute_id, row.seq);
    let hash = |text: &str, column| {
        Sha256Hash::parse(text).ok_or_else(|| DbError::unreadable("dispute_event", column, key()))
    };
    Ok(Entry {
        seq: u64::try_from(row.seq)
            .map_err(|_negative| DbError::unreadable("dispute_event", "seq", key()))?,
        at: instant(row.at, "dispute_event", "at", key())?,
        prev: hash(&row.prev_hash, "prev_hash")?,
        hash: hash(&row.hash, "hash")?,
        data: row.data,
    })
}

impl Work {
    /// Adds facts to a dispute's log in one batch, and brings the rows up to date. The dispute was
    /// loaded in this work, so its row is locked and nobody wrote meanwhile.
    pub async fn append(
        &mut self,
        loaded: &mut Loaded,
        actor: Actor,
        facts: Vec<Fact>,
        at: Timestamp,
    ) -> Result<Vec<Event>, DbError> {
        let events = number(loaded.dispute.head, actor, facts, at);
        for event in &events {
            loaded.dispute.apply(event).map_err(|_broken| {
                DbError::unreadable("dispute_event", "data", loaded.dispute.id)
            })?;
        }
        self.put_log(loaded, &events).await?;
        rows::update(self.tx(), loaded, at).await?;
        Ok(events)
    }

    /// The first entries of a dispute whose row was just made.
    pub(super) async fn put_log(
        &mut self,
        loaded: &mut Loaded,
        events: &[Event],
    ) -> Result<(), DbError> {
        let id = loaded.dispute.id;
        let entries = seal(id, loaded.head_hash, events)
            .map_err(|_unwritable| DbError::unreadable("dispute_event", "data", id))?;
        let kinds = events.iter().map(|event| event.fact.kind());
        let new: Vec<_> = entries
            .iter()
            .zip(kinds)
            .map(|(entry, kind)| active(id, entry, kind))
            .collect();
        table::Entity::insert_many(new)
            .exec_without_returning(self.tx())
            .await?;
        if let Some(last) = entries.last() {
            loaded.head_hash = last.hash;
            self.nudge(Nudge::Dispute {
                dispute: id,
                platform: loaded.dispute.platform,
                head: last.seq,
            });
        }
        loaded.log.extend_from_slice(events);
        Ok(())
    }
}

/// Gives facts their places behind `head`.
pub(super) fn number(head: u64, actor: Actor, facts: Vec<Fact>, at: Timestamp) -> Vec<Event> {
    let places = head.saturating_add(1)..;
    places
        .zip(facts)
        .map(|(seq, fact)| Event {
            seq,
            at,
            actor,
            fact,
        })
        .collect()
}

fn active(id: DisputeId, entry: &Entry, kind: &str) -> table::ActiveModel {
    table::ActiveModel {
        dispute_id: Set(id.uuid()),
        seq: Set(i64::try_from(entry.seq).unwrap_or(i64::MAX)),
        at: Set(micros(entry.at)),
        kind: Set(kind.to_owned()),
        data: Set(entry.data.clone()),
        prev_hash: Set(entry.prev.to_string()),
        hash: Set(entry.hash.to_string()),
    }
}
