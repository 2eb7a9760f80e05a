//! The session cookie.

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use jiff::Timestamp;

/// On https the prefix keeps other hosts and paths from setting it.
fn name(https: bool) -> &'static str {
    if https { "__Host-hejie" } else { "hejie" }
}

/// The token that the request carries.
pub(super) fn token(request: &HttpRequest, https: bool) -> Option<String> {
    request
        .cookie(name(https))
        .map(|cookie| cookie.value().to_owned())
}

/// Gives the browser its token.
pub(super) fn set(token: String, https: bool, now: Timestamp, until: Timestamp) -> Cookie<'static> {
    let life = Duration::seconds(until.duration_since(now).as_secs());
    built(token, https).max_age(life).finish()
}

/// Takes it back.
pub(super) fn clear(https: bool) -> Cookie<'static> {
    built(String::new(), https).max_age(Duration::ZERO).finish()
}

fn built(value: String, https: bool) -> actix_web::cookie::CookieBuilder<'static> {
    Cookie::build(name(https), value)
        .path("/")
        .http_only(true)
        .secure(https)
        .same_site(SameSite::Lax)
}
