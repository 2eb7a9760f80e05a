//! Which documents new entries of a log call for.

use hejie_domain::dispute::event::{Event, Fact};
use hejie_domain::document::{CheckCode, DocumentKind, DocumentStage, Subject};
use hejie_domain::ids::AgreementId;
use hejie_domain::people::Locale;

use crate::app::{Context, Failure, secret};
use crate::db::dispute::Loaded;
use crate::db::{Document, Work};

/// Wants the documents that `events` call for: what binds is made at once, what is only to be read
/// before signing when somebody asks for it.
pub(in crate::app) async fn want(
    ctx: &Context,
    work: &mut Work,
    loaded: &Loaded,
    events: &[Event],
) -> Result<(), Failure> {
    let now = ctx.now().at;
    let papers = events.iter().filter_map(|event| called_for(&event.fact));
    for subject in papers.chain(records(loaded, events)) {
        let due = (subject.stage != DocumentStage::Unsigned).then_some(now);
        let document = wanted(ctx, loaded, subject, Locale::ZhCn);
        work.want_document(&document, due, now).await?;
    }
    Ok(())
}

/// A document that is not made yet.
pub(super) fn wanted(ctx: &Context, loaded: &Loaded, subject: Subject, lang: Locale) -> Document {
    Document {
        id: ctx.ids.new(),
        dispute: loaded.dispute.id,
        subject,
        lang,
        code: CheckCode::of(secret::check_bits()),
        attempts: 0,
        made: None,
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "documents are made of these facts alone"
)]
fn called_for(fact: &Fact) -> Option<Subject> {
    match fact {
        Fact::OfferAccepted {
            agreement,
            needs_signing: true,
        } => Some(of_agreement(*agreement, DocumentStage::Unsigned)),
        Fact::OfferAccepted {
            agreement,
            needs_signing: false,
        }
        | Fact::AgreementSigned { agreement } => {
            Some(of_agreement(*agreement, DocumentStage::Signed))
        }
        Fact::AgreementSealed { agreement } => {
            Some(of_agreement(*agreement, DocumentStage::Sealed))
        }
        Fact::ConfirmationApplied { agreement } => Some(Subject {
            kind: DocumentKind::Application,
            stage: DocumentStage::Issued,
            agreement: Some(*agreement),
            mediation: None,
        }),
        _ => None,
    }
}

/// Of every case that a body accepted a record is kept once it is over, however it ended (M-09).
fn records(loaded: &Loaded, events: &[Event]) -> impl Iterator<Item = Subject> {
    let mediations = loaded.dispute.mediations.iter();
    let over = mediations.filter(|one| {
        let ended = one.ended.filter(|_| one.accepted_at.is_some());
        ended.is_some_and(|ending| events.iter().any(|event| event.at == ending.at))
    });
    over.map(|one| Subject {
        kind: DocumentKind::Record,
        stage: DocumentStage::Issued,
        agreement: None,
        mediation: Some(one.id),
    })
}

fn of_agreement(agreement: AgreementId, stage: DocumentStage) -> Subject {
    Subject {
        kind: DocumentKind::Agreement,
        stage,
        agreement: Some(agreement),
        mediation: None,
    }
}
