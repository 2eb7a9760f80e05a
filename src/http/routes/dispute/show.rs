//! The page of one dispute.

use actix_web::http::header::{ETAG, IF_MATCH};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use hejie_domain::ids::DisputeId;

use crate::app::{Caller, Context, Failure, dispute};
use crate::http::extract::Path;
use crate::http::view::dispute::DisputeView;

/// One dispute, as the caller may see it. The `ETag` is the head of its log.
#[utoipa::path(tag = "dispute", responses((status = 200, body = DisputeView)))]
#[get("/disputes/{dispute}")]
pub(super) async fn show(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
) -> Result<HttpResponse, Failure> {
    let view = view(&ctx, &caller, id.0).await?;
    Ok(HttpResponse::Ok()
        .insert_header((ETAG, tag(&view)))
        .json(view))
}

/// The page as it stands now.
pub(super) async fn view(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
) -> Result<DisputeView, Failure> {
    let page = dispute::page(ctx, caller, id).await?;
    Ok(DisputeView::of(&page, ctx.now().at))
}

/// The `ETag` of a page.
pub(super) fn tag(view: &DisputeView) -> String {
    format!("\"{}\"", view.head)
}

/// The version in `If-Match`, if one is named.
pub(super) fn seen(request: &HttpRequest) -> Result<Option<u64>, Failure> {
    let Some(named) = request.headers().get(IF_MATCH) else {
        return Ok(None);
    };
    let named = named.to_str().unwrap_or_default().trim();
    if named == "*" {
        return Ok(None);
    }
    let number = named.trim_start_matches("W/").trim_matches('"').parse();
    number
        .map(Some)
        .map_err(|_odd| Failure::invalid("/If-Match", "invalid"))
}
