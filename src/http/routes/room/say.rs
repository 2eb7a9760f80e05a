//! Saying something without a socket.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use hejie_domain::ids::{EvidenceId, MessageId, RoomId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::SentView;
use crate::app::room::{Words, speak};
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Path};

/// A message.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewRoomMessage)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMessage {
    /// The sender's own name for it: 8 to 64 letters, digits, hyphens or underscores. Sending it
    /// again under the same name is one message.
    client_id: String,
    /// The text, up to 4000 characters; may be empty where files come with it.
    body: String,
    /// Files of the dispute, up to nine.
    #[serde(default)]
    attachments: Vec<EvidenceId>,
    /// What it answers.
    reply_to: Option<MessageId>,
}

/// Says something; 201 when it was new, 200 when it had been said before.
#[utoipa::path(tag = "rooms", responses((status = 201, body = SentView), (status = 200, body = SentView)))]
#[post("/rooms/{id}/messages")]
pub(super) async fn say(
    ctx: Data<Context>,
    caller: Caller,
    Path(room): Path<RoomId>,
    Json(new): Json<NewMessage>,
) -> Result<HttpResponse, Failure> {
    let words = Words::parse(&new.client_id, &new.body, new.attachments, new.reply_to)?;
    let sent = speak(&ctx, &caller.standing, room, &words).await?;
    let mut answer = if sent.duplicate {
        HttpResponse::Ok()
    } else {
        HttpResponse::Created()
    };
    Ok(answer.json(SentView::from(sent)))
}
