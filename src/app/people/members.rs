//! Who works in an organisation: seen, appointed to other roles, removed.

use std::collections::BTreeMap;

use hejie_domain::access::{OrganisationKind, StaffRole};
use hejie_domain::audit::{Deed, DeedKind, Detail};
use hejie_domain::house::Post;
use hejie_domain::ids::{OrganisationId, PersonId};
use hejie_domain::taxonomy::Category;
use jiff::Timestamp;

use super::duty;
use super::handover::{Heir, hand_over};
use super::links;
use super::organisations::{deed_in, open_to};
use crate::app::mediate::gone;
use crate::app::{Caller, Context, Failure, Fault, audit};
use crate::db::{OpenDispute, Organisation, Person, Profile, Staff, Work};

const WORK_NO_CHARS_MAX: usize = 20;
const EXPERIENCE_CHARS_MAX: usize = 600;
const LANGUAGES_MAX: usize = 10;
const LANGUAGE_CHARS_MAX: usize = 20;

/// Somebody who works there.
#[derive(Debug, Clone)]
pub struct Member {
    /// Who.
    pub person: Person,
    /// In which roles, in the order of the list of roles.
    pub roles: Vec<StaffRole>,
    /// Under which number the public knows them.
    pub work_no: Option<String>,
    /// Since when.
    pub since: Timestamp,
    /// When they last logged in.
    pub last_login: Option<Timestamp>,
    /// For how many open disputes they answer.
    pub open_disputes: u64,
    /// What a mediator says of themselves.
    pub profile: Option<Profile>,
}

/// Everybody who works somewhere.
#[derive(Debug, Clone)]
pub struct Roster {
    /// Where.
    pub organisation: Organisation,
    /// Who, in the order of their first appointment.
    pub members: Vec<Member>,
    /// Whether the reader may invite, appoint and remove.
    pub can_staff: bool,
    /// The roles that the reader may give.
    pub roles: Vec<StaffRole>,
}

/// Who works there.
pub async fn list(ctx: &Context, caller: &Caller, id: OrganisationId) -> Result<Roster, Failure> {
    let organisation = open_to(ctx, caller, id, Post::Roster).await?.organisation;
    let can_staff = open_to(ctx, caller, id, Post::Staffing).await.is_ok();
    let members = members(ctx, &organisation).await?;
    Ok(Roster {
        roles: StaffRole::of(organisation.kind).collect(),
        can_staff,
        members,
        organisation,
    })
}

/// The open disputes that would need other hands if somebody left.
pub async fn held(
    ctx: &Context,
    caller: &Caller,
    id: OrganisationId,
    person: PersonId,
) -> Result<Vec<OpenDispute>, Failure> {
    open_to(ctx, caller, id, Post::Staffing).await?;
    Ok(ctx.store.held_by(id, person).await?)
}

/// Appoints a member to other roles, or under another number. Whoever answers no more hands over
/// first: to `heir`, or it is refused.
pub async fn appoint(
    ctx: &Context,
    caller: &Caller,
    id: OrganisationId,
    person: PersonId,
    (roles, work_no): (Vec<StaffRole>, Option<String>),
    heir: Option<Heir>,
) -> Result<(), Failure> {
    let organisation = open_to(ctx, caller, id, Post::Staffing).await?.organisation;
    let roles = chosen(&organisation, &roles, "/roles")?;
    let work_no = work_number(work_no.as_deref(), "/work_no")?;
    replace(
        ctx,
        caller,
        &organisation,
        person,
        Some((roles, work_no)),
        heir,
    )
    .await
}

/// Takes every role away. Sessions and sockets lose what they opened at once; the account stays.
pub async fn remove(
    ctx: &Context,
    caller: &Caller,
    id: OrganisationId,
    person: PersonId,
    heir: Option<Heir>,
) -> Result<(), Failure> {
    let organisation = open_to(ctx, caller, id, Post::Staffing).await?.organisation;
    replace(ctx, caller, &organisation, person, None, heir).await
}

/// What a mediator says of themselves, or their registrar for them. Parties see it when the mediator
/// is appointed.
pub async fn describe(
    ctx: &Context,
    caller: &Caller,
    id: OrganisationId,
    person: PersonId,
    profile: Profile,
) -> Result<(), Failure> {
    let own = person == caller.standing.person;
    let post = if own { Post::Roster } else { Post::Staffing };
    open_to(ctx, caller, id, post).await?;
    let staff = ctx.store.staff_of(id).await?;
    let mediates = |one: &Staff| one.person == person && one.role == StaffRole::Mediator;
    if !staff.iter().any(mediates) {
        return Err(Failure::NotFound);
    }
    let profile = described(profile)?;
    let work = ctx.store.begin().await?;
    work.set_profile_of(person, id, &profile, ctx.now().at)
        .await?;
    // What an appointment tells the parties of.
    work.set_experience(id, person, &profile.experience).await?;
    Ok(work.commit().await?)
}

