//! The dispute log: one append-only sequence per dispute, each entry chained to the one before by
//! SHA-256, so that nothing can be taken out, put in or changed without being noticed.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::dispute::event::{Actor, Event, Fact};
use crate::ids::DisputeId;
use crate::text::Sha256Hash;

/// An entry as it is kept. The bytes of `data` are what was hashed, so they are kept as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// From 1, without gaps.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who and what, as JSON.
    pub data: String,
    /// The hash of the entry before; [`Sha256Hash::ZERO`] before the first.
    pub prev: Sha256Hash,
    /// The hash of this entry.
    pub hash: Sha256Hash,
}

/// Why a stored log cannot be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BrokenChain {
    /// The entry does not follow from the one before it, or was changed.
    #[error("entry {0} does not follow")]
    Broken(u64),
    /// The entry cannot be read.
    #[error("entry {0} cannot be read")]
    Unreadable(u64),
}

#[derive(Serialize, Deserialize)]
struct Data<A, F> {
    actor: A,
    #[serde(flatten)]
    fact: F,
}

/// Seals events into entries that follow `prev`, in order.
pub fn seal(
    dispute: DisputeId,
    prev: Sha256Hash,
    events: &[Event],
) -> Result<Vec<Entry>, serde_json::Error> {
    let mut prev = prev;
    let mut entries = Vec::with_capacity(events.len());
    for event in events {
        let data = serde_json::to_string(&Data {
            actor: &event.actor,
            fact: &event.fact,
        })?;
        let hash = hash(dispute, prev, event.seq, event.at, &data);
        entries.push(Entry {
            seq: event.seq,
            at: event.at,
            data,
            prev,
            hash,
        });
        prev = hash;
    }
    Ok(entries)
}

/// Reads a whole log back, proving every link of the chain.
pub fn open(dispute: DisputeId, entries: &[Entry]) -> Result<Vec<Event>, BrokenChain> {
    let mut prev = Sha256Hash::ZERO;
    let mut events = Vec::with_capacity(entries.len());
    for (entry, seq) in entries.iter().zip(1_u64..) {
        if entry.seq != seq || !follows(dispute, prev, entry) {
            return Err(BrokenChain::Broken(seq));
        }
        events.push(read(entry)?);
        prev = entry.hash;
    }
    Ok(events)
}

/// Whether an entry is whole and stands behind one whose hash is `prev`.
pub fn follows(dispute: DisputeId, prev: Sha256Hash, entry: &Entry) -> bool {
    entry.prev == prev && entry.hash == hash(dispute, prev, entry.seq, entry.at, &entry.data)
}

fn read(entry: &Entry) -> Result<Event, BrokenChain> {
    let data: Data<Actor, Fact> = serde_json::from_str(&entry.data)
        .map_err(|_unreadable| BrokenChain::Unreadable(entry.seq))?;
    Ok(Event {
        seq: entry.seq,
        at: entry.at,
        actor: data.actor,
        fact: data.fact,
    })
}

fn hash(dispute: DisputeId, prev: Sha256Hash, seq: u64, at: Timestamp, data: &str) -> Sha256Hash {
    Sha256Hash::of(
        "hejie-dispute-v1",
        &[
            prev.bytes(),
            dispute.to_string().as_bytes(),
            &seq.to_be_bytes(),
            &at.as_microsecond().to_be_bytes(),
            data.as_bytes(),
        ],
    )
}
