//! A room as it is now.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use hejie_domain::ids::RoomId;

use crate::app::room::{RoomSnapshot, snapshot};
use crate::app::{Caller, Context, Failure};
use crate::http::extract::Path;

/// A room with its newest events: the place to begin following it.
#[utoipa::path(tag = "rooms", responses((status = 200, body = RoomSnapshot)))]
#[get("/rooms/{id}")]
pub(super) async fn show(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<RoomId>,
) -> Result<HttpResponse, Failure> {
    Ok(HttpResponse::Ok().json(snapshot(&ctx, &caller.standing, id).await?))
}
