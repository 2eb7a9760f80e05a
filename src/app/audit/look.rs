//! Looking through the trail: for administrators and auditors, each within their reach.

use std::collections::BTreeMap;

use hejie_domain::access::{OrganisationKind, StaffRole};
use hejie_domain::audit::{By, DeedGroup, DeedKind, Detail, Outcome, SubjectKind};
use hejie_domain::ids::{DisputeId, Id, OrganisationId, PersonId};
use hejie_domain::text::Sha256Hash;
use hejie_domain::zone;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::record_alone;
use crate::app::{Caller, Context, Failure};
pub use crate::db::AuditEntry;
use crate::db::{AuditFilter, AuditReach, DbError};

/// Who may look.
pub const READERS: &[StaffRole] = &[StaffRole::Administrator, StaffRole::Auditor];

/// Names that a search finds at the most; whoever is not among them is found by more letters.
const NAMED_MAX: u64 = 50;
const WORDS_CHARS_MIN: usize = 2;
const WORDS_CHARS_MAX: usize = 100;

/// What somebody looks for; what is not set does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// What was done.
    pub kind: Option<DeedKind>,
    /// What sort of thing was done.
    pub group: Option<DeedGroup>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// By whom.
    pub by: Option<PersonId>,
    /// About what: an id, or the number of a dispute.
    pub about: Option<String>,
    /// From this day on.
    pub from: Option<Date>,
    /// Up to this day.
    pub until: Option<Date>,
    /// Names, numbers, addresses, reasons.
    pub words: Option<String>,
}

/// What the ids of entries are called.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// People.
    pub people: BTreeMap<PersonId, String>,
    /// Disputes.
    pub disputes: BTreeMap<DisputeId, String>,
    /// Organisations.
    pub organisations: BTreeMap<OrganisationId, String>,
}

/// A search that may be read on, page by page.
#[derive(Debug, Clone)]
pub struct Search {
    reach: AuditReach,
    /// Nothing, where nothing can be found.
    filter: Option<AuditFilter>,
}

/// Begins a search. That somebody looks for a person is recorded as well.
pub async fn search(ctx: &Context, caller: &Caller, look: &Look) -> Result<Search, Failure> {
    let reach = reach(caller)?;
    let filter = filter(ctx, look).await?;
    Ok(Search { reach, filter })
}

/// Records that the caller has begun to look for something in particular.
pub async fn record_search(ctx: &Context, caller: &Caller, look: &Look) -> Result<(), Failure> {
    if look.by.is_none() && look.about.is_none() && look.words.is_none() {
        return Ok(());
    }
    let deed = said(caller, ctx.now().at, DeedKind::TrailSearched, look);
    record_alone(ctx, deed).await
}

/// Records that the caller takes what they look for away.
pub async fn record_export(ctx: &Context, caller: &Caller, look: &Look) -> Result<(), Failure> {
    let deed = said(caller, ctx.now().at, DeedKind::TrailExported, look);
    record_alone(ctx, deed).await
}

/// Whether the trail is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Every entry follows the one before, and none is missing at the end.
    Whole {
        /// How many there are.
        entries: u64,
        /// The digest of the last one.
        head: Sha256Hash,
    },
    /// Something was changed or taken away.
    Broken,
}

/// Whether the trail is whole: all of it the first time, then what came since. `hejie doctor` walks
/// all of it each time.
pub async fn state(ctx: &Context, caller: &Caller) -> Result<State, Failure> {
    reach(caller)?;
    match ctx.store.verify_audit_on().await {
        Ok(walk) => Ok(State::Whole {
            entries: walk.seq,
            head: walk.head,
        }),
        Err(DbError::Unreadable { .. }) => Ok(State::Broken),
        Err(other) => Err(other.into()),
    }
}

impl Search {
    /// The newest entries before `before`, newest first.
    pub async fn page(
        &self,
        ctx: &Context,
        before: Option<u64>,
        count_max: u64,
    ) -> Result<(Vec<AuditEntry>, Names), Failure> {
        let Some(filter) = &self.filter else {
            return Ok((Vec::new(), Names::default()));
        };
        let store = &ctx.store;
        let entries = store
            .audit_page(&self.reach, filter, before, count_max)
            .await?;
        let names = names(ctx, &entries).await?;
        Ok((entries, names))
    }
}

/// Whose entries the caller may read. A link session has no roles, so that it reads none.
fn reach(caller: &Caller) -> Result<AuditReach, Failure> {
    let held = || {
        let roles = caller.standing.roles.iter();
        roles.filter(|held| READERS.contains(&held.role))
    };
    if held().next().is_none() {
        return Err(Failure::NotFound);
    }
    Ok(AuditReach {
        own: held().map(|held| held.organisation).collect(),
        platforms: held()
            .filter(|held| held.kind == OrganisationKind::Platform)
            .map(|held| held.organisation)
            .collect(),
    })
}

