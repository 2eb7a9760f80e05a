//! Takes a file back out of a draft.

use hejie_domain::access::may_draft;
use hejie_domain::ids::EvidenceId;

use crate::app::{Caller, Context, Failure};

/// Takes back what the caller brought into a draft of their own. What is part of a dispute stays:
/// it is evidence.
pub async fn remove(ctx: &Context, caller: &Caller, id: EvidenceId) -> Result<(), Failure> {
    let evidence = ctx.store.evidence(id).await?.ok_or(Failure::NotFound)?;
    if evidence.person != caller.standing.person {
        return Err(Failure::NotFound);
    }
    let draft = ctx.store.draft(evidence.dispute).await?;
    let own = draft.is_some_and(|draft| may_draft(draft.owner, &caller.standing));
    if !own {
        return Err(Failure::NotFound);
    }
    let work = ctx.store.begin().await?;
    if !work.remove_evidence(id, ctx.now().at).await? {
        return Err(Failure::Conflict("evidence_submitted"));
    }
    Ok(work.commit().await?)
}
