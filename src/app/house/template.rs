//! Texts that are kept ready: an organisation's for all of its staff, and everybody's own.

use std::collections::BTreeMap;

use hejie_domain::dispute::lists::Seat;
use hejie_domain::dispute::turn::turn;
use hejie_domain::house::{
    BODY_CHARS_MAX, Place, Post, TemplateFault, TemplateKind, Variable, fill, may, read,
};
use hejie_domain::ids::{DisputeId, OrganisationId, PersonId, TemplateId};
use hejie_domain::money::Fen;
use hejie_domain::people::Locale;
use hejie_domain::taxonomy::{Category, Remedy};

use crate::app::dispute::{DisputePage, page};
use crate::app::{Caller, Context, Failure, Fault};
use crate::db::{DbError, Template, TemplateVersion};
use crate::telling::{when, written};

const TITLE_CHARS_MAX: usize = 60;
const SHORTCUT_CHARS_MAX: usize = 20;
/// More than anybody finds their way in; so many an organisation shares, and so many each keeps.
const KEPT_MAX: u64 = 300;

/// What somebody writes.
#[derive(Debug, Clone)]
pub struct Written {
    /// What it is for.
    pub kind: TemplateKind,
    /// What it is called.
    pub title: String,
    /// What one types to get it.
    pub shortcut: Option<String>,
    /// The words, with places.
    pub body: String,
    /// For which disputes.
    pub category: Option<Category>,
    /// What it settles.
    pub remedy: Option<Remedy>,
    /// In which language.
    pub locale: Locale,
}

/// A text, and what the reader may do with it.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The text.
    pub template: Template,
    /// Which places it has.
    pub variables: Vec<Variable>,
    /// Whether the reader may change it.
    pub can_change: bool,
    /// Who changed it last.
    pub changed_by: String,
}

/// A text that was filled from a dispute.
#[derive(Debug, Clone)]
pub struct Filled {
    /// The words.
    pub text: String,
    /// Places for which the dispute has nothing; they stand there as they were.
    pub empty: Vec<Variable>,
}

/// Where a reader keeps texts, and whether they may change what is shared there.
#[derive(Debug, Clone, Copy)]
pub struct Desk {
    /// Which organisation.
    pub organisation: OrganisationId,
    /// Whether what is shared there is theirs to change.
    pub shares: bool,
}

/// What the caller may use in an organisation: in the first where they work, if none is named.
pub async fn list(
    ctx: &Context,
    caller: &Caller,
    organisation: Option<OrganisationId>,
    archived: bool,
) -> Result<(Desk, Vec<Kept>), Failure> {
    let desk = desk(caller, organisation)?;
    let reader = caller.standing.person;
    let mut found = ctx
        .store
        .templates(desk.organisation, reader, archived)
        .await?;
    if archived {
        found.retain(|template| may_change(caller, template));
    }
    Ok((desk, shown(ctx, caller, found).await?))
}

/// One text.
pub async fn show(ctx: &Context, caller: &Caller, id: TemplateId) -> Result<Kept, Failure> {
    let template = readable(ctx, caller, id).await?;
    let shown = shown(ctx, caller, vec![template]).await?;
    shown.into_iter().next().ok_or(Failure::NotFound)
}

/// What it said before, newest first, with the names of those who wrote it.
pub async fn versions(
    ctx: &Context,
    caller: &Caller,
    id: TemplateId,
) -> Result<Vec<(TemplateVersion, String)>, Failure> {
    readable(ctx, caller, id).await?;
    let versions = ctx.store.template_versions(id).await?;
    let people: Vec<_> = versions.iter().map(|one| one.by).collect();
    let names = names(ctx, &people).await?;
    let named = |one: TemplateVersion| {
        let name = names.get(&one.by).cloned().unwrap_or_default();
        (one, name)
    };
    Ok(versions.into_iter().map(named).collect())
}

/// Keeps a new text: one's own, or one that all of the organisation's staff share.
pub async fn add(
    ctx: &Context,
    caller: &Caller,
    organisation: Option<OrganisationId>,
    shared: bool,
    words: Written,
) -> Result<Kept, Failure> {
    let desk = desk(caller, organisation)?;
    if shared && !desk.shares {
        return Err(Failure::Forbidden("shared_texts"));
    }
    let owner = (!shared).then_some(caller.standing.person);
    let kept = ctx.store.count_templates(desk.organisation, owner).await?;
    if kept >= KEPT_MAX {
        return Err(Failure::Conflict("too_many_templates"));
    }
    let template = Template {
        id: ctx.ids.new(),
        organisation: desk.organisation,
        owner,
        kind: words.kind,
        title: String::new(),
        shortcut: None,
        body: String::new(),
        category: None,
        remedy: None,
        locale: words.locale,
        version: 1,
        updated_at: ctx.now().at,
        updated_by: caller.standing.person,
        archived: false,
    };
    let template = worded(template, words)?;
    let mut work = ctx.store.begin().await?;
    work.add_template(&template).await.map_err(shortcut_taken)?;
    work.makes(template.id);
    work.commit().await?;
    show(ctx, caller, template.id).await
}

