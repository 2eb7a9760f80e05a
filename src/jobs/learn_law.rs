//! Takes in calendar editions and regions that another process or the command line imported, and
//! goes on with counting terms again where an import was interrupted.

use super::{Pace, Tools};
use crate::app::{Failure, law};

pub(super) async fn run(tools: &Tools) -> Result<Pace, Failure> {
    law::learn(&tools.ctx).await?;
    law::calendar::apply(&tools.ctx).await?;
    Ok(Pace::Rest)
}
