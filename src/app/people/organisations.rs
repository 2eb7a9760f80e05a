//! Organisations: an administrator finds, adds, changes, closes and opens them. None is ever deleted:
//! disputes go on, and what was decided names them for good.

use std::collections::BTreeMap;

use hejie_domain::access::{OrganisationKind, StaffRole};
use hejie_domain::audit::{Deed, DeedKind, Detail};
use hejie_domain::house::{Place, Post, may};
use hejie_domain::ids::OrganisationId;
use hejie_domain::law::jurisdiction::RegionCode;
use hejie_domain::mediation::BodyKind;
use hejie_domain::people::{CreditCode, Email};
use jiff::Timestamp;

use crate::app::people::merchants::credit_code;
use crate::app::{Caller, Context, Failure, Fault, audit};
use crate::db::{DbError, MediationBody, Organisation, Registered, Roll};

const NAME_CHARS_MAX: usize = 100;
const ADDRESS_CHARS_MAX: usize = 200;
const PHONE_CHARS_MAX: usize = 30;

/// What somebody says of an organisation.
#[derive(Debug, Clone)]
pub struct Record {
    /// What it is called.
    pub name: String,
    /// Under which code it is registered.
    pub credit_code: Option<String>,
    /// Whether the platform itself stands behind it.
    pub self_operated: bool,
    /// Where it is.
    pub address: Option<String>,
    /// Where it is called: a mobile or a landline.
    pub phone: Option<String>,
    /// Where it gets mail.
    pub email: Option<String>,
    /// The code of its region.
    pub region: Option<String>,
    /// Of which kind a mediation body is.
    pub body_kind: Option<BodyKind>,
    /// What a mediation body charges, in its words.
    pub fees: Option<String>,
}

/// An organisation, and what its reader may do with it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Its record.
    pub registered: Registered,
    /// How many people work there.
    pub people: u64,
    /// Whether the reader may change its record.
    pub can_change: bool,
    /// Whether the reader may invite, appoint and remove.
    pub can_staff: bool,
}

/// What to look for; the platform is the caller's.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only of this kind.
    pub kind: Option<OrganisationKind>,
    /// Only with these words.
    pub words: Option<String>,
    /// Those that are closed, or those that are not.
    pub closed: Option<bool>,
    /// Only what comes after this one.
    pub after: Option<OrganisationId>,
    /// How many at the most.
    pub limit: u64,
}

/// Organisations by name, for an administrator.
pub async fn list(ctx: &Context, caller: &Caller, wanted: Wanted) -> Result<Vec<Seen>, Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    let roll = Roll {
        platform,
        kind: wanted.kind,
        words: wanted.words,
        closed: wanted.closed,
        after: wanted.after,
        limit: wanted.limit,
    };
    let found = ctx.store.roll(&roll).await?;
    let ids: Vec<_> = found.iter().map(|one| one.organisation.id).collect();
    let employed = ctx.store.employed(&ids).await?;
    Ok(found
        .into_iter()
        .map(|one| seen(caller, one, &employed))
        .collect())
}

/// One organisation, for its own people and for the administrator.
pub async fn show(ctx: &Context, caller: &Caller, id: OrganisationId) -> Result<Seen, Failure> {
    let registered = open_to(ctx, caller, id, Post::Roster).await?;
    let employed = ctx.store.employed(&[id]).await?;
    Ok(seen(caller, registered, &employed))
}

/// Adds one. Merchants are added to the caller's platform.
pub async fn add(
    ctx: &Context,
    caller: &Caller,
    kind: OrganisationKind,
    record: Record,
) -> Result<Seen, Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    if kind == OrganisationKind::Platform {
        return Err(Failure::invalid("/kind", "wrong_value"));
    }
    let merchant = kind == OrganisationKind::Merchant;
    let bare = Organisation {
        id: ctx.ids.new(),
        kind,
        name: String::new(),
        credit_code: None,
        platform: merchant.then_some(platform),
        self_operated: false,
        address: None,
        phone: None,
        email: None,
        region: None,
        body: None,
    };
    let organisation = recorded(bare, record)?;
    let now = ctx.now().at;
    let mut work = ctx.store.begin().await?;
    work.add_organisation(&organisation, now)
        .await
        .map_err(code_taken)?;
    work.makes(organisation.id);
    let deed = deed_in(caller, &organisation, DeedKind::OrganisationAdded, now);
    audit::record(&mut work, deed.with("kind", kind.code()));
    work.commit().await?;
    show(ctx, caller, organisation.id).await
}

