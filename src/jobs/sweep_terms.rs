//! Moves disputes on whose terms have ended or need a reminder. Time acts in its own seat, by the
//! same rules as people.

use super::{Pace, Tools};
use crate::app::{Failure, dispute};

pub(super) async fn run(tools: &Tools) -> Result<Pace, Failure> {
    let moved = dispute::sweep(&tools.ctx).await?;
    Ok(if moved > 0 { Pace::GoOn } else { Pace::Rest })
}
