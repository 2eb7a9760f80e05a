//! Disputes that belong together: linked for the desk, and merged where one was filed twice.
//!
//! A link moves nothing. A merge moves nothing either: the one that was filed twice keeps its log, its
//! rooms and its files, its terms stand still, and its page leads to the other; undone, it goes on with
//! what its terms had left.

use std::collections::BTreeSet;

use hejie_domain::access::{Door, Standing, may};
use hejie_domain::audit::DeedKind;
use hejie_domain::dispute::clocks::Clock;
use hejie_domain::dispute::command::Command;
use hejie_domain::dispute::lists::{SuspensionReason, Verb};
use hejie_domain::dispute::{Refusal, decide};
use hejie_domain::ids::{DisputeId, DisputeLinkId, PersonId};
use hejie_domain::queue::LinkKind;
use hejie_domain::queue::find::pieces;
use jiff::Timestamp;

use super::reader;
use crate::app::desk;
use crate::app::dispute::draft::DraftContent;
use crate::app::dispute::{Desk, denied, save};
use crate::app::{Caller, Context, Failure, audit};
use crate::db::DbError;
use crate::db::dispute::Loaded;
use crate::db::queue::{DisputeLink, Fellow};

/// Disputes of the same people filed within this time of one another may be about the same matter.
const NEAR_S: i64 = 30 * 86_400;
const LIKELY_MAX: u64 = 20;
const LINKS_MAX: usize = 50;

/// What belongs to a dispute.
#[derive(Debug)]
pub struct Links {
    pub links: Vec<(DisputeLink, Fellow)>,
    /// What may be the same matter, the latest first.
    pub likely: Vec<Likely>,
    /// Where this one goes on, if it was merged.
    pub merged_into: Option<Fellow>,
    /// Those that go on here.
    pub merged: Vec<Fellow>,
    /// Until when the merge of this one can be undone.
    pub undo_until: Option<Timestamp>,
}

/// A dispute of the same consumer against the same shop, filed at about the same time.
#[derive(Debug)]
pub struct Likely {
    pub fellow: Fellow,
    /// Whether it names the same order.
    pub same_order: bool,
}

