//! Tickets for sockets.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::{Caller, Context, Failure};
use crate::http::cookie;
use crate::ws::Realtime;

/// A way to open one socket.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RealtimeTicket)]
struct Ticket {
    /// For the first frame; good once, for 30 seconds.
    ticket: String,
}

/// A one-use ticket for a socket, for clients that cannot send the cookie with the handshake.
#[utoipa::path(tag = "rooms", responses((status = 200, body = Ticket)))]
#[post("/realtime/tickets")]
pub(super) async fn issue(
    ctx: Data<Context>,
    realtime: Data<Realtime>,
    _caller: Caller,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let token = cookie::token(&request, ctx.config.server.https()).ok_or(Failure::NotLoggedIn)?;
    let ticket = realtime.ticket(token).ok_or(Failure::Busy)?;
    Ok(HttpResponse::Ok().json(Ticket { ticket }))
}
