//! Brings back disputes that somebody put aside until now.

use super::{Pace, Tools};
use crate::app::Failure;
use crate::app::desk::follow;

pub(super) async fn run(tools: &Tools) -> Result<Pace, Failure> {
    let woken = follow::wake(&tools.ctx).await?;
    Ok(if woken > 0 { Pace::GoOn } else { Pace::Rest })
}
