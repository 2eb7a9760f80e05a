//! Pages and their parts.

use reqwest::Method;

use crate::support::TestApp;

/// The folder holds whatever was built last; a test brings its own part along.
struct Part(std::path::PathBuf);

impl Part {
    fn new(name: &str, text: &str) -> Self {
        let dist = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("frontend/dist");
        let path = dist.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        Self(path)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        let _gone = std::fs::remove_file(&self.0);
    }
}

#[tokio::test]
async fn parts_with_a_digest_in_their_name_are_kept_for_ever() {
    let app = TestApp::start().await;
    let _plain = Part::new("assets/test-1a2b.js", "export {};");
    let _small = Part::new("assets/test-1a2b.js.br", "compressed");
    let plain = app.stranger().get("//assets/test-1a2b.js").await;
    assert_eq!(plain.bytes, b"export {};");
    assert_eq!(
        plain.headers["cache-control"],
        "public, max-age=31536000, immutable"
    );
    assert_eq!(
        plain.headers["content-type"],
        "text/javascript; charset=utf-8"
    );
    let headers = [("accept-encoding", "gzip, br")];
    let small = app
        .stranger()
        .send(Method::GET, "//assets/test-1a2b.js", None, &headers)
        .await;
    assert_eq!(small.headers["content-encoding"], "br");
    assert_eq!(small.bytes, b"compressed");
    let tag = plain.headers["etag"].to_str().unwrap();
    let again = [("if-none-match", tag)];
    let again = app
        .stranger()
        .send(Method::GET, "//assets/test-1a2b.js", None, &again)
        .await;
    assert_eq!(again.status, 304);
    app.stranger()
        .get("//assets/test-1a2b.js.br")
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn a_missing_part_is_no_page() {
    let app = TestApp::start().await;
    app.stranger()
        .get("//assets/missing.js")
        .await
        .refused(404, "not_found");
    app.stranger()
        .get("//../Cargo.toml")
        .await
        .refused(404, "not_found");
    app.stranger()
        .get("//api/nothing")
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn the_work_entry_alone_may_style_in_line() {
    let app = TestApp::start().await;
    let policy = async |path: &str| {
        let answer = app.stranger().get(path).await;
        answer.headers["content-security-policy"]
            .to_str()
            .unwrap()
            .to_owned()
    };
    assert!(!policy("//disputes").await.contains("unsafe-inline"));
    assert!(!policy("//workers").await.contains("unsafe-inline"));
    assert!(
        policy("//work/disputes/1")
            .await
            .contains("style-src 'self' 'unsafe-inline'")
    );
}
