//! Changing or taking back what was said, and the record of it.

use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, patch};
use hejie_domain::ids::{MessageId, RoomId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::SentView;
use crate::app::room::{self as app, VersionView};
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Path};

/// Another text.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = RoomMessageChange)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    /// The new text.
    body: String,
    /// The version that one saw.
    version: u32,
}

/// Earlier texts.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RoomMessageVersions)]
struct Versions {
    items: Vec<VersionView>,
}

/// Changes one's own message.
#[utoipa::path(tag = "rooms", responses((status = 200, body = SentView)))]
#[patch("/rooms/{id}/messages/{message}")]
pub(super) async fn edit(
    ctx: Data<Context>,
    caller: Caller,
    Path((room, message)): Path<(RoomId, MessageId)>,
    Json(change): Json<Change>,
) -> Result<HttpResponse, Failure> {
    let standing = &caller.standing;
    let sent = app::edit(&ctx, standing, room, message, &change.body, change.version).await?;
    Ok(HttpResponse::Ok().json(SentView::from(sent)))
}

/// Takes a message back: one's own, or any as the first responder.
#[utoipa::path(tag = "rooms", responses((status = 200, body = SentView)))]
#[delete("/rooms/{id}/messages/{message}")]
pub(super) async fn redact(
    ctx: Data<Context>,
    caller: Caller,
    Path((room, message)): Path<(RoomId, MessageId)>,
) -> Result<HttpResponse, Failure> {
    let sent = app::redact(&ctx, &caller.standing, room, message).await?;
    Ok(HttpResponse::Ok().json(SentView::from(sent)))
}

/// What a message said before, for its author and the first responder.
#[utoipa::path(tag = "rooms", responses((status = 200, body = Versions)))]
#[get("/rooms/{id}/messages/{message}/versions")]
pub(super) async fn versions(
    ctx: Data<Context>,
    caller: Caller,
    Path((room, message)): Path<(RoomId, MessageId)>,
) -> Result<HttpResponse, Failure> {
    let items = app::versions(&ctx, &caller.standing, room, message).await?;
    Ok(HttpResponse::Ok().json(Versions { items }))
}
