//! What may be brought in, and how much of it.

use std::time::Duration;

use super::{ConfigError, Reader};

/// Bounds on files.
#[derive(Debug, Clone)]
pub struct Files {
    /// The longest file.
    pub upload_bytes_max: u64,
    /// The longest picture; pictures are cleaned in memory.
    pub picture_bytes_max: u64,
    /// The most that is taken in one request.
    pub chunk_bytes_max: u64,
    /// How many files one dispute may have, those on their way in included.
    pub evidence_max: u64,
    /// How many bytes one dispute may have.
    pub evidence_bytes_max: u64,
    /// How long a request may bring nothing before the next one may take its place.
    pub upload_stall: Duration,
    /// After how many hours without a byte an unfinished file is dropped.
    pub upload_keep_h: i64,
}

impl Files {
    pub(super) fn read(reader: &mut Reader) -> Result<Self, ConfigError> {
        Ok(Self {
            upload_bytes_max: reader.parse("HEJIE_UPLOAD_BYTES_MAX", "209715200")?,
            picture_bytes_max: reader.parse("HEJIE_PICTURE_BYTES_MAX", "41943040")?,
            chunk_bytes_max: reader.parse("HEJIE_CHUNK_BYTES_MAX", "8388608")?,
            evidence_max: reader.parse("HEJIE_EVIDENCE_MAX", "100")?,
            evidence_bytes_max: reader.parse("HEJIE_EVIDENCE_BYTES_MAX", "2147483648")?,
            upload_stall: Duration::from_secs(reader.parse("HEJIE_UPLOAD_STALL_S", "20")?),
            upload_keep_h: reader.parse("HEJIE_UPLOAD_KEEP_H", "72")?,
        })
    }
}
