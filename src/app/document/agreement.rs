//! What the paper of an agreement says.

use std::collections::BTreeMap;

use hejie_domain::dispute::event::Fact;
use hejie_domain::dispute::lists::Seat;
use hejie_domain::dispute::state::{Agreement, Obligation};
use hejie_domain::document::DocumentStage;
use hejie_domain::ids::PartyId;
use hejie_domain::mediation::Effective;
use hejie_domain::money::Fen;
use hejie_paper::{Block, Clause, Lang, Paper, Row, SealBlock, Signature};
use jiff::Timestamp;

use super::source::Source;
use super::words::{AgreementWords, fill};
use crate::app::Failure;

/// The paper, as far as the agreement had come at the document's stage.
pub(super) fn paper(source: &Source) -> Result<Paper, Failure> {
    let agreement = source.agreement()?;
    let words = &source.words.agreement;
    let title = title(source);
    let stage = source.document.subject.stage;
    let signed = stage != DocumentStage::Unsigned;
    let signed_at = signed_at(source, agreement);
    let digest = agreement.digest.to_string();
    let mut under_title = vec![fill(
        &source.words.common.number_version,
        &[
            ("number", &source.loaded.number),
            ("version", &agreement.version.to_string()),
        ],
    )];
    if signed {
        let day = source.words.day_of(signed_at);
        under_title.push(fill(&words.signed_on, &[("day", &day)]));
    }
    if source.lang() == Lang::En {
        under_title.push(source.words.common.reading_copy.clone());
    }
    let sealed = stage == DocumentStage::Sealed;
    let mut blocks = parties(source, agreement);
    blocks.extend(facts(source, agreement));
    blocks.extend(content(source, agreement));
    blocks.extend(provisions(source, agreement));
    blocks.extend(effect(source, agreement, sealed));
    blocks.extend(signatures(source, agreement, signed));
    if sealed {
        blocks.extend(seal(source, agreement));
    }
    blocks.extend(source.check(Some(digest.clone()))?);
    Ok(Paper {
        ident: source.document.id.to_string(),
        made_at: if let Some(sealed_at) = agreement.sealed_at.filter(|_| sealed) {
            sealed_at
        } else if signed {
            signed_at
        } else {
            source
                .accepted_at(agreement.id)
                .unwrap_or(agreement.made_at)
        },
        lang: source.lang(),
        issuer: source.issuer.clone(),
        foot: source.foot(&title, Some(digest))?,
        title,
        under_title,
        banner: (!signed).then(|| words.unsigned.clone()),
        blocks,
    })
}

/// A settlement of the parties' own, or what a body mediated.
pub(super) fn title(source: &Source) -> String {
    let words = &source.words.agreement;
    if source.mediated.is_some() {
        words.mediated.clone()
    } else {
        words.settlement.clone()
    }
}

/// When it began to bind: with the last signature, or when it was accepted by one click.
pub(super) fn signed_at(source: &Source, agreement: &Agreement) -> Timestamp {
    let by_signature = source.when(
        |fact| matches!(fact, Fact::AgreementSigned { agreement: id } if *id == agreement.id),
    );
    by_signature
        .or_else(|| source.accepted_at(agreement.id))
        .unwrap_or(agreement.made_at)
}

pub(super) fn heading(text: &str) -> Block {
    Block::Heading {
        text: text.to_owned(),
    }
}

pub(super) fn text(text: impl Into<String>) -> Block {
    Block::Text { text: text.into() }
}

/// The consumer side first, whoever made the offer.
pub(super) fn in_order(source: &Source, agreement: &Agreement) -> Vec<PartyId> {
    let mut parties = agreement.parties().to_vec();
    parties.sort_by_key(|id| {
        let place = source
            .loaded
            .dispute
            .parties
            .iter()
            .position(|one| one.fact.id == *id);
        place.unwrap_or(usize::MAX)
    });
    parties
}

fn parties(source: &Source, agreement: &Agreement) -> Vec<Block> {
    let parties = in_order(source, agreement);
    let people = parties.into_iter().map(|party| source.person(party));
    let words = &source.words.agreement;
    let body = source.mediated.as_ref().map(|mediated| Block::Person {
        role: words.body.clone(),
        name: mediated.body.clone(),
        rows: vec![
            Row::new(&words.body_kind, source.words.body(mediated.kind)),
            Row::new(&words.mediator, &mediated.mediator),
        ],
    });
    std::iter::once(heading(&words.parties))
        .chain(people)
        .chain(body)
        .collect()
}

