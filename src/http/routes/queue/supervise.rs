//! A supervisor's view.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};

use crate::app::queue;
use crate::app::{Caller, Context, Failure};
use crate::http::view::queue::SuperviseView;

/// Who has what in hand, what waits for a decision, and how the last weeks went; for supervisors.
#[utoipa::path(tag = "queue", responses((status = 200, body = SuperviseView)))]
#[get("/supervise")]
pub(super) async fn show(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    let seen = queue::supervise(&ctx, &caller).await?;
    Ok(HttpResponse::Ok().json(SuperviseView::of(seen)))
}
