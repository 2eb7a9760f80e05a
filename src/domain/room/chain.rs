//! The hash chain of a room: each event's digest covers the one before it.
//!
//! A message's words enter only as a digest under a random salt. When words and salt are erased the
//! chain still holds, and the digest of "同意" cannot be told from that of "不同意".

use jiff::Timestamp;

use super::EventKind;
use crate::ids::{Id, MessageId, PersonId, RoomId};
use crate::text::Sha256Hash;

/// Separates these digests from every other use; a changed layout gets another name.
pub const EVENT_DOMAIN: &str = "hejie-room-event-v1";
const TEXT_DOMAIN: &str = "hejie-room-text-v1";

/// One event as the chain sees it, before it is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Which room.
    pub room: RoomId,
    /// Its number there, from 1.
    pub seq: u64,
    /// What happened.
    pub kind: EventKind,
    /// The message it is about.
    pub message: Option<MessageId>,
    /// Who did it; nobody where the clock did.
    pub actor: Option<PersonId>,
    /// In which seat, by its code.
    pub seat: String,
    /// When, to the microsecond.
    pub at: Timestamp,
    /// The digest of the words, see [`text_hash`].
    pub text: Option<Sha256Hash>,
    /// The stored bytes of the event.
    pub data: String,
}

/// An event with its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The event.
    pub link: Link,
    /// The digest of the event before; [`Sha256Hash::ZERO`] for the first.
    pub prev: Sha256Hash,
    /// The digest of this one.
    pub hash: Sha256Hash,
}

/// The digest of a message's words.
pub fn text_hash(salt: &[u8], words: &str) -> Sha256Hash {
    Sha256Hash::of(TEXT_DOMAIN, &[salt, words.as_bytes()])
}

/// Puts `link` after an event whose digest is `prev`.
pub fn seal(prev: Sha256Hash, link: Link) -> Sealed {
    let hash = digest(prev, &link);
    Sealed { link, prev, hash }
}

fn digest(prev: Sha256Hash, link: &Link) -> Sha256Hash {
    // Absent parts are empty; present ones never are, so the two cannot be mixed up.
    let message = link.message.map(Id::uuid);
    let actor = link.actor.map(Id::uuid);
    Sha256Hash::of(
        EVENT_DOMAIN,
        &[
            prev.bytes(),
            link.room.uuid().as_bytes(),
            &link.seq.to_be_bytes(),
            link.kind.code().as_bytes(),
            message.as_ref().map_or(&[], |id| id.as_bytes().as_slice()),
            actor.as_ref().map_or(&[], |id| id.as_bytes().as_slice()),
            link.seat.as_bytes(),
            &link.at.as_microsecond().to_be_bytes(),
            link.text
                .as_ref()
                .map_or(&[], |hash| hash.bytes().as_slice()),
            link.data.as_bytes(),
        ],
    )
}

/// Where a chain does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the chain breaks at number {seq}")]
pub struct BrokenChain {
    /// The first number that is not what it should be.
    pub seq: u64,
}

/// Whether an event is whole and stands behind one whose digest is `prev`.
pub fn continues(prev: Sha256Hash, event: &Sealed) -> bool {
    event.prev == prev && event.hash == digest(prev, &event.link)
}

/// Checks a whole room from its first event on; the answer is the digest of the last.
pub fn verify(events: &[Sealed]) -> Result<Sha256Hash, BrokenChain> {
    let mut prev = Sha256Hash::ZERO;
    for (event, seq) in events.iter().zip(1_u64..) {
        if event.link.seq != seq || !continues(prev, event) {
            return Err(BrokenChain { seq });
        }
        prev = event.hash;
    }
    Ok(prev)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn link(room: RoomId, seq: u64, data: String, text: Option<&str>) -> Link {
        Link {
            room,
            seq,
            kind: EventKind::Message,
            message: Some(MessageId::from_uuid(Uuid::from_u128(u128::from(seq)))),
            actor: None,
            seat: "consumer".to_owned(),
            at: Timestamp::UNIX_EPOCH,
            text: text.map(|words| text_hash(&[1; 16], words)),
            data,
        }
    }

    fn chain(data: &[String]) -> Vec<Sealed> {
        let room = RoomId::from_uuid(Uuid::nil());
        let mut prev = Sha256Hash::ZERO;
        data.iter()
            .zip(1_u64..)
            .map(|(data, seq)| {
                let sealed = seal(prev, link(room, seq, data.clone(), Some(data)));
                prev = sealed.hash;
                sealed
            })
            .collect()
    }

    #[test]
    fn the_layout_of_the_digest_does_not_change_unseen() {
        let first = chain(&["{}".to_owned()]);
        insta::assert_snapshot!(first[0].hash);
    }

    #[test]
    fn equal_words_under_other_salt_look_unlike() {
        assert_ne!(text_hash(&[1; 16], "同意"), text_hash(&[2; 16], "同意"));
    }

    proptest! {
        #[test]
        fn a_whole_chain_holds(data in prop::collection::vec(".{0,12}", 0..20)) {
            prop_assert!(verify(&chain(&data)).is_ok());
        }

        #[test]
        fn whatever_is_changed_dropped_or_swapped_is_found(
            data in prop::collection::vec("[a-z]{1,6}", 2..12),
            at in any::<prop::sample::Index>(),
            how in 0..5,
        ) {
            let mut events = chain(&data);
            let at = at.index(events.len() - 1);
            match how {
                0 => events[at].link.data.push('x'),
                1 => { events.remove(at); }
                2 => events.swap(at, at + 1),
                3 => events[at].link.text = None,
                _ => events[at].link.seat = "respondent".to_owned(),
            }
            let found = verify(&events).unwrap_err();
            prop_assert_eq!(found.seq, u64::try_from(at).unwrap() + 1);
        }
    }
}
