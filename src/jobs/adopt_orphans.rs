//! Finds disputes whose first responder or mediator is no longer there, and gives them to others.

use super::{Pace, Tools};
use crate::app::{Failure, mediate, people};

pub(super) async fn run(tools: &Tools) -> Result<Pace, Failure> {
    people::handover::adopt_orphans(&tools.ctx).await?;
    mediate::gone::release(&tools.ctx).await?;
    Ok(Pace::Rest)
}