/// Gives roles within `work`; those held already stay as they are.
pub(super) async fn give(
    ctx: &Context,
    work: &mut Work,
    organisation: OrganisationId,
    person: PersonId,
    roles: &[StaffRole],
    work_no: Option<&str>,
) -> Result<(), Failure> {
    let now = ctx.now().at;
    let held = work.staff_in(organisation, person).await?;
    let answers = held.iter().any(|one| one.role == StaffRole::ShopStaff);
    if roles.contains(&StaffRole::ShopStaff) && !answers {
        links::end_for(ctx, work, organisation, person).await?;
    }
    for role in roles {
        if held.iter().any(|one| one.role == *role) {
            continue;
        }
        let appointed = Staff {
            id: ctx.ids.new(),
            organisation,
            person,
            role: *role,
            work_no: work_no.map(str::to_owned),
            experience: None,
        };
        work.add_staff(&appointed, now).await?;
    }
    if work_no.is_some() {
        work.set_work_no(organisation, person, work_no).await?;
    }
    Ok(())
}

/// The roles as they are held: each once, in the order of the list. Whoever leads a shop also works
/// in it.
pub(super) fn chosen(
    organisation: &Organisation,
    roles: &[StaffRole],
    pointer: &str,
) -> Result<Vec<StaffRole>, Failure> {
    if roles.is_empty() {
        return Err(Failure::invalid(pointer, "required"));
    }
    if roles.iter().any(|role| !role.fits(organisation.kind)) {
        return Err(Failure::invalid(pointer, "wrong_value"));
    }
    let leads = roles.contains(&StaffRole::ShopManager);
    let wanted =
        |role: &StaffRole| roles.contains(role) || (leads && *role == StaffRole::ShopStaff);
    Ok(StaffRole::of(organisation.kind).filter(wanted).collect())
}

/// A number for the public: short, in one line.
pub(super) fn work_number(raw: Option<&str>, pointer: &str) -> Result<Option<String>, Failure> {
    let number = raw.unwrap_or_default().trim().to_owned();
    if number.chars().count() > WORK_NO_CHARS_MAX || number.chars().any(char::is_control) {
        return Err(Failure::invalid(pointer, "too_long"));
    }
    Ok(Some(number).filter(|number| !number.is_empty()))
}

async fn replace(
    ctx: &Context,
    caller: &Caller,
    organisation: &Organisation,
    person: PersonId,
    wanted: Option<(Vec<StaffRole>, Option<String>)>,
    heir: Option<Heir>,
) -> Result<(), Failure> {
    let (id, now) = (organisation.id, ctx.now().at);
    let staying = wanted.as_ref().map_or(&[][..], |(roles, _)| roles);
    let answers = staying.iter().any(|role| role.answers());
    if organisation.kind == OrganisationKind::Platform && !answers {
        free_of_disputes(ctx, organisation, person, heir).await?;
    }
    let mut work = ctx.store.begin().await?;
    // One at a time, so that the last two administrators cannot remove one another.
    work.organisation_for_update(id)
        .await?
        .ok_or(Failure::NotFound)?;
    let held = work.staff_in(id, person).await?;
    if held.is_empty() {
        return Err(Failure::NotFound);
    }
    let ending: Vec<_> = held
        .iter()
        .filter(|one| !staying.contains(&one.role))
        .collect();
    if ending
        .iter()
        .any(|one| one.role == StaffRole::Administrator)
    {
        somebody_else_administers(&work, id, person).await?;
    }
    for one in &ending {
        work.end_staff(one, now).await?;
    }
    if !answers {
        duty::leave(&work, id, person, now).await?;
    }
    let kind = match &wanted {
        Some((roles, work_no)) => {
            give(ctx, &mut work, id, person, roles, None).await?;
            work.set_work_no(id, person, work_no.as_deref()).await?;
            DeedKind::RoleChanged
        }
        None => DeedKind::RoleEnded,
    };
    let deed = deed_in(caller, organisation, kind, now).about(person);
    audit::record(&mut work, with_roles(deed, &held, staying));
    work.commit().await?;
    // What they mediated goes back to the registrar now; what fails here is made good by a job.
    if let Err(failure) = gone::release(ctx).await {
        tracing::warn!(person.id = %person, %failure, "mediations wait for another mediator");
    }
    Ok(())
}

