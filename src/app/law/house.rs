//! The platform's own terms: edited as a draft within the bounds of the law, published with reasons,
//! in force for what is filed from a later day on. What was published is never changed; it can be
//! withdrawn as long as it does not hold yet. Running disputes keep what they were filed under.

use std::collections::BTreeMap;

use hejie_domain::access::StaffRole;
use hejie_domain::audit::{DeedKind, Detail};
use hejie_domain::bilingual::Bilingual;
use hejie_domain::house::{Bound, Bounds, Row, TermsFault, changes};
use hejie_domain::ids::{NoticeId, PersonId};
use hejie_domain::law::ClauseId;
use hejie_domain::ruleset::{Numbers, RuleBook, RuleSet, RuleSetId, TermId};
use hejie_domain::telling::Message;
use jiff::civil::Date;

use super::learn::refresh;
use crate::app::{Caller, Context, Failure, Fault, audit};
use crate::db::{DbError, Work};
pub use crate::db::{HouseEdition, Publication};

const REASONS_CHARS_MIN: usize = 10;
const REASONS_CHARS_MAX: usize = 2_000;

/// What an administrator sees of the platform's terms.
#[derive(Debug, Clone)]
pub struct House {
    /// The set in force today.
    pub in_force: RuleSet,
    /// Within which bounds its rows may be fixed.
    pub bounds: Bounds,
    /// The first day on which something would hold that is published today.
    pub holds_from: Date,
    /// What somebody works on.
    pub draft: Option<HouseEdition>,
    /// What was published, oldest first.
    pub published: Vec<HouseEdition>,
    /// Who drafted and published.
    pub names: BTreeMap<PersonId, String>,
}

/// What an administrator writes.
#[derive(Debug, Clone)]
pub struct Written {
    /// Every number.
    pub numbers: Numbers,
    /// Why, in Chinese.
    pub reasons: String,
    /// Why, in English; may be empty.
    pub reasons_en: String,
}

/// The book with everything that was published, over the set that comes with the program.
pub(super) fn in_book(mut book: RuleBook, published: &[HouseEdition]) -> Result<RuleBook, DbError> {
    use hejie_domain::ids::Id as _;
    let shipped = book.clone();
    for edition in published {
        let bad = || DbError::unreadable("house_edition", "numbers", edition.id.uuid());
        let Some(publication) = &edition.published else {
            continue;
        };
        let base = shipped.platform(publication.since).ok_or_else(bad)?;
        let id = RuleSetId::parse(&publication.name).ok_or_else(bad)?;
        let title = title(&publication.name);
        let set = base.edition(id.clone(), publication.since, title, &edition.numbers);
        book = book
            .with(set.map_err(|_fault| bad())?)
            .map_err(|_fault| bad())?;
        if publication.withdrawn.is_some() {
            book = book.without(id);
        }
    }
    Ok(book)
}

/// What is in force, what is drafted and what was published, for an administrator.
pub async fn show(ctx: &Context, caller: &Caller) -> Result<House, Failure> {
    caller.platform_as(&[StaffRole::Administrator])?;
    let draft = ctx.store.house_draft().await?;
    let published = ctx.store.house_editions().await?;
    let everything = draft.iter().chain(&published);
    let people: Vec<_> = everything.map(|edition| edition.changed_by).collect();
    let people = ctx.store.people(&people).await?.into_iter();
    let bounds = bounds()?;
    Ok(House {
        in_force: in_force(ctx)?,
        holds_from: holds_from(ctx, &bounds)?,
        bounds,
        draft,
        published,
        names: people.map(|person| (person.id, person.name)).collect(),
    })
}

/// Keeps a draft over the version that the writer saw: 0, where there was none.
pub async fn save(
    ctx: &Context,
    caller: &Caller,
    seen: u64,
    words: Written,
) -> Result<House, Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    let base = in_force(ctx)?;
    let mut faults = faults(ctx, &base, &words.numbers)?;
    for (pointer, text) in [
        ("/reasons", &words.reasons),
        ("/reasons_en", &words.reasons_en),
    ] {
        if text.chars().count() > REASONS_CHARS_MAX {
            faults.push(Fault::new(pointer, "too_long"));
        }
    }
    if !faults.is_empty() {
        return Err(Failure::Invalid(faults));
    }
    let before = ctx.store.house_draft().await?;
    let now = ctx.now().at;
    let new = HouseEdition {
        id: before
            .as_ref()
            .map_or_else(|| ctx.ids.new(), |draft| draft.id),
        numbers: words.numbers,
        reasons: words.reasons.trim().to_owned(),
        reasons_en: words.reasons_en.trim().to_owned(),
        version: seen,
        changed_at: now,
        changed_by: caller.standing.person,
        published: None,
    };
    let mut work = ctx.store.begin().await?;
    let newest = match &before {
        None if seen == 0 => match work.begin_house_draft(&new).await {
            Ok(()) => true,
            Err(DbError::Conflict) => false,
            Err(other) => return Err(other.into()),
        },
        None => false,
        Some(_) => work.change_house_draft(&new, seen).await?,
    };
    if !newest {
        drop(work);
        return stale(ctx).await;
    }
    let count = changes(&base.numbers(), &new.numbers).len();
    let deed = caller.deed(DeedKind::HouseTermsDrafted, now);
    audit::record(&mut work, deed.within(platform).with("changes", count));
    work.commit().await?;
    show(ctx, caller).await
}

