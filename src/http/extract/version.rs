//! The version that a change is made over.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::IF_MATCH;
use actix_web::{Error, FromRequest, HttpRequest};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

use super::header;
use crate::app::Failure;

/// The number in `If-Match`, as an `ETag` gave it. A change without one is refused: whoever does not
/// say what they saw would overwrite what they did not.
#[derive(Debug, Clone, Copy)]
pub struct Seen(pub u64);

/// The number in `If-Match`, for what may also be done over whatever there is.
#[derive(Debug, Clone, Copy)]
pub struct MaybeSeen(pub Option<u64>);

impl FromRequest for Seen {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let number = named(request).and_then(|number| number.ok_or(Failure::VersionNeeded));
        ready(number.map(Self).map_err(Error::from))
    }
}

impl FromRequest for MaybeSeen {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(named(request).map(Self).map_err(Error::from))
    }
}

/// The number, or the `ETag` that begins with it; nothing where any version will do.
fn named(request: &HttpRequest) -> Result<Option<u64>, Failure> {
    let Some(sent) = request.headers().get(IF_MATCH) else {
        return Ok(None);
    };
    let named = sent.to_str().unwrap_or_default().trim();
    if named == "*" {
        return Ok(None);
    }
    let named = named.trim_start_matches("W/").trim_matches('"');
    let number = named.split_once('.').map_or(named, |(number, _)| number);
    number
        .parse()
        .map(Some)
        .map_err(|_odd| Failure::invalid("/If-Match", "invalid"))
}

/// A version as an `ETag`.
pub fn tag(version: u64) -> String {
    format!("\"{version}\"")
}

const WHAT: &str =
    "The version that the caller last saw: its number, or the ETag that came with it";

impl IntoParams for Seen {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![header("If-Match", WHAT, true)]
    }
}

impl IntoParams for MaybeSeen {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![header("If-Match", WHAT, false)]
    }
}
