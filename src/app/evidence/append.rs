//! Takes bytes at the end of a file that is on its way.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use hejie_domain::ids::UploadId;

use super::{Progress, finish::finish};
use crate::app::{Caller, Context, Failure};
use crate::db::{Upload, UploadState};
use crate::storage::{Appending, NotAppended};

/// Bytes as they come; an error is the end of the connection.
pub struct Incoming<S> {
    /// Where the caller believes the file to end.
    pub offset: u64,
    /// What is to be added.
    pub bytes: S,
}

/// How an upload of the caller stands.
pub async fn status(ctx: &Context, caller: &Caller, id: UploadId) -> Result<Progress, Failure> {
    let upload = own(ctx, caller, id).await?;
    progress(ctx, upload).await
}

/// Adds bytes, and finishes the file when it is whole. Whatever has come before the connection broke
/// is kept; where to go on is told by [`status`].
pub async fn append<S, E>(
    ctx: &Context,
    caller: &Caller,
    id: UploadId,
    incoming: Incoming<S>,
) -> Result<Progress, Failure>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    let mut bytes = incoming.bytes;
    let (upload, end) = match take_hold(ctx, caller, id, incoming.offset).await {
        Ok((upload, Some(end))) => (upload, end),
        Ok((upload, None)) => {
            drain(&mut bytes).await;
            return progress(ctx, upload).await;
        }
        Err(failure) => {
            drain(&mut bytes).await;
            return Err(failure);
        }
    };
    let offset = receive(ctx, end, &upload, bytes).await?;
    let work = ctx.store.begin().await?;
    work.touch_upload(id, ctx.now().at).await?;
    work.commit().await?;
    if offset < upload.size {
        return Ok(Progress {
            upload,
            offset,
            evidence: None,
        });
    }
    finish(ctx, upload).await
}

/// The end of the caller's upload, if it still takes bytes.
async fn take_hold(
    ctx: &Context,
    caller: &Caller,
    id: UploadId,
    offset: u64,
) -> Result<(Upload, Option<Appending>), Failure> {
    let upload = own(ctx, caller, id).await?;
    if upload.state != UploadState::Open {
        return Ok((upload, None));
    }
    let end = ctx.files.append(id, offset).await.map_err(refused)?;
    Ok((upload, Some(end)))
}

/// Reads on for a while and keeps nothing, so that the caller hears the answer and not a broken
/// connection.
async fn drain<S, E>(bytes: &mut S)
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    const DRAINED_BYTES_MAX: usize = 32 * 1024 * 1024;
    const PATIENCE: Duration = Duration::from_secs(10);
    let mut seen = 0_usize;
    while seen < DRAINED_BYTES_MAX {
        match tokio::time::timeout(PATIENCE, bytes.next()).await {
            Ok(Some(Ok(chunk))) => seen = seen.saturating_add(chunk.len()),
            Ok(Some(Err(_)) | None) | Err(_) => return,
        }
    }
}

/// Somebody's own upload; to all others there is none. A respondent's link opens uploads of its
/// dispute alone.
async fn own(ctx: &Context, caller: &Caller, id: UploadId) -> Result<Upload, Failure> {
    let upload = ctx.store.upload(id).await?.ok_or(Failure::NotFound)?;
    let elsewhere = caller
        .standing
        .link
        .is_some_and(|(dispute, _)| dispute != upload.dispute);
    if upload.person != caller.standing.person || elsewhere {
        return Err(Failure::NotFound);
    }
    Ok(upload)
}

async fn progress(ctx: &Context, upload: Upload) -> Result<Progress, Failure> {
    match upload.state {
        UploadState::Open => {
            let arrived = ctx.files.arrived(upload.id).await?;
            Ok(Progress {
                offset: arrived.ok_or(Failure::Gone("upload_gone"))?,
                upload,
                evidence: None,
            })
        }
        UploadState::Done(id) => Ok(Progress {
            offset: upload.size,
            evidence: ctx.store.evidence(id).await?,
            upload,
        }),
        UploadState::Refused => Err(Failure::Gone("upload_refused")),
        UploadState::Dropped => Err(Failure::Gone("upload_gone")),
    }
}

/// Writes what comes, up to the announced size and the bound of one request. A connection that
/// brings nothing for a while is given up, so that its successor need not wait for it.
async fn receive<S, E>(
    ctx: &Context,
    mut end: Appending,
    upload: &Upload,
    mut bytes: S,
) -> Result<u64, Failure>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    let bounds = &ctx.config.files;
    let room = upload.size.saturating_sub(end.offset());
    let mut left = room.min(bounds.chunk_bytes_max);
    let mut too_much = false;
    loop {
        let next = tokio::time::timeout(bounds.upload_stall, bytes.next()).await;
        let Ok(Some(Ok(chunk))) = next else { break };
        let length = u64::try_from(chunk.len()).map_err(std::io::Error::other)?;
        too_much |= length > left;
        let taken = usize::try_from(length.min(left)).map_err(std::io::Error::other)?;
        end.write(&chunk.slice(..taken)).await?;
        left = left.saturating_sub(length);
        if too_much {
            drain(&mut bytes).await;
            break;
        }
    }
    let offset = end.finish().await?;
    if too_much {
        let limit = room.min(bounds.chunk_bytes_max);
        return Err(Failure::TooLarge { limit });
    }
    Ok(offset)
}

fn refused(why: NotAppended) -> Failure {
    match why {
        NotAppended::Busy => Failure::Busy,
        NotAppended::Elsewhere(offset) => Failure::UploadOffset { offset },
        NotAppended::Io(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Failure::Gone("upload_gone")
        }
        NotAppended::Io(error) => Failure::Io(error),
    }
}
