//! Tags. Agents make them and put them on disputes; supervisors rename, join and retire them. Parties
//! never see them.

use std::collections::BTreeMap;

use hejie_domain::access::{Door, StaffRole, may};
use hejie_domain::ids::{DisputeId, OrganisationId, TagId};
use hejie_domain::queue::{Colour, find};

use super::{SERVICE, reader};
use crate::app::dispute::denied;
use crate::app::{Caller, Context, Failure, Fault};
use crate::db::DbError;
use crate::db::queue::{Tag, TagUse};

const NAME_CHARS_MAX: usize = 20;
const TAGS_MAX: usize = 300;
const WORN_MAX: usize = 12;

/// A tag to be made.
#[derive(Debug, Clone)]
pub struct NewTag {
    pub name: String,
    pub colour: Colour,
}

/// What is to change about a tag.
#[derive(Debug, Clone, Default)]
pub struct TagChange {
    pub name: Option<String>,
    pub colour: Option<Colour>,
    /// Whether it is given no more.
    pub retired: Option<bool>,
}

/// The tags of the caller's platform, with how often each is in use.
pub async fn tags(ctx: &Context, caller: &Caller) -> Result<Vec<TagUse>, Failure> {
    let platform = caller.platform_as(SERVICE)?;
    let mut all = Vec::new();
    for tag in ctx.store.tags_of(platform).await? {
        let disputes = ctx.store.tag_use(tag.id).await?;
        all.push(TagUse { tag, disputes });
    }
    Ok(all)
}

/// By id, for rows that wear them.
pub(super) async fn named(
    ctx: &Context,
    platform: OrganisationId,
) -> Result<BTreeMap<TagId, Tag>, Failure> {
    let tags = ctx.store.tags_of(platform).await?;
    Ok(tags.into_iter().map(|tag| (tag.id, tag)).collect())
}

/// Makes a tag.
pub async fn add_tag(ctx: &Context, caller: &Caller, new: NewTag) -> Result<Tag, Failure> {
    let platform = caller.platform_as(SERVICE)?;
    let (name, key) = name(&new.name)?;
    if ctx.store.tags_of(platform).await?.len() >= TAGS_MAX {
        return Err(Failure::invalid("/name", "too_many"));
    }
    let tag = Tag {
        id: ctx.ids.new(),
        platform,
        name,
        key,
        colour: new.colour,
        retired_at: None,
        merged_into: None,
    };
    let mut work = ctx.store.begin().await?;
    let added = work.add_tag(&tag, caller.standing.person, ctx.now().at);
    added.await.map_err(taken)?;
    work.makes(tag.id);
    work.commit().await?;
    Ok(tag)
}

/// Renames, recolours, retires a tag or brings it back.
pub async fn change_tag(
    ctx: &Context,
    caller: &Caller,
    id: TagId,
    change: TagChange,
) -> Result<Tag, Failure> {
    let mut tag = of_supervisor(ctx, caller, id).await?;
    if let Some(raw) = &change.name {
        (tag.name, tag.key) = name(raw)?;
    }
    tag.colour = change.colour.unwrap_or(tag.colour);
    if let Some(retired) = change.retired {
        tag.retired_at = retired.then(|| tag.retired_at.unwrap_or(ctx.now().at));
    }
    let work = ctx.store.begin().await?;
    work.change_tag(&tag).await.map_err(taken)?;
    work.commit().await?;
    Ok(tag)
}

/// A tag that nobody is to give any more; it stays on disputes that wear it.
pub async fn retire_tag(ctx: &Context, caller: &Caller, id: TagId) -> Result<Tag, Failure> {
    let change = TagChange {
        retired: Some(true),
        ..TagChange::default()
    };
    change_tag(ctx, caller, id, change).await
}

/// Puts one tag wherever another was, which is gone afterwards.
pub async fn merge_tags(
    ctx: &Context,
    caller: &Caller,
    id: TagId,
    into: TagId,
) -> Result<Tag, Failure> {
    let mut tag = of_supervisor(ctx, caller, id).await?;
    let into = of_supervisor(ctx, caller, into)
        .await
        .map_err(|_unknown| Failure::invalid("/into", "unknown"))?;
    if into.id == tag.id || into.retired_at.is_some() {
        return Err(Failure::invalid("/into", "wrong_value"));
    }
    tag.merged_into = Some(into.id);
    let work = ctx.store.begin().await?;
    work.move_tag(tag.id, into.id).await?;
    work.change_tag(&tag).await?;
    work.commit().await?;
    Ok(into)
}