fn facts(source: &Source, agreement: &Agreement) -> Vec<Block> {
    let words = &source.words.agreement;
    let dispute = &source.loaded.dispute;
    let remedies = dispute.claim.remedies.iter().map(|one| {
        let name = source.words.remedy(one.remedy);
        one.amount
            .map_or_else(|| name.to_owned(), |amount| format!("{name} ￥{amount}"))
    });
    let remedies: Vec<_> = remedies.collect();
    let recital = fill(
        &words.recital,
        &[
            ("day", &source.words.day_of(dispute.filed_at)),
            ("title", &source.loaded.title),
            ("issuer", &source.issuer),
            ("number", &source.loaded.number),
            (
                "remedies",
                &remedies.join(&source.words.common.list_separator),
            ),
        ],
    );
    let said = agreement.provisions.facts.map(|facts| source.said(facts));
    let agreed = said.filter(|said| !said.is_empty()).map_or_else(
        || words.facts_default.clone(),
        |said| fill(&words.facts_said, &[("text", &said)]),
    );
    let by = source.mediated.as_ref().map(|mediated| {
        let kind = source.words.body(mediated.kind);
        let (body, mediator) = (mediated.body.as_str(), mediated.mediator.as_str());
        let facts = [("body", body), ("kind", kind), ("mediator", mediator)];
        text(fill(&words.mediated_by, &facts))
    });
    let mut blocks = vec![heading(&words.facts), text(recital)];
    blocks.extend(by);
    blocks.push(text(agreed));
    blocks
}

fn content(source: &Source, agreement: &Agreement) -> Vec<Block> {
    let words = &source.words.agreement;
    let clauses = agreement.obligations.iter().map(|one| clause(source, one));
    let mut blocks = vec![
        heading(&words.content),
        Block::Clauses {
            clauses: clauses.collect(),
        },
    ];
    blocks.extend(totals(source, agreement).into_iter().map(text));
    if agreement.provisions.choices.acceleration {
        blocks.push(text(&words.acceleration));
    }
    blocks
}

/// The day is the one that was signed, whatever was agreed on after a breach.
pub(super) fn clause(source: &Source, one: &Obligation) -> Clause {
    let words = &source.words.agreement;
    let due = source.words.day(one.fact.due_on);
    let sentence = fill(
        &words.clause,
        &[
            ("owes", source.name(one.fact.owes)),
            ("to", source.name(one.fact.to)),
            ("kind", source.words.remedy(one.fact.kind)),
            ("due", &due),
        ],
    );
    let amount = one.fact.amount.map(|amount| source.words.money(amount));
    let rows = [
        amount.map(|amount| Row::new(&words.amount, amount)),
        Some(Row::new(&words.what, source.said(one.fact.what))),
        Some(Row::new(&words.how, source.said(one.fact.how))),
        Some(Row::new(
            &words.due,
            fill(&words.due_value, &[("due", &due)]),
        )),
    ];
    Clause {
        text: sentence,
        rows: rows.into_iter().flatten().collect(),
    }
}

/// What each side pays in all, where that is more than one sum.
fn totals(source: &Source, agreement: &Agreement) -> Vec<String> {
    let mut sums: BTreeMap<PartyId, Vec<Fen>> = BTreeMap::new();
    for one in &agreement.obligations {
        sums.entry(one.fact.owes)
            .or_default()
            .extend(one.fact.amount);
    }
    let several = sums.into_iter().filter(|(_, sums)| sums.len() > 1);
    let totals = several.filter_map(|(owes, sums)| {
        let money = source.words.money(Fen::sum(sums).ok()?);
        let facts = [("owes", source.name(owes)), ("money", money.as_str())];
        Some(fill(&source.words.agreement.total, &facts))
    });
    totals.collect()
}

fn provisions(source: &Source, agreement: &Agreement) -> Vec<Block> {
    let words = &source.words.agreement;
    let fact = &agreement.provisions;
    let said = |text: Option<_>, frame: &str| {
        let said = text.map(|text| source.said(text))?;
        (!said.is_empty()).then(|| fill(frame, &[("text", &said)]))
    };
    let pays = agreement
        .obligations
        .iter()
        .any(|one| one.fact.amount.is_some());
    let account =
        said(fact.account, &words.account).or_else(|| pays.then(|| words.account_default.clone()));
    let confidential = if fact.choices.confidential {
        &words.confidential
    } else {
        &words.not_confidential
    };
    let points = [
        account,
        said(fact.goods, &words.goods),
        Some(confidential.clone()),
        Some(confirmation(source, agreement)),
        Some(words.copies.clone()),
    ];
    let clauses = points.into_iter().flatten().map(|text| Clause {
        text,
        rows: Vec::new(),
    });
    vec![
        heading(&words.provisions),
        Block::Clauses {
            clauses: clauses.collect(),
        },
    ]
}

