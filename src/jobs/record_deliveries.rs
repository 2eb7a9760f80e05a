//! Writes into the dispute's log that the demand has reached a respondent, once the delivery record
//! shows it: from then on the time to respond counts.

use super::{Pace, Tools};
use crate::app::{Failure, dispute};

/// How many one run writes down.
const COUNT_MAX: u64 = 50;

pub(super) async fn run(tools: &Tools) -> Result<Pace, Failure> {
    let ctx = &tools.ctx;
    let reached = ctx.store.unrecorded_demands(COUNT_MAX).await?;
    for demand in &reached {
        let method = demand.method.code();
        let recorded = dispute::record_delivery(ctx, demand.dispute, demand.party, method).await;
        // One dispute that cannot take it must not keep the others waiting.
        if let Err(failure) = recorded {
            tracing::warn!(dispute.id = %demand.dispute, %failure, "a delivery is not recorded");
        }
    }
    Ok(Pace::Rest)
}
