//! Which organisations ask their staff for one-time passwords, and help for whoever lost theirs.

use hejie_domain::access::{OrganisationKind, StaffRole};
use hejie_domain::audit::DeedKind;
use hejie_domain::ids::{OrganisationId, PersonId};
use hejie_domain::telling::Message;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::app::people::account;
use crate::app::{Caller, Context, Failure, audit};
use crate::db::{Organisation, Person};

/// What one organisation asks of its staff.
#[derive(Debug)]
pub struct Policy {
    /// Which.
    pub organisation: Organisation,
    /// From which day on one-time passwords are needed; nothing, where they never are.
    pub required_from: Option<Date>,
    /// How many people work there.
    pub people: usize,
    /// How many of them have none yet.
    pub without: usize,
}

/// Somebody who works there.
#[derive(Debug)]
pub struct Member {
    /// Who.
    pub person: Person,
    /// Since when they have one-time passwords.
    pub since: Option<Timestamp>,
}

/// The caller's platform first, then every other place within reach where somebody works, by name.
pub async fn policies(ctx: &Context, caller: &Caller) -> Result<Vec<Policy>, Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    let mut places = ctx.store.staffed_organisations().await?;
    places.retain(|place| within_reach(place, platform));
    places.sort_by_key(|place| (place.id != platform, place.name.clone()));
    let ids: Vec<_> = places.iter().map(|place| place.id).collect();
    let asked = ctx.store.totp_policies(&ids).await?;
    let mut policies = Vec::new();
    for organisation in places {
        let members = people_of(ctx, organisation.id).await?;
        policies.push(Policy {
            required_from: asked
                .iter()
                .find(|(id, _)| *id == organisation.id)
                .map(|(_, from)| *from),
            people: members.len(),
            without: members
                .iter()
                .filter(|member| member.since.is_none())
                .count(),
            organisation,
        });
    }
    Ok(policies)
}

/// From `from` on, which is not in the past, everybody who works there needs one-time passwords; or
/// from no day on.
pub async fn set_policy(
    ctx: &Context,
    caller: &Caller,
    organisation: OrganisationId,
    from: Option<Date>,
) -> Result<(), Failure> {
    let place = reached(ctx, caller, organisation).await?;
    let now = ctx.now();
    if from.is_some_and(|from| from < now.today()) {
        return Err(Failure::invalid("/required_from", "in_past"));
    }
    let mut work = ctx.store.begin().await?;
    work.set_totp_policy(place.id, from, now.at).await?;
    let deed = caller
        .deed(DeedKind::TotpPolicySet, now.at)
        .within(place.id);
    let deed = match from {
        Some(from) => deed.with("required_from", from),
        None => deed.with("required_from", "never"),
    };
    audit::record(&mut work, deed.about(place.id));
    Ok(work.commit().await?)
}

/// Everybody who works there, by name.
pub async fn members(
    ctx: &Context,
    caller: &Caller,
    organisation: OrganisationId,
) -> Result<Vec<Member>, Failure> {
    let place = reached(ctx, caller, organisation).await?;
    people_of(ctx, place.id).await
}

/// Takes somebody's one-time passwords away, since they lost them. They are logged out, told, and
/// set them up anew.
pub async fn reset(ctx: &Context, caller: &Caller, person: PersonId) -> Result<(), Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    let now = ctx.now().at;
    caller.freshly_proved(now)?;
    if person == caller.standing.person {
        return Err(Failure::Conflict("own_account"));
    }
    let near = is_within_reach(ctx, platform, person).await?;
    let mut work = ctx.store.begin().await?;
    let person = work.person(person).await?.filter(|_| near);
    let person = person.ok_or(Failure::NotFound)?;
    if !work.drop_totp(person.id).await? {
        return Err(Failure::NotFound);
    }
    work.end_sessions(person.id, None, now).await?;
    account::tell(ctx, &mut work, &person, Message::TotpReset).await?;
    let deed = caller.deed(DeedKind::TotpReset, now).within(platform);
    audit::record(&mut work, deed.about(person.id));
    Ok(work.commit().await?)
}

async fn reached(
    ctx: &Context,
    caller: &Caller,
    organisation: OrganisationId,
) -> Result<Organisation, Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    let place = ctx.store.organisation(organisation).await?;
    place
        .filter(|place| within_reach(place, platform))
        .ok_or(Failure::NotFound)
}

/// Whether a platform's administrator may see to somebody's account: where they work anywhere, only
/// when all of it is within reach.
pub(in crate::app::people) async fn is_within_reach(
    ctx: &Context,
    platform: OrganisationId,
    person: PersonId,
) -> Result<bool, Failure> {
    for role in &ctx.store.roles(person).await? {
        let place = ctx.store.organisation(role.organisation).await?;
        if !place.is_some_and(|place| within_reach(&place, platform)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A platform's administrator sees to the platform, its merchants, and the bodies and bureaus that
/// belong to none.
fn within_reach(place: &Organisation, platform: OrganisationId) -> bool {
    place.id == platform
        || place.platform == Some(platform)
        || (place.platform.is_none() && place.kind != OrganisationKind::Platform)
}

async fn people_of(ctx: &Context, organisation: OrganisationId) -> Result<Vec<Member>, Failure> {
    let staff = ctx.store.staff_of(organisation).await?;
    let mut ids: Vec<_> = staff.iter().map(|staff| staff.person).collect();
    ids.sort_unstable();
    ids.dedup();
    let since = ctx.store.totps(&ids).await?;
    let mut people = ctx.store.people(&ids).await?;
    people.retain(|person| !person.suspended);
    people.sort_by(|one, other| one.name.cmp(&other.name));
    let members = people.into_iter().map(|person| Member {
        since: since
            .iter()
            .find(|(id, _)| *id == person.id)
            .map(|(_, since)| *since),
        person,
    });
    Ok(members.collect())
}
