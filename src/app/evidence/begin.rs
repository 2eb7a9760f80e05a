//! Announces a file: what it is called, how long it is, what it is said to be.

use hejie_domain::evidence::{FileName, MediaType};
use hejie_domain::ids::{DisputeId, RoomId};
use hejie_domain::taxonomy::EvidenceKind;

use super::Progress;
use super::place::place;
use crate::app::{Caller, Context, Failure, Fault};
use crate::config::Files as Bounds;
use crate::db::{Load, Upload, UploadState};

/// What somebody wants to bring in.
#[derive(Debug, Clone)]
pub struct NewUpload {
    /// For which dispute or draft.
    pub dispute: DisputeId,
    /// For which room of it.
    pub room: Option<RoomId>,
    /// What the file is called.
    pub name: String,
    /// How many bytes it has.
    pub size: u64,
    /// What the browser says it is.
    pub media_type: String,
    /// What it proves.
    pub kind: Option<EvidenceKind>,
    /// What for.
    pub purpose: Option<String>,
    /// Whether only the mediator and one's own side are to see it.
    pub mediator_only: bool,
}

const PURPOSE_CHARS_MAX: usize = 500;

/// Makes room for the file. What is too long, empty or of a kind that is not taken is refused
/// before a byte of it has come.
pub async fn begin(ctx: &Context, caller: &Caller, new: NewUpload) -> Result<Progress, Failure> {
    let place = place(ctx, caller, new.dispute, new.room).await?;
    let (name, media_type) = check(&new, &ctx.config.files)?;
    if new.mediator_only && place.party.is_none() {
        return Err(Failure::invalid("/mediator_only", "no_mediator"));
    }
    let upload = Upload {
        id: ctx.ids.new(),
        person: caller.standing.person,
        dispute: new.dispute,
        room: new.room,
        seat: place.seat,
        by_name: place.name,
        name: name.as_str().to_owned(),
        media_type,
        size: new.size,
        kind: new.kind.unwrap_or(EvidenceKind::Transaction),
        purpose: purpose(new.purpose),
        party: place.party,
        mediator_only: new.mediator_only,
        state: UploadState::Open,
    };
    let mut work = ctx.store.begin().await?;
    let load = work.evidence_load(new.dispute).await?;
    admit(load, upload.size, &ctx.config.files)?;
    work.add_upload(&upload, ctx.now().at).await?;
    work.makes(upload.id);
    // A file without a row would be cleared away by nobody, a row without a file clears itself.
    ctx.files.begin(upload.id).await?;
    work.commit().await?;
    Ok(Progress {
        upload,
        offset: 0,
        evidence: None,
    })
}

fn check(new: &NewUpload, bounds: &Bounds) -> Result<(FileName, MediaType), Failure> {
    let mut faults = Vec::new();
    let name = FileName::parse(&new.name);
    if name.is_none() {
        faults.push(Fault::new("/name", "invalid"));
    }
    let media_type = MediaType::declared(&new.media_type);
    if media_type.is_none() {
        faults.push(Fault::new("/media_type", "media_type_not_taken"));
    }
    let cleaned = matches!(
        media_type,
        Some(MediaType::Jpeg | MediaType::Png | MediaType::Webp)
    );
    let longest = if cleaned {
        bounds.picture_bytes_max.min(bounds.upload_bytes_max)
    } else {
        bounds.upload_bytes_max
    };
    if new.size == 0 {
        faults.push(Fault::new("/size", "file_empty"));
    } else if new.size > longest {
        faults.push(Fault::new("/size", "file_too_large"));
    }
    let purpose = new.purpose.as_deref().unwrap_or_default();
    if purpose.chars().count() > PURPOSE_CHARS_MAX {
        faults.push(Fault::new("/purpose", "too_long"));
    }
    match (name, media_type) {
        (Some(name), Some(media_type)) if faults.is_empty() => Ok((name, media_type)),
        _ => Err(Failure::Invalid(faults)),
    }
}

fn admit(load: Load, size: u64, bounds: &Bounds) -> Result<(), Failure> {
    if load.count >= bounds.evidence_max {
        return Err(Failure::Conflict("too_many_files"));
    }
    if load.bytes.saturating_add(size) > bounds.evidence_bytes_max {
        return Err(Failure::Conflict("too_many_bytes"));
    }
    Ok(())
}

fn purpose(raw: Option<String>) -> Option<String> {
    let kept = |c: &char| *c == '\n' || !c.is_control();
    let text: String = raw?.chars().filter(kept).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
