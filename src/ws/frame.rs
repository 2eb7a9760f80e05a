//! What goes over a socket: one JSON object a frame, named by `t`.

use std::collections::BTreeMap;

use bytestring::ByteString;
use hejie_domain::desk::Doing;
use hejie_domain::dispute::Seat;
use hejie_domain::ids::{DisputeId, EvidenceId, MessageId, PersonId, RoomId};
use hejie_domain::room::{RoomKind, RoomState};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::app::room::{MemberView, RoomEventView, TableView};

/// The subprotocol. Another number would be another language.
pub const PROTOCOL: &str = "hejie.v1";

/// What clients say.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum Incoming {
    /// The first frame: who one is, unless the cookie says so.
    Hello {
        /// From `POST /realtime/tickets`.
        ticket: Option<String>,
        /// In which language to be refused.
        #[serde(rename = "locale")]
        _locale: Option<String>,
    },
    /// Follow a room from the number after `since`.
    Sub {
        id: u64,
        room: RoomId,
        since: Option<u64>,
        epoch: Option<String>,
    },
    /// Follow it no longer.
    Unsub { room: RoomId },
    /// Say something.
    Send {
        id: u64,
        room: RoomId,
        client_id: String,
        body: String,
        #[serde(default)]
        attachments: Vec<EvidenceId>,
        reply_to: Option<MessageId>,
    },
    /// Say it differently.
    Edit {
        id: u64,
        room: RoomId,
        message: MessageId,
        body: String,
        version: u32,
    },
    /// Take it back.
    Redact {
        id: u64,
        room: RoomId,
        message: MessageId,
    },
    /// One is typing.
    Typing { room: RoomId },
    /// Everything up to `seq` is read.
    Read { room: RoomId, seq: u64 },
    /// Hear when a dispute changes.
    Watch { id: u64, dispute: DisputeId },
    /// Hear it no longer.
    Unwatch { dispute: DisputeId },
    /// Hear when the platform's queue changes.
    WatchQueue { id: u64 },
    /// Hear it no longer.
    UnwatchQueue {},
    /// What one does at a dispute just now, said again before the lease is over; nothing when one
    /// is there no longer.
    Desk {
        dispute: DisputeId,
        doing: Option<Doing>,
    },
    /// One is alive.
    Pong {},
}

/// What the server says.
#[derive(Debug, Serialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Outgoing<'a> {
    /// The answer to hello.
    Welcome {
        person: PersonId,
        epoch: &'a str,
        heartbeat_ms: u64,
        unread: u64,
        /// What the service's clock says.
        time: Timestamp,
    },
    /// The room is followed from here on.
    SubOk(SubOk<'a>),
    /// Something happened.
    Ev { room: RoomId, e: &'a RoomEventView },
    /// Somebody is typing.
    Typing {
        room: RoomId,
        person: PersonId,
        name: &'a str,
        seat: Seat,
    },
    /// Somebody came or went.
    Presence {
        room: RoomId,
        person: PersonId,
        online: bool,
    },
    /// Somebody has read.
    Read {
        room: RoomId,
        person: PersonId,
        seq: u64,
    },
    /// One may write now, or no longer.
    Rights { room: RoomId, can_post: bool },
    /// One is in the room no longer; nothing after `at_seq` was or will be sent.
    Left {
        room: RoomId,
        at_seq: u64,
        reason: &'a str,
    },
    /// The server is alive; whoever is behind these numbers missed something.
    Hb {
        heads: BTreeMap<RoomId, u64>,
        time: Timestamp,
    },
    /// A watched dispute has this number.
    Head { dispute: DisputeId, head: u64 },
    /// A room of a watched dispute was opened or shut for the reader.
    Door { dispute: DisputeId },
    /// A dispute of the platform's queue has this number.
    Queue { dispute: DisputeId, head: u64 },
    /// Who is at a dispute, oneself among them: told to those who are, and to those who watch the
    /// queue. Nobody, when the last has gone.
    Desk {
        dispute: DisputeId,
        people: Vec<DeskPerson>,
    },
    /// So many notices are unread.
    Notice { unread: u64 },
    /// It is done.
    Ack {
        id: u64,
        #[serde(skip_serializing_if = "Option::is_none")]
        seq: Option<u64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        duplicate: Option<bool>,
        #[serde(skip_serializing_if = "Option::is_none")]
        event: Option<&'a RoomEventView>,
    },
    /// It is not done.
    Err {
        id: u64,
        code: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        retry_after_ms: Option<u64>,
    },
    /// The server goes away; come back in so long.
    Bye { retry_ms: u64 },
}

/// Somebody at a dispute.
#[derive(Debug, Serialize)]
pub struct DeskPerson {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// What they do there.
    pub doing: Doing,
}

/// A room from here on: what was missed, or a fresh start.
#[derive(Debug, Serialize)]
pub struct SubOk<'a> {
    /// Of the question.
    pub id: u64,
    /// Which room.
    pub room: RoomId,
    /// `resume` when `events` follow what the client has, `snapshot` when they replace it.
    pub mode: &'a str,
    /// Of which dispute.
    pub dispute: DisputeId,
    /// What it is for.
    pub kind: RoomKind,
    /// Whether people may still write.
    pub state: RoomState,
    /// The number of the last of `events`.
    pub head: u64,
    /// What the numbers belong to.
    pub epoch: &'a str,
    /// Whether the client may write.
    pub can_post: bool,
    /// What lies on the table, where the room has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<&'a TableView>,
    /// Who is there.
    pub members: &'a [MemberView],
    /// In order.
    pub events: &'a [RoomEventView],
    /// The number before them, when there is something earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prev: Option<u64>,
}

impl Outgoing<'_> {
    /// The frame's text. Our own types always make JSON.
    pub fn encode(&self) -> ByteString {
        serde_json::to_string(self).unwrap_or_default().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_read_by_name_and_nothing_else_is_taken() {
        let good = [
            r#"{"t":"hello","locale":"zh-CN"}"#,
            r#"{"t":"hello"}"#,
            r#"{"t":"pong"}"#,
            r#"{"t":"watch_queue","id":3}"#,
            r#"{"t":"read","room":"00000000-0000-7000-8000-000000000000","seq":4}"#,
        ];
        for text in good {
            assert!(serde_json::from_str::<Incoming>(text).is_ok(), "{text}");
        }
        let bad = [
            "",
            "[]",
            "{}",
            r#"{"t":"nonsense"}"#,
            r#"{"t":"pong","extra":1}"#,
            r#"{"t":"read","room":"x","seq":4}"#,
            r#"{"t":"read","room":"00000000-0000-7000-8000-000000000000","seq":-1}"#,
        ];
        for text in bad {
            assert!(serde_json::from_str::<Incoming>(text).is_err(), "{text}");
        }
    }
}
