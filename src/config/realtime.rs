//! Sockets: how many, how often they are felt, and the bus between processes.

use std::time::Duration;

use super::{ConfigError, Limit, Reader, Secret};

/// How rooms are followed live.
#[derive(Debug, Clone)]
pub struct Realtime {
    /// All sockets of this process; beyond that 503.
    pub sockets_max: usize,
    /// Sockets of one person.
    pub sockets_person_max: usize,
    /// How often a socket is felt.
    pub heartbeat: Duration,
    /// How long a new socket may stay silent.
    pub hello: Duration,
    /// Messages of one socket.
    pub messages: Limit,
    /// Where processes tell one another that something is new; unset where there is one process.
    pub redis_url: Option<Secret>,
}

impl Realtime {
    pub(super) fn read(reader: &mut Reader) -> Result<Self, ConfigError> {
        let millis = Duration::from_millis;
        Ok(Self {
            sockets_max: reader.parse("HEJIE_SOCKETS_MAX", "5000")?,
            sockets_person_max: reader.parse("HEJIE_SOCKETS_PERSON_MAX", "10")?,
            heartbeat: millis(reader.parse::<u64>("HEJIE_HEARTBEAT_MS", "25000")?.max(50)),
            hello: millis(reader.parse("HEJIE_HELLO_MS", "10000")?),
            messages: reader.parse("HEJIE_LIMIT_MESSAGES_SOCKET", "10/10s")?,
            redis_url: reader.secret("HEJIE_REDIS_URL", "HEJIE_REDIS_URL_FILE")?,
        })
    }
}