/// Throws the draft away.
pub async fn discard(ctx: &Context, caller: &Caller) -> Result<(), Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    let mut work = ctx.store.begin().await?;
    if !work.drop_house_draft().await? {
        return Err(Failure::NotFound);
    }
    let deed = caller.deed(DeedKind::HouseTermsDrafted, ctx.now().at);
    audit::record(&mut work, deed.within(platform).with("discarded", "true"));
    work.commit().await?;
    Ok(())
}

/// Publishes the draft that the caller saw. It holds for what is filed once the days of notice are
/// over, and nothing else may be on its way meanwhile.
pub async fn publish(ctx: &Context, caller: &Caller, seen: u64) -> Result<House, Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    let draft = ctx.store.house_draft().await?.ok_or(Failure::NotFound)?;
    let base = in_force(ctx)?;
    let mut faults = faults(ctx, &base, &draft.numbers)?;
    match draft.reasons.chars().count() {
        0 => faults.push(Fault::new("/reasons", "required")),
        n if n < REASONS_CHARS_MIN => faults.push(Fault::new("/reasons", "too_short")),
        _ => {}
    }
    if !faults.is_empty() {
        return Err(Failure::Invalid(faults));
    }
    let count = changes(&base.numbers(), &draft.numbers).len();
    if count == 0 {
        return Err(Failure::Conflict("house_terms_unchanged"));
    }
    let now = ctx.now();
    let since = holds_from(ctx, &bounds()?)?;
    let work = ctx.store.begin().await?;
    let earlier = work.house_editions().await?;
    if earlier.iter().any(|one| comes(one, now.today())) {
        return Err(Failure::Conflict("house_terms_coming"));
    }
    let publication = Publication {
        name: free_name(ctx, &earlier).as_str().to_owned(),
        at: now.at,
        since,
        withdrawn: None,
    };
    if !work
        .publish_house_draft(draft.id, seen, &publication)
        .await?
    {
        drop(work);
        return stale(ctx).await;
    }
    let deed = caller
        .deed(DeedKind::HouseTermsPublished, now.at)
        .within(platform)
        .with("edition", Detail::shown(&publication.name))
        .with("since", since)
        .with("changes", count)
        .with("reasons", Detail::words(&draft.reasons));
    let told = (
        caller.standing.person,
        Message::HouseTermsComing,
        publication.name.as_str(),
    );
    finish(ctx, work, deed, told).await?;
    show(ctx, caller).await
}

/// Takes back what was published and does not hold yet.
pub async fn withdraw(
    ctx: &Context,
    caller: &Caller,
    name: &str,
    why: &str,
) -> Result<House, Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    let why = why.trim();
    match why.chars().count() {
        0 => return Err(Failure::invalid("/why", "required")),
        n if n > REASONS_CHARS_MAX => return Err(Failure::invalid("/why", "too_long")),
        _ => {}
    }
    let now = ctx.now();
    let work = ctx.store.begin().await?;
    let published = work.house_editions().await?;
    let of_name = |one: &&HouseEdition| one.published.as_ref().is_some_and(|p| p.name == name);
    let edition = published.iter().find(of_name).ok_or(Failure::NotFound)?;
    if !comes(edition, now.today()) || !work.withdraw_house_edition(edition.id, now.at, why).await?
    {
        return Err(Failure::Conflict("house_terms_hold"));
    }
    let deed = caller
        .deed(DeedKind::HouseTermsWithdrawn, now.at)
        .within(platform)
        .with("edition", Detail::shown(name))
        .with("reasons", Detail::words(why));
    let told = (caller.standing.person, Message::HouseTermsWithdrawn, name);
    finish(ctx, work, deed, told).await?;
    show(ctx, caller).await
}

/// What was published and will hold after a day, for everybody.
pub async fn announced(ctx: &Context, today: Date) -> Result<Option<HouseEdition>, Failure> {
    let published = ctx.store.house_editions().await?;
    Ok(published.into_iter().find(|one| comes(one, today)))
}

/// Why an edition was published, for everybody; nothing, where it comes with the program.
pub async fn reasons(ctx: &Context, name: &str) -> Result<Option<HouseEdition>, Failure> {
    let published = ctx.store.house_editions().await?;
    let named = |one: &HouseEdition| one.published.as_ref().is_some_and(|p| p.name == name);
    Ok(published.into_iter().find(named))
}

