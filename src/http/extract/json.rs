//! JSON bodies.

use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_TYPE, HeaderMap};
use actix_web::web::Data;
use actix_web::{Error, FromRequest, HttpRequest};
use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::Unacceptable;
use super::body::read_body;
use super::fault::fault;
use super::once::note_body;
use crate::app::{Context, Failure};

/// A JSON body: `application/json`, no larger than `HEJIE_JSON_BYTES_MAX`, without unknown fields
/// where the type says so (`#[serde(deny_unknown_fields)]`, as all our types do).
#[derive(Debug, Clone)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Json<T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = is_json(request.headers());
        let ctx = request.app_data::<Data<Context>>();
        let bytes_max = ctx.map_or(0, |ctx| ctx.config.server.json_bytes_max);
        let (mut payload, request) = (payload.take(), request.clone());
        async move {
            let body = read_body(&mut payload, bytes_max).await?;
            note_body(&request, &body);
            if !is_json {
                return Err(Unacceptable::MediaType.into());
            }
            parse(&body).map(Self)
        }
        .boxed_local()
    }
}

/// Reads JSON; says where it does not fit.
fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Error> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let inner = error.inner();
        let faulty = |said: &str| Failure::Invalid(vec![fault(error.path(), said)]).into();
        if inner.is_data() {
            faulty(&inner.to_string())
        } else if serde_json::from_slice::<IgnoredAny>(body).is_ok() {
            // It is JSON: where an enum wants a word, anything else is called a fault of syntax.
            faulty("invalid type")
        } else {
            syntax(inner)
        }
    })?;
    json.end().map_err(|error| syntax(&error))?;
    Ok(value)
}

fn syntax(error: &serde_json::Error) -> Error {
    Unacceptable::Syntax {
        line: error.line(),
        column: error.column(),
    }
    .into()
}

fn is_json(headers: &HeaderMap) -> bool {
    let sent = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = sent
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::app::Fault;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only their reading is tested")]
    struct Offer {
        obligations: Vec<Obligation>,
        note: Option<String>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only their reading is tested")]
    struct Obligation {
        amount_fen: u32,
        kind: Kind,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Refund,
    }

    fn check(body: &str, pointer: &str, code: &'static str) {
        let error = parse::<Offer>(body.as_bytes()).unwrap_err();
        match error.as_error::<Failure>() {
            Some(Failure::Invalid(faults)) => {
                assert_eq!(faults, &[Fault::new(pointer, code)], "{body}");
            }
            other => panic!("{body}: {other:?}"),
        }
    }

    #[test]
    fn the_field_is_named() {
        check("{}", "/obligations", "required");
        check(
            r#"{"obligations":[{"kind":"refund"}]}"#,
            "/obligations/0/amount_fen",
            "required",
        );
        let wrong = r#"{"obligations":[{"kind":"refund","amount_fen":"1"}]}"#;
        check(wrong, "/obligations/0/amount_fen", "wrong_type");
        let negative = r#"{"obligations":[{"kind":"refund","amount_fen":-1}]}"#;
        check(negative, "/obligations/0/amount_fen", "wrong_value");
        let kind = r#"{"obligations":[{"kind":"x","amount_fen":1}]}"#;
        check(kind, "/obligations/0/kind", "wrong_value");
        check(r#"{"obligations":[],"x/y":1}"#, "/x~1y", "unknown_field");
        let no_word = r#"{"obligations":[{"kind":5,"amount_fen":1}]}"#;
        check(no_word, "/obligations/0/kind", "wrong_type");
        check("[]", "", "wrong_type");
    }

    #[test]
    fn what_is_no_json_has_a_place_instead() {
        for body in ["", "{", "{} {}", "nonsense"] {
            let error = parse::<serde_json::Value>(body.as_bytes()).unwrap_err();
            assert!(error.as_error::<Unacceptable>().is_some(), "{body}");
        }
    }
}
