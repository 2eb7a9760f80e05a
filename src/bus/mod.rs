//! Carries hints between processes over Redis, and nothing else.
//!
//! A hint says that something is new, never what; who is at which dispute is no fact, and said as it
//! is. Redis may lose hints, be away or come back empty:
//! whoever listens is told to look again, and the tables are the truth. Where no address is set
//! there is one process, and no bus.

use std::time::Duration;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{
    AsyncCommands, Client, IntoConnectionInfo, ProtocolVersion, PushInfo, PushKind, Value,
};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use tracing::{info, warn};
use uuid::Uuid;

/// Hints that may wait to be sent; more are dropped, since the tables hold them all.
const WAITING_MAX: usize = 1024;
/// Between attempts to connect.
const AGAIN: Duration = Duration::from_secs(1);
/// A publication that takes longer is given up.
const PUBLISH: Duration = Duration::from_secs(1);

/// That something is new somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Hint {
    /// A room's log has grown.
    Room {
        /// Which.
        room: Uuid,
        /// To where.
        seq: u64,
    },
    /// A dispute's log has grown.
    Dispute {
        /// Which.
        dispute: Uuid,
        /// In whose queue.
        platform: Uuid,
        /// To where.
        head: u64,
    },
    /// A person's sessions or rights have changed.
    Person {
        /// Whose.
        person: Uuid,
    },
    /// A room's door was opened or shut for somebody.
    Door {
        /// Of which dispute.
        dispute: Uuid,
        /// Which room.
        room: Uuid,
    },
    /// A person has a new notice.
    Notice {
        /// Whose.
        person: Uuid,
    },
    /// Somebody is at a dispute, or no longer. No table holds it: it is said again while it is so.
    Desk {
        /// Said by which process.
        node: Uuid,
        /// At which dispute.
        dispute: Uuid,
        /// Whose dispute it is.
        platform: Uuid,
        /// Who.
        person: Uuid,
        /// What they do; the place in the list of what can be done. Nothing when they have gone.
        doing: Option<u8>,
    },
}

/// What comes from the bus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Another process said so.
    Hint(Hint),
    /// The line is down.
    Deaf,
    /// The line is up; what was said meanwhile is lost.
    Again,
}

#[derive(Serialize, Deserialize)]
struct Envelope {
    from: Uuid,
    epoch: String,
    hint: Hint,
}

/// The way to other processes.
#[derive(Debug)]
pub struct Bus {
    out: mpsc::Sender<Hint>,
    heard: mpsc::UnboundedReceiver<Heard>,
}

impl Bus {
    /// Joins the processes that serve the database of this `epoch`. `own` names this process.
    pub fn join(url: &str, epoch: &str, own: Uuid) -> redis::RedisResult<Self> {
        let info = url.into_connection_info()?;
        let settings = info
            .redis_settings()
            .clone()
            .set_protocol(ProtocolVersion::RESP3);
        let client = Client::open(info.set_redis_settings(settings))?;
        let (out, waiting) = mpsc::channel(WAITING_MAX);
        let (tell, heard) = mpsc::unbounded_channel();
        let line = Line {
            client,
            channel: format!("hejie:{epoch}"),
            epoch: epoch.to_owned(),
            own,
            tell,
        };
        tokio::spawn(line.run(waiting));
        Ok(Self { out, heard })
    }

    /// Says that something is new. Never waits.
    pub fn say(&self, hint: Hint) {
        // A full queue means that Redis is away; others will look again.
        let _dropped = self.out.try_send(hint);
    }

    /// The next thing that is heard.
    pub async fn hear(&mut self) -> Option<Heard> {
        self.heard.recv().await
    }
}

/// Whether Redis answers at that address, within that time.
pub async fn reach(url: &str, timeout: Duration) -> bool {
    let asking = async {
        let client = Client::open(url).ok()?;
        let mut line = client.get_multiplexed_async_connection().await.ok()?;
        redis::cmd("PING")
            .query_async::<String>(&mut line)
            .await
            .ok()
    };
    matches!(tokio::time::timeout(timeout, asking).await, Ok(Some(_)))
}

struct Line {
    client: Client,
    channel: String,
    epoch: String,
    own: Uuid,
    tell: mpsc::UnboundedSender<Heard>,
}

impl Line {
    async fn run(self, mut waiting: mpsc::Receiver<Hint>) {
        let mut connection = self.connect().await;
        info!("the bus is connected");
        while let Some(hint) = waiting.recv().await {
            let envelope = Envelope {
                from: self.own,
                epoch: self.epoch.clone(),
                hint,
            };
            let Ok(text) = serde_json::to_string(&envelope) else {
                continue;
            };
            let said = connection.publish::<_, _, ()>(&self.channel, text);
            if !matches!(tokio::time::timeout(PUBLISH, said).await, Ok(Ok(()))) {
                warn!("a hint could not be published; others find it in the tables");
            }
        }
    }

    /// Tries until it succeeds; afterwards the library comes back by itself.
    async fn connect(&self) -> ConnectionManager {
        let _gone = self.tell.send(Heard::Deaf);
        loop {
            match self.try_connect().await {
                Ok(connection) => return connection,
                Err(error) => {
                    warn!(%error, "the bus cannot be reached");
                    tokio::time::sleep(AGAIN).await;
                }
            }
        }
    }

    async fn try_connect(&self) -> redis::RedisResult<ConnectionManager> {
        let ear = Ear {
            tell: self.tell.clone(),
            own: self.own,
            epoch: self.epoch.clone(),
        };
        let config = ConnectionManagerConfig::new()
            .set_push_sender(move |push| ear.hear(&push))
            .set_automatic_resubscription()
            .set_number_of_retries(1_000_000)
            .set_max_delay(AGAIN);
        let connecting = ConnectionManager::new_with_config(self.client.clone(), config);
        let mut connection = match tokio::time::timeout(AGAIN, connecting).await {
            Ok(connected) => connected?,
            Err(_late) => return Err((redis::ErrorKind::Io, "no answer").into()),
        };
        connection.subscribe(&self.channel).await?;
        Ok(connection)
    }
}

/// Turns what Redis pushes into what we hear.
struct Ear {
    tell: mpsc::UnboundedSender<Heard>,
    own: Uuid,
    epoch: String,
}

impl Ear {
    fn hear(&self, push: &PushInfo) -> Result<(), ()> {
        let heard = if push.kind == PushKind::Disconnection {
            Some(Heard::Deaf)
        } else if push.kind == PushKind::Subscribe {
            Some(Heard::Again)
        } else if push.kind == PushKind::Message {
            self.hint(push).map(Heard::Hint)
        } else {
            None
        };
        match heard {
            Some(heard) => self.tell.send(heard).map_err(|_gone| ()),
            None => Ok(()),
        }
    }

    /// Another process's hint about the same database.
    fn hint(&self, push: &PushInfo) -> Option<Hint> {
        let Some(Value::BulkString(bytes)) = push.data.get(1) else {
            return None;
        };
        let envelope: Envelope = serde_json::from_slice(bytes).ok()?;
        (envelope.from != self.own && envelope.epoch == self.epoch).then_some(envelope.hint)
    }
}
