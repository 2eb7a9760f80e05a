//! Requests that may come again: `Idempotency-Key`.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest, HttpResponse};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::app::{Caller, Context, Failure, secret};
use crate::db::{Claim, DbError, Progress, RequestKey, Subject};

/// The longest key.
const KEY_CHARS_MAX: usize = 200;

/// After so long a request that did nothing was surely ended before it could.
const LEASE: SignedDuration = SignedDuration::from_secs(60);

/// The caller's key, if they sent one. Wraps what must not happen twice:
///
/// ```ignore
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
        match take(ctx, key, &digest.unwrap_or_default()).await? {
            Taken::Answered { status, body } => Ok(replayed(status, body)),
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
            Ok(HttpResponse::build(status)
                .content_type("application/json")
                .body(answer))
        }
        Err(failure) => {
            let work = ctx.store.begin().await?;
            work.release_request(&claim).await?;
            work.commit().await?;
            Err(failure)
        }
    }
}

/// What a request finds under its key.
enum Taken {
    /// Nobody used it: it is the request's own now.
    Free(Claim),
    /// What was asked for is done, and nobody knows what was answered.
    Done(Claim, Subject),
    /// It was answered.
    Answered { status: StatusCode, body: String },
}

async fn take(ctx: &Context, key: RequestKey, fingerprint: &str) -> Result<Taken, Failure> {
    match claim(ctx, &key, fingerprint).await {
        Ok(claim) => return Ok(Taken::Free(claim)),
        Err(DbError::Conflict) => {}
        Err(error) => return Err(error.into()),
    }
    let running = Failure::Conflict("still_running");
    let Some(earlier) = ctx.store.earlier(&key).await? else {
        return Err(running);
    };
    if earlier.fingerprint != fingerprint {
        return Err(Failure::invalid("/Idempotency-Key", "key_reused"));
    }
    match earlier.progress {
        Progress::Answered { status, body } => Ok(Taken::Answered {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::OK),
            body,
        }),
        Progress::Done(subject) => Ok(Taken::Done(
            Claim {
                key,
                at: earlier.at,
            },
            subject,
        )),
        Progress::Begun => take_over(ctx, key).await?.map(Taken::Free).ok_or(running),
    }
}

async fn claim(ctx: &Context, key: &RequestKey, fingerprint: &str) -> Result<Claim, DbError> {
    let work = ctx.store.begin().await?;
    let claim = work
        .claim_request(key.clone(), fingerprint, ctx.now().at)
        .await?;
    work.commit().await?;
    Ok(claim)
}

/// From a request that has had time enough and did nothing. Should it still be alive, it cannot
/// commit any more.
async fn take_over(ctx: &Context, key: RequestKey) -> Result<Option<Claim>, DbError> {
    let now = ctx.now().at;
    let before = now.checked_sub(LEASE).unwrap_or(Timestamp::MIN);
    let work = ctx.store.begin().await?;
    let claim = work.take_over_request(key, before, now).await?;
    work.commit().await?;
    Ok(claim)
}

async fn keep<T: Serialize>(
    ctx: &Context,
    claim: &Claim,
    status: StatusCode,
    body: &T,
) -> Result<String, Failure> {
    let body = serde_json::to_string(body).map_err(|error| Failure::Io(error.into()))?;
    let work = ctx.store.begin().await?;
    work.keep_answer(claim, status.as_u16(), &body).await?;
    work.commit().await?;
    Ok(body)
}

fn replayed(status: StatusCode, body: String) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header(("Idempotent-Replayed", "true"))
        .content_type("application/json")
        .body(body)
}

/// Notes the raw body, for [`Once`].
pub(super) fn note_body(request: &HttpRequest, body: &[u8]) {
    let digest = secret::digest_bytes(body);
    request.extensions_mut().insert(BodyDigest(digest));
}
