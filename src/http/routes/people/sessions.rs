//! Where one is logged in.

use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get};
use hejie_domain::ids::SessionId;

use crate::app::people::sessions;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::Path;
use crate::http::view::people::{SessionItem, SessionList};

/// One's open sessions.
#[utoipa::path(tag = "people", responses((status = 200, body = SessionList)))]
#[get("/sessions")]
pub(super) async fn list(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    let open = sessions::list(&ctx, &caller).await?;
    let items = open
        .into_iter()
        .map(|session| SessionItem::of(session, caller.session));
    Ok(HttpResponse::Ok().json(SessionList {
        items: items.collect(),
    }))
}

/// Ends one of one's sessions.
#[utoipa::path(tag = "people", responses((status = 204)))]
#[delete("/sessions/{id}")]
pub(super) async fn end(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<SessionId>,
) -> Result<HttpResponse, Failure> {
    sessions::end(&ctx, &caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
