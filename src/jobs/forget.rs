//! Forgets what is of no more use: codes that nobody can use any more, and answers to requests that
//! nobody repeats after a day.

use jiff::SignedDuration;

use super::{Pace, Tools};
use crate::app::Failure;

/// How long they are kept.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24);

/// One run clears all.
pub(super) async fn run(tools: &Tools) -> Result<Pace, Failure> {
    let now = tools.ctx.now().at;
    let before = now.checked_sub(KEPT_FOR).unwrap_or(now);
    let work = tools.ctx.store.begin().await?;
    work.forget_codes(before).await?;
    work.forget_answers(before).await?;
    work.commit().await?;
    Ok(Pace::Rest)
}
