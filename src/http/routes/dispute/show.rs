//! The page of one dispute.

use actix_web::http::header::{ETAG, IF_NONE_MATCH};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use hejie_domain::ids::DisputeId;

use crate::app::secret::digest_bytes;
use crate::app::{Caller, Context, Failure, dispute};
use crate::http::extract::Path;
use crate::http::view::dispute::DisputeView;

/// Enough of a digest to tell two pages of one head apart.
const TAG_CHARS: usize = 16;

/// One dispute, as the caller may see it. The `ETag` begins with the head of its log, which is what
/// writes name in `If-Match`; the rest of it changes with anything else that is shown.
#[utoipa::path(tag = "dispute", responses((status = 200, body = DisputeView)))]
#[get("/disputes/{dispute}")]
pub(super) async fn show(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let view = view(&ctx, &caller, id.0).await?;
    let body = serde_json::to_string(&view).map_err(|error| Failure::Io(error.into()))?;
    let tag = tag(view.head, &body);
    let known = request.headers().get(IF_NONE_MATCH);
    if known.is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok(HttpResponse::NotModified()
            .insert_header((ETAG, tag))
            .finish());
    }
    Ok(HttpResponse::Ok()
        .insert_header((ETAG, tag))
        .content_type("application/json")
        .body(body))
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

/// The `ETag` of a page: of its bytes, so that it is a strong one.
fn tag(head: u64, body: &str) -> String {
    let digest = digest_bytes(body.as_bytes());
    let short: String = digest.chars().take(TAG_CHARS).collect();
    format!("\"{head}.{short}\"")
}
