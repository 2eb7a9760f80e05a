//! What the record of a mediation says: who took part, how it went, what all confirmed, how it ended.
//! What was said, offered or conceded is in none (C-05, C-07), and nothing of a caucus.

use hejie_domain::dispute::event::Fact;
use hejie_domain::dispute::lists::MediationEnd;
use hejie_domain::dispute::mediation::{Ending, Mediation};
use hejie_domain::ids::PersonId;
use hejie_paper::{Block, Clause, Lang, Paper, Row};

use super::agreement::{heading, text};
use super::source::{Mediated, Source};
use super::words::fill;
use crate::app::Failure;

/// The paper.
pub(super) fn paper(source: &Source) -> Result<Paper, Failure> {
    let mediation = source.mediation()?;
    let mediated = source.mediated.as_ref().ok_or(Failure::NotFound)?;
    let ending = mediation.ended.ok_or(Failure::NotFound)?;
    let words = &source.words.record;
    let mut blocks = people(source, mediation, mediated);
    blocks.extend(course(source, mediation, mediated, ending));
    blocks.extend(facts(source, mediation));
    blocks.extend(outcome(source, mediation, ending));
    blocks.push(Block::Note {
        text: words.note.clone(),
    });
    blocks.extend(source.check(None)?);
    Ok(Paper {
        ident: source.document.id.to_string(),
        made_at: ending.at,
        lang: source.lang(),
        issuer: source.issuer.clone(),
        foot: source.foot(&words.title, None)?,
        title: words.title.clone(),
        under_title: under_title(source),
        banner: None,
        blocks,
    })
}

/// The dispute's number, and which language prevails.
fn under_title(source: &Source) -> Vec<String> {
    let common = &source.words.common;
    let number = fill(
        &source.words.record.number,
        &[("number", &source.loaded.number)],
    );
    let copy = (source.lang() == Lang::En).then(|| common.reading_copy.clone());
    std::iter::once(number).chain(copy).collect()
}

/// Body, mediator, and the parties that joined; who did not is named, so that nobody takes them to
/// have been heard.
fn people(source: &Source, mediation: &Mediation, mediated: &Mediated) -> Vec<Block> {
    let words = &source.words.agreement;
    let kind = Row::new(&words.body_kind, source.words.body(mediated.kind));
    let mediator = (!mediated.mediator.is_empty())
        .then(|| Row::new(&words.mediator, mediated.mediator.clone()));
    let body = Block::Person {
        role: words.body.clone(),
        name: mediated.body.clone(),
        rows: std::iter::once(kind).chain(mediator).collect(),
    };
    let all = source.loaded.dispute.parties.iter().map(|one| one.fact.id);
    let (inside, outside): (Vec<_>, Vec<_>) = all.partition(|party| mediation.takes_part(*party));
    let joined = inside.into_iter().map(|party| source.person(party));
    let names: Vec<_> = outside.into_iter().map(|one| source.name(one)).collect();
    let left_out = (!names.is_empty()).then(|| {
        let names = names.join(&source.words.common.list_separator);
        text(fill(&source.words.record.outside, &[("names", &names)]))
    });
    [heading(&source.words.record.people), body]
        .into_iter()
        .chain(joined)
        .chain(left_out)
        .collect()
}

/// What happened, as the log tells it, from asking to the end.
fn course(
    source: &Source,
    mediation: &Mediation,
    mediated: &Mediated,
    ending: Ending,
) -> Vec<Block> {
    let words = &source.words.record;
    let asked = |fact: &Fact| matches!(fact, Fact::MediationAsked { mediation: id, .. } if *id == mediation.id);
    let log = source.loaded.log.iter();
    let own = log
        .skip_while(|event| !asked(&event.fact))
        .take_while(|event| event.at <= ending.at);
    let rows = own.filter_map(|event| {
        let said = step(source, mediated, &event.fact)?;
        Some(Row::new(source.words.time(event.at), said))
    });
    let table = Block::Table {
        head: (words.at.clone(), words.what.clone()),
        rows: rows.collect(),
    };
    vec![heading(&words.course), table]
}

