//! Serves a piece of evidence to whoever may see it.

use hejie_domain::access::{Door, may, may_draft};
use hejie_domain::audit::DeedKind;
use hejie_domain::ids::EvidenceId;
use hejie_domain::text::Sha256Hash;

use crate::app::{Caller, Context, Failure, audit, room};
use crate::db::Evidence;

/// A file, open for reading.
#[derive(Debug)]
pub struct Opened {
    /// What it is.
    pub evidence: Evidence,
    /// The digest of the bytes that this caller gets.
    pub sha256: Sha256Hash,
    /// Their number.
    pub size: u64,
    /// The bytes.
    pub file: tokio::fs::File,
    /// Whether it is what somebody else brought in, with all that a camera wrote into it.
    pub foreign_original: bool,
}

/// Which bytes somebody gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Copy {
    /// As it was brought in.
    Original,
    /// Without what a camera writes into it.
    Clean,
}

/// Opens a file. To strangers it does not exist, and neither does what is not yet submitted to
/// anybody but its owner.
pub async fn open(ctx: &Context, caller: &Caller, id: EvidenceId) -> Result<Opened, Failure> {
    let evidence = ctx.store.evidence(id).await?.ok_or(Failure::NotFound)?;
    let copy = which(ctx, caller, &evidence).await?;
    let (sha256, size) = match (copy, evidence.clean) {
        (Copy::Clean, Some(clean)) => clean,
        (Copy::Clean, None) | (Copy::Original, _) => (evidence.sha256, evidence.size),
    };
    let file = ctx.files.read(sha256).await?;
    let foreign = evidence.person != caller.standing.person;
    Ok(Opened {
        foreign_original: copy == Copy::Original && foreign && evidence.submitted_at.is_some(),
        evidence,
        sha256,
        size,
        file,
    })
}

/// Writes down that somebody has opened what another person brought in. Once for the whole of a
/// file, also where it is read part by part.
pub async fn record(ctx: &Context, caller: &Caller, opened: &Opened) -> Result<(), Failure> {
    if !opened.foreign_original {
        return Ok(());
    }
    let deed = caller.deed(DeedKind::OriginalOpened, ctx.now().at);
    let deed = deed
        .about(opened.evidence.id)
        .about(opened.evidence.dispute);
    audit::record_alone(ctx, deed).await
}

async fn which(ctx: &Context, caller: &Caller, evidence: &Evidence) -> Result<Copy, Failure> {
    let own = evidence.person == caller.standing.person;
    let Some(loaded) = ctx.store.dispute(evidence.dispute).await? else {
        // A draft, which only its owner knows of.
        let draft = ctx.store.draft(evidence.dispute).await?;
        let owner = draft.is_some_and(|draft| may_draft(draft.owner, &caller.standing));
        return if owner && own {
            Ok(Copy::Original)
        } else {
            Err(Failure::NotFound)
        };
    };
    let by = Some(evidence.person);
    let mut room = None;
    if let Some(id) = evidence.room {
        room = Some(
            room::enter(ctx, &caller.standing, id)
                .await?
                .room
                .doorplate(),
        );
    } else if evidence.submitted_at.is_none() && !own {
        return Err(Failure::NotFound);
    }
    let door = |door| may(&loaded.dispute, &caller.standing, door);
    door(Door::Evidence {
        visibility: evidence.visibility,
        by,
        party: evidence.party,
        room,
        at: evidence.submitted_at,
    })
    .map_err(|_denied| Failure::NotFound)?;
    Ok(match door(Door::OriginalEvidence { by }) {
        Ok(_) => Copy::Original,
        Err(_) => Copy::Clean,
    })
}
