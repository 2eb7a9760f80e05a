//! The limit of everything that is kept before it is acknowledged.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::Outcome;

const MEASURED: Duration = Duration::from_secs(2);

/// How often a second a page can be appended and forced to the disk in that folder.
pub(crate) fn writes_per_second(folder: &Path) -> Outcome<u64> {
    let path = folder.join("disk");
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    let (began, page, mut count) = (Instant::now(), [0_u8; 4096], 0_u64);
    while began.elapsed() < MEASURED {
        file.write_all(&page)?;
        file.sync_data()?;
        count += 1;
    }
    Ok(count / MEASURED.as_secs())
}
