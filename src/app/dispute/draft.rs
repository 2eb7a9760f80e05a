//! What a consumer is still writing. It saves itself, and says what is missing for filing.

use hejie_domain::access::{StaffRole, may_draft};
use hejie_domain::ids::{DisputeId, OrganisationId};
use hejie_domain::money::Fen;
use hejie_domain::people::{CreditCode, Email, PersonName, Phone};
use hejie_domain::taxonomy::{Category, ElsewhereTarget, Overlay, Remedy};
use hejie_domain::text::Statement;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::act::text_fault;
use crate::app::{Caller, Context, Failure, Fault};
use crate::db::DbError;
use crate::db::dispute::Draft;

/// As many characters as it takes to say what happened.
pub const STATEMENT_CHARS_MIN: usize = 10;
const SHORT_CHARS_MAX: usize = 200;
const REMEDIES_MAX: usize = 10;
const CASES_MAX: usize = 10;
const DRAFTS_MAX: usize = 20;
/// As many as are answerable for one purchase beside the shop: who ran the live room, who made it,
/// who brought it.
const OTHERS_MAX: usize = 4;

/// What the consumer has filled in so far. Everything may be missing until it is filed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftContent {
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// What comes on top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overlays: Option<Vec<Overlay>>,
    /// What happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// On which day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub happened_on: Option<Date>,
    /// What was bought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<DraftOrder>,
    /// From whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant: Option<DraftMerchant>,
    /// Against whom else: the live room's operator, the maker, the carrier. At most four.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub others: Option<Vec<DraftMerchant>>,
    /// What else the law asks for, as facts of an entitlement card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub facts: Option<serde_json::Value>,
    /// What is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedies: Option<Vec<DraftRemedy>>,
    /// Who else has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<DraftElsewhere>,
    /// For whom staff files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf: Option<OnBehalf>,
}

/// What was bought.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftOrder {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_fen: Option<Fen>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub paid_on: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub received_on: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
}

/// The merchant: one of the registry, or an unknown one as the consumer knows it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftMerchant {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// One thing asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftRemedy {
    pub remedy: Remedy,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_fen: Option<Fen>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Who else has it: nobody, or these.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftElsewhere {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub none: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<Vec<DraftCase>>,
}

/// Where it is pending.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftCase {
    pub target: ElsewhereTarget,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub accepted_on: Option<Date>,
}

/// Who is filed for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OnBehalf {
    pub name: String,
    pub phone: String,
}

/// A draft that was read.
#[derive(Debug, Clone)]
pub struct ReadDraft {
    /// As it is kept.
    pub draft: Draft,
    /// What it says.
    pub content: DraftContent,
}

/// The caller's drafts, the latest first.
pub async fn list(ctx: &Context, caller: &Caller) -> Result<Vec<ReadDraft>, Failure> {
    let drafts = ctx.store.drafts_of(caller.standing.person).await?;
    drafts
        .into_iter()
        .filter(|draft| may_draft(draft.owner, &caller.standing))
        .map(read)
        .collect()
}

