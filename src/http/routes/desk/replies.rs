//! Replies that are kept ready.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use hejie_domain::ids::{DisputeId, TemplateId};

use crate::app::desk::replies;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::Path;
use crate::http::view::desk::{ReplyList, ReplyView};

/// Replies as they read in one dispute: shared ones and one's own. What one uses most comes first.
#[utoipa::path(tag = "desk", responses((status = 200, body = ReplyList)))]
#[get("/disputes/{dispute}/replies")]
pub(super) async fn list(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
) -> Result<HttpResponse, Failure> {
    let replies = replies::list(&ctx, &caller, id.0).await?;
    let items = replies.into_iter().map(ReplyView::of).collect();
    Ok(HttpResponse::Ok().json(ReplyList { items }))
}

/// One has used a reply.
#[utoipa::path(tag = "desk", responses((status = 204)))]
#[post("/desk/replies/{template}/used")]
pub(super) async fn used(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<TemplateId>,
) -> Result<HttpResponse, Failure> {
    replies::used(&ctx, &caller, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
