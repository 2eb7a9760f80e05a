//! Finds disputes whose first responder or mediator is no longer there, and gives them to others.

use super::{Pace, Tools};
use crate::app::{Failure, mediate, people};

pub(super) async fn run(tools: &Tools) -> Result<Pace, Failure> {
    // Neither waits for what stands in the way of the other.
    let adopted = people::handover::adopt_orphans(&tools.ctx).await;
    mediate::gone::release(&tools.ctx).await?;
    adopted?;
    Ok(Pace::Rest)
}
