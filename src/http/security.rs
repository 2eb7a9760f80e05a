//! What browsers are told to refuse, and what we refuse from browsers.

use actix_web::dev::ServiceRequest;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};

use crate::app::Failure;

/// Nothing from anywhere but here, and no markup or script in line.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    connect-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; \
    base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'";

/// The workspace's component library sets sizes by style attributes: the one exception.
const WORK_POLICY: &str = "default-src 'none'; script-src 'self'; \
    style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' blob: data:; \
    media-src 'self' blob:; font-src 'self'; base-uri 'none'; object-src 'none'; \
    frame-ancestors 'none'; form-action 'self'";

/// Adds what every answer carries; a handler's stricter policy stays.
pub(super) fn headers(headers: &mut HeaderMap, path: &str, https: bool) {
    let policy = if path == "/work" || path.starts_with("/work/") {
        WORK_POLICY
    } else {
        POLICY
    };
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        set(headers, header::CONTENT_SECURITY_POLICY, policy);
    }
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, header::REFERRER_POLICY, "no-referrer");
    set(
        headers,
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    set(
        headers,
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    if https {
        set(
            headers,
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=31536000; includeSubDomains",
        );
    }
    if path.starts_with("/api/") && !headers.contains_key(header::CACHE_CONTROL) {
        set(headers, header::CACHE_CONTROL, "no-store");
    }
}

/// A browser that changes something must do so from our own pages. Programs send neither header
/// and carry no cookie of somebody else's.
pub(super) fn refuse_foreign(request: &ServiceRequest) -> Option<Failure> {
    let foreign = !request.method().is_safe() && !same_origin(request.headers());
    foreign.then_some(Failure::Forbidden("foreign_origin"))
}

/// Whether the request comes from one of our own pages, or from no page at all.
pub(super) fn same_origin(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin"), text("host")) {
        (Some(site), _, _) => site == "same-origin" || site == "none",
        (None, Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, from)| from.eq_ignore_ascii_case(host)),
        (None, Some(_), None) => false,
        (None, None, _) => true,
    }
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pairs: &[(&'static str, &'static str)], expected: bool) {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
        assert_eq!(same_origin(&headers), expected, "{pairs:?}");
    }

    #[test]
    fn only_our_own_pages_and_programs_may_change_something() {
        check(&[], true);
        check(
            &[("sec-fetch-site", "same-origin"), ("host", "odr.example")],
            true,
        );
        check(
            &[("sec-fetch-site", "same-site"), ("host", "odr.example")],
            false,
        );
        check(
            &[
                ("sec-fetch-site", "cross-site"),
                ("origin", "https://odr.example"),
            ],
            false,
        );
        check(
            &[("origin", "https://odr.example"), ("host", "odr.example")],
            true,
        );
        check(
            &[("origin", "https://evil.example"), ("host", "odr.example")],
            false,
        );
        check(&[("origin", "null"), ("host", "odr.example")], false);
    }
}
