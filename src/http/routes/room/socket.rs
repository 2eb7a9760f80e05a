//! The socket's handshake.

use actix_web::http::header::{HeaderMap, ORIGIN};
use actix_web::web::{Data, Payload};
use actix_web::{Error, HttpRequest, HttpResponse, get, rt};

use crate::app::{Context, Failure};
use crate::http::cookie;
use crate::http::edge::Arrival;
use crate::http::security::same_origin;
use crate::ws::frame::PROTOCOL;
use crate::ws::{Realtime, serve};

/// Opens the socket (subprotocol `hejie.v1`). Who calls is said in its first frame, or by the cookie;
/// a page of another origin is refused before the handshake.
#[utoipa::path(tag = "rooms", responses((status = 101, description = "The socket is open")))]
#[get("/realtime")]
pub(super) async fn open(
    ctx: Data<Context>,
    realtime: Data<Realtime>,
    request: HttpRequest,
    body: Payload,
) -> Result<HttpResponse, Error> {
    if !same_origin(request.headers()) || !own_origin(request.headers(), &ctx) {
        return Err(Failure::Forbidden("foreign_origin").into());
    }
    if !realtime.has_place() {
        return Err(Failure::Busy.into());
    }
    let token = cookie::token(&request, ctx.config.server.https());
    let locale = Arrival::of(&request).locale;
    let (response, session, stream) = actix_ws::handle_with_protocols(&request, body, &[PROTOCOL])?;
    rt::spawn(serve(
        realtime.get_ref().clone(),
        session,
        stream,
        token,
        locale,
    ));
    Ok(response)
}

/// Browsers always name the page's origin; programs name none.
fn own_origin(headers: &HeaderMap, ctx: &Context) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(origin) = headers.get(ORIGIN) else {
        return true;
    };
    let Ok(origin) = origin.to_str() else {
        return false;
    };
    let host = origin.split_once("://").map_or("", |(_, host)| host);
    let asked = text(actix_web::http::header::HOST);
    asked.is_some_and(|asked| asked.eq_ignore_ascii_case(host))
        || ctx.config.server.public_url.as_deref() == Some(origin)
}
