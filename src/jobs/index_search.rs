//! Reads in disputes whose words nobody has read in yet, as after an upgrade.

use super::{Pace, Tools};
use crate::app::{Failure, queue};

pub(super) async fn run(tools: &Tools) -> Result<Pace, Failure> {
    let more = queue::index_some(&tools.ctx).await?;
    Ok(if more { Pace::GoOn } else { Pace::Rest })
}
