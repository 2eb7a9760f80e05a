//! Tells anybody whether a document is genuine: what it is of, how far it had come, whether a newer
//! one exists. No names, and nothing of what it says.

use hejie_domain::dispute::lists::AgreementState;
use hejie_domain::document::{CheckCode, DocumentStage};
use hejie_domain::text::Sha256Hash;

use super::open::{is_newer, version};
use crate::app::{Context, Failure};
use crate::db::dispute::Loaded;
use crate::db::{Document, Made};

/// What anybody may know of a document who holds it.
#[derive(Debug)]
pub struct Checked {
    pub document: Document,
    pub made: Made,
    /// The number of the dispute.
    pub number: String,
    /// The version of the agreement.
    pub version: Option<u32>,
    /// Where the agreement stands today.
    pub agreement: Option<AgreementState>,
    pub standing: Standing,
}

/// What a genuine document is worth today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is the newest.
    Current,
    /// Another one has come in its place.
    Older,
    /// What it is of was never signed, and will not be.
    Void,
}

/// The document of a code.
pub async fn check_code(ctx: &Context, code: &CheckCode) -> Result<Checked, Failure> {
    let found = ctx.store.document_by_code(code).await?;
    checked(ctx, found).await
}

/// The document of those bytes.
pub async fn check_file(ctx: &Context, sha256: Sha256Hash) -> Result<Checked, Failure> {
    let found = ctx.store.document_by_bytes(sha256).await?;
    checked(ctx, found).await
}

async fn checked(ctx: &Context, found: Option<Document>) -> Result<Checked, Failure> {
    let document = found.ok_or(Failure::NotFound)?;
    let made = document.made.ok_or(Failure::NotFound)?;
    let loaded = ctx.store.dispute(document.dispute).await?;
    let loaded = loaded.ok_or(Failure::NotFound)?;
    let others = ctx.store.documents_of(document.dispute).await?;
    let newer = others
        .iter()
        .any(|other| is_newer(&other.subject, &document.subject));
    let agreement = agreement(&loaded, &document);
    let unsigned = document.subject.stage == DocumentStage::Unsigned;
    let standing = if newer {
        Standing::Older
    } else if unsigned && agreement != Some(AgreementState::Agreed) {
        Standing::Void
    } else {
        Standing::Current
    };
    Ok(Checked {
        number: loaded.number.clone(),
        version: version(&loaded, &document.subject),
        agreement,
        standing,
        document,
        made,
    })
}

fn agreement(loaded: &Loaded, document: &Document) -> Option<AgreementState> {
    let id = document.subject.agreement?;
    loaded
        .dispute
        .agreement(id)
        .map(|agreement| agreement.state)
}
