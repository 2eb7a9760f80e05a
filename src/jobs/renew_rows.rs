//! Makes rows anew that an earlier version of the service wrote without what lists show today.

use super::{Pace, Tools};
use crate::app::Failure;

/// How many one run takes, so that nobody else waits long for the writer.
const AT_ONCE: u64 = 50;

pub(super) async fn run(tools: &Tools) -> Result<Pace, Failure> {
    let store = &tools.ctx.store;
    let old = store.disputes_to_renew(AT_ONCE).await?;
    for id in &old {
        let work = store.begin().await?;
        work.renew_rows(*id).await?;
        work.commit().await?;
    }
    Ok(if old.is_empty() {
        Pace::Rest
    } else {
        Pace::GoOn
    })
}
