//! Calendar editions: what is known, what a new one would change, and taking it in.
//!
//! An import is stored first; then every dispute with a running term is counted again, one
//! transaction each, by the clock and through the procedure like everything that time does. Were
//! the process to die in between, the job that looks for unapplied imports goes on.

use std::collections::BTreeMap;

use hejie_domain::access::StaffRole;
use hejie_domain::audit::{DeedKind, Detail};
use hejie_domain::calendar::{Calendar, DayKind, Edition, EditionFault};
use hejie_domain::dispute::clocks::{Clock, Due};
use hejie_domain::ids::{DisputeId, PersonId};
use hejie_domain::ruleset::TermId;
use jiff::Timestamp;
use jiff::civil::Date;

use super::learn::refresh;
use crate::app::{Caller, Context, Failure, audit, dispute};
use crate::db::{DbError, LawImport, LawKind};

/// An edition and where it came from.
#[derive(Debug, Clone)]
pub struct KnownEdition {
    /// The edition.
    pub edition: Edition,
    /// When and by whom it was imported; nothing, where it comes with the program.
    pub imported: Option<(Timestamp, Option<PersonId>)>,
    /// Whether it counts, or a later revision does.
    pub counts: bool,
}

/// A day that would be another kind of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangedDay {
    /// Which.
    pub day: Date,
    /// What it is now.
    pub was: DayKind,
    /// What it would be.
    pub is: DayKind,
}

/// A term that would end at another time, or be certain.
#[derive(Debug, Clone)]
pub struct MovedTerm {
    /// In which dispute.
    pub dispute: DisputeId,
    /// Its number.
    pub number: String,
    /// Which term.
    pub term: TermId,
    /// When it ends now.
    pub was: Timestamp,
    /// When it would end.
    pub due: Timestamp,
}

/// What an edition would change.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The edition.
    pub edition: Edition,
    /// The revision of the same year that it would replace.
    pub replaces: Option<u16>,
    /// Days that would be of another kind.
    pub days: Vec<ChangedDay>,
    /// Open terms that would end at another time.
    pub moved: Vec<MovedTerm>,
    /// Open terms that would no longer be provisional.
    pub settled: usize,
}

/// What an import did.
#[derive(Debug, Clone)]
pub struct Done {
    /// The edition.
    pub edition: Edition,
    /// In how many disputes a term was counted again.
    pub disputes: usize,
}

/// The editions that are known, by year and revision.
pub async fn editions(ctx: &Context) -> Result<Vec<KnownEdition>, Failure> {
    let shipped = Calendar::shipped().map_err(|fault| unreadable(&fault))?;
    let mut known: Vec<KnownEdition> = shipped
        .editions()
        .map(|edition| KnownEdition {
            edition: edition.clone(),
            imported: None,
            counts: false,
        })
        .collect();
    let imports = ctx.store.law_imports().await?;
    for import in imports
        .iter()
        .filter(|import| import.kind == LawKind::Calendar)
    {
        known.push(KnownEdition {
            edition: Edition::parse(&import.content).map_err(|fault| unreadable(&fault))?,
            imported: Some((import.imported_at, import.imported_by)),
            counts: false,
        });
    }
    known.sort_by_key(|one| (one.edition.year(), one.edition.revision()));
    let calendar = ctx.known.calendar();
    for one in &mut known {
        one.counts = calendar.editions().any(|edition| *edition == one.edition);
    }
    Ok(known)
}

/// Passes for an administrator of the platform.
pub fn administers(caller: &Caller) -> Result<(), Failure> {
    caller
        .platform_as(&[StaffRole::Administrator])
        .map(|_platform| ())
}

/// Names of those who imported editions.
pub async fn names(
    ctx: &Context,
    people: &[PersonId],
) -> Result<BTreeMap<PersonId, String>, Failure> {
    let people = ctx.store.people(people).await?;
    Ok(people.into_iter().map(|one| (one.id, one.name)).collect())
}

/// What an edition would change. Nothing is stored.
pub async fn preview(ctx: &Context, text: &str) -> Result<Preview, Failure> {
    let edition = read(ctx, text)?;
    let now = ctx.known.calendar();
    let then = now.with(edition.clone());
    let (mut moved, mut settled) = (Vec::new(), 0_usize);
    for id in ctx.store.disputes_with_terms().await? {
        let Some(loaded) = ctx.store.dispute(id).await? else {
            continue;
        };
        for clock in &loaded.dispute.clocks {
            let Some((was, due, certain)) = counted_again(clock, &then) else {
                continue;
            };
            settled = settled.saturating_add(usize::from(certain));
            if was != due {
                moved.push(MovedTerm {
                    dispute: id,
                    number: loaded.number.clone(),
                    term: clock.key.term,
                    was,
                    due,
                });
            }
        }
    }
    Ok(Preview {
        replaces: revision(&now, edition.year()),
        days: changed(&edition, &now, &then),
        edition,
        moved,
        settled,
    })
}

