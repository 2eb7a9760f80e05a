//! How a failure looks: an RFC 9457 problem document in the caller's language.
//!
//! [`Problem::of`] is the one list of failures with their status and code; the texts are in
//! `zh-CN.toml` and `en.toml` beside this file. To add a code, give it a text in both: a test finds
//! each code of the source in each catalogue.

mod catalogue;
mod document;
mod refusal;

use actix_web::body::BoxBody;
use actix_web::error::ParseError;
use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, CONTENT_TYPE, HeaderMap};
use actix_web::{HttpResponse, ResponseError};
use hejie_domain::people::Locale;
use serde_json::{Map, Value};

pub use document::{FaultDocument, ProblemDocument, RuleDocument};

use crate::app::{Failure, Fault};

/// The media type of RFC 9457.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// In which language, and under which name in the log.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) locale: Locale,
    pub(super) trace_id: String,
}

/// What is wrong with a field, in a language, where it is said in a table.
pub(super) fn fault_text(locale: Locale, code: &str) -> String {
    catalogue::fault(locale, code, &Map::new())
}

/// A failure on its way out, not yet in any language.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    status: StatusCode,
    code: &'static str,
    faults: Vec<Fault>,
    facts: Map<String, Value>,
    rule: Option<RuleDocument>,
    retry_after_s: Option<u64>,
    allow: Option<String>,
}

impl Problem {
    fn new(status: StatusCode, code: &'static str) -> Self {
        Self {
            status,
            code,
            faults: Vec::new(),
            facts: Map::new(),
            rule: None,
            retry_after_s: None,
            allow: None,
        }
    }

    fn fact(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.facts.insert(name.to_owned(), value.into());
        self
    }