/// One of the caller's drafts.
pub async fn show(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<ReadDraft, Failure> {
    let draft = ctx.store.draft(id).await?;
    let own = draft.filter(|draft| may_draft(draft.owner, &caller.standing));
    read(own.ok_or(Failure::NotFound)?)
}

/// Begins a draft.
pub async fn begin(
    ctx: &Context,
    caller: &Caller,
    content: &DraftContent,
) -> Result<ReadDraft, Failure> {
    if caller.standing.link.is_some() {
        return Err(Failure::Forbidden("link_only"));
    }
    bounded(caller, content)?;
    if ctx.store.drafts_of(caller.standing.person).await?.len() >= DRAFTS_MAX {
        return Err(Failure::Conflict("too_many_drafts"));
    }
    let draft = Draft {
        id: ctx.ids.new(),
        owner: caller.standing.person,
        version: 1,
        content: text(content)?,
        updated_at: ctx.now().at,
    };
    let mut work = ctx.store.begin().await?;
    work.begin_draft(&draft).await?;
    work.makes(draft.id);
    work.commit().await?;
    Ok(ReadDraft {
        draft,
        content: content.clone(),
    })
}

/// Saves over the version that the caller saw.
pub async fn save(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
    seen: u64,
    content: &DraftContent,
) -> Result<ReadDraft, Failure> {
    let before = show(ctx, caller, id).await?.draft;
    bounded(caller, content)?;
    let updated_at = ctx.now().at;
    let draft = Draft {
        content: text(content)?,
        updated_at,
        ..before.clone()
    };
    let work = ctx.store.begin().await?;
    match work.save_draft(&draft, seen).await {
        Ok(()) => {}
        Err(DbError::Conflict) => {
            return Err(Failure::Stale {
                head: before.version,
            });
        }
        Err(error) => return Err(error.into()),
    }
    work.commit().await?;
    let draft = Draft {
        version: seen.saturating_add(1),
        ..draft
    };
    Ok(ReadDraft {
        draft,
        content: content.clone(),
    })
}

/// Gives a draft up, with the files that were brought in for it.
pub async fn give_up(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<(), Failure> {
    show(ctx, caller, id).await?;
    let work = ctx.store.begin().await?;
    work.take_draft(id).await?;
    Ok(work.commit().await?)
}

/// What is still missing or wrong before it can be filed, with pointers into the content.
pub fn missing(content: &DraftContent, today: Date) -> Vec<Fault> {
    let mut faults = Vec::new();
    if content.category.is_none() {
        faults.push(Fault::new("/category", "required"));
    }
    let statement = content.statement.as_deref().unwrap_or_default();
    if let Err(refused) = Statement::at_least(statement, STATEMENT_CHARS_MIN) {
        faults.push(Fault::new("/statement", text_fault(refused)));
    }
    if content.happened_on.is_some_and(|day| day > today) {
        faults.push(Fault::new("/happened_on", "in_future"));
    }
    order_faults(content, today, &mut faults);
    let nobody = DraftMerchant::default();
    let merchant = content.merchant.as_ref().unwrap_or(&nobody);
    merchant_faults("/merchant", merchant, &mut faults);
    for (at, other) in content.others.iter().flatten().enumerate() {
        merchant_faults(&format!("/others/{at}"), other, &mut faults);
    }
    remedy_faults(content, &mut faults);
    elsewhere_faults(content.elsewhere.as_ref(), today, &mut faults);
    on_behalf_faults(content.on_behalf.as_ref(), &mut faults);
    faults
}

fn order_faults(content: &DraftContent, today: Date, faults: &mut Vec<Fault>) {
    let Some(order) = &content.order else {
        faults.push(Fault::new("/order/title", "required"));
        return;
    };
    if order
        .title
        .as_deref()
        .is_none_or(|title| title.trim().is_empty())
    {
        faults.push(Fault::new("/order/title", "required"));
    }
    for (pointer, day) in [
        ("/order/paid_on", order.paid_on),
        ("/order/received_on", order.received_on),
    ] {
        if day.is_some_and(|day| day > today) {
            faults.push(Fault::new(pointer, "in_future"));
        }
    }
}

fn merchant_faults(at: &str, merchant: &DraftMerchant, faults: &mut Vec<Fault>) {
    let named = merchant
        .name
        .as_deref()
        .is_some_and(|name| !name.trim().is_empty());
    if merchant.organisation.is_none() && !named {
        faults.push(Fault::new(format!("{at}/name"), "required"));
    }
    let filled = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    if filled(&merchant.credit_code).is_some_and(|code| CreditCode::parse(&code).is_err()) {
        faults.push(Fault::new(
            format!("{at}/credit_code"),
            "credit_code_invalid",
        ));
    }
    if filled(&merchant.phone).is_some_and(|phone| Phone::parse(&phone).is_err()) {
        faults.push(Fault::new(format!("{at}/phone"), "phone_invalid"));
    }
    if filled(&merchant.email).is_some_and(|email| Email::parse(&email).is_err()) {
        faults.push(Fault::new(format!("{at}/email"), "email_invalid"));
    }
}

fn remedy_faults(content: &DraftContent, faults: &mut Vec<Fault>) {
    let remedies = content.remedies.as_deref().unwrap_or_default();
    if remedies.is_empty() {
        faults.push(Fault::new("/remedies", "required"));
    }
    for (at, one) in remedies.iter().enumerate() {
        let pointer = format!("/remedies/{at}/amount_fen");
        match (one.remedy.is_money(), one.amount_fen) {
            (true, None) => faults.push(Fault::new(pointer, "required")),
            (true, Some(amount)) if amount == Fen::ZERO => {
                faults.push(Fault::new(pointer, "too_small"));
            }
            (false, Some(_)) => faults.push(Fault::new(pointer, "not_money")),
            (true, Some(_)) | (false, None) => {}
        }
    }
}

/// The question has to be answered; it only ever warns.
fn elsewhere_faults(elsewhere: Option<&DraftElsewhere>, today: Date, faults: &mut Vec<Fault>) {
    let cases = elsewhere
        .and_then(|one| one.cases.as_deref())
        .unwrap_or_default();
    let none = elsewhere.and_then(|one| one.none).unwrap_or_default();
    if !none && cases.is_empty() {
        faults.push(Fault::new("/elsewhere/none", "required"));
    }
    if none && !cases.is_empty() {
        faults.push(Fault::new("/elsewhere/none", "contradiction"));
    }
    for (at, case) in cases.iter().enumerate() {
        if case.accepted_on.is_some_and(|day| day > today) {
            let pointer = format!("/elsewhere/cases/{at}/accepted_on");
            faults.push(Fault::new(pointer, "in_future"));
        }
    }
}

fn on_behalf_faults(on_behalf: Option<&OnBehalf>, faults: &mut Vec<Fault>) {
    let Some(on_behalf) = on_behalf else { return };
    if PersonName::parse(&on_behalf.name).is_err() {
        faults.push(Fault::new("/on_behalf/name", "required"));
    }
    if Phone::parse(&on_behalf.phone).is_err() {
        faults.push(Fault::new("/on_behalf/phone", "phone_invalid"));
    }
}

/// What no draft may hold, however unfinished: it would not fit, or is not the caller's to say.
fn bounded(caller: &Caller, content: &DraftContent) -> Result<(), Failure> {
    let mut faults = Vec::new();
    let mut longest = |pointer: &str, text: Option<&str>, chars_max: usize| {
        if text.is_some_and(|text| text.chars().count() > chars_max) {
            faults.push(Fault::new(pointer, "too_long"));
        }
    };
    longest(
        "/statement",
        content.statement.as_deref(),
        Statement::CHARS_MAX,
    );
    let order = content.order.clone().unwrap_or_default();
    longest("/order/number", order.number.as_deref(), SHORT_CHARS_MAX);
    longest("/order/title", order.title.as_deref(), SHORT_CHARS_MAX);
    let merchant = content
        .merchant
        .iter()
        .map(|one| ("/merchant".to_owned(), one));
    let others = content.others.iter().flatten().enumerate();
    let others = others.map(|(at, one)| (format!("/others/{at}"), one));
    for (at, one) in merchant.chain(others) {
        for (name, text) in [
            ("name", &one.name),
            ("address", &one.address),
            ("credit_code", &one.credit_code),
            ("phone", &one.phone),
            ("email", &one.email),
        ] {
            longest(&format!("{at}/{name}"), text.as_deref(), SHORT_CHARS_MAX);
        }
    }
    for (at, one) in content.remedies.iter().flatten().enumerate() {
        longest(
            &format!("/remedies/{at}/note"),
            one.note.as_deref(),
            SHORT_CHARS_MAX,
        );
    }
    let cases = content
        .elsewhere
        .iter()
        .flat_map(|one| one.cases.iter().flatten());
    for (at, case) in cases.enumerate() {
        longest(
            &format!("/elsewhere/cases/{at}/number"),
            case.number.as_deref(),
            SHORT_CHARS_MAX,
        );
    }
    if content
        .remedies
        .as_ref()
        .is_some_and(|all| all.len() > REMEDIES_MAX)
    {
        faults.push(Fault::new("/remedies", "too_many"));
    }
    if content
        .others
        .as_ref()
        .is_some_and(|all| all.len() > OTHERS_MAX)
    {
        faults.push(Fault::new("/others", "too_many"));
    }
    let cases = content
        .elsewhere
        .as_ref()
        .and_then(|one| one.cases.as_ref());
    if cases.is_some_and(|all| all.len() > CASES_MAX) {
        faults.push(Fault::new("/elsewhere/cases", "too_many"));
    }
    if content.on_behalf.is_some()
        && caller
            .platform_as(&[StaffRole::ServiceAgent, StaffRole::Supervisor])
            .is_err()
    {
        faults.push(Fault::new("/on_behalf", "not_yours"));
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Failure::Invalid(faults))
    }
}

fn text(content: &DraftContent) -> Result<String, Failure> {
    serde_json::to_string(content).map_err(|error| Failure::Io(error.into()))
}

fn read(draft: Draft) -> Result<ReadDraft, Failure> {
    let content = serde_json::from_str(&draft.content)
        .map_err(|_odd| DbError::unreadable("draft", "content", draft.id))?;
    Ok(ReadDraft { draft, content })
}
