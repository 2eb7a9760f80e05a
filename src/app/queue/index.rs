//! What of a dispute can be found and counted: brought up to date with its log, in one transaction
//! with it. Messages see to themselves when they are stored.

use hejie_domain::dispute::event::{Event, Fact};
use hejie_domain::ids::{DisputeId, TextId};
use hejie_domain::queue::FigureKind;
use hejie_domain::queue::find::{endings, fields};
use hejie_domain::queue::worktime::worked_s;

use crate::app::dispute::draft::DraftContent;
use crate::app::{Context, Failure};
use crate::db::Work;
use crate::db::dispute::Loaded;
use crate::db::queue::{Doc, Figure, Source};

/// How many disputes one run reads in.
const AT_ONCE: u64 = 20;

/// Lets the queue follow new entries of a dispute's log. Where nobody has read the dispute in yet, as
/// after an upgrade or a restore, all of it is.
pub(in crate::app) async fn follow(
    ctx: &Context,
    work: &Work,
    loaded: &Loaded,
    events: &[Event],
) -> Result<(), Failure> {
    let id = loaded.dispute.id;
    let begins = events.first().is_some_and(|event| event.seq == 1);
    if !begins && !work.is_indexed(id).await? {
        return read_in(ctx, work, loaded).await;
    }
    index_head(work, loaded).await?;
    index_texts(work, loaded, events).await?;
    let figures = figures(ctx, loaded, events);
    Ok(work.keep_figures(&figures).await?)
}

/// Everything that was said in a dispute so far.
async fn read_in(ctx: &Context, work: &Work, loaded: &Loaded) -> Result<(), Failure> {
    let id = loaded.dispute.id;
    work.unindex_dispute(id).await?;
    index_head(work, loaded).await?;
    index_texts(work, loaded, &loaded.log).await?;
    work.index_messages(id).await?;
    let figures = figures(ctx, loaded, &loaded.log);
    Ok(work.keep_figures(&figures).await?)
}

/// Reads a dispute in anew: its words, its figures, its rows.
pub async fn reindex(ctx: &Context, id: DisputeId) -> Result<(), Failure> {
    let work = ctx.store.begin().await?;
    let Some(loaded) = work.dispute_for_update(id).await? else {
        return Ok(());
    };
    read_in(ctx, &work, &loaded).await?;
    work.renew_rows(id).await?;
    Ok(work.commit().await?)
}

/// Reads in disputes that nobody has read in yet, as after an upgrade. Answers whether there may be
/// more.
pub async fn index_some(ctx: &Context) -> Result<bool, Failure> {
    let mut after = None;
    loop {
        let waiting = ctx.store.disputes_to_index(after, AT_ONCE).await?;
        let mut read = false;
        for id in &waiting {
            // One dispute that cannot be read must not keep the others from being found.
            match reindex(ctx, *id).await {
                Ok(()) => read = true,
                Err(failure) => {
                    tracing::error!(dispute.id = %id, error = ?failure, "a dispute could not be indexed");
                }
            }
        }
        let full = u64::try_from(waiting.len()).unwrap_or(AT_ONCE) == AT_ONCE;
        if read || !full {
            return Ok(full);
        }
        // None of these can be read: on to those behind them.
        after = waiting.last().copied();
    }
}

async fn index_head(work: &Work, loaded: &Loaded) -> Result<(), Failure> {
    let mut lines = vec![
        loaded.number.clone(),
        loaded.number.replace('-', ""),
        loaded.title.clone(),
    ];
    for party in &loaded.parties {
        lines.push(party.name.clone());
        lines.extend(party.credit_code.clone());
        lines.extend(party.email.clone());
        lines.extend(party.phone.clone());
        lines.extend(party.phone.as_deref().map(endings).unwrap_or_default());
    }
    let doc = Doc {
        dispute: loaded.dispute.id,
        source: Source::Head(loaded.dispute.id),
        room: None,
        pieces: fields(lines.iter().map(String::as_str)),
    };
    Ok(work.index(&doc).await?)
}

async fn index_texts(work: &Work, loaded: &Loaded, events: &[Event]) -> Result<(), Failure> {
    let ids: Vec<TextId> = events.iter().flat_map(|event| said(&event.fact)).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let filed = loaded.dispute.claim.particulars.id;
    for (id, body) in work.texts_among(&ids).await? {
        let lines = if id == filed {
            let content = serde_json::from_str(&body).unwrap_or_default();
            with_endings(&content)
        } else {
            vec![body]
        };
        let doc = Doc {
            dispute: loaded.dispute.id,
            source: Source::Text(id),
            room: None,
            pieces: fields(lines.iter().map(String::as_str)),
        };
        work.index(&doc).await?;
    }
    Ok(())
}

/// The texts of a fact that everybody with a seat reads in the timeline, and the platform with them.
fn said(fact: &Fact) -> Vec<TextId> {
    if let Fact::Filed { claim, .. } = fact {
        vec![claim.statement.id, claim.particulars.id]
    } else if let Fact::Answered {
        finding, next_step, ..
    } = fact
    {
        vec![finding.id, next_step.id]
    } else if let Fact::Responded { statement, .. } | Fact::MaterialSupplied { statement, .. } =
        fact
    {
        vec![statement.id]
    } else if let Fact::Rejected { reasons, .. }
    | Fact::Appealed { reasons }
    | Fact::AppealDecided { reasons, .. } = fact
    {
        vec![reasons.id]
    } else if let Fact::Reopened { new_facts } = fact {
        vec![new_facts.id]
    } else {
        Vec::new()
    }
}

/// What was filed beside the statement, line by line.
pub(super) fn particulars(content: &DraftContent) -> Vec<String> {
    let order = content.order.iter();
    let order = order.flat_map(|order| [order.title.clone(), order.number.clone()]);
    let merchant = content.merchant.iter();
    let merchant = merchant.flat_map(|one| [one.name.clone(), one.address.clone()]);
    let notes = content.remedies.iter().flatten();
    let notes = notes.map(|one| one.note.clone());
    let cases = content
        .elsewhere
        .iter()
        .flat_map(|one| one.cases.iter().flatten());
    let cases = cases.map(|case| case.number.clone());
    let lines = order.chain(merchant).chain(notes).chain(cases).flatten();
    lines.filter(|line| !line.trim().is_empty()).collect()
}

/// An order's number is found by its end as well.
fn with_endings(content: &DraftContent) -> Vec<String> {
    let mut lines = particulars(content);
    let number = content
        .order
        .as_ref()
        .and_then(|order| order.number.as_deref());
    lines.extend(number.map(endings).unwrap_or_default());
    lines
}

fn figures(ctx: &Context, loaded: &Loaded, events: &[Event]) -> Vec<Figure> {
    let counted = events.iter().filter_map(|event| {
        let kind = FigureKind::of(&event.fact)?;
        let answered = kind == FigureKind::Answered;
        let calendar = ctx.known.calendar();
        let work_s = answered.then(|| worked_s(&calendar, loaded.dispute.filed_at, event.at));
        let responder = loaded.dispute.responder.map(|(person, _)| person);
        Some(Figure {
            dispute: loaded.dispute.id,
            seq: event.seq,
            platform: loaded.dispute.platform,
            kind,
            at: event.at,
            person: event.actor.person.filter(|_| answered).or(responder),
            work_s,
        })
    });
    counted.collect()
}
