//! The mediators of a body: what is on each desk, and what stands against each in one dispute.

use hejie_domain::access::{Door, StaffRole, may};
use hejie_domain::dispute::lists::Seat;
use hejie_domain::ids::{DisputeId, PersonId};
use hejie_domain::mediation::{Conflict, Stage, conflicts};

use super::body;
use crate::app::{Caller, Context, Failure};
use crate::db::dispute::Loaded;

/// A mediator's desk.
#[derive(Debug)]
pub struct Load {
    pub person: PersonId,
    pub name: String,
    pub work_no: Option<String>,
    pub experience: Option<String>,
    /// Cases that they mediate.
    pub open: u64,
    /// Appointments that they have not answered.
    pub offered: u64,
    /// What stands against them in the dispute asked about.
    pub conflicts: Vec<Conflict>,
}

/// The mediators of the caller's body by name, seen from one dispute where one is named.
pub async fn load(
    ctx: &Context,
    caller: &Caller,
    dispute: Option<DisputeId>,
) -> Result<Vec<Load>, Failure> {
    let body = body(caller)?;
    let case = match dispute {
        Some(id) => Some(own_case(ctx, caller, id).await?),
        None => None,
    };
    let staff = ctx.store.staff_of(body).await?;
    let staff: Vec<_> = staff
        .into_iter()
        .filter(|one| one.role == StaffRole::Mediator)
        .collect();
    let ids: Vec<_> = staff.iter().map(|one| one.person).collect();
    let people = ctx.store.people(&ids).await?;
    let cases = ctx.store.mediators_load(body).await?;
    let mut loads = Vec::with_capacity(staff.len());
    for one in staff {
        let Some(person) = people.iter().find(|each| each.id == one.person) else {
            continue;
        };
        if person.suspended {
            continue;
        }
        let count = |which: fn(Stage) -> bool| {
            let theirs = cases
                .iter()
                .filter(|((who, stage), _)| *who == one.person && which(*stage));
            theirs.map(|(_, cases)| *cases).sum()
        };
        let conflicts = match &case {
            Some(case) => against(ctx, case, one.person).await?,
            None => Vec::new(),
        };
        loads.push(Load {
            person: one.person,
            name: person.name.clone(),
            work_no: one.work_no,
            experience: one.experience,
            open: count(|stage| stage != Stage::Answer),
            offered: count(|stage| stage == Stage::Answer),
            conflicts,
        });
    }
    loads.sort_by(|a, b| a.name.cmp(&b.name).then(a.person.cmp(&b.person)));
    Ok(loads)
}

/// What stands against the caller as the mediator who was appointed.
pub async fn conflicts_of_self(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
) -> Result<Vec<Conflict>, Failure> {
    let loaded = ctx.store.dispute(id).await?.ok_or(Failure::NotFound)?;
    let me =
        may(&loaded.dispute, &caller.standing, Door::View).map_err(|_denied| Failure::NotFound)?;
    if me.seat != Seat::Mediator {
        return Err(Failure::NotFound);
    }
    against(ctx, &loaded, caller.standing.person).await
}

/// A dispute whose body the caller keeps the cases of.
async fn own_case(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<Loaded, Failure> {
    let loaded = ctx.store.dispute(id).await?.ok_or(Failure::NotFound)?;
    may(&loaded.dispute, &caller.standing, Door::View).map_err(|_denied| Failure::NotFound)?;
    let asked = loaded.dispute.mediation().map(|one| one.body.organisation);
    if asked != Some(body(caller)?) {
        return Err(Failure::NotFound);
    }
    Ok(loaded)
}

async fn against(
    ctx: &Context,
    loaded: &Loaded,
    person: PersonId,
) -> Result<Vec<Conflict>, Failure> {
    let Some(mediation) = loaded.dispute.mediation() else {
        return Ok(Vec::new());
    };
    let roles = ctx.store.roles(person).await?;
    Ok(conflicts(&loaded.dispute, &mediation.body, person, &roles))
}