/// Words it otherwise, over the version that the writer saw.
pub async fn change(
    ctx: &Context,
    caller: &Caller,
    id: TemplateId,
    seen: u64,
    words: Written,
) -> Result<Kept, Failure> {
    let template = changeable(ctx, caller, id).await?;
    let template = worded(template, words)?;
    store(ctx, caller, template, seen).await
}

/// No longer offers it, or offers it again. What it said is kept.
pub async fn set_archived(
    ctx: &Context,
    caller: &Caller,
    id: TemplateId,
    archived: bool,
) -> Result<Kept, Failure> {
    let template = changeable(ctx, caller, id).await?;
    let seen = template.version;
    if template.archived == archived {
        return show(ctx, caller, id).await;
    }
    store(
        ctx,
        caller,
        Template {
            archived,
            ..template
        },
        seen,
    )
    .await
}

/// The text as it reads in a dispute of the caller's.
pub async fn filled(
    ctx: &Context,
    caller: &Caller,
    id: TemplateId,
    dispute: DisputeId,
) -> Result<Filled, Failure> {
    let template = readable(ctx, caller, id).await?;
    let page = page(ctx, caller, dispute).await?;
    let values = values(ctx, caller, &page, template.locale).await?;
    let (text, empty) = fill(&template.body, &values).map_err(|fault| body_fault(&fault))?;
    Ok(Filled { text, empty })
}

/// What a dispute has for the places of a text.
pub async fn values(
    ctx: &Context,
    caller: &Caller,
    page: &DisputePage,
    locale: Locale,
) -> Result<BTreeMap<Variable, String>, Failure> {
    let dispute = &page.loaded.dispute;
    let platform = ctx.store.organisation(dispute.platform).await?;
    let responder = dispute
        .responder
        .and_then(|(person, _)| page.names.get(&person));
    let me = ctx.store.person(caller.standing.person).await?;
    let respondent = dispute.respondents().next();
    let order = &page.filed.order;
    let deadline = turn(dispute)
        .clock
        .and_then(|key| dispute.clock(key))
        .map(|clock| when(clock.due_at(), locale));
    let claim = dispute.claim_total();
    let known = [
        (Variable::Number, Some(page.loaded.number.clone())),
        (Variable::Consumer, name_of(page, Seat::Consumer)),
        (
            Variable::Shop,
            respondent.and(name_of(page, Seat::Respondent)),
        ),
        (Variable::Responder, responder.map(|(name, _)| name.clone())),
        (
            Variable::WorkNo,
            responder.and_then(|(_, work_no)| work_no.clone()),
        ),
        (Variable::Platform, platform.map(|platform| platform.name)),
        (Variable::Me, me.map(|me| me.name)),
        (Variable::Deadline, deadline),
        (Variable::Today, Some(written(ctx.now().today(), locale))),
        (
            Variable::Order,
            order.as_ref().and_then(|order| order.number.clone()),
        ),
        (
            Variable::Product,
            order.as_ref().and_then(|order| order.title.clone()),
        ),
        (
            Variable::Paid,
            order.as_ref().and_then(|order| order.paid_fen).map(yuan),
        ),
        (Variable::Claim, (claim.get() > 0).then(|| yuan(claim))),
    ];
    let filled = known.into_iter().filter_map(|(variable, value)| {
        let value = value.filter(|value| !value.trim().is_empty())?;
        Some((variable, value))
    });
    Ok(filled.collect())
}

fn yuan(amount: Fen) -> String {
    format!("¥{amount}")
}

/// What the first party of that seat is called.
fn name_of(page: &DisputePage, seat: Seat) -> Option<String> {
    let mut parties = page.loaded.dispute.parties.iter();
    let party = parties.find(|party| party.fact.seat == seat)?;
    let contact = page.loaded.contact(party.fact.id)?;
    Some(contact.name.clone())
}

fn desk(caller: &Caller, organisation: Option<OrganisationId>) -> Result<Desk, Failure> {
    let first = || caller.standing.roles.first().map(|held| held.organisation);
    let organisation = organisation.or_else(first).ok_or(Failure::NotFound)?;
    if !may_here(caller, organisation, Post::Texts) {
        return Err(Failure::NotFound);
    }
    Ok(Desk {
        organisation,
        shares: may_here(caller, organisation, Post::SharedTexts),
    })
}

/// Whether the caller may do that where they work.
fn may_here(caller: &Caller, organisation: OrganisationId, post: Post) -> bool {
    let mut roles = caller.standing.roles.iter();
    let held = roles.find(|held| held.organisation == organisation);
    held.is_some_and(|held| {
        let place = Place {
            id: organisation,
            kind: held.kind,
            platform: None,
        };
        may(&caller.standing, place, post)
    })
}

