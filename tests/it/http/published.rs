//! What we promise to the outside, word by word: a change shows in review.

use std::path::{Path, PathBuf};

fn published(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/published")
        .join(name)
}

/// Compares with the committed copy, or rewrites it when `UPDATE_PUBLISHED=1`.
#[expect(
    clippy::disallowed_methods,
    reason = "a switch for people, not a setting"
)]
fn check(name: &str, text: &str) {
    let path = published(name);
    if std::env::var("UPDATE_PUBLISHED").is_ok_and(|value| value == "1") {
        std::fs::write(&path, text).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == text,
        "tests/it/published/{name} is stale: run UPDATE_PUBLISHED=1 cargo nextest run -E 'test(published)'"
    );
}

#[test]
fn the_published_description_of_the_api_is_the_newest() {
    let mut document = hejie::http::openapi::document().to_pretty_json().unwrap();
    document.push('\n');
    check("openapi.json", &document);
}
