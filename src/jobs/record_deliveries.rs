//! Writes into the dispute's log that the demand has reached a respondent, once a notice lies in an
//! account of theirs or a gateway has taken the message: from then on the time to respond counts.
//! Whoever has neither account nor gateway is told when they open their link.

use super::{Pace, Tools};
use crate::app::{Failure, dispute};

/// How many one run writes down.
const COUNT_MAX: u64 = 50;

pub(super) async fn run(tools: &Tools) -> Result<Pace, Failure> {
    let ctx = &tools.ctx;
    let reached = ctx.store.unrecorded_demands(COUNT_MAX).await?;
    for demand in &reached {
        let (id, party) = (demand.dispute, demand.party);
        let recorded = dispute::record_delivery(ctx, id, party, demand.method).await;
        // One dispute that cannot take it must not keep the others waiting.
        if let Err(failure) = recorded {
            tracing::warn!(dispute.id = %demand.dispute, %failure, "a delivery is not recorded");
        }
    }
    Ok(Pace::Rest)
}
