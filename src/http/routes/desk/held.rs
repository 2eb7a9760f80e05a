//! Sending with a moment for undoing.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use hejie_domain::ids::{DisputeId, HeldId};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::app::desk::hold::{self, Sending};
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, MaybeSeen, Path};
use crate::http::view::desk::{HeldList, HeldView};

/// What is to be sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SendBody {
    /// `room:ID` or `verb:CODE`.
    place: String,
    /// The sender's own name for it: 8 to 64 letters, digits, hyphens or underscores. Sent again
    /// under the same name, it is sent once. A message keeps it as its `client_id`.
    key: String,
    /// The verb's body, or a message's `body`, `attachments` and `reply_to`.
    #[schema(value_type = Object)]
    body: Value,
    /// What goes back into the box when it is undone: an object of the page's own.
    #[serde(default)]
    #[schema(value_type = Object)]
    content: Value,
}

/// Sends a message or carries out a verb after the caller's moment for undoing; at once where a term
/// is about to end. `If-Match` names what the caller had seen: for a verb the dispute's head, for a
/// message the number of the room's newest event when they began. 412 when something came since that
/// they should know: any entry of the log, or a colleague's message.
#[utoipa::path(tag = "desk", params(MaybeSeen), responses((status = 201, body = HeldView)))]
#[post("/disputes/{dispute}/held")]
pub(super) async fn send(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
    MaybeSeen(seen): MaybeSeen,
    Json(body): Json<SendBody>,
) -> Result<HttpResponse, Failure> {
    let spot =
        super::spot(&body.place).map_err(|_unknown| Failure::invalid("/place", "wrong_value"))?;
    let sending = Sending {
        spot,
        key: body.key,
        body: body.body,
        content: body.content,
        seen,
    };
    let kept = hold::send(&ctx, &caller, id.0, &sending).await?;
    Ok(HttpResponse::Created().json(HeldView::sent(kept)))
}

/// What the caller sent in a dispute that has not left, or was refused lately.
#[utoipa::path(tag = "desk", responses((status = 200, body = HeldList)))]
#[get("/disputes/{dispute}/held")]
pub(super) async fn list(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
) -> Result<HttpResponse, Failure> {
    let held = hold::list(&ctx, &caller, id.0).await?;
    let items = held.into_iter().map(HeldView::of).collect();
    Ok(HttpResponse::Ok().json(HeldList { items }))
}

/// Takes back what has not left, or puts away what was refused; 409 once it has left.
#[utoipa::path(tag = "desk", responses((status = 200, body = HeldView)))]
#[post("/held/{id}/undo")]
pub(super) async fn undo(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<HeldId>,
) -> Result<HttpResponse, Failure> {
    let held = hold::undo(&ctx, &caller, id.0).await?;
    Ok(HttpResponse::Ok().json(HeldView::of(held)))
}

/// Lets it leave at once, with what was sent to the dispute before.
#[utoipa::path(tag = "desk", responses((status = 200, body = HeldView)))]
#[post("/held/{id}/send")]
pub(super) async fn send_now(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<HeldId>,
) -> Result<HttpResponse, Failure> {
    let held = hold::send_now(&ctx, &caller, id.0).await?;
    Ok(HttpResponse::Ok().json(HeldView::of(held)))
}
