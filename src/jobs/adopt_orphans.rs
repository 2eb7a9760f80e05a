//! Finds disputes whose first responder no longer answers, and gives them to whoever does.

use super::{Pace, Tools};
use crate::app::{Failure, people};

pub(super) async fn run(tools: &Tools) -> Result<Pace, Failure> {
    people::handover::adopt_orphans(&tools.ctx).await?;
    Ok(Pace::Rest)
}
