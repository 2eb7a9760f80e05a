//! The duty rota: who is named first responder.

use std::collections::BTreeMap;

use hejie_domain::access::StaffRole;
use hejie_domain::audit::DeedKind;
use hejie_domain::dispute::event::PartyFact;
use hejie_domain::ids::{OrganisationId, PersonId};
use hejie_domain::people::Shift;

use crate::app::{Caller, Context, Failure, Fault, audit};
use crate::db::{Duty, Person};

/// More turns than any week needs.
const TURNS_MAX: usize = 200;

/// The rota of the caller's platform, with names.
pub async fn show(ctx: &Context, caller: &Caller) -> Result<Vec<(Duty, Person)>, Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    let rota = ctx.store.rota(platform).await?;
    let ids: Vec<_> = rota.iter().map(|duty| duty.person).collect();
    let people = ctx.store.people(&ids).await?;
    let with_names = rota.into_iter().filter_map(|duty| {
        let person = people.iter().find(|person| person.id == duty.person)?;
        Some((duty, person.clone()))
    });
    Ok(with_names.collect())
}

/// Puts another rota in its place. Everybody on it answers first responses of that platform.
pub async fn set(
    ctx: &Context,
    caller: &Caller,
    turns: Vec<(PersonId, Shift)>,
) -> Result<Vec<(Duty, Person)>, Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    if turns.len() > TURNS_MAX {
        return Err(Failure::invalid("/items", "too_long"));
    }
    let answering = answering(ctx, platform).await?;
    let faults: Vec<Fault> = turns
        .iter()
        .enumerate()
        .filter(|(_, (person, _))| !answering.contains(person))
        .map(|(at, _)| Fault::new(format!("/items/{at}/person"), "not_responder"))
        .collect();
    if !faults.is_empty() {
        return Err(Failure::Invalid(faults));
    }
    let rota: Vec<Duty> = turns
        .into_iter()
        .map(|(person, shift)| Duty {
            id: ctx.ids.new(),
            person,
            shift,
        })
        .collect();
    let mut work = ctx.store.begin().await?;
    work.set_rota(platform, &rota).await?;
    let mut deed = caller
        .deed(DeedKind::RotaSet, ctx.now().at)
        .within(platform);
    for duty in &rota {
        deed = deed.about(duty.person);
    }
    audit::record(&mut work, deed.with("turns", rota.len()));
    work.commit().await?;
    show(ctx, caller).await
}

/// Who is named for a dispute filed now: of those on duty the one with the fewest open disputes
/// (`load`; who is missing there has none), the first on the rota among equals. When nobody is on
/// duty, anybody of the rota; when there is no rota, anybody who may answer. Never one of `but`: the
/// parties' own people, or one who is about to leave.
pub async fn first_responder(
    ctx: &Context,
    platform: OrganisationId,
    load: &BTreeMap<PersonId, u64>,
    but: &[PersonId],
) -> Result<Option<PersonId>, Failure> {
    let mut able = answering(ctx, platform).await?;
    able.retain(|person| !but.contains(person));
    let rota = ctx.store.rota(platform).await?;
    let local = ctx.now().local();
    let on_rota = |duty: &&Duty| able.contains(&duty.person);
    let on_duty = rota
        .iter()
        .filter(on_rota)
        .filter(|duty| duty.shift.covers(&local));
    let chosen = least(on_duty.map(|duty| duty.person), load)
        .or_else(|| least(rota.iter().filter(on_rota).map(|duty| duty.person), load))
        .or_else(|| least(able.iter().copied(), load));
    Ok(chosen)
}

/// The first of those with the least to do.
fn least(
    people: impl Iterator<Item = PersonId>,
    load: &BTreeMap<PersonId, u64>,
) -> Option<PersonId> {
    people.min_by_key(|person| load.get(person).copied().unwrap_or_default())
}

/// Everybody who is on a side of a dispute: its parties, and the people of shops that are. Where the
/// platform itself is a party, its people answer all the same.
pub(in crate::app) async fn people_of_sides(
    ctx: &Context,
    platform: OrganisationId,
    parties: &[PartyFact],
) -> Result<Vec<PersonId>, Failure> {
    let mut people: Vec<_> = parties.iter().filter_map(|party| party.person).collect();
    let shops = parties.iter().filter_map(|party| party.organisation);
    for shop in shops.filter(|shop| *shop != platform) {
        let staff = ctx.store.staff_of(shop).await?;
        people.extend(staff.iter().map(|staff| staff.person));
    }
    Ok(people)
}

/// Whoever may answer on that platform: service agents before supervisors, no one suspended.
pub(in crate::app) async fn answering(
    ctx: &Context,
    platform: OrganisationId,
) -> Result<Vec<PersonId>, Failure> {
    let staff = ctx.store.staff_of(platform).await?;
    let ids: Vec<_> = staff.iter().map(|staff| staff.person).collect();
    let people = ctx.store.people(&ids).await?;
    let active = |id: PersonId| {
        people
            .iter()
            .any(|person| person.id == id && !person.suspended)
    };
    let of = |role| {
        staff
            .iter()
            .filter(move |staff| staff.role == role)
            .map(|staff| staff.person)
    };
    let both = of(StaffRole::ServiceAgent).chain(of(StaffRole::Supervisor));
    Ok(both.filter(|person| active(*person)).collect())
}
