//! The published procedure.

use std::collections::BTreeSet;

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use hejie_domain::dispute::lists::{Phase, Seat, Track, Verb};
use hejie_domain::dispute::rules::{RULES, Rule, Target};
use hejie_domain::law::{ClauseId, Clauses};
use hejie_domain::ruleset::{Layer, RuleBook, RuleSet, Term};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::law::house::{self, HouseEdition};
use crate::app::{Context, Failure};
use crate::http::extract::Query;
use crate::http::view::house::{TermsChangeView, changed};

/// Which day's rules.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct RulesQuery {
    /// The rules in force on that day; today's, when none is named.
    #[param(value_type = Option<String>, format = Date)]
    at: Option<Date>,
}

/// The procedure and its terms.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RulesView {
    /// The platform's published rules in force.
    version: String,
    #[schema(value_type = String, format = Date)]
    in_force: Date,
    #[schema(value_type = String, format = Date)]
    at: Date,
    /// Every version that was ever published.
    editions: Vec<EditionView>,
    /// Why this version was published; nothing, where it comes with the program.
    reasons: Option<RulesReasonsView>,
    /// What was published and will hold after today.
    coming: Option<RulesComingView>,
    rows: Vec<RowView>,
    terms: Vec<TermView>,
}

/// A version.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EditionView {
    version: String,
    #[schema(value_type = String, format = Date)]
    in_force: Date,
}

/// When and why a version was published.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RulesReasonsView {
    #[schema(value_type = String, format = DateTime)]
    published_at: Timestamp,
    zh: String,
    /// Empty, where there is no English text.
    en: String,
}

/// A version that does not hold yet.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RulesComingView {
    version: String,
    /// For what is filed from this day on.
    #[schema(value_type = String, format = Date)]
    from: Date,
    reasons: RulesReasonsView,
    changes: Vec<TermsChangeView>,
}

/// A row of the procedure.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RowView {
    id: &'static str,
    track: Track,
    verb: Verb,
    by: Vec<Seat>,
    from: Vec<Phase>,
    /// The condition; `always` when there is none.
    when: String,
    /// A phase, `same` or `back`.
    to: String,
    opens_terms: Vec<String>,
    source: Vec<SourceView>,
}

/// A clause.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct SourceView {
    id: String,
    title: String,
    title_en: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// A term.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TermView {
    id: String,
    count: u16,
    unit: String,
    source: String,
    layer: String,
    ruleset: String,
}

/// The published procedure: who may do what, in which terms, on what ground. Open to everybody.
#[utoipa::path(tag = "rules", params(RulesQuery), responses((status = 200, body = RulesView)))]
#[get("/rules")]
pub(super) async fn show(
    ctx: Data<Context>,
    Query(query): Query<RulesQuery>,
) -> Result<HttpResponse, Failure> {
    let at = query.at.unwrap_or_else(|| ctx.now().today());
    let binding = ctx
        .binding(at)
        .map_err(|_none| Failure::invalid("/at", "out_of_range"))?;
    let version = ctx.rules_version(at)?;
    let rules = ctx.rules();
    let published =
        |set: &&RuleSet| set.layer() == Layer::Platform && !rules.is_withdrawn(set.id());
    let mut editions: Vec<_> = rules.sets().filter(published).map(edition).collect();
    editions.sort_by_key(|edition| edition.in_force);
    let in_force = editions
        .iter()
        .find(|one| one.version == version)
        .map_or(at, |one| one.in_force);
    let clauses = Clauses::load().map_err(|_broken| Failure::Conflict("no_rules"))?;
    let wanted: BTreeSet<_> = RULES.iter().flat_map(|rule| rule.opens).collect();
    let terms = rules.terms(&binding);
    let terms = terms.filter(|term| wanted.contains(&term.id()));
    let reasons = house::reasons(&ctx, &version).await?;
    let coming = house::announced(&ctx, ctx.now().today()).await?;
    let today = rules.platform(ctx.now().today());
    Ok(HttpResponse::Ok().json(RulesView {
        version,
        in_force,
        at,
        editions,
        reasons: reasons.as_ref().and_then(reason),
        coming: coming
            .zip(today)
            .and_then(|(one, set)| announced(&one, set)),
        rows: RULES.iter().map(|rule| row(rule, &clauses)).collect(),
        terms: terms.map(|one| term(&rules, one)).collect(),
    }))
}

fn reason(edition: &HouseEdition) -> Option<RulesReasonsView> {
    let publication = edition.published.as_ref()?;
    Some(RulesReasonsView {
        published_at: publication.at,
        zh: edition.reasons.clone(),
        en: edition.reasons_en.clone(),
    })
}

fn announced(edition: &HouseEdition, today: &RuleSet) -> Option<RulesComingView> {
    let publication = edition.published.as_ref()?;
    Some(RulesComingView {
        version: publication.name.clone(),
        from: publication.since,
        reasons: reason(edition)?,
        changes: changed(today, edition),
    })
}

fn edition(set: &RuleSet) -> EditionView {
    EditionView {
        version: set.id().as_str().to_owned(),
        in_force: set.since(),
    }
}

fn row(rule: &Rule, clauses: &Clauses) -> RowView {
    RowView {
        id: rule.id,
        track: rule.track,
        verb: rule.verb,
        by: rule.by.to_vec(),
        from: rule.from.to_vec(),
        when: rule.when.code(),
        to: match rule.to {
            Target::To(phase) => phase.code().to_owned(),
            Target::Same => "same".to_owned(),
            Target::Back => "back".to_owned(),
        },
        opens_terms: rule.opens.iter().map(ToString::to_string).collect(),
        source: rule.source.iter().map(|id| source(id, clauses)).collect(),
    }
}

fn source(id: &str, clauses: &Clauses) -> SourceView {
    let clause = ClauseId::parse(id).and_then(|id| clauses.get(id));
    SourceView {
        id: id.to_owned(),
        title: clause
            .map(|clause| clause.title.zh.clone())
            .unwrap_or_default(),
        title_en: clause
            .map(|clause| clause.title.en.clone())
            .unwrap_or_default(),
        url: clause.and_then(|clause| clause.url.clone()),
    }
}

fn term(rules: &RuleBook, term: &Term) -> TermView {
    let sources: Vec<_> = term.source().iter().map(ToString::to_string).collect();
    TermView {
        id: term.id().to_string(),
        count: term.period().count(),
        unit: code(term.period().unit()),
        source: sources.join(", "),
        layer: rules
            .set(term.ruleset())
            .map(|set| code(set.layer()))
            .unwrap_or_default(),
        ruleset: term.ruleset().as_str().to_owned(),
    }
}

fn code(value: impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}
