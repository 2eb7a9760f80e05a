//! What the law says in one dispute.

use std::collections::BTreeMap;

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use hejie_domain::bilingual::Bilingual;
use hejie_domain::ids::DisputeId;
use hejie_domain::law::admissible::Signal;
use hejie_domain::law::checklist::Checklist;
use hejie_domain::law::doors::{Door, Panel};
use hejie_domain::law::entitlement::Card;
use hejie_domain::law::jurisdiction::Competent;
use hejie_domain::law::stated::Side;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::app::dispute::law;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::Path;

/// The law of one dispute, the same for all sides.
#[derive(Debug, Serialize, ToSchema)]
struct LawView {
    /// The rule sets that the dispute is bound to, and since when.
    #[schema(value_type = String, format = Date)]
    bound_on: Date,
    sets: Vec<SetView>,
    card: Card,
    /// Where consumer and respondent say different things, as JSON pointers.
    differs: Vec<String>,
    /// What each side said: `consumer`, `respondent`, `platform`.
    #[schema(value_type = BTreeMap<String, Object>)]
    stated: BTreeMap<Side, Value>,
    checklist: Checklist,
    /// The ways out, under the rules in force today.
    panel: Panel,
    /// The ways that were chosen, oldest first.
    chosen: Vec<ChosenView>,
    competent: Competent,
}

/// A rule set.
#[derive(Debug, Serialize, ToSchema)]
struct SetView {
    id: String,
    title: Bilingual,
    #[schema(value_type = String, format = Date)]
    since: Date,
}

/// A way that was chosen.
#[derive(Debug, Serialize, ToSchema)]
struct ChosenView {
    door: Door,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// The version of the text that was confirmed, where it closes other ways.
    confirmed: Option<String>,
}

/// Figures for a reviewer.
#[derive(Debug, Serialize, ToSchema)]
struct SignalList {
    items: Vec<Signal>,
}

/// Card, evidence, ways and competence, for anybody in the dispute.
#[utoipa::path(tag = "dispute", responses((status = 200, body = LawView)))]
#[get("/disputes/{dispute}/law")]
pub(super) async fn show(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
) -> Result<HttpResponse, Failure> {
    let page = law::page(&ctx, &caller, id.0).await?;
    let dispute = &page.loaded.dispute;
    let chosen = dispute.chosen.iter().map(|one| ChosenView {
        door: one.door,
        at: one.at,
        confirmed: one.confirmed.clone(),
    });
    let rules = ctx.rules();
    let sets = dispute.binding.sets.iter();
    let sets = sets.filter_map(|id| rules.set(id)).map(|set| SetView {
        id: set.id().to_string(),
        title: set.title().clone(),
        since: set.since(),
    });
    Ok(HttpResponse::Ok().json(LawView {
        bound_on: dispute.binding.on,
        sets: sets.collect(),
        chosen: chosen.collect(),
        card: page.card,
        differs: page.differs,
        stated: page.stated,
        checklist: page.checklist,
        panel: page.panel,
        competent: page.competent,
    }))
}

/// Figures for whoever reviews the complaint; parties never see them, and they decide nothing.
#[utoipa::path(tag = "dispute", responses((status = 200, body = SignalList)))]
#[get("/disputes/{dispute}/law/signals")]
pub(super) async fn signals(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
) -> Result<HttpResponse, Failure> {
    let items = law::signals(&ctx, &caller, id.0).await?;
    Ok(HttpResponse::Ok().json(SignalList { items }))
}