/// A text that the caller may read: others learn nothing of it.
async fn readable(ctx: &Context, caller: &Caller, id: TemplateId) -> Result<Template, Failure> {
    let template = ctx.store.template(id).await?.ok_or(Failure::NotFound)?;
    let works = may_here(caller, template.organisation, Post::Texts);
    let theirs = template
        .owner
        .is_none_or(|owner| owner == caller.standing.person);
    if works && theirs {
        Ok(template)
    } else {
        Err(Failure::NotFound)
    }
}

async fn changeable(ctx: &Context, caller: &Caller, id: TemplateId) -> Result<Template, Failure> {
    let template = readable(ctx, caller, id).await?;
    if may_change(caller, &template) {
        Ok(template)
    } else {
        Err(Failure::Forbidden("shared_texts"))
    }
}

fn may_change(caller: &Caller, template: &Template) -> bool {
    let shares = || may_here(caller, template.organisation, Post::SharedTexts);
    template.owner == Some(caller.standing.person) || (template.owner.is_none() && shares())
}

async fn store(
    ctx: &Context,
    caller: &Caller,
    template: Template,
    seen: u64,
) -> Result<Kept, Failure> {
    let template = Template {
        updated_at: ctx.now().at,
        updated_by: caller.standing.person,
        ..template
    };
    let work = ctx.store.begin().await?;
    let newest = work.change_template(&template, seen).await;
    if newest.map_err(shortcut_taken)? {
        work.commit().await?;
        return show(ctx, caller, template.id).await;
    }
    drop(work);
    let head = show(ctx, caller, template.id).await?.template.version;
    Err(Failure::Stale { head })
}

fn shortcut_taken(error: DbError) -> Failure {
    match error {
        DbError::Conflict => Failure::invalid("/shortcut", "shortcut_taken"),
        DbError::Driver(_) | DbError::Unreadable { .. } | DbError::Schema(_) => error.into(),
    }
}

/// The template with other words, or everything that is wrong with them.
fn worded(template: Template, words: Written) -> Result<Template, Failure> {
    let mut faults = Vec::new();
    let title = one_line(&words.title);
    match title.chars().count() {
        0 => faults.push(Fault::new("/title", "required")),
        n if n > TITLE_CHARS_MAX => faults.push(Fault::new("/title", "too_long")),
        _ => {}
    }
    let body = words.body.replace("\r\n", "\n").trim().to_owned();
    match body.chars().count() {
        0 => faults.push(Fault::new("/body", "required")),
        n if n > BODY_CHARS_MAX => faults.push(Fault::new("/body", "too_long")),
        _ => {}
    }
    if let Err(fault) = read(&body) {
        faults.push(place_fault(&fault));
    }
    let shortcut = words.shortcut.as_deref().map(shortcut);
    let shortcut = shortcut.filter(|shortcut| !shortcut.is_empty());
    if shortcut.as_deref().is_some_and(|word| !is_shortcut(word)) {
        faults.push(Fault::new("/shortcut", "not_a_shortcut"));
    }
    if !faults.is_empty() {
        return Err(Failure::Invalid(faults));
    }
    Ok(Template {
        kind: words.kind,
        title,
        shortcut,
        body,
        category: words.category,
        remedy: words.remedy,
        locale: words.locale,
        ..template
    })
}

fn one_line(raw: &str) -> String {
    raw.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without the slash that people type in front of it.
fn shortcut(raw: &str) -> String {
    raw.trim().trim_start_matches('/').to_lowercase()
}

/// One word, in whatever script, that can be typed behind a slash.
fn is_shortcut(word: &str) -> bool {
    word.chars().count() <= SHORTCUT_CHARS_MAX
        && word
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

pub(in crate::app) fn place_fault(fault: &TemplateFault) -> Fault {
    match fault {
        TemplateFault::Unknown { name, nearest } => Fault::new("/body", "unknown_place")
            .with("name", name)
            .with("nearest", nearest.code())
            .with("nearest_zh", nearest.chinese()),
        TemplateFault::Braces => Fault::new("/body", "braces"),
    }
}

/// A text that was kept was read before; it is read again all the same.
fn body_fault(fault: &TemplateFault) -> Failure {
    Failure::Invalid(vec![place_fault(fault)])
}

async fn shown(
    ctx: &Context,
    caller: &Caller,
    templates: Vec<Template>,
) -> Result<Vec<Kept>, Failure> {
    let people: Vec<_> = templates.iter().map(|one| one.updated_by).collect();
    let names = names(ctx, &people).await?;
    let kept = |template: Template| Kept {
        variables: read(&template.body).unwrap_or_default(),
        can_change: may_change(caller, &template),
        changed_by: names.get(&template.updated_by).cloned().unwrap_or_default(),
        template,
    };
    Ok(templates.into_iter().map(kept).collect())
}

async fn names(ctx: &Context, people: &[PersonId]) -> Result<BTreeMap<PersonId, String>, Failure> {
    let people = ctx.store.people(people).await?;
    Ok(people.into_iter().map(|one| (one.id, one.name)).collect())
}
