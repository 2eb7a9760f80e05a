//! What an event holds. The words of a message are not in it: they can be erased, it cannot.

use serde::{Deserialize, Serialize};

use super::{EventKind, RoomKind};
use crate::closed_list;
use crate::ids::{EvidenceId, MessageId, PartyId, PersonId};

closed_list! {
    /// Why somebody is in a room no longer.
    LeftWhy {
        /// They no longer hold the seat that let them in.
        SeatLost = "seat_lost",
        /// Somebody else took their place.
        Replaced = "replaced",
        /// They were suspended.
        Suspended = "suspended",
        /// The mediator sent them out.
        SentOut = "sent_out",
    }
}

/// The part of a message that is not its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// The browser's name for it.
    pub client_id: String,
    /// Files sent with it, in the sender's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<EvidenceId>,
    /// What it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// Said to the mediator alone while the talk went on in the room of all.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub aside: bool,
}

/// One durable fact of a room. Its JSON is what the log keeps and hashes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Event {
    /// See [`EventKind::Opened`].
    Opened {
        /// What the room is for.
        room_kind: RoomKind,
    },
    /// See [`EventKind::Message`].
    Message(Said),
    /// See [`EventKind::Edited`].
    Edited {
        /// Which text of the message this is; the first was 1.
        edited_to: u32,
    },
    /// See [`EventKind::Redacted`].
    Redacted {
        /// The version that was taken back.
        redacted_at: u32,
    },
    /// See [`EventKind::MemberAdded`].
    MemberAdded {
        /// Who.
        added: PersonId,
        /// In which seat, by its code.
        seat: String,
        /// For which party, if for one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        party: Option<PartyId>,
    },
    /// See [`EventKind::MemberRemoved`].
    MemberRemoved {
        /// Who.
        removed: PersonId,
        /// Why.
        why: LeftWhy,
    },
    /// See [`EventKind::Procedure`].
    Procedure {
        /// The number of the dispute's own event.
        dispute_seq: u64,
        /// Its kind, so that a room can be read alone.
        fact: String,
    },
    /// See [`EventKind::Unsealed`].
    Unsealed {
        /// For which party.
        unsealed_by: PartyId,
    },
    /// See [`EventKind::Attachment`].
    Attachment {
        /// Which file.
        evidence: EvidenceId,
        /// Whether it can be looked at.
        ready: bool,
    },
    /// See [`EventKind::HandLowered`].
    HandLowered {
        /// Whose.
        lowered: PersonId,
    },
    /// See [`EventKind::FloorRule`].
    FloorRule {
        /// Whether only the one who has the floor may write.
        floor_only: bool,
    },
    /// See [`EventKind::Agenda`].
    Agenda {
        /// Which text of the agenda this is; the first was 1.
        agenda: u32,
    },
    /// See [`EventKind::FloorGiven`].
    FloorGiven {
        /// To whom; to nobody in particular.
        floor: Option<PersonId>,
    },
    /// See [`EventKind::HandRaised`].
    HandRaised {},
    /// See [`EventKind::Closed`].
    Closed {},
}

impl Event {
    /// What happened.
    pub const fn kind(&self) -> EventKind {
        match self {
            Self::Opened { .. } => EventKind::Opened,
            Self::Message(_) => EventKind::Message,
            Self::Edited { .. } => EventKind::Edited,
            Self::Redacted { .. } => EventKind::Redacted,
            Self::MemberAdded { .. } => EventKind::MemberAdded,
            Self::MemberRemoved { .. } => EventKind::MemberRemoved,
            Self::Procedure { .. } => EventKind::Procedure,
            Self::Unsealed { .. } => EventKind::Unsealed,
            Self::Attachment { .. } => EventKind::Attachment,
            Self::HandRaised {} => EventKind::HandRaised,
            Self::HandLowered { .. } => EventKind::HandLowered,
            Self::FloorGiven { .. } => EventKind::FloorGiven,
            Self::FloorRule { .. } => EventKind::FloorRule,
            Self::Agenda { .. } => EventKind::Agenda,
            Self::Closed {} => EventKind::Closed,
        }
    }

    /// The bytes that are stored and hashed.
    pub fn data(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// Reads stored bytes of a known kind.
    pub fn read(kind: EventKind, data: &str) -> Option<Self> {
        let event: Self = match kind {
            EventKind::Message => Self::Message(serde_json::from_str(data).ok()?),
            EventKind::Closed => Self::Closed {},
            EventKind::HandRaised => Self::HandRaised {},
            EventKind::Opened
            | EventKind::Edited
            | EventKind::Redacted
            | EventKind::MemberAdded
            | EventKind::MemberRemoved
            | EventKind::Procedure
            | EventKind::Unsealed
            | EventKind::Attachment
            | EventKind::HandLowered
            | EventKind::FloorGiven
            | EventKind::FloorRule
            | EventKind::Agenda => serde_json::from_str(data).ok()?,
        };
        (event.kind() == kind).then_some(event)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use uuid::Uuid;

    use super::*;
    use crate::ids::Id;

    #[test]
    fn every_event_reads_back_as_itself() {
        let person = PersonId::from_uuid(Uuid::nil());
        let evidence = EvidenceId::from_uuid(Uuid::nil());
        let all = [
            Event::Opened {
                room_kind: RoomKind::Internal,
            },
            Event::Message(Said {
                client_id: "abcdefgh".to_owned(),
                attachments: vec![evidence],
                reply_to: None,
                aside: true,
            }),
            Event::Edited { edited_to: 2 },
            Event::Redacted { redacted_at: 2 },
            Event::MemberAdded {
                added: person,
                seat: "consumer".to_owned(),
                party: Some(PartyId::from_uuid(Uuid::nil())),
            },
            Event::MemberRemoved {
                removed: person,
                why: LeftWhy::Replaced,
            },
            Event::Procedure {
                dispute_seq: 7,
                fact: "offer_made".to_owned(),
            },
            Event::Unsealed {
                unsealed_by: PartyId::from_uuid(Uuid::nil()),
            },
            Event::Attachment {
                evidence,
                ready: true,
            },
            Event::HandRaised {},
            Event::HandLowered { lowered: person },
            Event::FloorGiven { floor: None },
            Event::FloorGiven {
                floor: Some(person),
            },
            Event::FloorRule { floor_only: true },
            Event::Agenda { agenda: 3 },
            Event::Closed {},
        ];
        let kinds: BTreeSet<_> = all.iter().map(|event| event.kind().code()).collect();
        assert_eq!(
            kinds.len(),
            EventKind::ALL.len(),
            "a new kind is tested here"
        );
        for event in all {
            let data = event.data().unwrap();
            assert_eq!(Event::read(event.kind(), &data), Some(event), "{data}");
        }
    }

    #[test]
    fn bytes_of_one_kind_are_not_read_as_another() {
        let data = Event::Edited { edited_to: 2 }.data().unwrap();
        assert_eq!(Event::read(EventKind::Redacted, &data), None);
        assert_eq!(Event::read(EventKind::Message, &data), None);
    }
}
