//! Makes documents, each once.

use bytes::Bytes;
use hejie_domain::dispute::command::Command;
use hejie_domain::dispute::event::Actor;
use hejie_domain::dispute::{Refusal, decide};
use hejie_domain::document::{DocumentKind, DocumentStage};
use hejie_domain::people::Locale;
use jiff::{SignedDuration, Timestamp};

use super::source::Source;
use super::{agreement, application, record};
use crate::app::dispute::save;
use crate::app::{Context, Failure};
use crate::db::{Document, Made};

/// How many one run makes; the next one follows at once when there are more.
const COUNT_MAX: u64 = 10;
const FIRST_PAUSE: SignedDuration = SignedDuration::from_mins(1);
const LAST_PAUSE: SignedDuration = SignedDuration::from_hours(1);

/// Makes what is wanted. Tells whether more may be waiting.
pub async fn make_wanted(ctx: &Context) -> Result<bool, Failure> {
    let now = ctx.now().at;
    let wanted = ctx.store.wanted_documents(now, COUNT_MAX).await?;
    for document in &wanted {
        if let Err(failure) = make(ctx, document).await {
            tracing::error!(document.id = %document.id, error = ?failure, "a document could not be made");
            let work = ctx.store.begin().await?;
            work.document_failed(
                document,
                again_at(now, document.attempts),
                &failure.to_string(),
            )
            .await?;
            work.commit().await?;
        }
    }
    Ok(u64::try_from(wanted.len()).is_ok_and(|count| count >= COUNT_MAX))
}

/// The bytes of a document, made now unless they were made before. Whoever comes second finds what
/// the first one made.
pub(super) async fn make(ctx: &Context, document: &Document) -> Result<Made, Failure> {
    if let Some(made) = document.made {
        return Ok(made);
    }
    let source = Source::gather(ctx, document).await?;
    let paper = match document.subject.kind {
        DocumentKind::Agreement => agreement::paper(&source)?,
        DocumentKind::Application => application::paper(&source)?,
        DocumentKind::Record => record::paper(&source)?,
    };
    let bytes = ctx.press.print(paper, &source.words.common.lacking).await?;
    let kept = ctx.files.put(Bytes::from(bytes)).await?;
    let made = Made {
        at: ctx.now().at,
        sha256: kept.sha256,
        size: kept.size,
    };
    keep(ctx, document, made).await
}

async fn keep(ctx: &Context, document: &Document, made: Made) -> Result<Made, Failure> {
    let mut work = ctx.store.begin().await?;
    let mut loaded = work
        .dispute_for_update(document.dispute)
        .await?
        .ok_or(Failure::NotFound)?;
    if !work.document_made(document.id, &made).await? {
        drop(work);
        let other = ctx.store.document(document.id).await?;
        return other.and_then(|one| one.made).ok_or(Failure::NotFound);
    }
    if is_logged(document) {
        let command = Command::KeepDocument {
            document: document.id,
            subject: document.subject,
            sha256: made.sha256,
        };
        let actor = Actor::CLOCK;
        match decide(
            &loaded.dispute,
            &actor,
            &command,
            &ctx.law().law(),
            ctx.now(),
        ) {
            Ok(facts) => save(ctx, &mut work, &mut loaded, actor, facts).await?,
            Err(Refusal::AlreadyDone) => {}
            Err(refusal) => return Err(Failure::Refused(refusal)),
        }
    }
    work.commit().await?;
    Ok(made)
}

/// Only what binds goes into the log, and only in the language that prevails: reading copies are made
/// when somebody looks, and looking changes no log.
fn is_logged(document: &Document) -> bool {
    document.lang == Locale::ZhCn && document.subject.stage != DocumentStage::Unsigned
}

/// Twice as long after each failure.
fn again_at(now: Timestamp, attempts: u32) -> Timestamp {
    let factor = 2_i32.saturating_pow(attempts.min(10));
    let pause = FIRST_PAUSE.checked_mul(factor).unwrap_or(LAST_PAUSE);
    now.checked_add(pause.min(LAST_PAUSE)).unwrap_or(now)
}
