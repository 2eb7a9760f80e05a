//! Settings, read once at start: from the environment (`HEJIE_*`) and, where `HEJIE_CONFIG` names
//! one, from a flat TOML file (`listen = "…"` for `HEJIE_LISTEN`). The environment wins. A key that
//! nobody knows is an error, and each value knows where it came from.
//!
//! To add a setting: a field in the file of its concern and one line that reads it there.

mod files;
mod keeping;
mod limits;
mod log;
mod reader;
mod realtime;
mod secret;
mod server;
mod session;
mod storage;
mod telling;

use std::path::PathBuf;

pub use files::Files;
pub use keeping::Keeping;
pub use limits::{Limit, Limits};
pub use log::{Format, Log};
pub use reader::{ConfigError, Reader, Setting, Source};
pub use realtime::Realtime;
pub use secret::Secret;
pub use server::Server;
pub use session::Sessions;
pub use storage::Storage;
pub use telling::Telling;

/// Everything that can be set.
#[derive(Debug, Clone)]
pub struct Config {
    /// Address, public URL, proxies.
    pub server: Server,
    /// Database and folder.
    pub storage: Storage,
    /// How much one address or account may ask.
    pub limits: Limits,
    /// How long people stay logged in.
    pub sessions: Sessions,
    /// How people are told outside the product.
    pub telling: Telling,
    /// What may be brought in.
    pub files: Files,
    /// How long what is over is kept.
    pub keeping: Keeping,
    /// Sockets and the bus.
    pub realtime: Realtime,
    /// What the log shows.
    pub log: Log,
    /// The folder with the typeface of documents, where it is not where distributions put it.
    pub fonts: Option<PathBuf>,
    /// A file that moves the clock; only for demo and test databases.
    pub clock: Option<PathBuf>,
    /// Every setting with its source, for `hejie config check`.
    pub settings: Vec<Setting>,
}

impl Config {
    /// Reads the process's environment and the file it names.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::read(Reader::from_env()?)
    }

    /// Reads the given pairs instead, as tests do.
    pub fn from_pairs<K: Into<String>, V: Into<String>>(
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Result<Self, ConfigError> {
        Self::read(Reader::from_pairs(pairs)?)
    }

    fn read(mut reader: Reader) -> Result<Self, ConfigError> {
        let server = Server::read(&mut reader)?;
        let storage = Storage::read(&mut reader)?;
        let limits = Limits::read(&mut reader)?;
        let sessions = Sessions::read(&mut reader)?;
        let telling = Telling::read(&mut reader)?;
        let files = Files::read(&mut reader)?;
        let keeping = Keeping::read(&mut reader)?;
        let realtime = Realtime::read(&mut reader)?;
        let log = Log::read(&mut reader)?;
        let fonts = reader.optional("HEJIE_FONTS").map(PathBuf::from);
        let clock = reader.optional("HEJIE_CLOCK").map(PathBuf::from);
        Ok(Self {
            server,
            storage,
            limits,
            realtime,
            sessions,
            telling,
            files,
            keeping,
            log,
            fonts,
            clock,
            settings: reader.finish()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_setting_is_refused_by_name() {
        let refused = Config::from_pairs([("HEJIE_LISTENN", "127.0.0.1:1")]).unwrap_err();
        assert_eq!(refused.to_string(), "unknown setting HEJIE_LISTENN");
    }

    #[test]
    fn each_value_knows_where_it_came_from() {
        let config = Config::from_pairs([("HEJIE_LISTEN", "127.0.0.1:9")]).unwrap();
        let source = |key: &str| {
            let setting = config.settings.iter().find(|s| s.key == key).unwrap();
            setting.source.clone()
        };
        assert_eq!(source("HEJIE_LISTEN"), Source::Environment);
        assert_eq!(source("HEJIE_VAR"), Source::Default);
    }

    #[test]
    fn plain_http_beyond_this_machine_must_be_asked_for() {
        let open = [("HEJIE_LISTEN", "0.0.0.0:8080")];
        assert!(Config::from_pairs(open).is_err());
        let asked = [
            ("HEJIE_LISTEN", "0.0.0.0:8080"),
            ("HEJIE_INSECURE_HTTP", "1"),
        ];
        assert!(Config::from_pairs(asked).is_ok());
        let proxied = [
            ("HEJIE_LISTEN", "0.0.0.0:8080"),
            ("HEJIE_PUBLIC_URL", "https://odr.example"),
        ];
        assert!(Config::from_pairs(proxied).is_ok());
    }

    #[test]
    fn secrets_are_never_shown() {
        let url = "postgres://hejie:hunter2@db/hejie";
        let config = Config::from_pairs([("HEJIE_DATABASE_URL", url)]).unwrap();
        assert!(!format!("{config:?}").contains("hunter2"));
    }
}