fn with_roles(deed: Deed, before: &[Staff], after: &[StaffRole]) -> Deed {
    let before: Vec<_> = before.iter().map(|one| one.role.code()).collect();
    let after: Vec<_> = after.iter().map(|role| role.code()).collect();
    deed.with("before", Detail::words(&before.join(",")))
        .with("after", Detail::words(&after.join(",")))
}

/// Passes when somebody answers for no open dispute, or handed them all over.
async fn free_of_disputes(
    ctx: &Context,
    platform: &Organisation,
    person: PersonId,
    heir: Option<Heir>,
) -> Result<(), Failure> {
    if ctx.store.held_by(platform.id, person).await?.is_empty() {
        return Ok(());
    }
    let heir = heir.ok_or(Failure::Conflict("open_disputes"))?;
    if let Heir::Person(to) = heir {
        let able = duty::answering(ctx, platform.id).await?;
        if to == person || !able.contains(&to) {
            return Err(Failure::invalid("/heir", "not_responder"));
        }
    }
    hand_over(ctx, platform.id, person, heir).await?;
    Ok(())
}

/// Refuses where nobody but that person would administer the platform.
pub(super) async fn somebody_else_administers(
    work: &Work,
    platform: OrganisationId,
    but: PersonId,
) -> Result<(), Failure> {
    let role = StaffRole::Administrator;
    for person in work.people_employed(platform, role).await? {
        let person = work.person(person).await?;
        if person.is_some_and(|person| person.id != but && !person.suspended) {
            return Ok(());
        }
    }
    Err(Failure::Conflict("last_administrator"))
}

async fn members(ctx: &Context, organisation: &Organisation) -> Result<Vec<Member>, Failure> {
    let staff = ctx.store.staff_since(organisation.id).await?;
    let ids: Vec<_> = staff.iter().map(|(one, _)| one.person).collect();
    let people = ctx.store.people(&ids).await?;
    let logins = ctx.store.last_logins(&ids).await?;
    let load = if organisation.kind == OrganisationKind::Platform {
        ctx.store.open_load(organisation.id).await?
    } else {
        BTreeMap::new()
    };
    let profiles: BTreeMap<_, _> = if organisation.kind == OrganisationKind::MediationBody {
        let profiles = ctx.store.profiles_of(organisation.id).await?;
        profiles.into_iter().collect()
    } else {
        BTreeMap::new()
    };
    let mut members: Vec<Member> = Vec::new();
    for (one, since) in staff {
        if let Some(known) = members
            .iter_mut()
            .find(|member| member.person.id == one.person)
        {
            known.roles.push(one.role);
            known.roles.sort_unstable();
            known.work_no = known.work_no.take().or(one.work_no);
            continue;
        }
        let Some(person) = people.iter().find(|person| person.id == one.person) else {
            continue;
        };
        members.push(Member {
            roles: vec![one.role],
            work_no: one.work_no,
            since,
            last_login: logins.get(&person.id).copied(),
            open_disputes: load.get(&person.id).copied().unwrap_or_default(),
            profile: profiles.get(&person.id).cloned(),
            person: person.clone(),
        });
    }
    Ok(members)
}

fn described(profile: Profile) -> Result<Profile, Failure> {
    let mut faults = Vec::new();
    let experience = profile.experience.trim().to_owned();
    if experience.chars().count() > EXPERIENCE_CHARS_MAX {
        faults.push(Fault::new("/experience", "too_long"));
    }
    let mut fields = profile.fields;
    fields.sort_unstable();
    fields.dedup();
    fields.retain(|field| *field != Category::Out);
    let words = profile.languages.iter().map(|word| word.trim().to_owned());
    let mut languages: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    languages.dedup();
    if languages.len() > LANGUAGES_MAX {
        faults.push(Fault::new("/languages", "too_many"));
    }
    let long = |word: &String| word.chars().count() > LANGUAGE_CHARS_MAX;
    if languages.iter().any(long) {
        faults.push(Fault::new("/languages", "too_long"));
    }
    if faults.is_empty() {
        Ok(Profile {
            experience,
            fields,
            languages,
        })
    } else {
        Err(Failure::Invalid(faults))
    }
}
