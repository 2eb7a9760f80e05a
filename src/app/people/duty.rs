//! The duty rota: who is named first responder.

use std::collections::BTreeMap;

use hejie_domain::access::StaffRole;
use hejie_domain::audit::{Deed, DeedKind};
use hejie_domain::dispute::event::PartyFact;
use hejie_domain::ids::{OrganisationId, PersonId};
use hejie_domain::people::{Change, NotARota, Part, Rota};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::app::{Caller, Context, Failure, Fault, audit};
use crate::db::{DbError, RotaEdition, Work};

/// More turns, absences or swaps than anybody needs at a time.
const PARTS_MAX: usize = 200;
/// How many days absences and swaps stay on it once they are over; earlier editions keep them.
const HISTORY_DAYS: i32 = 31;

/// A rota with the names of everybody in it.
#[derive(Debug)]
pub struct Shown {
    /// As it stands.
    pub edition: RotaEdition,
    /// Names by person.
    pub names: BTreeMap<PersonId, String>,
}

/// What happened to a rota since its writer read it.
#[derive(Debug)]
pub struct Overtaken {
    /// The newest version.
    pub head: u64,
    /// What the last who changed it is called.
    pub by: Option<String>,
    /// When they did.
    pub at: Option<Timestamp>,
    /// Everything that is another than in the version that was read.
    pub changes: Vec<Change>,
    /// Names by person.
    pub names: BTreeMap<PersonId, String>,
}

/// The rota of the caller's platform, with names.
pub async fn show(ctx: &Context, caller: &Caller) -> Result<Shown, Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    let mut edition = ctx.store.rota(platform).await?;
    edition.rota = edition.rota.since(oldest(ctx));
    let mut ids = people_of(&Rota::default().changes(&edition.rota));
    ids.extend(edition.by);
    let names = names(ctx, &ids).await?;
    Ok(Shown { edition, names })
}

/// Puts another rota in place of the version that the writer saw. Everybody who takes a turn answers
/// first responses of that platform.
pub async fn set(ctx: &Context, caller: &Caller, seen: u64, rota: Rota) -> Result<Shown, Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    let oldest = oldest(ctx);
    let known = ctx.store.rota(platform).await?.rota;
    check(ctx, platform, &known, &rota).await?;
    let rota = rota.since(oldest);
    let now = ctx.now().at;
    let mut work = ctx.store.begin().await?;
    work.organisation_for_update(platform)
        .await?
        .ok_or(Failure::NotFound)?;
    let before = work.rota(platform).await?;
    if before.version != seen {
        drop(work);
        return Err(overtaken(ctx, platform, seen).await?);
    }
    let changes = before.rota.since(oldest).changes(&rota);
    let by = Some(caller.standing.person);
    let written = work.set_rota(platform, seen, &rota, by, now).await;
    match written {
        Err(DbError::Conflict) => {
            drop(work);
            return Err(overtaken(ctx, platform, seen).await?);
        }
        other => other?,
    }
    let mut deed = caller.deed(DeedKind::RotaSet, now).within(platform);
    for turn in &rota.turns {
        deed = deed.about(turn.person);
    }
    audit::record(&mut work, deed.with("turns", rota.turns.len()));
    for change in changes {
        if let Some(deed) = deed_of(caller, change, now) {
            audit::record(&mut work, deed.within(platform));
        }
    }
    work.commit().await?;
    show(ctx, caller).await
}

/// The first day whose absences and swaps still stand on a rota.
fn oldest(ctx: &Context) -> Date {
    ctx.now().today().saturating_sub(HISTORY_DAYS.days())
}

/// Takes somebody off the rota who answers there no more.
pub(super) async fn leave(
    work: &Work,
    platform: OrganisationId,
    person: PersonId,
    at: Timestamp,
) -> Result<(), Failure> {
    let before = work.rota(platform).await?;
    let after = before.rota.clone().without(person);
    if after != before.rota {
        work.set_rota(platform, before.version, &after, None, at)
            .await?;
    }
    Ok(())
}

/// Every absence and every swap is a deed of its own; turns are one together.
fn deed_of(caller: &Caller, change: Change, at: Timestamp) -> Option<Deed> {
    let (kind, part) = match change {
        Change::Added(part @ Part::Absence(_)) => (DeedKind::AbsenceNoted, part),
        Change::Removed(part @ Part::Absence(_)) => (DeedKind::AbsenceLifted, part),
        Change::Added(part @ Part::Swap(_)) => (DeedKind::TurnSwapped, part),
        Change::Removed(part @ Part::Swap(_)) => (DeedKind::SwapLifted, part),
        Change::Added(Part::Turn(_)) | Change::Removed(Part::Turn(_)) => return None,
    };
    let deed = caller.deed(kind, at);
    Some(match part {
        Part::Absence(absence) => deed
            .about(absence.person)
            .with("from", absence.from)
            .with("until", absence.until),
        Part::Swap(swap) => deed
            .about(swap.giver)
            .about(swap.taker)
            .about(swap.agreed_by)
            .with("from", swap.day),
        Part::Turn(turn) => deed.about(turn.person),
    })
}

