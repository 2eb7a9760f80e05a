//! The outermost layer: every request gets a trace id, a language and a line in the log; every
//! answer gets the security headers; every failure, from wherever, leaves as a problem document.

use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::time::Instant;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, HttpRequest};
use futures_util::FutureExt;
use hejie_domain::people::Locale;
use tracing::{info, warn};

use super::limits::{Gate, Left};
use super::problem::{Asked, Problem, Unhandled};
use super::{address, locale, security};
use crate::app::{Context, Failure};

/// What the edge found out about a request.
#[derive(Debug, Clone)]
pub(super) struct Arrival {
    /// For the log and the problem documents.
    pub trace_id: String,
    /// The language asked for.
    pub locale: Locale,
    /// Where the request came from.
    pub address: IpAddr,
}

impl Arrival {
    /// What the edge noted; it runs in front of everything.
    pub(super) fn of(request: &HttpRequest) -> Self {
        request
            .extensions()
            .get::<Self>()
            .cloned()
            .unwrap_or_else(|| Self {
                trace_id: String::new(),
                locale: Locale::ZhCn,
                address: IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED),
            })
    }

    /// How problem documents answer it.
    pub(super) fn asked(&self) -> Asked {
        Asked {
            locale: self.locale,
            trace_id: self.trace_id.clone(),
        }
    }

    fn read(request: &ServiceRequest, hops: usize) -> Self {
        let peer = request.peer_addr().map(|peer| peer.ip());
        Self {
            trace_id: trace_id(request.headers()),
            locale: locale::asked(request.headers()),
            address: address::of(peer, request.headers(), hops),
        }
    }
}

/// The middleware.
pub(super) async fn edge<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let began = Instant::now();
    let server = request
        .app_data::<Data<Context>>()
        .map(|ctx| ctx.config.server.clone());
    let (hops, https) = server.map_or((0, false), |s| (s.trusted_hops, s.https()));
    let arrival = Arrival::read(&request, hops);
    let (method, path) = (request.method().clone(), request.path().to_owned());
    let clock = request.app_data::<Data<Context>>().cloned();
    let asked = arrival.asked();
    request.extensions_mut().insert(arrival.clone());

    let admitted = admit(&request, &arrival);
    let left = admitted.as_ref().ok().copied().flatten();
    let answered = match admitted {
        Err(failure) => Ok(request.error_response(failure).map_into_right_body()),
        Ok(_) => match AssertUnwindSafe(next.call(request)).catch_unwind().await {
            Ok(answered) => answered.map(ServiceResponse::map_into_left_body),
            Err(_panic) => {
                tracing::error!(trace_id = %arrival.trace_id, %method, "a handler panicked");
                Err(Problem::internal().unhandled(&asked, https).into())
            }
        },
    };
    let response = answered.map_err(|error| keep_or_wrap(error, &asked, https))?;
    log(
        &method,
        response.request().match_pattern().as_deref(),
        &response,
        &arrival,
        began,
    );
    let mut response = as_problem(response, &asked, &path);
    security::headers(response.headers_mut(), &path, https);
    if let Some(left) = left {
        rate_headers(response.headers_mut(), left);
    }
    if let Some(ctx) = clock.filter(|_| path.starts_with("/api/")) {
        time_header(response.headers_mut(), &ctx);
    }
    Ok(response)
}

/// Whether the request is let in at all. Pages and their parts are not counted: one page is many.
fn admit(request: &ServiceRequest, arrival: &Arrival) -> Result<Option<Left>, Failure> {
    if let Some(failure) = security::refuse_foreign(request) {
        return Err(failure);
    }
    let gate = request.app_data::<Data<Gate>>();
    match gate.filter(|_| request.path().starts_with("/api/")) {
        Some(gate) => gate.request(arrival.address),
        None => Ok(None),
    }
}

/// As in draft-ietf-httpapi-ratelimit-headers.
fn rate_headers(headers: &mut HeaderMap, left: Left) {
    let policy = format!("\"address\";q={};w={}", left.count, left.period_s);
    let now = format!("\"address\";r={}", left.remaining);
    for (name, value) in [("ratelimit-policy", policy), ("ratelimit", now)] {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}

/// What the service's clock says, which may have been moved: pages count terms by it.
fn time_header(headers: &mut HeaderMap, ctx: &Context) {
    if let Ok(value) = HeaderValue::try_from(ctx.now().at.to_string()) {
        headers.insert(HeaderName::from_static("hejie-time"), value);
    }
}

/// An error that no handler turned into an answer: it must bring its own document along.
fn keep_or_wrap(error: Error, asked: &Asked, https: bool) -> Error {
    if error.as_error::<Unhandled>().is_some() {
        return error;
    }
    Problem::of_error(&error).unhandled(asked, https).into()
}

fn as_problem<B: MessageBody + 'static>(
    response: ServiceResponse<EitherBody<B>>,
    asked: &Asked,
    path: &str,
) -> ServiceResponse<EitherBody<B>> {
    let problem = match response.response().error() {
        Some(error) => Problem::of_error(error),
        None => match Problem::of_bare(response.status(), response.headers(), path) {
            Some(problem) => problem,
            None => return response,
        },
    };
    let kept = response
        .response()
        .cookies()
        .map(actix_web::cookie::Cookie::into_owned)
        .collect::<Vec<_>>();
    let (request, _) = response.into_parts();
    let mut answer = problem.answer(asked);
    for cookie in kept {
        // A cookie that we set ourselves always fits into a header.
        let _never = answer.add_cookie(&cookie);
    }
    ServiceResponse::new(request, answer.map_into_right_body())
}

/// The caller's trace id (W3C `traceparent`), or a new one.
fn trace_id(headers: &HeaderMap) -> String {
    let sent = headers
        .get("traceparent")
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split('-').nth(1))
        .filter(|id| id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()));
    sent.map_or_else(crate::app::secret::trace_id, str::to_ascii_lowercase)
}

fn log<B: MessageBody>(
    method: &Method,
    route: Option<&str>,
    response: &ServiceResponse<B>,
    arrival: &Arrival,
    began: Instant,
) {
    let duration_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let (status, trace_id) = (response.status().as_u16(), &arrival.trace_id);
    let route = route.unwrap_or("-");
    if status >= 500 {
        warn!(%method, route, status, duration_ms, trace_id, "request failed");
    } else {
        info!(%method, route, status, duration_ms, trace_id, "request answered");
    }
}