async fn filter(ctx: &Context, look: &Look) -> Result<Option<AuditFilter>, Failure> {
    let about = match look.about.as_deref().map(str::trim) {
        None => None,
        Some(about) => match subject(ctx, about).await? {
            None => return Ok(None),
            some => some,
        },
    };
    let words = match look.words.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(words) => Some((named(ctx, words).await?, words.to_owned())),
    };
    if let (Some(from), Some(until)) = (look.from, look.until)
        && until < from
    {
        return Err(Failure::invalid("/until", "until_before_from"));
    }
    let until = look.until.map(|day| day.tomorrow().unwrap_or(day));
    Ok(Some(AuditFilter {
        kinds: kinds(look),
        outcome: look.outcome,
        by: look.by,
        about,
        from: look.from.map(midnight),
        until: until.map(midnight),
        words,
    }))
}

fn kinds(look: &Look) -> Option<Vec<DeedKind>> {
    if look.kind.is_none() && look.group.is_none() {
        return None;
    }
    let fits = |kind: &DeedKind| {
        look.kind.is_none_or(|wanted| wanted == *kind)
            && look.group.is_none_or(|wanted| wanted == kind.group())
    };
    Some(DeedKind::ALL.iter().copied().filter(fits).collect())
}

/// The id that somebody typed, or that belongs to the number they typed.
async fn subject(ctx: &Context, about: &str) -> Result<Option<Uuid>, Failure> {
    if let Ok(id) = Uuid::parse_str(about) {
        return Ok(Some(id));
    }
    let number = about.to_uppercase();
    let found = ctx.store.dispute_of_number(&number).await?;
    Ok(found.map(|(id, _)| id.uuid()))
}

/// Everybody and everything that is called so.
async fn named(ctx: &Context, words: &str) -> Result<Vec<Uuid>, Failure> {
    match words.chars().count() {
        n if n < WORDS_CHARS_MIN => return Err(Failure::invalid("/q", "too_short")),
        n if n > WORDS_CHARS_MAX => return Err(Failure::invalid("/q", "too_long")),
        _ => {}
    }
    let mut ids = ctx.store.people_named(words, NAMED_MAX).await?;
    ids.extend(ctx.store.organisations_named(words, NAMED_MAX).await?);
    ids.extend(subject(ctx, words).await?);
    Ok(ids)
}

fn midnight(day: Date) -> Timestamp {
    day.to_zoned(zone())
        .map_or(Timestamp::MAX, |start| start.timestamp())
}

fn said(caller: &Caller, at: Timestamp, kind: DeedKind, look: &Look) -> hejie_domain::audit::Deed {
    let mut deed = caller.deed(kind, at);
    if let Some(by) = look.by {
        deed = deed.with("by", Detail::shown(by));
    }
    for (name, value) in [("about", &look.about), ("words", &look.words)] {
        if let Some(value) = value {
            deed = deed.with(name, Detail::words(value));
        }
    }
    for (name, day) in [("from", look.from), ("until", look.until)] {
        if let Some(day) = day {
            deed = deed.with(name, day);
        }
    }
    if let Some(kind) = look.kind {
        deed = deed.with("deed", kind.code());
    }
    if let Some(group) = look.group {
        deed = deed.with("group", group.code());
    }
    deed
}

async fn names(ctx: &Context, entries: &[AuditEntry]) -> Result<Names, Failure> {
    let (mut people, mut disputes, mut organisations) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries {
        if let By::Person { id, .. } = entry.data.by {
            people.push(id);
        }
        organisations.extend(entry.data.organisation);
        for subject in &entry.data.subjects {
            match subject.kind {
                SubjectKind::Person => people.push(PersonId::from_uuid(subject.id)),
                SubjectKind::Dispute => disputes.push(DisputeId::from_uuid(subject.id)),
                SubjectKind::Organisation => {
                    organisations.push(OrganisationId::from_uuid(subject.id));
                }
                SubjectKind::Session
                | SubjectKind::File
                | SubjectKind::Message
                | SubjectKind::Room
                | SubjectKind::Import
                | SubjectKind::Thing => {}
            }
        }
    }
    let store = &ctx.store;
    let people = store.people(&once(people)).await?.into_iter();
    let places = store.organisations(&once(organisations)).await?.into_iter();
    let disputes = store.dispute_numbers(&once(disputes)).await?;
    Ok(Names {
        people: people.map(|person| (person.id, person.name)).collect(),
        disputes: disputes.into_iter().collect(),
        organisations: places.map(|place| (place.id, place.name)).collect(),
    })
}

fn once<T: Ord>(mut ids: Vec<T>) -> Vec<T> {
    ids.sort_unstable();
    ids.dedup();
    ids
}
