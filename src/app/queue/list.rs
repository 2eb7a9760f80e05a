//! Pages of the queue, their counts, and the ids of everything that matches.

use std::collections::BTreeMap;

use hejie_domain::audit::DeedKind;
use hejie_domain::dispute::lists::Phase;
use hejie_domain::ids::{DisputeId, TagId};
use hejie_domain::queue::{Filter, QueueView};

use super::found::{Hit, hits};
use super::{reader, tags};
use crate::app::dispute::{Listed, dress};
use crate::app::{Caller, Context, Failure, audit};
use crate::db::dispute::Cursor;
use crate::db::queue::{Looked, Marked, Reader, Tag};

/// What a caller asks for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub filter: Filter,
    /// Only these, where given: to see again what is shown already.
    pub only: Option<Vec<DisputeId>>,
    pub after: Option<Cursor>,
    pub limit: u64,
}

/// A page of the queue.
#[derive(Debug)]
pub struct QueuePage {
    pub listed: Listed,
    /// What the desk knows beyond the dispute itself, in the order of the rows.
    pub extras: Vec<Extra>,
    /// Every tag that the rows wear.
    pub tags: BTreeMap<TagId, Tag>,
}

/// What the desk knows of one row.
#[derive(Debug, Clone, Default)]
pub struct Extra {
    pub tags: Vec<TagId>,
    pub marked: Marked,
    /// Where the words looked for stand.
    pub hits: Vec<Hit>,
}

/// How many wait where; [`COUNTED_MAX`](crate::db::dispute::COUNTED_MAX) means that many or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub views: Vec<(QueueView, u64)>,
    pub phases: Vec<(Phase, u64)>,
}

/// What is counted on every page of the desk; the rest is counted where it is shown.
const COUNTED: &[QueueView] = &[
    QueueView::Mine,
    QueueView::MyTurn,
    QueueView::OthersTurn,
    QueueView::Unassigned,
    QueueView::DueSoon,
    QueueView::Missed,
    QueueView::Unread,
    QueueView::Followed,
    QueueView::Snoozed,
    QueueView::Open,
    QueueView::Appeals,
    QueueView::ToConfirm,
];

/// The most ids that are answered at once.
const IDS_MAX: u64 = 1_000;

/// A page of the queue of the caller's platform.
pub async fn page(ctx: &Context, caller: &Caller, wanted: Wanted) -> Result<QueuePage, Failure> {
    let reader = reader(caller)?;
    let looked = Looked {
        reader: &reader,
        filter: &wanted.filter,
        only: wanted.only.as_deref(),
        now: ctx.now(),
    };
    let limit = wanted.limit.saturating_add(1);
    let rows = ctx.store.queue_page(&looked, wanted.after, limit).await?;
    let listed = dress(ctx, caller, rows, wanted.limit).await?;
    let ids: Vec<_> = listed.rows.iter().map(|row| row.id).collect();
    let mut worn = ctx.store.tags_on(&ids).await?;
    let marks = ctx.store.marks_on(reader.person, &ids).await?;
    let mut hits = match &wanted.filter.words {
        Some(words) => hits(ctx, &reader, &listed.rows, words).await?,
        None => BTreeMap::new(),
    };
    let extra = |id| Extra {
        tags: worn.remove(id).unwrap_or_default(),
        marked: marks.get(id).copied().unwrap_or_default(),
        hits: hits.remove(id).unwrap_or_default(),
    };
    let extras: Vec<_> = ids.iter().map(extra).collect();
    let tags = tags::named(ctx, reader.platform).await?;
    Ok(QueuePage {
        listed,
        extras,
        tags,
    })
}

/// How many wait in each view, and what is open in each phase.
pub async fn counts(ctx: &Context, caller: &Caller) -> Result<Counted, Failure> {
    let reader = reader(caller)?;
    let mut views = Vec::new();
    for view in COUNTED {
        let filter = Filter {
            view: Some(*view),
            ..Filter::default()
        };
        views.push((*view, count(ctx, &reader, &filter).await?));
    }
    let mut phases = Vec::new();
    for phase in Phase::ALL.iter().filter(|phase| phase.is_open()) {
        let filter = Filter {
            phases: vec![*phase],
            ..Filter::default()
        };
        phases.push((*phase, count(ctx, &reader, &filter).await?));
    }
    Ok(Counted { views, phases })
}

/// How many match, up to [`COUNTED_MAX`](crate::db::dispute::COUNTED_MAX).
pub(super) async fn count(ctx: &Context, reader: &Reader, filter: &Filter) -> Result<u64, Failure> {
    let looked = Looked {
        reader,
        filter,
        only: None,
        now: ctx.now(),
    };
    Ok(ctx.store.queue_count(&looked).await?)
}

/// Everything that matches, up to a thousand, and whether there is more.
pub async fn ids(
    ctx: &Context,
    caller: &Caller,
    filter: &Filter,
) -> Result<(Vec<DisputeId>, bool), Failure> {
    let reader = reader(caller)?;
    let looked = Looked {
        reader: &reader,
        filter,
        only: None,
        now: ctx.now(),
    };
    let limit = IDS_MAX.saturating_add(1);
    let mut found = ctx.store.queue_ids(&looked, limit).await?;
    let most = usize::try_from(IDS_MAX).unwrap_or(usize::MAX);
    let more = found.len() > most;
    found.truncate(most);
    Ok((found, more))
}

/// Records that the caller takes the queue away as a table.
pub async fn record_export(ctx: &Context, caller: &Caller) -> Result<(), Failure> {
    reader(caller)?;
    let deed = caller.deed(DeedKind::DataExported, ctx.now().at);
    audit::record_alone(ctx, deed.with("what", "queue")).await
}
