//! Bodies that are not what was asked for.

use reqwest::Method;
use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn ten_megabytes_are_too_much() {
    let app = TestApp::start().await;
    let body = format!("{{\"to\":\"{}\"}}", "9".repeat(10 * 1024 * 1024)).into_bytes();
    let headers = [("content-type", "application/json")];
    let answer = app
        .stranger()
        .send_bytes(Method::POST, "/codes", Some(body), &headers)
        .await;
    assert_eq!(
        answer.refused(413, "too_large")["facts"]["limit"],
        1_048_576
    );
}

#[tokio::test]
async fn only_json_is_taken() {
    let app = TestApp::start().await;
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    ] {
        let (body, headers) = (Some(b"to=1".to_vec()), [("content-type", kind)]);
        let answer = app
            .stranger()
            .send_bytes(Method::POST, "/codes", body, &headers)
            .await;
        answer.refused(415, "unsupported_media_type");
    }
}

#[tokio::test]
async fn what_is_no_json_is_told_where_it_breaks() {
    let app = TestApp::start().await;
    let (body, headers) = (
        Some(b"{\"to\": ".to_vec()),
        [("content-type", "application/json")],
    );
    let answer = app
        .stranger()
        .send_bytes(Method::POST, "/codes", body, &headers)
        .await;
    assert_eq!(answer.refused(400, "json_syntax")["facts"]["line"], 1);
}

#[tokio::test]
async fn fields_are_named() {
    let app = TestApp::start().await;
    let check = async |body, pointer: &str, code: &str| {
        let problem = app
            .stranger()
            .post("/codes", body)
            .await
            .refused(422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"], pointer);
        assert_eq!(problem["errors"][0]["code"], code);
    };
    check(json!({}), "/to", "required").await;
    check(json!({ "to": 1, "purpose": "login" }), "/to", "wrong_type").await;
    check(
        json!({ "to": "1", "purpose": "x" }),
        "/purpose",
        "wrong_value",
    )
    .await;
    check(
        json!({ "to": "1", "purpose": "login", "x": 1 }),
        "/x",
        "unknown_field",
    )
    .await;
}

#[tokio::test]
async fn an_address_taken_the_wrong_way_says_which_ways_there_are() {
    let app = TestApp::start().await;
    let answer = app.stranger().put("/me", json!({})).await;
    assert_eq!(answer.headers["allow"], "GET, PATCH");
    answer.refused(405, "method_not_allowed");
}
