//! Requests that may come again: `Idempotency-Key`.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest, HttpResponse};
use serde::Serialize;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

use super::header;
use crate::app::once::{self, Claim, Taken};
use crate::app::records::Subject;
use crate::app::{Caller, Context, Failure, secret};

/// The longest key.
const KEY_CHARS_MAX: usize = 200;

/// The caller's key, if they sent one. Wraps what must not happen twice:
///
/// ```text
/// let act = async |ctx: &Context| Ok((StatusCode::CREATED, app::begin(ctx, &caller, …).await?));
/// let again = async |subject: Subject| Ok((StatusCode::CREATED, app::show(&ctx, &caller, …).await?));
/// once.run(&ctx, &caller, act, again).await
/// ```
///
/// `act` works with the context that it is given, under which the key is marked as used in the
/// transaction that does the deed. The same key with the same body gets the first answer again
/// (`Idempotent-Replayed: true`), or what `again` says where the process was killed before the answer
/// was kept; while the first still runs, 409; with another body, 422. A failure keeps the key free:
/// nothing was done.
#[derive(Debug)]
pub struct Once {
    key: Option<String>,
    request: HttpRequest,
}

/// Digest of the raw body, left by the body's extractor.
#[derive(Debug, Clone)]
pub(super) struct BodyDigest(pub(super) String);

impl FromRequest for Once {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let own = key(request).map(|key| Self {
            key,
            request: request.clone(),
        });
        ready(own.map_err(Into::into))
    }
}

/// The key, for what does many things each of which happens once: refused without one.
#[derive(Debug)]
pub struct Key(pub String);

impl FromRequest for Key {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let lacks = || Failure::invalid("/Idempotency-Key", "required");
        let sent = key(request).and_then(|key| key.ok_or_else(lacks));
        ready(sent.map(Self).map_err(Into::into))
    }
}

const WHAT: &str = "Sent again under the same key, it is done once and answered as before";

impl IntoParams for Once {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![header("Idempotency-Key", WHAT, false)]
    }
}

impl IntoParams for Key {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![header("Idempotency-Key", WHAT, true)]
    }
}

fn key(request: &HttpRequest) -> Result<Option<String>, Failure> {
    let sent = request.headers().get("idempotency-key");
    match sent.map(|value| value.to_str().unwrap_or_default().trim()) {
        None => Ok(None),
        Some(key) if key.is_empty() || key.len() > KEY_CHARS_MAX => {
            Err(Failure::invalid("/Idempotency-Key", "invalid"))
        }
        Some(key) => Ok(Some(key.to_owned())),
    }
}

type Answered<T> = Result<(StatusCode, T), Failure>;

impl Once {
    /// Runs `act`, or answers as it was answered before.
    pub async fn run<T: Serialize>(
        self,
        ctx: &Context,
        caller: &Caller,
        act: impl AsyncFnOnce(&Context) -> Answered<T>,
        again: impl AsyncFnOnce(Subject) -> Answered<T>,
    ) -> Result<HttpResponse, Failure> {
        let Some(key) = self.key else {
            let (status, body) = act(ctx).await?;
            let body = serde_json::to_string(&body).map_err(|error| Failure::Io(error.into()))?;
            return Ok(answered(status, body));
        };
        let route = format!("{} {}", self.request.method(), self.request.path());
        let digest = self
            .request
            .extensions()
            .get::<BodyDigest>()
            .map(|digest| digest.0.clone());
        let taken = once::take(ctx, caller, route, key, &digest.unwrap_or_default()).await?;
        match taken {
            Taken::Answered { status, body } => {
                let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
                Ok(replayed(status, body))
            }
            Taken::Done(claim, subject) => {
                let (status, body) = again(subject).await?;
                let answer = keep(ctx, &claim, status, &body).await?;
                Ok(replayed(status, answer))
            }
            Taken::Free(claim) => run_first(ctx, claim, act).await,
        }
    }
}

async fn run_first<T: Serialize>(
    ctx: &Context,
    claim: Claim,
    act: impl AsyncFnOnce(&Context) -> Answered<T>,
) -> Result<HttpResponse, Failure> {
    match act(&ctx.under(claim.clone())).await {
        Ok((status, body)) => {
            let answer = keep(ctx, &claim, status, &body).await?;
            Ok(answered(status, answer))
        }
        Err(failure) => {
            once::release(ctx, &claim).await?;
            Err(failure)
        }
    }
}

async fn keep<T: Serialize>(
    ctx: &Context,
    claim: &Claim,
    status: StatusCode,
    body: &T,
) -> Result<String, Failure> {
    let body = serde_json::to_string(body).map_err(|error| Failure::Io(error.into()))?;
    once::keep(ctx, claim, status.as_u16(), &body).await?;
    Ok(body)
}

/// Where nothing is left to see there is no body either.
fn answered(status: StatusCode, body: String) -> HttpResponse {
    if status == StatusCode::NO_CONTENT {
        return HttpResponse::NoContent().finish();
    }
    HttpResponse::build(status)
        .content_type("application/json")
        .body(body)
}

fn replayed(status: StatusCode, body: String) -> HttpResponse {
    let mut answer = answered(status, body);
    answer.headers_mut().insert(
        HeaderName::from_static("idempotent-replayed"),
        HeaderValue::from_static("true"),
    );
    answer
}

/// Notes the raw body, for [`Once`].
pub(super) fn note_body(request: &HttpRequest, body: &[u8]) {
    let digest = secret::digest_bytes(body);
    request.extensions_mut().insert(BodyDigest(digest));
}
