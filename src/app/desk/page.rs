//! What the page of a dispute shows to whoever works on it, beside the dispute itself.

use hejie_domain::desk::{Summary, latest, summarise};
use hejie_domain::ids::DisputeId;
use jiff::Timestamp;

use super::handover::{self, Left};
use super::{hold, unsent, work_on};
use crate::app::{Caller, Context, Failure};
use crate::db::{DeskSetting, Held, Unsent};

/// One dispute on one person's desk.
#[derive(Debug)]
pub struct DeskPage {
    /// What they have begun to write.
    pub unsent: Vec<Unsent>,
    /// What they sent that has not left, or was refused.
    pub held: Vec<Held>,
    /// Whether they follow it.
    pub follows: bool,
    /// Until when they have put it aside.
    pub snoozed_until: Option<Timestamp>,
    /// For how long it may be put aside at most; for any time, when no term runs.
    pub snooze_latest: Option<Timestamp>,
    /// What a colleague left for them, until they have read it.
    pub left: Option<Left>,
    /// What a successor must know.
    pub summary: Summary,
    /// How they want their desk.
    pub setting: DeskSetting,
}

/// Gathers it.
pub async fn page(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<DeskPage, Failure> {
    let (loaded, _) = work_on(ctx, caller, id).await?;
    let (person, now) = (caller.standing.person, ctx.now().at);
    let snoozed = ctx.store.snoozed_until(person, id).await?;
    Ok(DeskPage {
        unsent: unsent::list(ctx, caller, id).await?,
        held: hold::list(ctx, caller, id).await?,
        follows: ctx.store.follows(person, id).await?,
        snoozed_until: snoozed.filter(|until| *until > now),
        snooze_latest: latest(&loaded.dispute, now),
        left: handover::left(ctx, &loaded, person).await?,
        summary: summarise(&loaded.dispute, &loaded.log),
        setting: ctx.store.desk_setting(person).await?,
    })
}
