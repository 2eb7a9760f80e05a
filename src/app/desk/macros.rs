//! Macros: kept for oneself or for everybody. What they do in a dispute is [`super::run`].

use hejie_domain::access::{OrganisationKind, StaffRole};
use hejie_domain::desk::{STEPS_MAX, Step};
use hejie_domain::house::{self, Place, Post};
use hejie_domain::ids::{MacroId, OrganisationId, PersonId};

use crate::app::{Caller, Context, Failure, Fault};
use crate::db::{DbError, Macro};

const NAME_CHARS_MAX: usize = 40;
const KEPT_MAX: usize = 200;

/// A macro, and whether its reader may change it.
#[derive(Debug)]
pub struct Kept {
    /// It.
    pub desk_macro: Macro,
    /// Whether the reader may change it.
    pub can_change: bool,
}

/// The caller's macros, their platform's and their own, and whether they may change what is shared.
pub async fn list(ctx: &Context, caller: &Caller) -> Result<(bool, Vec<Kept>), Failure> {
    let platform = platform(caller)?;
    let found = ctx.store.macros(platform, caller.standing.person).await?;
    let found = found.into_iter().map(|one| kept(caller, one)).collect();
    Ok((shares(caller, platform), found))
}

/// Keeps a new one.
pub async fn add(
    ctx: &Context,
    caller: &Caller,
    name: &str,
    shared: bool,
    steps: Vec<Step>,
) -> Result<Kept, Failure> {
    let organisation = platform(caller)?;
    let owner = owner(caller, organisation, shared)?;
    if list(ctx, caller).await?.1.len() >= KEPT_MAX {
        return Err(Failure::Conflict("too_many_macros"));
    }
    let one = Macro {
        id: ctx.ids.new(),
        organisation,
        owner,
        name: checked(name, &steps)?,
        steps,
        version: 1,
        uses: 0,
        updated_at: ctx.now().at,
        updated_by: caller.standing.person,
    };
    let mut work = ctx.store.begin().await?;
    work.add_macro(&one).await?;
    work.makes(one.id);
    work.commit().await?;
    Ok(kept(caller, one))
}

/// One of the caller's.
pub async fn show(ctx: &Context, caller: &Caller, id: MacroId) -> Result<Kept, Failure> {
    Ok(kept(caller, readable(ctx, caller, id).await?))
}

/// Changes one over the version that its writer saw.
pub async fn change(
    ctx: &Context,
    caller: &Caller,
    id: MacroId,
    seen: u64,
    (name, shared, steps): (&str, bool, Vec<Step>),
) -> Result<Kept, Failure> {
    let old = changeable(ctx, caller, id).await?;
    let one = Macro {
        owner: owner(caller, old.organisation, shared)?,
        name: checked(name, &steps)?,
        steps,
        version: seen.saturating_add(1),
        updated_at: ctx.now().at,
        updated_by: caller.standing.person,
        ..old
    };
    let work = ctx.store.begin().await?;
    match work.change_macro(&one, seen).await {
        Ok(()) => work.commit().await?,
        Err(DbError::Conflict) => return Err(Failure::Stale { head: old.version }),
        Err(error) => return Err(error.into()),
    }
    Ok(kept(caller, one))
}

/// Drops one.
pub async fn give_up(ctx: &Context, caller: &Caller, id: MacroId) -> Result<(), Failure> {
    changeable(ctx, caller, id).await?;
    let work = ctx.store.begin().await?;
    work.drop_macro(id).await?;
    Ok(work.commit().await?)
}

fn platform(caller: &Caller) -> Result<OrganisationId, Failure> {
    caller.platform_as(&[
        StaffRole::ServiceAgent,
        StaffRole::Supervisor,
        StaffRole::Administrator,
    ])
}

fn shares(caller: &Caller, organisation: OrganisationId) -> bool {
    let place = Place {
        id: organisation,
        kind: OrganisationKind::Platform,
        platform: None,
    };
    house::may(&caller.standing, place, Post::SharedTexts)
}

fn owner(
    caller: &Caller,
    organisation: OrganisationId,
    shared: bool,
) -> Result<Option<PersonId>, Failure> {
    match shared {
        true if !shares(caller, organisation) => Err(Failure::Forbidden("shared_texts")),
        true => Ok(None),
        false => Ok(Some(caller.standing.person)),
    }
}

fn kept(caller: &Caller, desk_macro: Macro) -> Kept {
    let can_change = match desk_macro.owner {
        Some(owner) => owner == caller.standing.person,
        None => shares(caller, desk_macro.organisation),
    };
    Kept {
        desk_macro,
        can_change,
    }
}

/// A macro that the caller may use: others learn nothing of it.
pub(super) async fn readable(
    ctx: &Context,
    caller: &Caller,
    id: MacroId,
) -> Result<Macro, Failure> {
    let platform = platform(caller)?;
    let found = ctx.store.desk_macro(id).await?;
    let theirs = |one: &Macro| {
        let own = one
            .owner
            .is_none_or(|owner| owner == caller.standing.person);
        own && one.organisation == platform
    };
    found.filter(theirs).ok_or(Failure::NotFound)
}

async fn changeable(ctx: &Context, caller: &Caller, id: MacroId) -> Result<Macro, Failure> {
    let kept = kept(caller, readable(ctx, caller, id).await?);
    if kept.can_change {
        Ok(kept.desk_macro)
    } else {
        Err(Failure::Forbidden("shared_texts"))
    }
}

fn checked(name: &str, steps: &[Step]) -> Result<String, Failure> {
    let name = name.trim();
    let mut faults = faults(steps);
    match name.chars().count() {
        0 => faults.push(Fault::new("/name", "required")),
        1..=NAME_CHARS_MAX => {}
        _ => faults.push(Fault::new("/name", "too_long")),
    }
    if steps.is_empty() {
        faults.push(Fault::new("/steps", "required"));
    }
    if steps.len() > STEPS_MAX {
        faults.push(Fault::new("/steps", "too_many"));
    }
    if faults.is_empty() {
        Ok(name.to_owned())
    } else {
        Err(Failure::Invalid(faults))
    }
}

pub(super) fn faults(steps: &[Step]) -> Vec<Fault> {
    let wrong = steps.iter().enumerate().filter_map(|(at, step)| {
        let refused = step.check().err()?;
        let pointer = format!("/steps/{at}/{}", refused.field);
        Some(Fault::new(pointer, refused.code))
    });
    wrong.collect()
}
