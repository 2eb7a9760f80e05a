//! The chain of the audit trail: each entry's digest covers the one before it.

use jiff::Timestamp;

use super::Deed;
use crate::text::Sha256Hash;

/// Separates these digests from every other use; a changed layout gets another name.
const DOMAIN: &str = "hejie-audit-v1";

/// An entry with its place in the chain, as it is kept. The bytes of `data` are what was hashed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chained {
    /// From 1, without gaps.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// What, by its code.
    pub kind: String,
    /// How it ended, by its code.
    pub outcome: String,
    /// Everything else, as JSON of [`super::Data`].
    pub data: String,
    /// The digest of the entry before; [`Sha256Hash::ZERO`] for the first.
    pub prev: Sha256Hash,
    /// The digest of this one.
    pub hash: Sha256Hash,
}

/// Where a chain does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("entry {0} of the audit trail does not follow")]
pub struct Broken(pub u64);

/// Puts `deed` at `seq`, after an entry whose digest is `prev`.
pub fn seal(prev: Sha256Hash, seq: u64, deed: &Deed) -> Result<Chained, serde_json::Error> {
    let mut entry = Chained {
        seq,
        at: deed.at,
        kind: deed.kind.code().to_owned(),
        outcome: deed.outcome.code().to_owned(),
        data: serde_json::to_string(&deed.data)?,
        prev,
        hash: Sha256Hash::ZERO,
    };
    entry.hash = digest(&entry);
    Ok(entry)
}

/// A walk along the chain from its first entry on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Walk {
    /// The number of the last entry that was seen; 0 before the first.
    pub seq: u64,
    /// Its digest.
    pub head: Sha256Hash,
}

impl Walk {
    /// Before the first entry.
    pub const START: Self = Self {
        seq: 0,
        head: Sha256Hash::ZERO,
    };

    /// Passes when `entry` is the next one and whole.
    pub fn step(&mut self, entry: &Chained) -> Result<(), Broken> {
        let seq = self.seq.saturating_add(1);
        let follows = entry.seq == seq && entry.prev == self.head && entry.hash == digest(entry);
        if !follows {
            return Err(Broken(seq));
        }
        (self.seq, self.head) = (seq, entry.hash);
        Ok(())
    }
}

fn digest(entry: &Chained) -> Sha256Hash {
    Sha256Hash::of(
        DOMAIN,
        &[
            entry.prev.bytes(),
            &entry.seq.to_be_bytes(),
            &entry.at.as_microsecond().to_be_bytes(),
            entry.kind.as_bytes(),
            entry.outcome.as_bytes(),
            entry.data.as_bytes(),
        ],
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{By, DeedKind, Detail};
    use super::*;

    fn chain(words: &[String]) -> Vec<Chained> {
        let mut walk = Walk::START;
        let mut entries = Vec::new();
        for words in words {
            let deed = Deed::new(DeedKind::LoggedIn, By::Clock, Timestamp::UNIX_EPOCH)
                .with("reason", Detail::words(words));
            let entry = seal(walk.head, walk.seq + 1, &deed).unwrap();
            walk.step(&entry).unwrap();
            entries.push(entry);
        }
        entries
    }

    fn verify(entries: &[Chained]) -> Result<Walk, Broken> {
        let mut walk = Walk::START;
        entries.iter().try_for_each(|entry| walk.step(entry))?;
        Ok(walk)
    }

    #[test]
    fn the_layout_of_the_digest_does_not_change_unseen() {
        insta::assert_snapshot!(chain(&["x".to_owned()])[0].hash);
    }

    proptest! {
        #[test]
        fn whatever_is_changed_dropped_or_swapped_is_found(
            words in prop::collection::vec("[a-z]{1,6}", 2..12),
            at in any::<prop::sample::Index>(),
            how in 0..5,
        ) {
            let mut entries = chain(&words);
            prop_assert!(verify(&entries).is_ok());
            let at = at.index(entries.len() - 1);
            match how {
                0 => entries[at].data.push(' '),
                1 => { entries.remove(at); }
                2 => entries.swap(at, at + 1),
                3 => entries[at].outcome = "refused".to_owned(),
                _ => entries[at].kind = "logged_out".to_owned(),
            }
            let found = verify(&entries).unwrap_err();
            prop_assert_eq!(found.0, u64::try_from(at).unwrap() + 1);
        }
    }
}
