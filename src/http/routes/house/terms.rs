//! The platform's own terms, for administrators: drafted, published, withdrawn. Everybody reads them
//! under `/rules`.

use actix_web::http::header::ETAG;
use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, post, put};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::law::house::{self, House};
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Path, Seen, tag};
use crate::http::view::house::{TermsInput, TermsView};

/// Why something published will not hold.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TermsWithdrawal {
    why: String,
}

/// What is in force, what is drafted, what was published. The `ETag` is the draft's version, 0 where
/// there is none.
#[utoipa::path(tag = "house", responses((status = 200, body = TermsView)))]
#[get("/admin/house-terms")]
pub(super) async fn show(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    Ok(answer(&ctx, house::show(&ctx, &caller).await?))
}

/// Keeps a draft, over the version in `If-Match`; within the bounds of the law only.
#[utoipa::path(tag = "house", params(Seen), responses((status = 200, body = TermsView)))]
#[put("/admin/house-terms/draft")]
pub(super) async fn save(
    ctx: Data<Context>,
    caller: Caller,
    Seen(version): Seen,
    Json(words): Json<TermsInput>,
) -> Result<HttpResponse, Failure> {
    let kept = house::save(&ctx, &caller, version, words.into()).await?;
    Ok(answer(&ctx, kept))
}

/// Throws the draft away.
#[utoipa::path(tag = "house", responses((status = 204)))]
#[delete("/admin/house-terms/draft")]
pub(super) async fn discard(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    house::discard(&ctx, &caller).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Publishes the draft of the version in `If-Match`. It holds for disputes that are filed once the
/// days of notice are over.
#[utoipa::path(tag = "house", params(Seen), responses((status = 200, body = TermsView)))]
#[post("/admin/house-terms/draft/publish")]
pub(super) async fn publish(
    ctx: Data<Context>,
    caller: Caller,
    Seen(version): Seen,
) -> Result<HttpResponse, Failure> {
    Ok(answer(&ctx, house::publish(&ctx, &caller, version).await?))
}

/// Takes back what was published and does not hold yet.
#[utoipa::path(tag = "house", responses((status = 200, body = TermsView)))]
#[post("/admin/house-terms/{version}/withdraw")]
pub(super) async fn withdraw(
    ctx: Data<Context>,
    caller: Caller,
    Path(version): Path<String>,
    Json(withdrawal): Json<TermsWithdrawal>,
) -> Result<HttpResponse, Failure> {
    let left = house::withdraw(&ctx, &caller, &version, &withdrawal.why).await?;
    Ok(answer(&ctx, left))
}

fn answer(ctx: &Context, house: House) -> HttpResponse {
    let version = house.draft.as_ref().map_or(0, |draft| draft.version);
    let rules = ctx.rules();
    let first = rules.sets().filter(|set| {
        let layer = set.layer() == hejie_domain::ruleset::Layer::Platform;
        layer
            && !house.published.iter().any(|one| {
                let name = one.published.as_ref().map(|published| &published.name);
                name.is_some_and(|name| name == set.id().as_str())
            })
    });
    let first = first.max_by_key(|set| set.since());
    let first = first.map(hejie_domain::ruleset::RuleSet::numbers);
    let view = TermsView::of(house, &first.unwrap_or_default(), rules.clauses());
    HttpResponse::Ok()
        .insert_header((ETAG, tag(version)))
        .json(view)
}
