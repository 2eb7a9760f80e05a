//! Cases of mediators who left their body or were shut out: they go back to the registrar, and none is
//! left without anybody who may end it.

use hejie_domain::access::StaffRole;
use hejie_domain::ids::{OrganisationId, PersonId};

use crate::app::{Context, Failure, dispute};

/// Takes every open case from whoever may no longer mediate it; answers how many.
pub async fn release(ctx: &Context) -> Result<usize, Failure> {
    let mut done = 0_usize;
    for (body, mediator) in ctx.store.mediating_now().await? {
        if may_mediate(ctx, body, mediator).await? {
            continue;
        }
        for id in ctx.store.cases_waiting_for(body, mediator).await? {
            match dispute::mediator_gone(ctx, id, mediator).await {
                Ok(true) => done = done.saturating_add(1),
                Ok(false) => {}
                // One case that cannot be taken must not keep the others waiting.
                Err(failure) => {
                    tracing::warn!(dispute.id = %id, %failure, "a mediator's case is not released");
                }
            }
        }
    }
    Ok(done)
}

async fn may_mediate(
    ctx: &Context,
    body: OrganisationId,
    mediator: PersonId,
) -> Result<bool, Failure> {
    let person = ctx.store.person(mediator).await?;
    if person.is_none_or(|person| person.suspended) {
        return Ok(false);
    }
    let roles = ctx.store.roles(mediator).await?;
    Ok(roles
        .iter()
        .any(|held| held.organisation == body && held.role == StaffRole::Mediator))
}
