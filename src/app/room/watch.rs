//! Who may hear that a dispute has changed: whoever may look at its page.

use hejie_domain::access::{Door, Standing, may};
use hejie_domain::dispute::Dispute;
use hejie_domain::ids::DisputeId;

use crate::app::{Context, Failure};

/// A dispute, loaded once to ask for many.
#[derive(Debug)]
pub struct Watched(Dispute);

impl Watched {
    /// Whether somebody may look at it.
    pub fn is_open_to(&self, standing: &Standing) -> bool {
        may(&self.0, standing, Door::View).is_ok()
    }

    /// The newest number of its log.
    pub fn head(&self) -> u64 {
        self.0.head
    }
}

/// The dispute as it is now, if there is one.
pub async fn watched(ctx: &Context, id: DisputeId) -> Result<Option<Watched>, Failure> {
    let loaded = ctx.store.dispute(id).await?;
    Ok(loaded.map(|loaded| Watched(loaded.dispute)))
}
