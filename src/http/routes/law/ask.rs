//! One question each. Nothing is stored, and nobody needs to say who asks; each address may ask so
//! often (`HEJIE_LIMIT_LAW_ADDRESS`).

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use hejie_domain::law::admissible::{Admissible, AdmissibleFacts};
use hejie_domain::law::checklist::{Checklist, ChecklistFacts};
use hejie_domain::law::doors::{DoorFacts, Panel};
use hejie_domain::law::entitlement::{Card, EntitlementFacts};
use hejie_domain::law::jurisdiction::{Competent, JurisdictionFacts};
use hejie_domain::term::{TermAnswer, TermFacts};
use serde::Serialize;

use crate::app::law::{Engine, Unanswerable};
use crate::app::{Context, Failure};
use crate::http::extract::{Json, Visitor};
use crate::http::limits::Gate;

/// When a period ends, and why then.
#[utoipa::path(tag = "law", responses((status = 200, body = TermAnswer)))]
#[post("/law/term")]
pub(super) async fn term(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Json(facts): Json<TermFacts>,
) -> Result<HttpResponse, Failure> {
    answer(&ctx, &gate, &visitor, |engine| engine.term(&facts))
}

/// What law and promises provide on stated facts; asks for what is missing.
#[utoipa::path(tag = "law", responses((status = 200, body = Card)))]
#[post("/law/entitlement")]
pub(super) async fn entitlement(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Json(facts): Json<EntitlementFacts>,
) -> Result<HttpResponse, Failure> {
    answer(&ctx, &gate, &visitor, |engine| engine.entitlement(&facts))
}

/// Whether the bureau would take a complaint.
#[utoipa::path(tag = "law", responses((status = 200, body = Admissible)))]
#[post("/law/admissible")]
pub(super) async fn admissible(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Json(facts): Json<AdmissibleFacts>,
) -> Result<HttpResponse, Failure> {
    answer(&ctx, &gate, &visitor, |engine| engine.admissible(&facts))
}

/// Which bureau and court are competent.
#[utoipa::path(tag = "law", responses((status = 200, body = Competent)))]
#[post("/law/bureau")]
pub(super) async fn bureau(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Json(facts): Json<JurisdictionFacts>,
) -> Result<HttpResponse, Failure> {
    answer(&ctx, &gate, &visitor, |engine| engine.bureau(&facts))
}

/// Which ways are open, and what each closes, costs and is worth.
#[utoipa::path(tag = "law", responses((status = 200, body = Panel)))]
#[post("/law/doors")]
pub(super) async fn doors(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Json(facts): Json<DoorFacts>,
) -> Result<HttpResponse, Failure> {
    answer(&ctx, &gate, &visitor, |engine| engine.doors(&facts))
}

/// What evidence helps, and who has to prove what.
#[utoipa::path(tag = "law", responses((status = 200, body = Checklist)))]
#[post("/law/checklist")]
pub(super) async fn checklist(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    Json(facts): Json<ChecklistFacts>,
) -> Result<HttpResponse, Failure> {
    answer(&ctx, &gate, &visitor, |engine| engine.checklist(&facts))
}

fn answer<A: Serialize>(
    ctx: &Context,
    gate: &Gate,
    visitor: &Visitor,
    ask: impl FnOnce(&Engine) -> Result<A, Unanswerable>,
) -> Result<HttpResponse, Failure> {
    gate.question(visitor.address)?;
    let answer = ask(&ctx.engine()).map_err(Failure::from)?;
    Ok(HttpResponse::Ok().json(answer))
}
