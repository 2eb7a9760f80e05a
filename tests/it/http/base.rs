//! What holds for every request.

use reqwest::Method;
use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn the_watchman_gets_his_answers() {
    let app = TestApp::start().await;
    for path in ["//livez", "//readyz", "//healthz"] {
        app.stranger().get(path).await.ok();
    }
}

#[tokio::test]
async fn an_unknown_address_is_a_problem_in_the_callers_language() {
    let app = TestApp::start().await;
    let chinese = app
        .stranger()
        .get("/nothing")
        .await
        .refused(404, "not_found");
    let headers = [("accept-language", "en-GB,en;q=0.9")];
    let english = app
        .stranger()
        .send(Method::GET, "/nothing", None, &headers)
        .await;
    let english = english.refused(404, "not_found");
    assert_ne!(chinese["title"], english["title"]);
    assert_eq!(english["trace_id"].as_str().unwrap().len(), 32);
}

#[tokio::test]
async fn a_trace_that_the_caller_began_goes_on() {
    let app = TestApp::start().await;
    let trace = "0af7651916cd43dd8448eb211c80319c";
    let parent = format!("00-{trace}-b7ad6b7169203331-01");
    let headers = [("traceparent", parent.as_str())];
    let problem = app
        .stranger()
        .send(Method::GET, "/nothing", None, &headers)
        .await;
    assert_eq!(problem.body["trace_id"], trace);
}

#[tokio::test]
async fn another_sites_page_cannot_change_anything() {
    let app = TestApp::start().await;
    for headers in [
        [("sec-fetch-site", "cross-site")],
        [("origin", "https://evil.example")],
    ] {
        let answer = app
            .stranger()
            .send(Method::POST, "/codes", Some(json!({})), &headers)
            .await;
        answer.refused(403, "foreign_origin");
    }
}

#[tokio::test]
async fn every_answer_tells_the_browser_what_to_refuse() {
    let app = TestApp::start().await;
    for path in ["//livez", "/nothing", "//api/openapi.json"] {
        let answer = app.stranger().get(path).await;
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{path}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert_eq!(answer.headers["referrer-policy"], "no-referrer");
        assert!(!answer.headers.contains_key("strict-transport-security"));
    }
}

#[tokio::test]
async fn behind_https_browsers_are_told_to_stay_there() {
    let settings = [("HEJIE_PUBLIC_URL", "https://odr.example")];
    let app = TestApp::with(crate::support::Database::Sqlite, &settings).await;
    let answer = app.stranger().get("//livez").await;
    assert!(answer.headers.contains_key("strict-transport-security"));
}

#[tokio::test]
async fn what_asks_for_a_socket_without_a_handshake_is_told_so() {
    let app = TestApp::start().await;
    let plain = app.stranger().get("/realtime").await;
    plain.refused(400, "bad_request");
}

#[tokio::test]
async fn every_answer_of_the_api_says_what_time_it_is_for_the_service() {
    let app = TestApp::start().await;
    let stranger = app.stranger();
    let time = async |path: &str| {
        let answer = stranger.get(path).await;
        let said = answer.headers.get("hejie-time");
        said.map(|time| time.to_str().unwrap().parse::<jiff::Timestamp>().unwrap())
    };
    assert_eq!(time("/me").await, Some(app.now()));
    app.advance(jiff::SignedDuration::from_hours(24 * 10));
    assert_eq!(time("/me").await, Some(app.now()));
    assert_eq!(time("/disputes").await, Some(app.now()), "a refusal too");
    assert_eq!(time("//livez").await, None, "no answer of the API");
}