/// Says something else of it, over the version that the writer saw.
pub async fn change(
    ctx: &Context,
    caller: &Caller,
    id: OrganisationId,
    seen: u64,
    record: Record,
) -> Result<Seen, Failure> {
    let before = open_to(ctx, caller, id, Post::Record).await?.organisation;
    let after = recorded(before.clone(), record)?;
    let now = ctx.now().at;
    let mut work = ctx.store.begin().await?;
    let newest = work.change_organisation(&after, seen, now).await;
    if !newest.map_err(code_taken)? {
        drop(work);
        return stale(ctx, id).await;
    }
    let fields = changed(&before, &after).join(",");
    let deed = deed_in(caller, &after, DeedKind::OrganisationChanged, now);
    audit::record(&mut work, deed.with("fields", Detail::words(&fields)));
    work.commit().await?;
    show(ctx, caller, id).await
}

/// Lets it take no more part, or take part again. Running disputes go on as they are.
pub async fn set_closed(
    ctx: &Context,
    caller: &Caller,
    id: OrganisationId,
    seen: u64,
    closed: bool,
) -> Result<Seen, Failure> {
    let before = open_to(ctx, caller, id, Post::Record).await?;
    if before.organisation.kind == OrganisationKind::Platform {
        return Err(Failure::Conflict("platform_stays"));
    }
    if before.closed_at.is_some() == closed {
        return show(ctx, caller, id).await;
    }
    let now = ctx.now().at;
    let mut work = ctx.store.begin().await?;
    if !work.close_organisation(id, seen, closed, now).await? {
        drop(work);
        return stale(ctx, id).await;
    }
    let kind = if closed {
        DeedKind::OrganisationClosed
    } else {
        DeedKind::OrganisationChanged
    };
    let deed = deed_in(caller, &before.organisation, kind, now);
    audit::record(&mut work, deed.with("closed", Detail::shown(closed)));
    work.commit().await?;
    show(ctx, caller, id).await
}

/// The organisation, if the caller may do that for it; others learn nothing of it.
pub(super) async fn open_to(
    ctx: &Context,
    caller: &Caller,
    id: OrganisationId,
    post: Post,
) -> Result<Registered, Failure> {
    let found = ctx.store.registered(id).await?.ok_or(Failure::NotFound)?;
    let place = place(&found.organisation);
    if may(&caller.standing, place, post) {
        Ok(found)
    } else if may(&caller.standing, place, Post::Roster) {
        Err(Failure::Forbidden("not_manager"))
    } else {
        Err(Failure::NotFound)
    }
}

/// As far as it matters for who may run it.
pub(super) fn place(organisation: &Organisation) -> Place {
    Place {
        id: organisation.id,
        kind: organisation.kind,
        platform: organisation.platform,
    }
}

