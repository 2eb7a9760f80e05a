//! From a whole file to a piece of evidence: looks at what it really is, keeps it under its digest
//! and cleans the copy that others get. Done again after a crash it comes to the same.

use hejie_domain::evidence::{MediaType, Visibility};
use hejie_domain::room::RoomKind;
use hejie_domain::text::Sha256Hash;

use super::Progress;
use crate::app::{Context, Failure};
use crate::db::{Evidence, Upload};
use crate::storage::{NotAppended, sniff, strip};

pub(super) async fn finish(ctx: &Context, upload: Upload) -> Result<Progress, Failure> {
    let seen = sniff(&ctx.files.head(upload.id).await?);
    let Some(media_type) = seen.and_then(|seen| upload.media_type.agreed(seen)) else {
        return refuse(ctx, &upload, "media_type_mismatch").await;
    };
    let kept = match ctx.files.keep(upload.id).await {
        Ok(kept) => kept,
        Err(NotAppended::Io(error)) => return Err(Failure::Io(error)),
        Err(NotAppended::Busy | NotAppended::Elsewhere(_)) => return Err(Failure::Busy),
    };
    let Ok(clean) = clean(ctx, media_type, kept.sha256).await? else {
        return refuse(ctx, &upload, "media_unreadable").await;
    };
    let evidence = Evidence {
        id: ctx.ids.new(),
        dispute: upload.dispute,
        room: upload.room,
        person: upload.person,
        seat: upload.seat,
        by_name: upload.by_name.clone(),
        name: upload.name.clone(),
        media_type,
        size: kept.size,
        sha256: kept.sha256,
        clean,
        kind: upload.kind,
        purpose: upload.purpose.clone(),
        visibility: visibility(ctx, &upload).await?,
        party: upload.party,
        uploaded_at: ctx.now().at,
        submitted_at: None,
    };
    settle(ctx, upload, evidence).await
}

/// One of two that finish the same upload at once wins; both get the winner's evidence.
async fn settle(ctx: &Context, upload: Upload, evidence: Evidence) -> Result<Progress, Failure> {
    let work = ctx.store.begin().await?;
    let won = work
        .finish_upload(upload.id, evidence.id, evidence.uploaded_at)
        .await?;
    if !won {
        drop(work);
        return Err(Failure::Busy);
    }
    work.add_evidence(&evidence).await?;
    work.commit().await?;
    ctx.files.forget(upload.id).await?;
    Ok(Progress {
        offset: upload.size,
        upload,
        evidence: Some(evidence),
    })
}

struct Broken;

/// The copy that others get, where this kind of file has one.
async fn clean(
    ctx: &Context,
    media_type: MediaType,
    sha256: Sha256Hash,
) -> Result<Result<Option<(Sha256Hash, u64)>, Broken>, Failure> {
    match media_type {
        MediaType::Jpeg | MediaType::Png | MediaType::Webp => {}
        MediaType::Heic | MediaType::Mp4 | MediaType::Mov | MediaType::M4a => {
            let kept = ctx.files.keep_clean(sha256).await?;
            let copy = kept.map(|copy| copy.map(|kept| (kept.sha256, kept.size)));
            return Ok(copy.map_err(|_unreadable| Broken));
        }
        MediaType::Gif | MediaType::Webm | MediaType::Pdf | MediaType::Mp3 | MediaType::Wav => {
            return Ok(Ok(None));
        }
    }
    let bound = ctx.config.files.picture_bytes_max;
    let original = ctx.files.read_whole(sha256, bound).await?;
    let stripped = tokio::task::spawn_blocking(move || strip(media_type, original))
        .await
        .map_err(std::io::Error::other)?;
    match stripped {
        None => Ok(Ok(None)),
        Some(Err(_unreadable)) => Ok(Err(Broken)),
        Some(Ok(bytes)) => {
            let kept = ctx.files.put(bytes).await?;
            Ok(Ok(Some((kept.sha256, kept.size))))
        }
    }
}

async fn visibility(ctx: &Context, upload: &Upload) -> Result<Visibility, Failure> {
    let Some(room) = upload.room else {
        return Ok(if upload.mediator_only {
            Visibility::Mediator
        } else {
            Visibility::Parties
        });
    };
    let room = ctx.store.room(room).await?.ok_or(Failure::NotFound)?;
    Ok(match room.kind {
        // Whoever may not enter the room sees none of its files.
        RoomKind::Negotiation | RoomKind::Mediation | RoomKind::Caucus => Visibility::Parties,
        RoomKind::MediatorNotes => Visibility::Mediator,
        RoomKind::Internal => Visibility::Platform,
    })
}

async fn refuse(ctx: &Context, upload: &Upload, code: &'static str) -> Result<Progress, Failure> {
    let work = ctx.store.begin().await?;
    work.end_upload(upload.id, true).await?;
    work.commit().await?;
    ctx.files.forget(upload.id).await?;
    Err(Failure::Invalid(vec![crate::app::Fault::new(
        "/media_type",
        code,
    )]))
}
