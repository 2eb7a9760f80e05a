//! What the law says in one dispute: the same card, list and ways for all sides, and figures for
//! whoever reviews it.

use std::collections::BTreeMap;

use hejie_domain::access::{Door, may};
use hejie_domain::dispute::state::Party;
use hejie_domain::dispute::ways::door_facts;
use hejie_domain::evidence::Visibility;
use hejie_domain::ids::{DisputeId, TextId};
use hejie_domain::law::admissible::{AdmissibleFacts, Pattern, Signal, admissible};
use hejie_domain::law::checklist::{Checklist, ChecklistFacts};
use hejie_domain::law::doors::Panel;
use hejie_domain::law::entitlement::{Card, Condition, Proof, card_under};
use hejie_domain::law::jurisdiction::{Competent, JurisdictionFacts, RegionCode, Respondent};
use hejie_domain::law::stated::{Known, Merged, Side, Statement, merge};
use hejie_domain::taxonomy::EvidenceKind;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::act::{denied, look};
use super::draft::DraftContent;
use crate::app::law::{Engine, Unanswerable};
use crate::app::{Caller, Context, Failure};
use crate::db::dispute::Loaded;

/// The law of one dispute.
#[derive(Debug)]
pub struct LawPage {
    /// The dispute; its binding says which sets hold.
    pub loaded: Loaded,
    /// What is due, under the sets that the dispute is bound to.
    pub card: Card,
    /// Where the two sides say different things.
    pub differs: Vec<String>,
    /// What each side said.
    pub stated: BTreeMap<Side, Value>,
    /// What evidence helps, and what is there.
    pub checklist: Checklist,
    /// The ways out, under the rules in force today: who is gone to applies its own.
    pub panel: Panel,
    /// Which bureau and court.
    pub competent: Competent,
}

/// Days over which a person's complaints are counted.
const PATTERN_DAYS: u32 = 30;

