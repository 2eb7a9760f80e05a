//! Kept views: one's own, and those that a supervisor shares with the platform's service.

use hejie_domain::access::StaffRole;
use hejie_domain::ids::SavedViewId;
use hejie_domain::queue::Filter;

use super::list::count;
use super::{SERVICE, reader};
use crate::app::{Caller, Context, Failure, Fault};
use crate::db::queue::SavedView;

const NAME_CHARS_MAX: usize = 30;
const VIEWS_MAX: usize = 30;

/// A view to be kept.
#[derive(Debug, Clone)]
pub struct NewView {
    pub name: String,
    pub filter: Filter,
    /// Whether everybody in the platform's service is to see it.
    pub shared: bool,
}

/// The views that somebody sees.
#[derive(Debug)]
pub struct ViewsSeen {
    /// Each with how many match, and whether the caller may change it. One's own come first.
    pub views: Vec<(SavedView, u64, bool)>,
    /// The view that the caller's queue opens with.
    pub chosen: Option<SavedViewId>,
}

/// The caller's views and those shared with them.
pub async fn views(ctx: &Context, caller: &Caller) -> Result<ViewsSeen, Failure> {
    let reader = reader(caller)?;
    let (platform, person) = (reader.platform, reader.person);
    let mut views = Vec::new();
    for view in ctx.store.saved_views(platform, person).await? {
        let matching = count(ctx, &reader, &view.filter).await?;
        let own = may_change(caller, &view);
        views.push((view, matching, own));
    }
    let chosen = ctx.store.chosen_view(platform, person).await?;
    let chosen = chosen.filter(|id| views.iter().any(|(view, ..)| view.id == *id));
    Ok(ViewsSeen { views, chosen })
}

/// Keeps a new view, behind those that are there.
pub async fn keep_view(ctx: &Context, caller: &Caller, new: NewView) -> Result<SavedView, Failure> {
    let platform = caller.platform_as(SERVICE)?;
    let person = caller.standing.person;
    may_share(caller, new.shared)?;
    let name = name(&new.name)?;
    let all = ctx.store.saved_views(platform, person).await?;
    let alike = all.iter().filter(|view| view.shared == new.shared);
    if alike.clone().count() >= VIEWS_MAX {
        return Err(Failure::invalid("/name", "too_many"));
    }
    let place = alike.map(|view| view.place.saturating_add(1)).max();
    let view = SavedView {
        id: ctx.ids.new(),
        platform,
        owner: person,
        shared: new.shared,
        name,
        filter: new.filter,
        place: place.unwrap_or_default(),
    };
    let mut work = ctx.store.begin().await?;
    work.keep_view(&view, ctx.now().at).await?;
    work.makes(view.id);
    work.commit().await?;
    Ok(view)
}

/// Changes a view: one's own, or as a supervisor a shared one.
pub async fn rewrite_view(
    ctx: &Context,
    caller: &Caller,
    id: SavedViewId,
    new: NewView,
) -> Result<SavedView, Failure> {
    let before = changeable(ctx, caller, id).await?;
    may_share(caller, new.shared)?;
    let view = SavedView {
        shared: new.shared,
        name: name(&new.name)?,
        filter: new.filter,
        ..before
    };
    let work = ctx.store.begin().await?;
    work.keep_view(&view, ctx.now().at).await?;
    work.commit().await?;
    Ok(view)
}

/// Forgets a view. One that is gone already is no failure.
pub async fn drop_view(ctx: &Context, caller: &Caller, id: SavedViewId) -> Result<(), Failure> {
    caller.platform_as(SERVICE)?;
    if ctx.store.saved_view(id).await?.is_none() {
        return Ok(());
    }
    changeable(ctx, caller, id).await?;
    let work = ctx.store.begin().await?;
    work.drop_view(id).await?;
    Ok(work.commit().await?)
}

/// Puts views in this order. Those that are not the caller's to change are refused.
pub async fn place_views(
    ctx: &Context,
    caller: &Caller,
    order: &[SavedViewId],
) -> Result<(), Failure> {
    let mut faults = Vec::new();
    for (at, id) in order.iter().enumerate() {
        if changeable(ctx, caller, *id).await.is_err() {
            faults.push(Fault::new(format!("/order/{at}"), "unknown"));
        }
    }
    if !faults.is_empty() {
        return Err(Failure::Invalid(faults));
    }
    let work = ctx.store.begin().await?;
    for (place, id) in (0_i32..).zip(order) {
        work.place_view(*id, place).await?;
    }
    Ok(work.commit().await?)
}

/// Lets the caller's queue open with a view, or as it does by itself.
pub async fn choose_view(
    ctx: &Context,
    caller: &Caller,
    id: Option<SavedViewId>,
) -> Result<(), Failure> {
    let platform = caller.platform_as(SERVICE)?;
    let person = caller.standing.person;
    if let Some(id) = id {
        let seen = ctx.store.saved_views(platform, person).await?;
        if seen.iter().all(|view| view.id != id) {
            return Err(Failure::NotFound);
        }
    }
    let work = ctx.store.begin().await?;
    work.choose_view(platform, person, id).await?;
    Ok(work.commit().await?)
}

/// To others than its owner a view that is not shared does not exist.
async fn changeable(ctx: &Context, caller: &Caller, id: SavedViewId) -> Result<SavedView, Failure> {
    let platform = caller.platform_as(SERVICE)?;
    let view = ctx.store.saved_view(id).await?;
    let view = view.filter(|view| view.platform == platform);
    let view = view.ok_or(Failure::NotFound)?;
    if may_change(caller, &view) {
        Ok(view)
    } else if view.shared {
        Err(Failure::Forbidden("supervisor_only"))
    } else {
        Err(Failure::NotFound)
    }
}

fn may_change(caller: &Caller, view: &SavedView) -> bool {
    let supervised = caller.platform_as(&[StaffRole::Supervisor]).ok();
    if view.shared {
        supervised == Some(view.platform)
    } else {
        view.owner == caller.standing.person
    }
}

fn may_share(caller: &Caller, shared: bool) -> Result<(), Failure> {
    if !shared || caller.platform_as(&[StaffRole::Supervisor]).is_ok() {
        Ok(())
    } else {
        Err(Failure::Forbidden("supervisor_only"))
    }
}

fn name(raw: &str) -> Result<String, Failure> {
    let name = raw.trim();
    match name.chars().count() {
        0 => Err(Failure::invalid("/name", "required")),
        n if n > NAME_CHARS_MAX => Err(Failure::invalid("/name", "too_long")),
        _ => Ok(name.to_owned()),
    }
}
