//! What follows from every decision, in one transaction: the log, the rows made from it, what
//! people in the rooms must see, and what people are told.

use hejie_domain::dispute::event::{Actor, Event, Fact};

use super::rooms;
use crate::app::telling::tell;
use crate::app::{Context, Failure, desk, document, queue};
use crate::db::Work;
use crate::db::dispute::Loaded;

/// Stores facts that were decided on `loaded`, which this work has locked.
pub(in crate::app) async fn save(
    ctx: &Context,
    work: &mut Work,
    loaded: &mut Loaded,
    actor: Actor,
    facts: Vec<Fact>,
) -> Result<(), Failure> {
    // What left no fact did not touch the dispute: its place in lists, too, is what it was.
    if facts.is_empty() {
        return Ok(());
    }
    let events = work.append(loaded, actor, facts, ctx.now().at).await?;
    follow_up(ctx, work, loaded, &events).await
}

/// The same for entries that are in the log already.
pub(super) async fn follow_up(
    ctx: &Context,
    work: &mut Work,
    loaded: &Loaded,
    events: &[Event],
) -> Result<(), Failure> {
    rooms::follow(ctx, work, loaded, events).await?;
    desk::handover::named(work, loaded, events).await?;
    desk::follow::moved(ctx, work, loaded, events).await?;
    document::want(ctx, work, loaded, events).await?;
    queue::follow(ctx, work, loaded, events).await?;
    tell(ctx, work, &loaded.dispute, events).await
}