/// Gathers it for anybody in the dispute.
pub async fn page(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<LawPage, Failure> {
    let loaded = look(ctx, caller, id).await?;
    let texts = ctx.store.texts(id).await?;
    let (engine, today) = (ctx.engine(), ctx.now().today());
    let filed = filed(&loaded, &texts);
    let stated = statements(&loaded, &texts);
    let Merged { facts, differs } = merged(&loaded, &filed, &stated, today)?;
    let binding = loaded.dispute.binding.clone();
    let card = card_under(&facts, binding, &engine.book, &engine.calendar);
    let for_living = facts.conditions.get(&Condition::ForLiving).copied();
    let evidence = ctx.store.evidence_of(id).await?;
    // What only the mediator sees must not show in a list for all.
    let have = evidence
        .iter()
        .filter(|one| one.submitted_at.is_some() && one.visibility == Visibility::Parties);
    Ok(LawPage {
        card: card.map_err(Unanswerable::from)?,
        differs,
        checklist: list(&engine, &loaded, have.map(|one| one.kind).collect())?,
        panel: ways(&engine, &loaded, &filed, for_living, today)?,
        competent: competent(ctx, &engine, &loaded).await?,
        stated: stated
            .iter()
            .map(|(side, said)| (*side, said.to_value()))
            .collect(),
        loaded,
    })
}

/// Figures that a reviewer may want to know. They decide nothing, and no party sees them.
pub async fn signals(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
) -> Result<Vec<Signal>, Failure> {
    let loaded = ctx.store.dispute(id).await?.ok_or(Failure::NotFound)?;
    may(&loaded.dispute, &caller.standing, Door::Signals).map_err(denied)?;
    let texts = ctx.store.texts(id).await?;
    let filed = filed(&loaded, &texts);
    let today = ctx.now().today();
    let facts = json!({ "on": today, "elsewhere": [] });
    let facts: Result<AdmissibleFacts, _> = serde_json::from_value(facts);
    let mut facts = facts.map_err(|_shape| Failure::Conflict("no_rules"))?;
    facts.pattern = Some(pattern(ctx, &loaded, &filed).await?);
    let law = ctx.law();
    let found = admissible(&facts, law.law().book, law.law().calendar);
    Ok(found.map_err(Unanswerable::from)?.signals)
}

async fn pattern(ctx: &Context, loaded: &Loaded, filed: &DraftContent) -> Result<Pattern, Failure> {
    let order = filed.order.as_ref();
    let mut pattern = Pattern {
        pieces: order.and_then(|order| order.quantity),
        days: Some(PATTERN_DAYS),
        complaints: None,
        same_issue: None,
        shops: None,
        shared_contact: None,
        real_purchase: None,
    };
    let Some(consumer) = loaded.dispute.consumer() else {
        return Ok(pattern);
    };
    let category = loaded.dispute.claim.category;
    let days = jiff::SignedDuration::from_hours(24 * i64::from(PATTERN_DAYS));
    let since = ctx.now().at.saturating_sub(days).unwrap_or(ctx.now().at);
    if let Some(person) = consumer.fact.person {
        let counted = ctx.store.complaints_of(person, since).await?;
        let of_kind = counted.iter().filter(|one| one.category == category);
        pattern.complaints = u32::try_from(counted.len()).ok();
        pattern.same_issue = u32::try_from(of_kind.count()).ok();
        let mut shops: Vec<_> = counted.iter().map(|one| &one.merchant).collect();
        shops.sort_unstable();
        shops.dedup();
        pattern.shops = u32::try_from(shops.len()).ok();
    }
    if let Some(contact) = loaded.contact(consumer.fact.id) {
        let sharing = ctx
            .store
            .people_with_contact(contact.phone.as_deref(), contact.address.as_deref())
            .await?;
        pattern.shared_contact = u32::try_from(sharing).ok().filter(|count| *count > 1);
    }
    Ok(pattern)
}

fn filed(loaded: &Loaded, texts: &BTreeMap<TextId, String>) -> DraftContent {
    let particulars = texts.get(&loaded.dispute.claim.particulars.id);
    particulars
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default()
}

/// What each side said; words that were erased say nothing any more.
fn statements(loaded: &Loaded, texts: &BTreeMap<TextId, String>) -> BTreeMap<Side, Statement> {
    let said = |(side, text): (&Side, &hejie_domain::text::TextRef)| {
        let value = serde_json::from_str(texts.get(&text.id)?).ok()?;
        Some((*side, Statement::parse(value).ok()?))
    };
    loaded.dispute.stated.iter().filter_map(said).collect()
}

fn merged(
    loaded: &Loaded,
    filed: &DraftContent,
    stated: &BTreeMap<Side, Statement>,
    on: Date,
) -> Result<Merged, Failure> {
    let dispute = &loaded.dispute;
    let mut facts = filed
        .facts
        .as_ref()
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    facts.extend(of_order(loaded, filed));
    let mut settled = BTreeMap::new();
    if dispute.respondents().any(|party| party.unreachable) {
        settled.insert(Condition::PlatformCannotIdentify, Proof::Proved);
    }
    if dispute.respondents().any(|party| party.adverse_notes > 0) {
        settled.insert(Condition::RecordsWithheld, Proof::Proved);
    }
    let known = Known {
        category: dispute.claim.category,
        on,
        province: dispute.binding.province,
        filed: facts,
        settled,
    };
    merge(&known, stated).map_err(|_shape| Failure::Conflict("facts_unreadable"))
}

fn of_order(loaded: &Loaded, filed: &DraftContent) -> Map<String, Value> {
    let order = filed.order.clone().unwrap_or_default();
    let paid = loaded.dispute.claim.paid.or(order.paid_fen);
    let all = [
        ("price_fen", paid.map(|fen| json!(fen))),
        ("received_on", order.received_on.map(|day| json!(day))),
        (
            "quantity",
            order.quantity.filter(|n| *n > 0).map(|n| json!(n)),
        ),
    ];
    let known = all.into_iter();
    known
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
}

fn list(engine: &Engine, loaded: &Loaded, have: Vec<EvidenceKind>) -> Result<Checklist, Failure> {
    let claim = &loaded.dispute.claim;
    Ok(engine.checklist(&ChecklistFacts {
        category: claim.category,
        overlays: claim.overlays.clone(),
        have,
    })?)
}

fn ways(
    engine: &Engine,
    loaded: &Loaded,
    filed: &DraftContent,
    for_living: Option<Proof>,
    today: Date,
) -> Result<Panel, Failure> {
    let dispute = &loaded.dispute;
    let mut facts = door_facts(dispute, today, dispute.binding.province);
    // The purchase is asked for when a way is taken; a complaint is for living until shown otherwise.
    facts.for_business = Some(for_living == Some(Proof::Disproved));
    let bought = filed.order.as_ref().and_then(|order| order.paid_on);
    let began = bought.or(filed.happened_on).unwrap_or(today);
    let three_years = jiff::Span::new().years(3);
    facts.over_three_years = (began.saturating_add(three_years) >= today).then_some(false);
    facts.mediation_refused = Some(false);
    facts.arbitration_agreed = Some(false);
    Ok(engine.doors(&facts)?)
}

/// The shop's address as the registry knows it, and the platform's own region.
async fn competent(ctx: &Context, engine: &Engine, loaded: &Loaded) -> Result<Competent, Failure> {
    let dispute = &loaded.dispute;
    let region = async |id| -> Result<Option<RegionCode>, Failure> {
        let found = ctx.store.organisation(id).await?;
        let code = found.and_then(|organisation| organisation.region);
        Ok(code.and_then(|code| RegionCode::parse(&code).ok()))
    };
    let platform_domicile = region(dispute.platform).await?;
    let shop = dispute.respondents().next();
    let organisation = shop.and_then(|party: &Party| party.fact.organisation);
    let published = match organisation {
        Some(id) => region(id).await?,
        None => None,
    };
    let own = dispute.is_against_platform();
    let facts = JurisdictionFacts {
        respondent: if own {
            Respondent::Platform
        } else {
            Respondent::Shop
        },
        domicile: platform_domicile.filter(|_| own),
        place_of_business: None,
        published_address: published,
        publishes_address: None,
        platform_domicile,
        unreachable: dispute.respondents().any(|party| party.unreachable),
        court: None,
    };
    Ok(engine.bureau(&facts)?)
}
