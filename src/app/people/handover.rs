//! Disputes of somebody who no longer answers: they find other hands, and none is left without.

use std::collections::{BTreeMap, BTreeSet};

use hejie_domain::ids::{OrganisationId, PersonId};

use super::duty;
use crate::app::{Context, Failure, dispute};

/// Who takes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heir {
    /// Somebody who answers on that platform.
    Person(PersonId),
    /// Whoever the rota names for each.
    Rota,
}

/// Gives every open dispute of somebody to others; answers how many. No term is reset.
pub async fn hand_over(
    ctx: &Context,
    platform: OrganisationId,
    from: PersonId,
    heir: Heir,
) -> Result<usize, Failure> {
    let (mut done, mut stuck) = (0_usize, false);
    let mut load = ctx.store.open_load(platform).await?;
    for held in ctx.store.held_by(platform, from).await? {
        let loaded = ctx.store.dispute(held.id).await?;
        let parties = loaded.iter().flat_map(|loaded| &loaded.dispute.parties);
        let parties: Vec<_> = parties.map(|party| party.fact.clone()).collect();
        let mut but = duty::people_of_sides(ctx, platform, &parties).await?;
        but.push(from);
        let Some(to) = choose(ctx, platform, heir, &load, &but).await? else {
            stuck = true;
            continue;
        };
        if dispute::hand_over(ctx, held.id, from, to).await? {
            done = done.saturating_add(1);
        }
        let of_heir = load.entry(to).or_default();
        *of_heir = of_heir.saturating_add(1);
    }
    if stuck {
        return Err(Failure::Conflict("nobody_answers"));
    }
    Ok(done)
}

/// Finds disputes whose first responder no longer answers, because they left, were shut out, or a
/// closed dispute came back to them, and gives them to others. Answers how many.
pub async fn adopt_orphans(ctx: &Context) -> Result<usize, Failure> {
    // Nobody waits for a dispute that nobody can take.
    let (mut done, mut stuck) = (0_usize, None);
    let answering = ctx.store.answering_now().await?;
    let platforms: BTreeSet<_> = answering.iter().map(|(platform, _)| *platform).collect();
    for platform in platforms {
        let able = duty::answering(ctx, platform).await?;
        // Where nobody answers at all, everything stays with the last one who did.
        if able.is_empty() {
            continue;
        }
        let here = answering.iter().filter(|(place, _)| *place == platform);
        for (_, person) in here.filter(|(_, person)| !able.contains(person)) {
            match hand_over(ctx, platform, *person, Heir::Rota).await {
                Ok(given) => done = done.saturating_add(given),
                Err(failure) => {
                    stuck.get_or_insert(failure);
                }
            }
        }
    }
    stuck.map_or(Ok(done), Err)
}

async fn choose(
    ctx: &Context,
    platform: OrganisationId,
    heir: Heir,
    load: &BTreeMap<PersonId, u64>,
    but: &[PersonId],
) -> Result<Option<PersonId>, Failure> {
    match heir {
        Heir::Person(person) if !but.contains(&person) => Ok(Some(person)),
        Heir::Person(_) | Heir::Rota => duty::first_responder(ctx, platform, load, but).await,
    }
}
