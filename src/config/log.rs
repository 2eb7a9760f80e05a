//! What the log shows and how.

use std::str::FromStr;

use super::{ConfigError, Reader};

/// The log on standard error.
#[derive(Debug, Clone)]
pub struct Log {
    /// A filter such as `info,sqlx=warn`.
    pub filter: String,
    /// For people or for machines.
    pub format: Format,
}

/// How a line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One line of text.
    Text,
    /// One JSON object.
    Json,
}

impl Log {
    pub(super) fn read(reader: &mut Reader) -> Result<Self, ConfigError> {
        Ok(Self {
            filter: reader.parse("HEJIE_LOG", "info")?,
            format: reader.parse("HEJIE_LOG_FORMAT", "text")?,
        })
    }
}

impl FromStr for Format {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err("text or json"),
        }
    }
}
