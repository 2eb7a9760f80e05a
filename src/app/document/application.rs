//! What a joint application for judicial confirmation says (M-13, M-14, M-16).

use hejie_domain::dispute::clocks::{ClockKey, Subject as ClockSubject};
use hejie_domain::dispute::event::Fact;
use hejie_domain::dispute::state::Agreement;
use hejie_domain::document::{DocumentKind, DocumentStage};
use hejie_domain::ids::PartyId;
use hejie_domain::mediation::BodyKind;
use hejie_paper::{Block, Clause, Lang, Paper, Row, Signature};
use jiff::{Timestamp, ToSpan};

use super::agreement::{clause, heading, in_order, text};
use super::source::{Mediated, Source};
use super::words::fill;
use crate::app::Failure;

/// The paper.
pub(super) fn paper(source: &Source) -> Result<Paper, Failure> {
    let agreement = source.agreement()?;
    let mediated = source.mediated.as_ref().ok_or(Failure::NotFound)?;
    let words = &source.words.application;
    let mut under_title = vec![fill(
        &source.words.common.number_version,
        &[
            ("number", &source.loaded.number),
            ("version", &agreement.version.to_string()),
        ],
    )];
    if source.lang() == Lang::En {
        under_title.push(source.words.common.reading_copy.clone());
    }
    let mut blocks = applicants(source, agreement);
    blocks.extend(request(source, agreement, mediated));
    blocks.extend(facts(source, agreement, mediated));
    blocks.extend(court(source, agreement, mediated));
    blocks.extend(attachments(source, agreement, mediated));
    blocks.extend(signatures(source, agreement));
    blocks.push(Block::Note {
        text: words.note.clone(),
    });
    blocks.extend(source.check(Some(agreement.digest.to_string()))?);
    Ok(Paper {
        ident: source.document.id.to_string(),
        made_at: agreement
            .confirmation_applied_at
            .unwrap_or(agreement.made_at),
        lang: source.lang(),
        issuer: source.issuer.clone(),
        foot: source.foot(&words.title, Some(agreement.digest.to_string()))?,
        title: words.title.clone(),
        under_title,
        banner: None,
        blocks,
    })
}

/// What the platform does not know of people the applicants add themselves.
fn applicants(source: &Source, agreement: &Agreement) -> Vec<Block> {
    let words = &source.words.application;
    let mut blocks = vec![heading(&words.applicants)];
    for party in in_order(source, agreement) {
        if let Block::Person { role, name, rows } = source.person(party) {
            let role = format!("{} · {role}", words.applicant);
            blocks.push(Block::Person { role, name, rows });
            blocks.push(Block::Note {
                text: words.to_fill.clone(),
            });
        }
    }
    blocks
}

fn request(source: &Source, agreement: &Agreement, mediated: &Mediated) -> Vec<Block> {
    let words = &source.words.application;
    let signed = agreement.signed_at.unwrap_or(agreement.made_at);
    let request = fill(
        &words.request,
        &[
            ("day", &source.words.day_of(signed)),
            ("body", &mediated.body),
            ("number", &source.loaded.number),
            ("version", &agreement.version.to_string()),
        ],
    );
    vec![heading(&words.requests), text(request)]
}

fn facts(source: &Source, agreement: &Agreement, mediated: &Mediated) -> Vec<Block> {
    let words = &source.words.application;
    let reason = fill(
        &words.reason,
        &[
            ("title", &source.loaded.title),
            (
                "filed",
                &source.words.day_of(source.loaded.dispute.filed_at),
            ),
            ("issuer", &source.issuer),
            ("number", &source.loaded.number),
            ("body", &mediated.body),
            ("kind", source.words.body(mediated.kind)),
            ("mediator", &mediated.mediator),
            ("sealed", &source.words.day_of(effective_at(agreement))),
        ],
    );
    let clauses = agreement.obligations.iter().map(|one| clause(source, one));
    vec![
        heading(&words.facts),
        text(reason),
        Block::Clauses {
            clauses: clauses.collect(),
        },
        text(&words.promise),
    ]
}

/// A people's mediation agreement takes effect with its seal, every other one with the signatures.
fn effective_at(agreement: &Agreement) -> Timestamp {
    let sealed = agreement.sealed_at.or(agreement.signed_at);
    sealed.unwrap_or(agreement.made_at)
}