    /// The one list: failure, status, code.
    fn of(failure: &Failure) -> Self {
        match failure {
            Failure::NotLoggedIn => Self::new(StatusCode::UNAUTHORIZED, "not_logged_in"),
            Failure::NotFound => Self::new(StatusCode::NOT_FOUND, "not_found"),
            Failure::Forbidden(code) => Self::new(StatusCode::FORBIDDEN, code),
            Failure::Invalid(faults) => Self {
                faults: faults.clone(),
                ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid")
            },
            Failure::VersionNeeded => {
                Self::new(StatusCode::PRECONDITION_REQUIRED, "version_needed")
            }
            Failure::Stale { head } => {
                Self::new(StatusCode::PRECONDITION_FAILED, "stale").fact("head", *head)
            }
            Failure::RotaOvertaken(overtaken) => {
                let stale = Self::new(StatusCode::PRECONDITION_FAILED, "rota_overtaken");
                let facts = super::view::duty::facts(overtaken).into_iter();
                facts.fold(stale, |stale, (name, value)| stale.fact(name, value))
            }
            Failure::Refused(refusal) => Self::of_refusal(refusal),
            Failure::UploadOffset { offset } => {
                Self::new(StatusCode::CONFLICT, "upload_offset").fact("offset", *offset)
            }
            Failure::Conflict(code) => Self::new(StatusCode::CONFLICT, code),
            Failure::Gone(code) => Self::new(StatusCode::GONE, code),
            Failure::TooMany { retry_after_s } => Self {
                retry_after_s: Some(*retry_after_s),
                ..Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many")
                    .fact("retry_after_s", *retry_after_s)
            },
            Failure::TooLarge { limit } => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large").fact("limit", *limit)
            }
            Failure::ReauthNeeded => Self::new(StatusCode::FORBIDDEN, "reauth_needed"),
            Failure::Busy => Self {
                retry_after_s: Some(2),
                ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy")
            },
            Failure::Unavailable(code) => Self::new(StatusCode::SERVICE_UNAVAILABLE, code),
            Failure::Db(_) | Failure::Io(_) => Self::internal(),
        }
    }

    fn of_refusal(refused: &hejie_domain::dispute::Refusal) -> Self {
        let faults = refused.pointers();
        let faults = faults.map(|pointer| Fault::new(pointer, refused.code()));
        Self {
            faults: faults.collect(),
            facts: refusal::facts(refused),
            rule: refusal::rule(refused),
            ..Self::new(refusal::status(refused), refused.code())
        }
    }

    /// Our fault, without details for strangers.
    pub(super) fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")
    }

    /// The framework's own errors come with a status and no code.
    pub(super) fn of_error(error: &actix_web::Error) -> Self {
        if let Some(failure) = error.as_error::<Failure>() {
            tell_operator(failure);
            return Self::of(failure);
        }
        if let Some(bad) = error.as_error::<super::extract::Unacceptable>() {
            return Self::of_unacceptable(bad);
        }
        if error.as_error::<ParseError>().is_some() {
            return Self::new(StatusCode::BAD_REQUEST, "bad_request");
        }
        // Not every error of the framework names its status twice: a failed handshake says it in
        // its answer alone.
        Self::of_status(error.as_response_error().error_response().status())
    }

    fn of_unacceptable(bad: &super::extract::Unacceptable) -> Self {
        use super::extract::Unacceptable;
        match bad {
            Unacceptable::MediaType => {
                Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type")
            }
            Unacceptable::Syntax { line, column } => {
                Self::new(StatusCode::BAD_REQUEST, "json_syntax")
                    .fact("line", *line)
                    .fact("column", *column)
            }
            Unacceptable::Interrupted => Self::new(StatusCode::BAD_REQUEST, "bad_request"),
        }
    }

    /// An answer of the framework that is no success and no document of ours.
    pub(super) fn of_bare(status: StatusCode, headers: &HeaderMap, path: &str) -> Option<Self> {
        let ours = headers.get(CONTENT_TYPE).is_some();
        if ours || !(status.is_client_error() || status.is_server_error()) {
            return None;
        }
        let mut problem = Self::of_status(status);
        if status == StatusCode::METHOD_NOT_ALLOWED {
            problem.allow = headers
                .get(ALLOW)
                .and_then(|allow| allow.to_str().ok())
                .map(str::to_owned)
                .or_else(|| super::openapi::methods(path));
        }
        Some(problem)
    }

    fn of_status(status: StatusCode) -> Self {
        let code = match status.as_u16() {
            401 => "not_logged_in",
            403 => "forbidden",
            404 => "not_found",
            405 => "method_not_allowed",
            413 => "too_large",
            415 => "unsupported_media_type",
            code if code >= 500 => "internal",
            _ => "bad_request",
        };
        Self::new(status, code)
    }

    /// The answer, in the language asked for.
    pub(super) fn answer(&self, asked: &Asked) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status);
        answer.content_type(MEDIA_TYPE);
        if let Some(retry_after_s) = self.retry_after_s {
            answer.insert_header(("Retry-After", retry_after_s.to_string()));
            answer.insert_header(("RateLimit", format!("\"attempts\";r=0;t={retry_after_s}")));
        }
        if let Some(allow) = &self.allow {
            answer.insert_header((ALLOW, allow.clone()));
        }
        answer.json(self.document(asked))
    }

    /// The same as an error, for where only an error can go.
    pub(super) fn unhandled(self, asked: &Asked, https: bool) -> Unhandled {
        Unhandled {
            problem: self,
            asked: asked.clone(),
            https,
        }
    }

    fn document(&self, asked: &Asked) -> ProblemDocument {
        let text = catalogue::problem(asked.locale, self.code, &self.facts);
        ProblemDocument {
            r#type: format!("/problems/{}", self.code),
            title: text.title,
            status: self.status.as_u16(),
            detail: text.detail,
            code: self.code.to_owned(),
            trace_id: asked.trace_id.clone(),
            errors: self
                .faults
                .iter()
                .map(|fault| fault_document(asked, fault))
                .collect(),
            rule: self.rule.clone(),
            next: text.next,
            facts: Value::Object(self.facts.clone()),
        }
    }
}

