//! What is taken, for whoever wants to know before trying.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};

use crate::app::Context;
use crate::http::view::upload::Limits;

/// The bounds on files and messages.
#[utoipa::path(tag = "evidence", responses((status = 200, body = Limits)))]
#[get("/limits")]
pub(super) async fn show(ctx: Data<Context>) -> HttpResponse {
    HttpResponse::Ok().json(Limits::of(&ctx.config))
}
