//! How long what is over is kept.

use jiff::SignedDuration;

use super::{ConfigError, Reader};

/// Days after which something goes. What a dispute consists of, and the record of who was told
/// what, stays whatever is set here; so does everything that still waits to be sent.
#[derive(Debug, Clone, Copy)]
pub struct Keeping {
    /// Answers to requests that may come again.
    pub answers: SignedDuration,
    /// Codes that nobody can use any more.
    pub codes: SignedDuration,
    /// Sessions that have ended, and texts that nobody went on with.
    pub sessions: SignedDuration,
    /// Messages that were sent, and those kept in the folder `outbox`; also what left a desk.
    pub outbox: SignedDuration,
}

impl Keeping {
    pub(super) fn read(reader: &mut Reader) -> Result<Self, ConfigError> {
        let mut days = |key, default| {
            let days: u32 = reader.parse(key, default)?;
            let hours = i64::from(days).saturating_mul(24);
            Ok(SignedDuration::from_hours(hours))
        };
        Ok(Self {
            answers: days("HEJIE_KEEP_ANSWERS_D", "1")?,
            codes: days("HEJIE_KEEP_CODES_D", "1")?,
            sessions: days("HEJIE_KEEP_SESSIONS_D", "90")?,
            outbox: days("HEJIE_KEEP_OUTBOX_D", "30")?,
        })
    }
}
