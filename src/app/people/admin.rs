//! What an administrator does with accounts.

use hejie_domain::access::StaffRole;
use hejie_domain::audit::DeedKind;
use hejie_domain::ids::PersonId;

use super::handover::adopt_orphans;
use super::members::somebody_else_administers;
use super::totp::is_within_reach;
use crate::app::mediate::gone;
use crate::app::{Caller, Context, Failure, audit};

/// Shuts somebody out: every session of theirs ends now, and none begins.
pub async fn suspend(ctx: &Context, caller: &Caller, person: PersonId) -> Result<(), Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    if person == caller.standing.person {
        return Err(Failure::Conflict("own_account"));
    }
    let now = ctx.now().at;
    let near = is_within_reach(ctx, platform, person).await?;
    let mut work = ctx.store.begin().await?;
    let known = work.person(person).await?.filter(|_| near);
    known.ok_or(Failure::NotFound)?;
    // One at a time, so that the last two administrators cannot shut one another out.
    let here = work.organisation_for_update(platform).await?;
    here.ok_or(Failure::NotFound)?;
    somebody_else_administers(&work, platform, person).await?;
    work.set_suspended(person, Some(now)).await?;
    work.end_sessions(person, None, now).await?;
    let deed = caller.deed(DeedKind::PersonSuspended, now);
    audit::record(&mut work, deed.within(platform).about(person));
    work.commit().await?;
    // What they answered for finds other hands now; what fails here is made good by a job.
    if let Err(failure) = adopt_orphans(ctx).await {
        tracing::warn!(person.id = %person, %failure, "disputes wait for other hands");
    }
    if let Err(failure) = gone::release(ctx).await {
        tracing::warn!(person.id = %person, %failure, "mediations wait for another mediator");
    }
    Ok(())
}

/// Lets somebody in again.
pub async fn restore(ctx: &Context, caller: &Caller, person: PersonId) -> Result<(), Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    let near = is_within_reach(ctx, platform, person).await?;
    let mut work = ctx.store.begin().await?;
    let known = work.person(person).await?.filter(|_| near);
    known.ok_or(Failure::NotFound)?;
    work.set_suspended(person, None).await?;
    let deed = caller.deed(DeedKind::PersonRestored, ctx.now().at);
    audit::record(&mut work, deed.within(platform).about(person));
    Ok(work.commit().await?)
}