fn court(source: &Source, agreement: &Agreement, mediated: &Mediated) -> Vec<Block> {
    let words = &source.words.application;
    let which = if mediated.kind == BodyKind::CourtInvited {
        &words.court_invited
    } else {
        &words.court_own
    };
    let parties = in_order(source, agreement).into_iter().filter_map(|party| {
        let place = source.loaded.contact(party)?.address.clone()?;
        Some(fill(
            &words.place_party,
            &[("name", source.name(party)), ("place", &place)],
        ))
    });
    let body = mediated.address.as_deref();
    let body = body.map(|place| fill(&words.place_body, &[("place", place)]));
    let places: Vec<_> = parties.chain(body).collect();
    let mut blocks = vec![heading(&words.court), text(which)];
    if !places.is_empty() {
        blocks.push(Block::Points { points: places });
    }
    if let Some(term) = term(source, agreement, mediated) {
        blocks.push(text(term));
    }
    blocks.push(text(format!("{}\n{}", words.to_court, words.court_blank)));
    blocks
}

/// The last day, as the clock that ran for it told; thirty days where it is gone.
fn term(source: &Source, agreement: &Agreement, mediated: &Mediated) -> Option<String> {
    let from = if mediated.kind == BodyKind::Peoples {
        effective_at(agreement)
    } else {
        agreement.signed_at?
    };
    let key = key(agreement, mediated);
    let opened = source.loaded.log.iter().find_map(|event| {
        let Fact::TermOpened { clock } = &event.fact else {
            return None;
        };
        (Some(clock.key) == key).then(|| clock.due_at())
    });
    let last = match opened {
        // The first instant that is too late.
        Some(due_at) => due_at.checked_sub(1.second()).ok()?,
        None => from
            .checked_add(jiff::SignedDuration::from_hours(24 * 30))
            .ok()?,
    };
    Some(fill(
        &source.words.application.term,
        &[
            ("effective", &source.words.day_of(from)),
            ("last", &source.words.day_of(last)),
        ],
    ))
}

fn key(agreement: &Agreement, mediated: &Mediated) -> Option<ClockKey> {
    Some(ClockKey {
        term: mediated.kind.confirms_within()?,
        subject: ClockSubject::Agreement(agreement.id),
    })
}

fn attachments(source: &Source, agreement: &Agreement, mediated: &Mediated) -> Vec<Block> {
    let words = &source.words.application;
    let sealed = source.loaded.dispute.documents.iter().find(|one| {
        one.subject.kind == DocumentKind::Agreement
            && one.subject.stage == DocumentStage::Sealed
            && one.subject.agreement == Some(agreement.id)
    });
    let copy = sealed.map_or_else(
        || words.attachment_plain.clone(),
        |one| {
            fill(
                &words.attachment_agreement,
                &[("sha256", &one.sha256.to_string())],
            )
        },
    );
    let proof = fill(&words.attachment_body, &[("body", &mediated.body)]);
    let listed = [
        copy,
        proof,
        words.attachment_identity.clone(),
        words.attachment_property.clone(),
    ];
    let clauses = listed.into_iter().map(|text| Clause {
        text,
        rows: Vec::<Row>::new(),
    });
    vec![
        heading(&words.attachments),
        Block::Clauses {
            clauses: clauses.collect(),
        },
    ]
}

fn signatures(source: &Source, agreement: &Agreement) -> Vec<Block> {
    let words = &source.words.application;
    let signatures = in_order(source, agreement).into_iter().map(|party| {
        let asked = asked_at(source, agreement, party);
        Signature {
            who: source.name(party).to_owned(),
            name: None,
            empty: words.sign_here.clone(),
            lines: asked
                .map(|at| fill(&words.asked, &[("time", &source.words.time(at))]))
                .into_iter()
                .collect(),
        }
    });
    vec![
        heading(&words.signatures),
        Block::Signatures {
            signatures: signatures.collect(),
        },
    ]
}

/// One asked first; the other one's joining made it an application.
fn asked_at(source: &Source, agreement: &Agreement, party: PartyId) -> Option<Timestamp> {
    let first = source.when(|fact| {
        matches!(fact, Fact::ConfirmationAsked { agreement: id, party: by } if *id == agreement.id && *by == party)
    });
    first.or(agreement.confirmation_applied_at)
}
