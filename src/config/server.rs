//! The address, what the world calls it, and what stands in front.

use std::net::SocketAddr;

use super::{ConfigError, Reader};

/// How the server is reached.
#[derive(Debug, Clone)]
pub struct Server {
    /// Where to listen; port 0 takes any free port.
    pub listen: SocketAddr,
    /// What people type, without a slash at the end; unset means the address itself.
    pub public_url: Option<String>,
    /// How many proxies in front may be believed about the caller's address.
    pub trusted_hops: usize,
    /// Threads that serve requests.
    pub workers: usize,
    /// The longest JSON body.
    pub json_bytes_max: usize,
    /// How long open requests may take to finish at shutdown.
    pub drain_s: u64,
}

impl Server {
    pub(super) fn read(reader: &mut Reader) -> Result<Self, ConfigError> {
        let server = Self {
            listen: reader.parse("HEJIE_LISTEN", "127.0.0.1:8080")?,
            public_url: public_url(reader)?,
            trusted_hops: reader.parse("HEJIE_TRUSTED_HOPS", "0")?,
            workers: reader.parse::<usize>("HEJIE_WORKERS", "2")?.clamp(1, 64),
            json_bytes_max: reader.parse("HEJIE_JSON_BYTES_MAX", "1048576")?,
            drain_s: reader.parse("HEJIE_DRAIN_S", "5")?,
        };
        let insecure_allowed = reader.switch("HEJIE_INSECURE_HTTP")?;
        if !server.https() && !server.listen.ip().is_loopback() && !insecure_allowed {
            return Err(ConfigError::Invalid {
                key: "HEJIE_LISTEN",
                why: "plain http beyond this machine: set HEJIE_PUBLIC_URL=https://… behind a \
                      proxy, or HEJIE_INSECURE_HTTP=1"
                    .to_owned(),
            });
        }
        Ok(server)
    }

    /// Whether people come by https.
    pub fn https(&self) -> bool {
        self.public_url
            .as_deref()
            .is_some_and(|url| url.starts_with("https://"))
    }

    /// The address for links in messages, without a slash at the end.
    pub fn base_url(&self) -> String {
        self.public_url
            .clone()
            .unwrap_or_else(|| format!("http://{}", self.listen))
    }
}

fn public_url(reader: &mut Reader) -> Result<Option<String>, ConfigError> {
    let Some(url) = reader.optional("HEJIE_PUBLIC_URL") else {
        return Ok(None);
    };
    let url = url.trim_end_matches('/').to_owned();
    let host = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains('/') => Ok(Some(url)),
        Some(_) | None => Err(ConfigError::Invalid {
            key: "HEJIE_PUBLIC_URL",
            why: "http:// or https:// and a host, without a path".to_owned(),
        }),
    }
}