/// What belongs to a dispute; for the platform's service.
pub async fn links(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<Links, Failure> {
    let loaded = served(ctx, caller, id).await?;
    let platform = loaded.dispute.platform;
    let found = ctx.store.links_of(id).await?;
    let ids: Vec<_> = found.iter().map(|link| link.other).collect();
    let into = loaded.dispute.merged_into;
    let mut named = ctx.store.fellows(platform, &ids).await?;
    let merged_into = ctx.store.fellows(platform, into.as_slice()).await?.pop();
    let linked: BTreeSet<_> = ids.into_iter().chain(into).collect();
    let near = ctx.store.same_parties(platform, id, LIKELY_MAX).await?;
    let order = order_number(ctx, &loaded).await?;
    let mut likely = Vec::new();
    let mut merged = ctx.store.merged_into(id).await?;
    merged.sort_by_key(|fellow| fellow.filed_at);
    for fellow in near {
        let apart = fellow.filed_at.duration_since(loaded.dispute.filed_at);
        let aside = linked.contains(&fellow.id) || fellow.merged_into.is_some();
        if aside || apart.as_secs().abs() > NEAR_S {
            continue;
        }
        let other = ctx.store.dispute(fellow.id).await?;
        let other = match &other {
            Some(other) if may(&other.dispute, &caller.standing, Door::Desk).is_ok() => other,
            Some(_) | None => continue,
        };
        let same_order = order.is_some() && order_number(ctx, other).await? == order;
        likely.push(Likely { fellow, same_order });
    }
    likely.sort_by_key(|one| (!one.same_order, std::cmp::Reverse(one.fellow.filed_at)));
    let links = found.into_iter().filter_map(|link| {
        let at = named.iter().position(|one| one.id == link.other)?;
        Some((link, named.swap_remove(at)))
    });
    Ok(Links {
        links: links.collect(),
        likely,
        merged_into,
        merged,
        undo_until: undo_until(&loaded),
    })
}

/// Links two disputes of the platform.
pub async fn link(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
    other: DisputeId,
    kind: LinkKind,
) -> Result<(), Failure> {
    let loaded = served(ctx, caller, id).await?;
    let there = other_of(ctx, caller, &loaded, other, "/other").await?;
    if ctx.store.links_of(id).await?.len() >= LINKS_MAX {
        return Err(Failure::invalid("/other", "too_many"));
    }
    let mut work = ctx.store.begin().await?;
    let (by, at) = (caller.standing.person, ctx.now().at);
    let row = ctx.ids.new::<DisputeLinkId>();
    let linked = work
        .link_disputes(row, loaded.dispute.platform, (id, other), kind, by, at)
        .await;
    match linked {
        Ok(()) => {}
        Err(DbError::Conflict) => return Err(Failure::invalid("/other", "linked_already")),
        Err(error) => return Err(error.into()),
    }
    let deed = caller
        .deed(DeedKind::DisputesLinked, at)
        .about(id)
        .about(there.dispute.id)
        .with("kind", kind.code());
    audit::record(&mut work, deed);
    Ok(work.commit().await?)
}

/// Takes a link away. That it was there stays on record.
pub async fn unlink(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
    other: DisputeId,
) -> Result<(), Failure> {
    served(ctx, caller, id).await?;
    let mut work = ctx.store.begin().await?;
    let at = ctx.now().at;
    if !work
        .unlink_disputes((id, other), caller.standing.person, at)
        .await?
    {
        return Err(Failure::NotFound);
    }
    let deed = caller.deed(DeedKind::DisputesUnlinked, at);
    audit::record(&mut work, deed.about(id).about(other));
    Ok(work.commit().await?)
}

/// Merges a dispute into another of the same consumer about the same shop or order. Both are held
/// while it is decided, in the order of their ids, so that no two can be merged into one another.
pub async fn merge(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
    into: DisputeId,
    seen: Option<u64>,
) -> Result<(), Failure> {
    if id == into {
        return Err(Failure::invalid("/into", "same_dispute"));
    }
    desk::hold::leave_first(ctx, caller, id).await?;
    let mut work = ctx.store.begin().await?;
    let first = work.dispute_for_update(id.min(into)).await?;
    let second = work.dispute_for_update(id.max(into)).await?;
    let (own, other) = if id < into {
        (first, second)
    } else {
        (second, first)
    };
    let mut own = own.ok_or(Failure::NotFound)?;
    may(&own.dispute, &caller.standing, Door::Desk).map_err(denied)?;
    let actor = may(&own.dispute, &caller.standing, Door::Act(Verb::Merge)).map_err(denied)?;
    let head = own.dispute.head;
    if seen.is_some_and(|seen| seen != head) {
        return Err(Failure::Stale { head });
    }
    let other = other.filter(|other| {
        other.dispute.platform == own.dispute.platform
            && may(&other.dispute, &caller.standing, Door::Desk).is_ok()
    });
    let other = other.ok_or_else(|| Failure::invalid("/into", "unknown"))?;
    if own.dispute.merged_into == Some(into) {
        return Ok(());
    }
    fits(ctx, &own, &other).await?;
    let command = Command::Merge { into };
    let facts = decide(&own.dispute, &actor, &command, &ctx.law().law(), ctx.now());
    let facts = match facts {
        Ok(facts) => facts,
        Err(Refusal::AlreadyDone) => return Ok(()),
        Err(refusal) => return Err(Failure::Refused(refusal)),
    };
    save(ctx, &mut work, &mut own, actor, facts).await?;
    let deed = caller.deed(DeedKind::DisputesMerged, ctx.now().at);
    audit::record(&mut work, deed.about(id).about(into));
    Ok(work.commit().await?)
}

/// Undoes a merge: the dispute goes on where it stood, with the time it had left.
pub async fn unmerge(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
    reason: Option<&str>,
    seen: Option<u64>,
) -> Result<(), Failure> {
    let mut sheet = Desk::new(ctx, caller, id);
    let reason = sheet.maybe("/reason", reason);
    sheet.check()?;
    let mut work = ctx.store.begin().await?;
    let own = work.dispute_for_update(id).await?;
    let mut own = own.ok_or(Failure::NotFound)?;
    let actor = may(&own.dispute, &caller.standing, Door::Act(Verb::Unmerge)).map_err(denied)?;
    let head = own.dispute.head;
    if seen.is_some_and(|seen| seen != head) {
        return Err(Failure::Stale { head });
    }
    let command = Command::Unmerge { reason };
    let into = own.dispute.merged_into;
    let facts = decide(&own.dispute, &actor, &command, &ctx.law().law(), ctx.now());
    let facts = facts.map_err(Failure::Refused)?;
    work.keep_texts(id, &command.texts()).await?;
    save(ctx, &mut work, &mut own, actor, facts).await?;
    let deed = caller
        .deed(DeedKind::DisputesUnmerged, ctx.now().at)
        .about(id);
    let deed = match into {
        Some(into) => deed.about(into),
        None => deed,
    };
    audit::record(&mut work, deed);
    Ok(work.commit().await?)
}

/// Where a dispute that was filed twice goes on, for whoever sees it.
#[derive(Debug)]
pub struct GoesOn {
    pub number: String,
    /// Set where the reader may open it.
    pub id: Option<DisputeId>,
    /// Until when the merge can be undone; none once that time is over.
    pub undo_until: Option<Timestamp>,
}

/// Where it goes on, as a reader of its page may know it.
pub(in crate::app) async fn goes_on(
    ctx: &Context,
    standing: &Standing,
    loaded: &Loaded,
) -> Result<Option<GoesOn>, Failure> {
    let Some(into) = loaded.dispute.merged_into else {
        return Ok(None);
    };
    let other = ctx.store.dispute(into).await?.ok_or(Failure::NotFound)?;
    let opens = may(&other.dispute, standing, Door::View).is_ok();
    Ok(Some(GoesOn {
        number: other.number,
        id: opens.then_some(into),
        undo_until: undo_until(loaded),
    }))
}

/// Those that go on here, as a reader of this page may know them: who has no seat there learns
/// nothing of them.
pub(in crate::app) async fn go_on_here(
    ctx: &Context,
    standing: &Standing,
    id: DisputeId,
) -> Result<Vec<Fellow>, Failure> {
    let mut seen = Vec::new();
    for fellow in ctx.store.merged_into(id).await? {
        let other = ctx.store.dispute(fellow.id).await?;
        if other.is_some_and(|other| may(&other.dispute, standing, Door::View).is_ok()) {
            seen.push(fellow);
        }
    }
    Ok(seen)
}

fn undo_until(loaded: &Loaded) -> Option<Timestamp> {
    use hejie_domain::ruleset::TermId;
    let merged = loaded.dispute.state.suspension() == Some(SuspensionReason::Merged);
    let clock = loaded.dispute.dispute_clock(TermId::MergeUndo);
    clock.filter(|_| merged).map(Clock::due_at)
}

/// Why two disputes cannot become one, if anything stands against it.
async fn fits(ctx: &Context, own: &Loaded, other: &Loaded) -> Result<(), Failure> {
    let wrong = |code| Err(Failure::invalid("/into", code));
    if other.dispute.merged_into.is_some() {
        return wrong("merged_itself");
    }
    if !other.dispute.phase().is_open() {
        return wrong("merge_closed");
    }
    if !ctx.store.merged_into(own.dispute.id).await?.is_empty() {
        return wrong("has_merged");
    }
    let person = |loaded: &Loaded| -> Option<PersonId> {
        loaded
            .dispute
            .consumer()
            .and_then(|party| party.fact.person)
    };
    if person(own).is_none() || person(own) != person(other) {
        return wrong("other_consumer");
    }
    if same_shop(own, other) {
        return Ok(());
    }
    let order = order_number(ctx, own).await?;
    if order.is_some() && order == order_number(ctx, other).await? {
        return Ok(());
    }
    wrong("other_matter")
}

fn same_shop(own: &Loaded, other: &Loaded) -> bool {
    let registered = |loaded: &Loaded| -> BTreeSet<_> {
        let respondents = loaded.dispute.respondents();
        respondents
            .filter_map(|party| party.fact.organisation)
            .collect()
    };
    let named = |loaded: &Loaded| -> BTreeSet<String> {
        let ids: BTreeSet<_> = loaded
            .dispute
            .respondents()
            .map(|one| one.fact.id)
            .collect();
        let own = loaded.parties.iter().filter(|one| ids.contains(&one.party));
        own.map(|one| pieces(&one.name).join(" ")).collect()
    };
    !registered(own).is_disjoint(&registered(other)) || !named(own).is_disjoint(&named(other))
}

/// The order's number, as numbers are compared.
async fn order_number(ctx: &Context, loaded: &Loaded) -> Result<Option<String>, Failure> {
    let id = loaded.dispute.claim.particulars.id;
    let texts = ctx.store.texts_among(&[id]).await?;
    let filed = texts
        .get(&id)
        .and_then(|text| serde_json::from_str(text).ok());
    let filed: DraftContent = filed.unwrap_or_default();
    let number = filed.order.and_then(|order| order.number);
    let number = number.map(|number| pieces(&number).concat());
    Ok(number.filter(|number| !number.is_empty()))
}

async fn served(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<Loaded, Failure> {
    reader(caller)?;
    let loaded = ctx.store.dispute(id).await?.ok_or(Failure::NotFound)?;
    may(&loaded.dispute, &caller.standing, Door::Desk).map_err(denied)?;
    Ok(loaded)
}

/// Another dispute of the same platform that the caller works with too.
async fn other_of(
    ctx: &Context,
    caller: &Caller,
    loaded: &Loaded,
    other: DisputeId,
    pointer: &str,
) -> Result<Loaded, Failure> {
    if other == loaded.dispute.id {
        return Err(Failure::invalid(pointer, "same_dispute"));
    }
    let there = ctx.store.dispute(other).await?.filter(|there| {
        there.dispute.platform == loaded.dispute.platform
            && may(&there.dispute, &caller.standing, Door::Desk).is_ok()
    });
    there.ok_or_else(|| Failure::invalid(pointer, "unknown"))
}
