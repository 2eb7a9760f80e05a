//! How long people stay logged in.

use super::{ConfigError, Reader};

/// Lives of sessions.
#[derive(Debug, Clone, Copy)]
pub struct Sessions {
    /// Of an account, in hours.
    pub account_h: u32,
    /// Of a respondent's link, in hours.
    pub link_h: u32,
}

impl Sessions {
    pub(super) fn read(reader: &mut Reader) -> Result<Self, ConfigError> {
        Ok(Self {
            account_h: reader.parse("HEJIE_SESSION_ACCOUNT_H", "720")?,
            link_h: reader.parse("HEJIE_SESSION_LINK_H", "24")?,
        })
    }
}
