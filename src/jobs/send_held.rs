//! Sends what people at a desk have sent, once they can no longer undo it.

use super::{Pace, Tools};
use crate::app::Failure;
use crate::app::desk::hold;

pub(super) async fn run(tools: &Tools) -> Result<Pace, Failure> {
    let sent = hold::send_due(&tools.ctx).await?;
    Ok(if sent > 0 { Pace::GoOn } else { Pace::Rest })
}