/// What was said, read field by field; every fault is named at once.
pub(in crate::app) fn recorded(
    bare: Organisation,
    record: Record,
) -> Result<Organisation, Failure> {
    let mut faults = Vec::new();
    let mut note = |pointer: &str, code| faults.push(Fault::new(pointer, code));
    let name = one_line(&record.name);
    match name.chars().count() {
        0 => note("/name", "required"),
        n if n > NAME_CHARS_MAX => note("/name", "too_long"),
        _ => {}
    }
    let merchant = bare.kind == OrganisationKind::Merchant;
    let code = match text(record.credit_code) {
        Some(raw) => match CreditCode::parse(&raw) {
            Ok(code) => Some(code),
            Err(_) => {
                if let Err(Failure::Invalid(found)) = credit_code(&raw, "/credit_code") {
                    for fault in found {
                        note("/credit_code", fault.code);
                    }
                }
                None
            }
        },
        None if merchant => {
            note("/credit_code", "required");
            None
        }
        None => None,
    };
    let address = text(record.address);
    if address
        .as_ref()
        .is_some_and(|text| text.chars().count() > ADDRESS_CHARS_MAX)
    {
        note("/address", "too_long");
    }
    let phone = text(record.phone);
    if phone.as_deref().is_some_and(|raw| !is_phone(raw)) {
        note("/phone", "not_a_telephone");
    }
    let email = text(record.email).map(|raw| Email::parse(&raw));
    if matches!(email, Some(Err(_))) {
        note("/email", "not_an_email");
    }
    let region = text(record.region);
    match region.as_deref() {
        Some(code) if RegionCode::parse(code).is_err() => note("/region", "not_a_region"),
        None if bare.kind == OrganisationKind::Bureau => note("/region", "required"),
        Some(_) | None => {}
    }
    if record.self_operated && !merchant {
        note("/self_operated", "not_yours");
    }
    let fees = text(record.fees);
    if fees
        .as_ref()
        .is_some_and(|text| text.chars().count() > ADDRESS_CHARS_MAX)
    {
        note("/fees", "too_long");
    }
    let mediates = bare.kind == OrganisationKind::MediationBody;
    if mediates && record.body_kind.is_none() {
        note("/body_kind", "required");
    }
    let kind = record.body_kind.filter(|_| mediates);
    if !faults.is_empty() {
        return Err(Failure::Invalid(faults));
    }
    Ok(Organisation {
        body: kind.map(|kind| MediationBody { kind, fees }),
        name,
        credit_code: code,
        self_operated: record.self_operated,
        address,
        phone,
        email: email
            .and_then(Result::ok)
            .map(|email| email.as_str().to_owned()),
        region,
        ..bare
    })
}

/// A mobile, a landline with its area code, or a service number, as shops publish them.
pub(in crate::app) fn is_phone(raw: &str) -> bool {
    let digits = raw.bytes().filter(u8::is_ascii_digit).count();
    let known = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '/');
    raw.chars().all(known) && (5..=20).contains(&digits) && raw.len() <= PHONE_CHARS_MAX
}

/// Without blanks around; nothing, where nothing was said.
fn text(raw: Option<String>) -> Option<String> {
    raw.map(|raw| one_line(&raw))
        .filter(|text| !text.is_empty())
}

fn one_line(raw: &str) -> String {
    let shown: String = raw
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The fields in which two records differ, by their names in data.
pub(in crate::app) fn changed(before: &Organisation, after: &Organisation) -> Vec<&'static str> {
    [
        ("name", before.name != after.name),
        ("credit_code", before.credit_code != after.credit_code),
        ("self_operated", before.self_operated != after.self_operated),
        ("address", before.address != after.address),
        ("phone", before.phone != after.phone),
        ("email", before.email != after.email),
        ("region", before.region != after.region),
        ("body", before.body != after.body),
    ]
    .into_iter()
    .filter_map(|(name, other)| other.then_some(name))
    .collect()
}

/// Something the caller does for an organisation, written where those who answer for it read it:
/// with its platform, or for every administrator where it belongs to no platform.
pub(super) fn deed_in(
    caller: &Caller,
    organisation: &Organisation,
    kind: DeedKind,
    at: Timestamp,
) -> Deed {
    let deed = caller.deed(kind, at).about(organisation.id);
    match (organisation.kind, organisation.platform) {
        (OrganisationKind::Platform, _) => deed.within(organisation.id),
        (_, Some(platform)) => deed.within(platform),
        (_, None) => deed,
    }
}

async fn stale(ctx: &Context, id: OrganisationId) -> Result<Seen, Failure> {
    let head = ctx.store.registered(id).await?.map(|one| one.version);
    Err(Failure::Stale {
        head: head.ok_or(Failure::NotFound)?,
    })
}

fn code_taken(error: DbError) -> Failure {
    match error {
        DbError::Conflict => Failure::invalid("/credit_code", "credit_code_taken"),
        DbError::Driver(_) | DbError::Unreadable { .. } | DbError::Schema(_) => error.into(),
    }
}

fn seen(caller: &Caller, registered: Registered, employed: &BTreeMap<OrganisationId, u64>) -> Seen {
    let place = place(&registered.organisation);
    Seen {
        people: employed.get(&place.id).copied().unwrap_or_default(),
        can_change: may(&caller.standing, place, Post::Record),
        can_staff: may(&caller.standing, place, Post::Staffing),
        registered,
    }
}
