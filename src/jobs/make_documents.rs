//! Makes the documents that disputes call for.

use super::{Pace, Tools};
use crate::app::{Failure, document};

pub(super) async fn run(tools: &Tools) -> Result<Pace, Failure> {
    let more = document::make_wanted(&tools.ctx).await?;
    Ok(if more { Pace::GoOn } else { Pace::Rest })
}
