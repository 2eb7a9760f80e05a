//! Hands documents out to those whose they are.

use hejie_domain::access::{Door, may};
use hejie_domain::dispute::lists::AgreementState;
use hejie_domain::document::{DocumentKind, DocumentStage, Subject};
use hejie_domain::ids::{DisputeId, DocumentId};
use hejie_domain::people::Locale;

use super::make::make;
use super::source::check_url;
use super::want::wanted;
use super::words::Words;
use crate::app::{Caller, Context, Failure};
use crate::db::dispute::Loaded;
use crate::db::{Document, Made};

/// A document of a dispute.
#[derive(Debug)]
pub struct Listed {
    pub document: Document,
    /// The version of the agreement that it is of.
    pub version: Option<u32>,
    /// Whether another one has come in its place.
    pub older: bool,
    /// Where it can be checked.
    pub check_url: String,
}

/// A document, open for reading.
#[derive(Debug)]
pub struct Opened {
    pub made: Made,
    /// What the file is called, and the same in plain letters.
    pub names: (String, String),
    pub file: tokio::fs::File,
}

/// The documents of a dispute that the caller may have, oldest first.
pub async fn list(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<Vec<Listed>, Failure> {
    let loaded = ctx.store.dispute(id).await?.ok_or(Failure::NotFound)?;
    may(&loaded.dispute, &caller.standing, Door::View).map_err(|_denied| Failure::NotFound)?;
    let mut documents = ctx.store.documents_of(id).await?;
    documents.retain(|one| {
        let door = Door::Document(one.subject);
        one.lang == Locale::ZhCn
            && may(&loaded.dispute, &caller.standing, door).is_ok()
            && is_of_use(&loaded, &one.subject)
    });
    let subjects: Vec<Subject> = documents.iter().map(|one| one.subject).collect();
    let listed = documents.into_iter().map(|document| Listed {
        version: version(&loaded, &document.subject),
        older: subjects
            .iter()
            .any(|other| is_newer(other, &document.subject)),
        check_url: check_url(ctx, &document),
        document,
    });
    Ok(listed.collect())
}

/// Opens a document, in the language asked for if one is. To those whose it is not it does not exist.
pub async fn open(
    ctx: &Context,
    caller: &Caller,
    id: DocumentId,
    lang: Option<Locale>,
) -> Result<Opened, Failure> {
    let document = ctx.store.document(id).await?.ok_or(Failure::NotFound)?;
    let loaded = ctx.store.dispute(document.dispute).await?;
    let loaded = loaded.ok_or(Failure::NotFound)?;
    let door = Door::Document(document.subject);
    may(&loaded.dispute, &caller.standing, door).map_err(|_denied| Failure::NotFound)?;
    let document = match lang.filter(|lang| *lang != document.lang) {
        Some(lang) => in_language(ctx, &loaded, document.subject, lang).await?,
        None => document,
    };
    let made = make(ctx, &document).await?;
    Ok(Opened {
        made,
        names: names(&loaded, &document),
        file: ctx.files.read(made.sha256).await?,
    })
}

async fn in_language(
    ctx: &Context,
    loaded: &Loaded,
    subject: Subject,
    lang: Locale,
) -> Result<Document, Failure> {
    let id = loaded.dispute.id;
    if let Some(found) = ctx.store.document_of(id, &subject, lang).await? {
        return Ok(found);
    }
    let mut work = ctx.store.begin().await?;
    let document = wanted(ctx, loaded, subject, lang);
    work.want_document(&document, None, ctx.now().at).await?;
    work.commit().await?;
    let found = ctx.store.document_of(id, &subject, lang).await?;
    found.ok_or(Failure::NotFound)
}

/// What is only to be read before signing is of no use afterwards.
fn is_of_use(loaded: &Loaded, subject: &Subject) -> bool {
    let agreement = subject
        .agreement
        .and_then(|id| loaded.dispute.agreement(id));
    subject.stage != DocumentStage::Unsigned
        || agreement.is_some_and(|one| one.state == AgreementState::Agreed)
}

/// Whether `other` came in the place of `one`.
pub(super) fn is_newer(other: &Subject, one: &Subject) -> bool {
    (other.kind, other.agreement, other.mediation) == (one.kind, one.agreement, one.mediation)
        && other.stage > one.stage
}

pub(super) fn version(loaded: &Loaded, subject: &Subject) -> Option<u32> {
    let agreement = subject
        .agreement
        .and_then(|id| loaded.dispute.agreement(id));
    agreement.map(|agreement| agreement.version)
}

/// Both languages of the name: `和解协议-HJ-2026-000123-X-v2.pdf`.
fn names(loaded: &Loaded, document: &Document) -> (String, String) {
    let name = |words: Option<&'static Words>| {
        let agreement = document
            .subject
            .agreement
            .and_then(|id| loaded.dispute.agreement(id));
        let mediated = agreement.is_some_and(|one| one.mediation.is_some());
        let kind = words.map_or("", |words| match document.subject.kind {
            DocumentKind::Application => words.file.application.as_str(),
            DocumentKind::Record => words.file.record.as_str(),
            DocumentKind::Agreement if mediated => words.file.agreement_mediated.as_str(),
            DocumentKind::Agreement => words.file.agreement_settlement.as_str(),
        });
        let version = version(loaded, &document.subject);
        let version = version
            .map(|version| format!("-v{version}"))
            .unwrap_or_default();
        let unsigned = match (document.subject.stage, document.lang) {
            (DocumentStage::Unsigned, _) => "-unsigned",
            (_, Locale::En) => "-en",
            (_, Locale::ZhCn) => "",
        };
        format!("{kind}-{}{version}{unsigned}.pdf", loaded.number)
    };
    (name(Words::of(Locale::ZhCn)), name(Words::of(Locale::En)))
}