async fn overtaken(ctx: &Context, platform: OrganisationId, seen: u64) -> Result<Failure, Failure> {
    let head = ctx.store.rota(platform).await?;
    let seen = ctx.store.rota_at(platform, seen).await?;
    let changes = seen.map_or_else(Vec::new, |seen| seen.rota.changes(&head.rota));
    let mut ids = people_of(&changes);
    ids.extend(head.by);
    let names = names(ctx, &ids).await?;
    Ok(Failure::RotaOvertaken(Box::new(Overtaken {
        head: head.version,
        by: head.by.and_then(|by| names.get(&by).cloned()),
        at: head.at,
        changes,
        names,
    })))
}

/// Who is named must be able to answer; what stood there before stays, even where somebody is shut out
/// for a while.
async fn check(
    ctx: &Context,
    platform: OrganisationId,
    before: &Rota,
    rota: &Rota,
) -> Result<(), Failure> {
    let lengths = [
        ("/items", rota.turns.len()),
        ("/absences", rota.absences.len()),
        ("/swaps", rota.swaps.len()),
    ];
    if let Some((pointer, _)) = lengths.iter().find(|(_, count)| *count > PARTS_MAX) {
        return Err(Failure::invalid(*pointer, "too_long"));
    }
    let answering = answering(ctx, platform).await?;
    let staff = ctx.store.staff_of(platform).await?;
    let today = ctx.now().today();
    let changes = before.changes(rota);
    let is_new = |part: Part| changes.contains(&Change::Added(part));
    let mut faults = Vec::new();
    let mut note = |pointer: String, code| faults.push(Fault::new(pointer, code));
    for (at, turn) in rota.turns.iter().enumerate() {
        if is_new(Part::Turn(*turn)) && !answering.contains(&turn.person) {
            note(format!("/items/{at}/person"), "not_responder");
        }
    }
    let known = |person: PersonId| staff.iter().any(|one| one.person == person);
    for (at, absence) in rota.absences.iter().enumerate() {
        if is_new(Part::Absence(*absence)) && absence.until >= today && !known(absence.person) {
            note(format!("/absences/{at}/person"), "not_responder");
        }
    }
    let new_swaps = rota.swaps.iter().enumerate();
    for (at, swap) in new_swaps.filter(|(_, swap)| is_new(Part::Swap(**swap))) {
        if swap.day >= today && !answering.contains(&swap.taker) {
            note(format!("/swaps/{at}/taker"), "not_responder");
        }
        if swap.day >= today && !known(swap.agreed_by) {
            note(format!("/swaps/{at}/agreed_by"), "not_responder");
        }
    }
    for fault in rota.faults(today) {
        match fault {
            NotARota::Backwards { at } => {
                note(format!("/absences/{at}/until"), "until_before_from");
            }
            NotARota::ToOneself { at } => note(format!("/swaps/{at}/taker"), "swap_to_oneself"),
            NotARota::NoSuchTurn { at } => note(format!("/swaps/{at}/from"), "no_such_turn"),
            NotARota::GivenTwice { at } => note(format!("/swaps/{at}/from"), "given_twice"),
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Failure::Invalid(faults))
    }
}

fn people_of(changes: &[Change]) -> Vec<PersonId> {
    let people = changes.iter().flat_map(|change| match change {
        Change::Added(part) | Change::Removed(part) => people_in(*part),
    });
    people.collect()
}

fn people_in(part: Part) -> Vec<PersonId> {
    match part {
        Part::Turn(turn) => vec![turn.person],
        Part::Absence(absence) => vec![absence.person],
        Part::Swap(swap) => vec![swap.giver, swap.taker, swap.agreed_by],
    }
}

async fn names(ctx: &Context, ids: &[PersonId]) -> Result<BTreeMap<PersonId, String>, Failure> {
    let people = ctx.store.people(ids).await?;
    let named = people.into_iter().map(|person| (person.id, person.name));
    Ok(named.collect())
}

/// Whoever is on duty on that platform now.
pub(in crate::app) async fn on_duty(
    ctx: &Context,
    platform: OrganisationId,
) -> Result<Vec<PersonId>, Failure> {
    let edition = ctx.store.rota(platform).await?;
    Ok(edition.rota.on_duty(&ctx.now().local()))
}

/// Who is named for a dispute filed now: of those on duty the one with the fewest open disputes
/// (`load`; who is missing there has none), the first on the rota among equals. When nobody is on
/// duty, anybody of the rota who is not away; when there is none, anybody who may answer and is not
/// away; somebody is named even when everybody is away. Never one of `but`: the parties' own people,
/// or one who is about to leave.
pub async fn first_responder(
    ctx: &Context,
    platform: OrganisationId,
    load: &BTreeMap<PersonId, u64>,
    but: &[PersonId],
) -> Result<Option<PersonId>, Failure> {
    let mut able = answering(ctx, platform).await?;
    able.retain(|person| !but.contains(person));
    let rota = ctx.store.rota(platform).await?.rota;
    let (local, today) = (ctx.now().local(), ctx.now().today());
    let among = |people: Vec<PersonId>| {
        let able = people.into_iter().filter(|person| able.contains(person));
        least(able, load)
    };
    let present = able.iter().copied();
    let present = present.filter(|person| !rota.is_away(*person, today));
    let chosen = among(rota.on_duty(&local))
        .or_else(|| among(rota.present(today)))
        .or_else(|| least(present, load))
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