/// Whether a court may confirm it, and whether the parties mean to ask one.
fn confirmation(source: &Source, agreement: &Agreement) -> String {
    let words = &source.words.agreement;
    let text = match &source.mediated {
        None => &words.confirmation_never,
        Some(mediated) if mediated.kind.confirms_within().is_none() => &words.confirmation_platform,
        Some(_) if agreement.provisions.choices.confirmation => &words.confirmation_yes,
        Some(_) => &words.confirmation_no,
    };
    text.clone()
}

fn effect(source: &Source, agreement: &Agreement, sealed: bool) -> Vec<Block> {
    let words = &source.words.agreement;
    let breach = agreement.provisions.breach.map(|text| source.said(text));
    let breach = breach.filter(|said| !said.is_empty()).map_or_else(
        || words.breach_default.clone(),
        |said| fill(&words.breach, &[("text", &said)]),
    );
    let effective = source
        .mediated
        .as_ref()
        .map(|mediated| mediated.kind.effective_by());
    let effect = match effective {
        Some(Effective::Seal) if sealed => &words.effect_sealed,
        Some(Effective::Seal) => &words.effect_seal,
        Some(Effective::Signatures) => &words.effect_signatures,
        None if by_click(source, agreement) => &words.effect_same_day,
        None => &words.effect_settlement,
    };
    vec![
        heading(&words.effect),
        text(effect),
        text(&words.performance),
        text(breach),
    ]
}

/// Whether it was accepted by one click, because everything was due on the day it was made.
fn by_click(source: &Source, agreement: &Agreement) -> bool {
    source
        .when(|fact| {
            matches!(fact, Fact::OfferAccepted { agreement: id, needs_signing: false } if *id == agreement.id)
        })
        .is_some()
}

fn signatures(source: &Source, agreement: &Agreement, signed: bool) -> Vec<Block> {
    let words = &source.words.agreement;
    let clicked = by_click(source, agreement);
    let signatures = in_order(source, agreement).into_iter().map(|party| {
        let given = agreement.signatures.get(&party).filter(|_| signed);
        let mut lines = Vec::new();
        if let Some((_, at)) = given {
            lines.push(fill(&words.signed_at, &[("time", &source.words.time(*at))]));
            lines.push(words.signed_how.clone());
        } else if clicked {
            lines.push(click(source, agreement, party, words));
        }
        Signature {
            who: format!("{} {}", source.role(party), source.name(party)),
            name: given.map(|(name, _)| source.said(*name)),
            empty: if clicked {
                words.by_click.clone()
            } else {
                words.not_signed.clone()
            },
            lines,
        }
    });
    let mut blocks = vec![
        heading(&words.signatures),
        Block::Signatures {
            signatures: signatures.collect(),
        },
    ];
    if !clicked {
        blocks.push(Block::Note {
            text: words.signature_note.clone(),
        });
    }
    blocks
}

/// The body's seal and the mediator's signature, in words.
fn seal(source: &Source, agreement: &Agreement) -> Option<Block> {
    let words = &source.words.agreement;
    let mediated = source.mediated.as_ref()?;
    let lines = agreement.seals.iter().map(|(seat, (person, at))| {
        let frame = if *seat == Seat::Mediator {
            &words.seal_mediator
        } else {
            &words.seal_registrar
        };
        let name = mediated.names.get(person).map_or("", String::as_str);
        fill(frame, &[("name", name), ("time", &source.words.time(*at))])
    });
    let digest = agreement.digest.to_string();
    let of = fill(&words.seal_of, &[("sha256", &digest)]);
    Some(Block::Seal {
        seal: SealBlock {
            body: mediated.body.clone(),
            mark: words.seal_mark.clone(),
            lines: lines.chain([of]).collect(),
        },
    })
}

fn click(source: &Source, agreement: &Agreement, party: PartyId, words: &AgreementWords) -> String {
    if party == agreement.by {
        let at = source.words.time(agreement.made_at);
        fill(&words.offered_at, &[("time", &at)])
    } else {
        let at = source
            .accepted_at(agreement.id)
            .unwrap_or(agreement.made_at);
        fill(&words.accepted_at, &[("time", &source.words.time(at))])
    }
}