/// Publishes or withdraws, and tells everybody who works anywhere but whoever did it: the terms of all
/// later disputes are theirs to keep. Consumers read which terms hold when they file.
async fn finish(
    ctx: &Context,
    mut work: Work,
    deed: hejie_domain::audit::Deed,
    (by, message, name): (PersonId, Message, &str),
) -> Result<(), Failure> {
    let mut people = work.everybody_employed().await?;
    people.retain(|person| *person != by);
    let notices = people.into_iter().map(|person| (ctx.ids.new(), person));
    let notices: Vec<(NoticeId, PersonId)> = notices.collect();
    let occasion = format!("house_terms:{name}:{message}");
    work.leave_house_notices(&notices, (message, &occasion), ctx.now().at)
        .await?;
    audit::record(&mut work, deed);
    work.commit().await?;
    refresh(ctx).await
}

fn comes(edition: &HouseEdition, today: Date) -> bool {
    let published = edition.published.as_ref();
    published.is_some_and(|one| one.withdrawn.is_none() && one.since > today)
}

fn in_force(ctx: &Context) -> Result<RuleSet, Failure> {
    let rules = ctx.rules();
    let set = rules.platform(ctx.now().today());
    set.cloned().ok_or(Failure::Conflict("no_rules"))
}

fn bounds() -> Result<Bounds, Failure> {
    Bounds::load().map_err(|fault| Failure::Io(std::io::Error::other(fault)))
}

fn holds_from(ctx: &Context, bounds: &Bounds) -> Result<Date, Failure> {
    let from = bounds.holds_from(ctx.now().today());
    from.ok_or(Failure::Conflict("no_rules"))
}

async fn stale<T>(ctx: &Context) -> Result<T, Failure> {
    let draft = ctx.store.house_draft().await?;
    Err(Failure::Stale {
        head: draft.map_or(0, |draft| draft.version),
    })
}

/// The next name of the year that no edition has, withdrawn ones included.
fn free_name(ctx: &Context, published: &[HouseEdition]) -> RuleSetId {
    let (rules, year) = (ctx.rules(), ctx.now().today().year());
    let taken = |id: &RuleSetId| {
        let named = |one: &HouseEdition| {
            let name = one.published.as_ref().map(|published| &published.name);
            name.is_some_and(|name| name == id.as_str())
        };
        rules.set(id).is_some() || published.iter().any(named)
    };
    let mut number = 1;
    while taken(&RuleSetId::of_edition(year, number)) {
        number = u32::saturating_add(number, 1);
    }
    RuleSetId::of_edition(year, number)
}

fn title(name: &str) -> Bilingual {
    let number = name.trim_start_matches("platform-");
    let (year, nth) = number.split_once('.').unwrap_or((number, ""));
    Bilingual {
        zh: format!("平台争议处理期限（{year} 年第 {nth} 版）"),
        en: format!("The platform's dispute terms, edition {number}"),
    }
}

/// What is wrong, as pages point at it, with the clause that stands against it.
fn faults(ctx: &Context, base: &RuleSet, numbers: &Numbers) -> Result<Vec<Fault>, Failure> {
    let rules = ctx.rules();
    let cited = |fault: Fault, source: ClauseId| {
        let clause = rules.clauses().get(source);
        let both = clause.map(|clause| {
            let article = clause.article.clone().unwrap_or_default();
            (
                format!("{}第 {article} 条", clause.instrument.zh),
                format!("{}, art. {article}", clause.instrument.en),
            )
        });
        let (zh, en) = both.unwrap_or_default();
        fault
            .with("rule", source)
            .with("rule_zh", zh)
            .with("rule_en", en)
    };
    let beyond = |row: Row, code, bound: Bound| {
        let fault = Fault::new(count(row), code);
        let fault = fault.with("least", bound.least).with("most", bound.most);
        cited(fault, bound.source)
    };
    let faults = bounds()?.faults(base, numbers);
    let read = faults.into_iter().map(|fault| match fault {
        TermsFault::Foreign(row) => Fault::new(count(row), "not_house_term"),
        TermsFault::Missing(row) => Fault::new(count(row), "required"),
        TermsFault::Less(row, bound) => beyond(row, "term_too_short", bound),
        TermsFault::More(row, bound) => beyond(row, "term_too_long", bound),
        TermsFault::Warn(term) => Fault::new(pointer(term, "warn"), "warn_too_early"),
        TermsFault::Remind(term) => Fault::new(pointer(term, "remind"), "remind_outside"),
        TermsFault::Order {
            first,
            then,
            source,
        } => {
            let fault = Fault::new(count(Row::Term(first)), "term_outlasts");
            cited(fault.with("then", then), source)
        }
    });
    Ok(read.collect())
}

fn count(row: Row) -> String {
    match row {
        Row::Term(term) => pointer(term, "count"),
        Row::Amount(amount) => format!("/numbers/amounts/{amount}"),
    }
}

fn pointer(term: TermId, field: &str) -> String {
    format!("/numbers/terms/{term}/{field}")
}
