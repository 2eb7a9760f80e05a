//! Files that people bring in: on their way ([`begin`], [`append`], [`status`]), as they are served
//! ([`open`]), taken back from a draft ([`remove`]).

mod append;
mod begin;
mod finish;
mod open;
mod place;
mod remove;

pub use append::{Incoming, append, status};
pub use begin::{NewUpload, begin};
pub use open::{Opened, open, record};
pub use remove::remove;

use hejie_domain::ids::EvidenceId;

use super::{Context, Failure};
use crate::db::{Evidence, Upload};

/// An upload as it stands.
#[derive(Debug, Clone)]
pub struct Progress {
    /// The upload.
    pub upload: Upload,
    /// How much of it has arrived.
    pub offset: u64,
    /// What it has become.
    pub evidence: Option<Evidence>,
}

/// Those of `ids` that exist, in no order.
pub async fn known(ctx: &Context, ids: &[EvidenceId]) -> Result<Vec<Evidence>, Failure> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(ctx.store.evidence(*id).await?);
    }
    Ok(found)
}
