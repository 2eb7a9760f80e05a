//! The version that a change is made over.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::IF_MATCH;
use actix_web::{Error, FromRequest, HttpRequest};

use crate::app::Failure;

/// The number in `If-Match`, as an `ETag` gave it. A change without one is refused: whoever does not
/// say what they saw would overwrite what they did not.
#[derive(Debug, Clone, Copy)]
pub struct Seen(pub u64);

impl FromRequest for Seen {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let sent = request.headers().get(IF_MATCH);
        let seen = sent.ok_or(Failure::VersionNeeded).and_then(|value| {
            let named = value.to_str().unwrap_or_default().trim();
            let number = named.trim_start_matches("W/").trim_matches('"').parse();
            number.map_err(|_odd| Failure::invalid("/If-Match", "invalid"))
        });
        ready(seen.map(Self).map_err(Error::from))
    }
}

/// A version as an `ETag`.
pub fn tag(version: u64) -> String {
    format!("\"{version}\"")
}
