//! One answer to many disputes.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use hejie_domain::ids::{DisputeId, OrganisationId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::shop::{self, Answer};
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Key, Path};
use crate::http::problem::{ProblemDocument, told};

/// How it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Way {
    /// The shop's answer to the claim.
    Respond,
    /// A message in the negotiation room.
    Say,
}

/// What to say, and where.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShopAnswer {
    /// Up to 100 disputes of the shop.
    disputes: Vec<DisputeId>,
    way: Way,
    text: String,
}

/// What became of each.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AnswerSheet {
    /// In the order asked for, each dispute once.
    items: Vec<AnswerRow>,
}

/// What became of one.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AnswerRow {
    dispute: DisputeId,
    /// Why not, if it was not done.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<ProblemDocument>,
}

/// Answers many disputes in the same words. Each is decided by itself: one that refuses leaves the
/// others done. Needs an `Idempotency-Key`, under which each is answered once.
#[utoipa::path(tag = "shop", params(Key), responses((status = 200, body = AnswerSheet)))]
#[post("/shops/{shop}/answers")]
pub(super) async fn answer(
    ctx: Data<Context>,
    caller: Caller,
    Path(shop): Path<OrganisationId>,
    request: HttpRequest,
    Key(key): Key,
    Json(body): Json<ShopAnswer>,
) -> Result<HttpResponse, Failure> {
    let answer = match body.way {
        Way::Respond => Answer::Respond {
            statement: body.text,
        },
        Way::Say => Answer::Say { text: body.text },
    };
    let outcomes = shop::answer(&ctx, &caller, shop, &key, &body.disputes, &answer).await?;
    let row = |outcome: shop::Outcome| AnswerRow {
        dispute: outcome.dispute,
        problem: outcome.refused.map(|failure| told(&failure, &request)),
    };
    let items = outcomes.into_iter().map(row).collect();
    Ok(HttpResponse::Ok().json(AnswerSheet { items }))
}
