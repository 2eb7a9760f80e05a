//! Requests that may come again: `Idempotency-Key`.

use std::future::{Future, Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest, HttpResponse};
use serde::Serialize;

use crate::app::{Caller, Context, Failure, secret};
use crate::db::{DbError, RequestKey};

/// The longest key.
const KEY_CHARS_MAX: usize = 200;

/// The caller's key, if they sent one. Wraps what must not happen twice:
///
/// ```ignore
/// once.run(&ctx, &caller, async {
///     let view = app::dispute::file(&ctx, &caller, …).await?;
///     Ok((StatusCode::CREATED, view))
/// }).await
/// ```
///
/// The same key with the same body gets the first answer again (`Idempotent-Replayed: true`); while
/// the first still runs, 409; with another body, 422. A failure keeps the key free: nothing was done.
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
        let sent = request.headers().get("idempotency-key");
        let key = match sent.map(|value| value.to_str().unwrap_or_default().trim()) {
            None => Ok(None),
            Some(key) if key.is_empty() || key.len() > KEY_CHARS_MAX => {
                Err(Failure::invalid("/Idempotency-Key", "invalid").into())
            }
            Some(key) => Ok(Some(key.to_owned())),
        };
        ready(key.map(|key| Self {
            key,
            request: request.clone(),
        }))
    }
}

impl Once {
    /// Runs `act`, or answers as it was answered before.
    pub async fn run<T: Serialize>(
        self,
        ctx: &Context,
        caller: &Caller,
        act: impl Future<Output = Result<(StatusCode, T), Failure>>,
    ) -> Result<HttpResponse, Failure> {
        let Some(key) = self.key else {
            let (status, body) = act.await?;
            return Ok(HttpResponse::build(status).json(body));
        };
        let key = RequestKey {
            person: caller.standing.person,
            route: format!("{} {}", self.request.method(), self.request.path()),
            key,
        };
        let digest = self
            .request
            .extensions()
            .get::<BodyDigest>()
            .map(|digest| digest.0.clone());
        let fingerprint = digest.unwrap_or_default();
        match claim(ctx, &key, &fingerprint).await {
            Ok(()) => {}
            Err(DbError::Conflict) => return replay(ctx, &key, &fingerprint).await,
            Err(error) => return Err(error.into()),
        }
        match act.await {
            Ok((status, body)) => keep(ctx, &key, status, &body).await,
            Err(failure) => {
                let work = ctx.store.begin().await?;
                work.release_request(&key).await?;
                work.commit().await?;
                Err(failure)
            }
        }
    }
}

/// Notes the raw body, for [`Once`].
pub(super) fn note_body(request: &HttpRequest, body: &[u8]) {
    let digest = secret::digest_bytes(body);
    request.extensions_mut().insert(BodyDigest(digest));
}

async fn claim(ctx: &Context, key: &RequestKey, fingerprint: &str) -> Result<(), DbError> {
    let work = ctx.store.begin().await?;
    work.claim_request(key, fingerprint, ctx.now().at).await?;
    work.commit().await
}

async fn replay(
    ctx: &Context,
    key: &RequestKey,
    fingerprint: &str,
) -> Result<HttpResponse, Failure> {
    let earlier = ctx
        .store
        .earlier(key)
        .await?
        .ok_or(Failure::Conflict("still_running"))?;
    if earlier.fingerprint != fingerprint {
        return Err(Failure::invalid("/Idempotency-Key", "key_reused"));
    }
    let (status, body) = earlier.answer.ok_or(Failure::Conflict("still_running"))?;
    Ok(
        HttpResponse::build(StatusCode::from_u16(status).unwrap_or(StatusCode::OK))
            .insert_header(("Idempotent-Replayed", "true"))
            .content_type("application/json")
            .body(body),
    )
}

async fn keep<T: Serialize>(
    ctx: &Context,
    key: &RequestKey,
    status: StatusCode,
    body: &T,
) -> Result<HttpResponse, Failure> {
    let body = serde_json::to_string(body).map_err(|error| Failure::Io(error.into()))?;
    let work = ctx.store.begin().await?;
    work.keep_answer(key, status.as_u16(), &body).await?;
    work.commit().await?;
    Ok(HttpResponse::build(status)
        .content_type("application/json")
        .body(body))
}