/// Takes an edition in and counts every open term again. `by` is the administrator, or nobody where
/// it is the command line.
pub async fn import(ctx: &Context, by: Option<&Caller>, text: &str) -> Result<Done, Failure> {
    let edition = read(ctx, text)?;
    let import = LawImport {
        id: ctx.ids.new(),
        kind: LawKind::Calendar,
        name: format!("{}.{}", edition.year(), edition.revision()),
        content: text.to_owned(),
        imported_at: ctx.now().at,
        imported_by: by.map(|caller| caller.standing.person),
        applied_at: None,
    };
    let mut work = ctx.store.begin().await?;
    if let Err(error) = work.put_law(&import).await {
        // Another process was quicker with the same revision.
        let known = matches!(error, DbError::Conflict);
        return Err(if known {
            Failure::invalid("/text", "edition_known")
        } else {
            error.into()
        });
    }
    let deed = audit::deed_of(by, DeedKind::CalendarImported, import.imported_at);
    audit::record(
        &mut work,
        deed.about(import.id)
            .with("name", Detail::words(&import.name)),
    );
    work.commit().await?;
    refresh(ctx).await?;
    let disputes = apply(ctx).await?;
    Ok(Done { edition, disputes })
}

/// Counts every open term again under what is known now, where an import was not applied yet.
/// Answers in how many disputes something changed.
pub async fn apply(ctx: &Context) -> Result<usize, Failure> {
    let waiting = ctx.store.law_to_apply().await?;
    if waiting.is_empty() {
        return Ok(0);
    }
    let mut changed = 0_usize;
    for id in ctx.store.disputes_with_terms().await? {
        if dispute::recompute(ctx, id).await? {
            changed = changed.saturating_add(1);
        }
    }
    let work = ctx.store.begin().await?;
    for import in waiting {
        work.law_applied(import, ctx.now().at).await?;
    }
    work.commit().await?;
    Ok(changed)
}

/// An edition that is newer than what is known of its year.
fn read(ctx: &Context, text: &str) -> Result<Edition, Failure> {
    let edition =
        Edition::parse(text).map_err(|fault| Failure::invalid("/text", edition_fault(&fault)))?;
    match revision(&ctx.known.calendar(), edition.year()) {
        Some(known) if known >= edition.revision() => {
            Err(Failure::invalid("/text", "edition_known"))
        }
        Some(_) | None => Ok(edition),
    }
}

fn revision(calendar: &Calendar, year: i16) -> Option<u16> {
    let mut editions = calendar.editions();
    editions
        .find(|edition| edition.year() == year)
        .map(Edition::revision)
}

/// Old end, new end, and whether the term is certain now; nothing if it stays as it is.
fn counted_again(clock: &Clock, calendar: &Calendar) -> Option<(Timestamp, Timestamp, bool)> {
    let Due::Term(deadline) = &clock.due else {
        return None;
    };
    let again = deadline.recompute(calendar);
    let certain = again.old.provisional() && !again.new.provisional();
    (again.old != again.new).then(|| (again.old.due_at(), again.new.due_at(), certain))
}

fn changed(edition: &Edition, now: &Calendar, then: &Calendar) -> Vec<ChangedDay> {
    let days = edition.span();
    let change = |day: Date| {
        let (was, is) = (now.day(day).kind, then.day(day).kind);
        (was != is).then_some(ChangedDay { day, was, is })
    };
    days.filter_map(change).collect()
}

/// What an edition is refused for, as the catalogue calls it.
fn edition_fault(fault: &EditionFault) -> &'static str {
    match fault {
        EditionFault::Unreadable(_) => "edition_unreadable",
        EditionFault::Year { .. } => "edition_year",
        EditionFault::NoPaper { .. } => "edition_no_paper",
        EditionFault::RevisionZero { .. } => "edition_revision",
        EditionFault::ForeignDay { .. } => "edition_foreign_day",
        EditionFault::Backwards { .. } => "edition_backwards",
        EditionFault::StatutoryNotOff { .. } => "edition_statutory",
        EditionFault::WorkedWeekday { .. } => "edition_worked_weekday",
        EditionFault::WorkedAndOff { .. } => "edition_worked_and_off",
    }
}

fn unreadable(fault: &EditionFault) -> Failure {
    Failure::Io(std::io::Error::other(fault.to_string()))
}
