//! What a client makes of what it is told: as the browser does, only smaller.

use std::collections::BTreeMap;

use hejie::domain::ids::RoomId;
use serde_json::Value;

use super::socket::Socket;

/// A message as a person would see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    seq: u64,
    body: Option<String>,
    version: u64,
    redacted: bool,
}

/// A client's picture of a room.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Picture {
    pub(super) last: u64,
    pub(super) messages: BTreeMap<String, Seen>,
    /// Number and kind of everything that happened.
    pub(super) happened: BTreeMap<u64, String>,
}

impl Picture {
    /// Applies one event; numbers must follow one another.
    pub(super) fn apply(&mut self, event: &Value) {
        let seq = event["seq"].as_u64().unwrap();
        if seq <= self.last {
            return;
        }
        assert_eq!(seq, self.last + 1, "a hole: {event}");
        self.last = seq;
        self.happened
            .insert(seq, event["type"].as_str().unwrap().to_owned());
        let message = &event["message"];
        if let Some(id) = message["id"].as_str() {
            let first = self.messages.get(id).map_or(seq, |seen| seen.seq);
            let seen = Seen {
                seq: first,
                body: message["body"].as_str().map(str::to_owned),
                version: message["version"].as_u64().unwrap(),
                redacted: message["redacted"].as_bool().unwrap(),
            };
            let newer = self
                .messages
                .get(id)
                .is_none_or(|held| !held.redacted && held.version <= seen.version);
            if newer {
                self.messages.insert(id.to_owned(), seen);
            }
        }
    }

    /// A picture of the whole log.
    pub(super) fn of(events: &[Value]) -> Self {
        let mut picture = Self::default();
        for event in events {
            picture.apply(event);
        }
        picture
    }
}

/// A client with its picture, which outlives its sockets.
pub(super) struct Mirror {
    pub(super) picture: Picture,
    epoch: String,
    room: RoomId,
    pub(super) socket: Option<Socket>,
    pub(super) snapshots: usize,
}

impl Mirror {
    pub(super) fn new(room: RoomId, epoch: &str) -> Self {
        Self {
            picture: Picture::default(),
            epoch: epoch.to_owned(),
            room,
            socket: None,
            snapshots: 0,
        }
    }

    /// Follows the room over a new socket, from where the picture ends.
    pub(super) async fn join(&mut self, mut socket: Socket) {
        let since = self.picture.last;
        let joined = socket.sub(self.room, Some((since, &self.epoch))).await;
        assert_eq!(joined["t"], "sub_ok", "{joined}");
        self.snapshots += usize::from(joined["mode"] == "snapshot");
        let events = joined["events"].as_array().unwrap();
        if joined["mode"] == "snapshot" {
            self.picture = Picture {
                last: events[0]["seq"].as_u64().unwrap() - 1,
                ..Picture::default()
            };
        }
        for event in events {
            self.picture.apply(event);
        }
        self.socket = Some(socket);
    }

    /// Takes in one frame; whoever was put out asks to come back once.
    pub(super) async fn hear(&mut self, frame: &Value) {
        if frame["t"] == "ev" {
            self.picture.apply(&frame["e"]);
        }
        if frame["t"] == "left"
            && let Some(socket) = self.socket.take()
        {
            Box::pin(self.join(socket)).await;
        }
    }

    /// Reads until the picture reaches `head`.
    pub(super) async fn catch_up(&mut self, head: u64) {
        while self.picture.last < head {
            let frame = self.socket.as_mut().unwrap().next().await.unwrap();
            self.hear(&frame).await;
        }
    }
}