fn fault_document(asked: &Asked, fault: &Fault) -> FaultDocument {
    let facts = fault.facts.iter();
    let facts: Map<_, _> = facts
        .map(|(name, value)| ((*name).to_owned(), Value::from(value.as_str())))
        .collect();
    FaultDocument {
        pointer: fault.pointer.clone(),
        code: fault.code.to_owned(),
        detail: catalogue::fault(asked.locale, fault.code, &facts),
        facts,
    }
}

/// The code of a failure, for where no document is sent: frames of a socket.
pub fn code(failure: &Failure) -> &'static str {
    Problem::of(failure).code
}

/// The document of a failure that is a part of an answer, as one row of many.
pub fn told(failure: &Failure, request: &actix_web::HttpRequest) -> ProblemDocument {
    tell_operator(failure);
    Problem::of(failure).document(&super::edge::Arrival::of(request).asked())
}

/// What the caller does not see, the operator must: once, with the whole chain.
fn tell_operator(failure: &Failure) {
    if matches!(failure, Failure::Db(_) | Failure::Io(_)) {
        let mut chain = failure.to_string();
        let mut cause = std::error::Error::source(failure);
        while let Some(error) = cause {
            chain.push_str(": ");
            chain.push_str(&error.to_string());
            cause = error.source();
        }
        tracing::error!(chain, "a use case failed");
    }
}

/// The edge turns each into a document; what stands here is only the status.
impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        Problem::of(self).status
    }
}

/// An error that brings its document along.
#[derive(Debug)]
pub(super) struct Unhandled {
    problem: Problem,
    asked: Asked,
    https: bool,
}

impl std::fmt::Display for Unhandled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.problem.code)
    }
}

impl ResponseError for Unhandled {
    fn status_code(&self) -> StatusCode {
        self.problem.status
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        let mut answer = self.problem.answer(&self.asked);
        super::security::headers(answer.headers_mut(), "/api/", self.https);
        answer
    }
}

/// The codes of [`Problem::of`] that are written here and not at their use.
#[cfg(test)]
fn own_codes() -> Vec<&'static str> {
    let failures = [
        Failure::NotLoggedIn,
        Failure::NotFound,
        Failure::Invalid(Vec::new()),
        Failure::VersionNeeded,
        Failure::Stale { head: 0 },
        Failure::UploadOffset { offset: 0 },
        Failure::TooMany { retry_after_s: 0 },
        Failure::TooLarge { limit: 0 },
        Failure::ReauthNeeded,
        Failure::Busy,
        Failure::Io(std::io::Error::other("")),
    ];
    let statuses = [400, 401, 403, 404, 405, 413, 415, 500];
    let of_status =
        statuses.map(|status| Problem::of_status(StatusCode::from_u16(status).unwrap()).code);
    let mut codes: Vec<_> = failures
        .iter()
        .map(|failure| Problem::of(failure).code)
        .collect();
    codes.extend(of_status);
    codes.push("json_syntax");
    codes
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_problem_speaks_the_callers_language_and_names_the_field() {
        let asked = |locale| Asked {
            locale,
            trace_id: "t".into(),
        };
        let failure = Failure::invalid("/obligations/0/amount_fen", "required");
        let english = json!(Problem::of(&failure).document(&asked(Locale::En)));
        assert_eq!(english["status"], 422);
        assert_eq!(english["type"], "/problems/invalid");
        assert_eq!(english["errors"][0]["pointer"], "/obligations/0/amount_fen");
        let chinese = json!(Problem::of(&failure).document(&asked(Locale::ZhCn)));
        assert_ne!(english["title"], chinese["title"]);
        assert_ne!(
            english["errors"][0]["detail"],
            chinese["errors"][0]["detail"]
        );
    }

    #[test]
    fn our_own_failures_show_nothing_to_strangers() {
        let failure = Failure::Io(std::io::Error::other("/var/secret"));
        let asked = Asked {
            locale: Locale::En,
            trace_id: "t".into(),
        };
        let document = json!(Problem::of(&failure).document(&asked)).to_string();
        assert!(!document.contains("secret"));
    }
}
