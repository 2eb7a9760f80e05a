//! The pages and their parts, built into the program. In a debug build they are read from the
//! folder at each request, so that the frontend can be rebuilt under a running server.

use std::borrow::Cow;

use actix_web::http::Method;
use actix_web::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, ETAG, HeaderMap, IF_NONE_MATCH, VARY,
};
use actix_web::{HttpRequest, HttpResponse};
use data_encoding::HEXLOWER;
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "frontend/dist"]
struct Dist;

/// Built parts carry a digest in their name and never change.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The part or page at that address; none for addresses of the API and for missing parts.
pub(super) fn page(request: &HttpRequest) -> Option<HttpResponse> {
    let path = request.path().trim_start_matches('/');
    let readable = matches!(*request.method(), Method::GET | Method::HEAD);
    if !readable || path.starts_with("api/") || path == "api" {
        return None;
    }
    match file(path, request.headers()) {
        Some(found) if !path.is_empty() => Some(answer(request, path, found)),
        _ if is_part(path) => None,
        _ => {
            let entry = entry(path);
            file(entry, request.headers()).map(|found| answer(request, entry, found))
        }
    }
}

/// Which of the two entries shows an address that is no file.
fn entry(path: &str) -> &'static str {
    if path == "work" || path.starts_with("work/") {
        "work.html"
    } else {
        "index.html"
    }
}

/// A part that is missing must not come back as a page.
fn is_part(path: &str) -> bool {
    path.starts_with("assets/")
        || path
            .rsplit('/')
            .next()
            .is_some_and(|name| name.contains('.'))
}

struct Found {
    file: EmbeddedFile,
    brotli: bool,
}

fn file(path: &str, headers: &HeaderMap) -> Option<Found> {
    // The compressed copies are not addresses of their own.
    if path.is_empty() || path.rsplit('.').next() == Some("br") {
        return None;
    }
    if accepts_brotli(headers)
        && let Some(file) = Dist::get(&format!("{path}.br"))
    {
        return Some(Found { file, brotli: true });
    }
    Dist::get(path).map(|file| Found {
        file,
        brotli: false,
    })
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok());
    accepted.is_some_and(|list| {
        list.split(',').any(|coding| {
            let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
            name.trim() == "br" && !matches!(weight.trim(), "q=0" | "q=0.0")
        })
    })
}

fn answer(request: &HttpRequest, path: &str, found: Found) -> HttpResponse {
    let tag = format!(
        "\"{}\"",
        HEXLOWER.encode(&found.file.metadata.sha256_hash())
    );
    let fixed = path.starts_with("assets/");
    let known = request
        .headers()
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    let unchanged = !is_html(path) && known == Some(tag.as_str());
    let mut answer = if unchanged {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    let cache = if fixed {
        FOR_EVER
    } else if is_html(path) {
        "no-store"
    } else {
        "public, max-age=3600"
    };
    answer
        .insert_header((CACHE_CONTROL, cache))
        .insert_header((VARY, "Accept-Encoding"));
    if !is_html(path) {
        answer.insert_header((ETAG, tag));
    }
    if unchanged {
        return answer.finish();
    }
    if found.brotli {
        answer.insert_header((CONTENT_ENCODING, "br"));
    }
    let body = match found.file.data {
        Cow::Borrowed(bytes) => bytes::Bytes::from_static(bytes),
        Cow::Owned(bytes) => bytes::Bytes::from(bytes),
    };
    answer.content_type(media_type(path)).body(body)
}

fn is_html(path: &str) -> bool {
    media_type(path).starts_with("text/html")
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "webmanifest") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        Some(_) | None => "application/octet-stream",
    }
}
