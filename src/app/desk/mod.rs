//! The desk of whoever works on disputes: what they have begun to write, what they sent and can still
//! undo, what they follow or have put aside, what a colleague left them, replies and macros.
//!
//! Nothing here decides anything in a dispute: whatever leaves the desk goes through the same use
//! cases as everything else.

pub mod fill;
pub mod follow;
pub mod handover;
pub mod hold;
pub mod macros;
pub mod mention;
mod page;
pub mod presence;
pub mod replies;
pub mod run;
pub mod settings;
pub mod unsent;

pub use page::{DeskPage, page};

use hejie_domain::access::{Door, may};
use hejie_domain::dispute::Actor;
use hejie_domain::ids::DisputeId;

use super::dispute::denied;
use super::{Caller, Context, Failure};
use crate::db::dispute::Loaded;

/// The dispute, for somebody who works on it.
async fn work_on(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
) -> Result<(Loaded, Actor), Failure> {
    let loaded = ctx.store.dispute(id).await?.ok_or(Failure::NotFound)?;
    let actor = may(&loaded.dispute, &caller.standing, Door::Desk).map_err(denied)?;
    Ok((loaded, actor))
}