/// One entry in words, if it belongs to the course of a mediation.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "everything else is no part of how a mediation went"
)]
fn step(source: &Source, mediated: &Mediated, fact: &Fact) -> Option<String> {
    let words = &source.words.record;
    let party = |text: &str, party| fill(text, &[("who", source.name(party))]);
    let person = |text: &str, who: &PersonId| {
        let name = mediated.names.get(who).map_or("", String::as_str);
        fill(text, &[("name", name)])
    };
    let version = |text: &str, id| {
        let agreement = source.loaded.dispute.agreement(id);
        let version = agreement.map(|one| one.version.to_string());
        fill(text, &[("version", &version.unwrap_or_default())])
    };
    Some(match fact {
        Fact::MediationAsked { by, .. } => match by {
            Some(by) => party(&words.asked, *by),
            None => words.asked_by_platform.clone(),
        },
        Fact::MediationConsented { party: by, .. } => party(&words.consented, *by),
        Fact::MediationDeclined { party: by, .. } => party(&words.declined, *by),
        Fact::MediationWithout { party: by } => party(&words.without, *by),
        Fact::CaseAccepted { .. } => fill(&words.case_accepted, &[("body", &mediated.body)]),
        Fact::MediatorAppointed { mediator, .. } => person(&words.appointed, mediator),
        Fact::AppointmentAccepted { mediator, declared } => {
            let said = declared.map(|text| source.said(text));
            let said = said.filter(|said| !said.is_empty());
            let declared = said.map_or_else(
                || words.declared_nothing.clone(),
                |said| fill(&words.declared, &[("text", &said)]),
            );
            person(&words.accepted, mediator) + &declared
        }
        Fact::MediatorLeft { mediator, .. } => person(&words.left, mediator),
        Fact::Challenged { party: by, .. } => party(&words.challenged, *by),
        Fact::ChallengeDecided { upheld: true, .. } => words.upheld.clone(),
        Fact::ChallengeDecided { upheld: false, .. } => words.dismissed.clone(),
        Fact::ChallengeUpheldBySilence => words.upheld_by_silence.clone(),
        Fact::SessionHeld { .. } => words.session_held.clone(),
        Fact::Suspended { .. } => words.suspended.clone(),
        Fact::Resumed => words.resumed.clone(),
        Fact::Extended => words.extended.clone(),
        Fact::FactAgreed { .. } => words.fact_agreed.clone(),
        Fact::OfferAccepted { agreement, .. } => version(&words.offer_accepted, *agreement),
        Fact::AgreementSigned { agreement } => version(&words.signed, *agreement),
        Fact::SigningIncomplete { agreement } => version(&words.signing_incomplete, *agreement),
        Fact::MediationEnded { how, .. } => source.words.ending(*how).to_owned(),
        _ => return None,
    })
}

/// The only things said in a session that may leave it.
fn facts(source: &Source, mediation: &Mediation) -> Vec<Block> {
    let words = &source.words.record;
    let agreed = mediation
        .facts
        .iter()
        .filter(|fact| fact.agreed_at.is_some());
    let clauses: Vec<_> = agreed
        .map(|fact| {
            let said = source.said(fact.text);
            Clause {
                text: if said.is_empty() {
                    words.erased.clone()
                } else {
                    said
                },
                rows: Vec::new(),
            }
        })
        .collect();
    let listed = if clauses.is_empty() {
        text(&words.facts_none)
    } else {
        Block::Clauses { clauses }
    };
    vec![heading(&words.facts), listed]
}

fn outcome(source: &Source, mediation: &Mediation, ending: Ending) -> Vec<Block> {
    let words = &source.words.record;
    let mut blocks = vec![heading(&words.outcome)];
    if ending.how == MediationEnd::Settled {
        let settled = mediation.agreement(&source.loaded.dispute);
        blocks.extend(settled.map(|one| {
            text(fill(
                &words.outcome_settled,
                &[
                    ("version", &one.version.to_string()),
                    ("sha256", &one.digest.to_string()),
                ],
            ))
        }));
    } else {
        let how = why(source, ending);
        let day = source.words.day_of(ending.at);
        blocks.push(text(fill(
            &words.outcome_none,
            &[("how", &how), ("day", &day)],
        )));
        blocks.push(text(&words.ways));
    }
    blocks
}

/// How it ended, with the mediator's reason where there is one.
fn why(source: &Source, ending: Ending) -> String {
    let how = source.words.ending(ending.how);
    match ending.reason {
        Some(reason) => fill(
            &source.words.record.why,
            &[("how", how), ("reason", source.words.reason(reason))],
        ),
        None => how.to_owned(),
    }
}
