//! How far one has read.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use hejie_domain::ids::RoomId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::room::mark_read;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Path};
use crate::ws::Realtime;

/// Up to where.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = RoomReadUpTo)]
#[serde(deny_unknown_fields)]
pub(super) struct UpTo {
    /// The number of the newest event one has seen.
    seq: u64,
}

/// Where the mark stands.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RoomReadMark)]
struct Mark {
    read_seq: u64,
}

/// Marks everything up to a number as read. The mark never goes back. Read is not 送达.
#[utoipa::path(tag = "rooms", responses((status = 200, body = Mark)))]
#[post("/rooms/{id}/read")]
pub(super) async fn mark(
    ctx: Data<Context>,
    realtime: Data<Realtime>,
    caller: Caller,
    Path(room): Path<RoomId>,
    Json(up_to): Json<UpTo>,
) -> Result<HttpResponse, Failure> {
    let (read_seq, moved) = mark_read(&ctx, &caller.standing, room, up_to.seq).await?;
    if moved {
        realtime
            .tell_read(room, caller.standing.person, read_seq)
            .await;
    }
    Ok(HttpResponse::Ok().json(Mark { read_seq }))
}