/// The tags on a dispute, by name.
pub async fn tags_on(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<Vec<Tag>, Failure> {
    let loaded = ctx.store.dispute(id).await?.ok_or(Failure::NotFound)?;
    may(&loaded.dispute, &caller.standing, Door::Desk).map_err(denied)?;
    let mut named = named(ctx, loaded.dispute.platform).await?;
    let mut worn = ctx.store.tags_on(&[id]).await?;
    let worn = worn.remove(&id).unwrap_or_default();
    Ok(worn.iter().filter_map(|tag| named.remove(tag)).collect())
}

/// Puts tags on a dispute and takes others off. Answers which of them were really put on and taken
/// off: doing it again, or the other way round, restores what was.
pub async fn wear(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
    add: &[TagId],
    remove: &[TagId],
) -> Result<(Vec<TagId>, Vec<TagId>), Failure> {
    let reader = reader(caller)?;
    let loaded = ctx.store.dispute(id).await?.ok_or(Failure::NotFound)?;
    may(&loaded.dispute, &caller.standing, Door::Desk).map_err(denied)?;
    let named = named(ctx, loaded.dispute.platform).await?;
    let (add, remove) = (followed(ctx, add).await?, followed(ctx, remove).await?);
    let faults: Vec<_> = add
        .iter()
        .enumerate()
        .filter(|(_, tag)| named.get(tag).is_none_or(|tag| tag.retired_at.is_some()))
        .map(|(at, _)| Fault::new(format!("/add/{at}"), "unknown"))
        .collect();
    if !faults.is_empty() {
        return Err(Failure::Invalid(faults));
    }
    let mut worn = ctx
        .store
        .tags_on(&[id])
        .await?
        .remove(&id)
        .unwrap_or_default();
    worn.retain(|tag| !add.contains(tag) && !remove.contains(tag));
    if worn.len().saturating_add(add.len()) > WORN_MAX {
        return Err(Failure::invalid("/add", "too_many"));
    }
    let (mut put, mut taken) = (Vec::new(), Vec::new());
    let work = ctx.store.begin().await?;
    for tag in remove {
        if work.take_tag(id, tag).await? {
            taken.push(tag);
        }
    }
    for tag in add {
        if work.put_tag(id, tag, reader.person, ctx.now().at).await? {
            put.push(tag);
        }
    }
    work.commit().await?;
    Ok((put, taken))
}

/// Each tag, or the one that it was joined to.
pub(in crate::app) async fn followed(ctx: &Context, tags: &[TagId]) -> Result<Vec<TagId>, Failure> {
    let mut followed = Vec::with_capacity(tags.len());
    for id in tags {
        let tag = ctx.store.tag(*id).await?;
        let now = tag.and_then(|tag| tag.merged_into).unwrap_or(*id);
        if !followed.contains(&now) {
            followed.push(now);
        }
    }
    Ok(followed)
}

async fn of_supervisor(ctx: &Context, caller: &Caller, id: TagId) -> Result<Tag, Failure> {
    let platform = caller.platform_as(SERVICE)?;
    let tag = ctx
        .store
        .tag(id)
        .await?
        .filter(|tag| tag.platform == platform);
    let tag = tag.filter(|tag| tag.merged_into.is_none());
    let tag = tag.ok_or(Failure::NotFound)?;
    caller
        .platform_as(&[StaffRole::Supervisor])
        .map_err(|_agent| Failure::Forbidden("supervisor_only"))?;
    Ok(tag)
}

/// The name as it is shown, and as names are compared: what looks the same is the same.
fn name(raw: &str) -> Result<(String, String), Failure> {
    let name = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    let key = find::pieces(&name).join(" ");
    if key.is_empty() {
        return Err(Failure::invalid("/name", "required"));
    }
    if name.chars().count() > NAME_CHARS_MAX {
        return Err(Failure::invalid("/name", "too_long"));
    }
    Ok((name, key))
}

fn taken(error: DbError) -> Failure {
    match error {
        DbError::Conflict => Failure::invalid("/name", "taken"),
        DbError::Driver(_) | DbError::Unreadable { .. } | DbError::Schema(_) => error.into(),
    }
}
