//! Nonsense for every operation of the API's description: each is refused by a problem document,
//! none brings the service down.

use hejie::domain::access::StaffRole;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Browser, TestApp};

/// Method, path with its variables filled in, and whether it takes a body.
fn operations(id: &str) -> Vec<(Method, String, bool)> {
    let document: Value = serde_json::to_value(hejie::http::openapi::document()).unwrap();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Ok(method) = method.to_uppercase().parse::<Method>() else {
                continue;
            };
            if !["GET", "POST", "PUT", "PATCH", "DELETE"].contains(&method.as_str()) {
                continue;
            }
            found.push((
                method,
                filled(path, id),
                operation.get("requestBody").is_some(),
            ));
        }
    }
    assert!(found.len() > 15, "the description is empty");
    found
}

fn filled(path: &str, id: &str) -> String {
    let parts = path.trim_start_matches("/api/v1").split('/');
    let filled = parts.map(|part| if part.starts_with('{') { id } else { part });
    filled.collect::<Vec<_>>().join("/")
}

fn nonsense() -> Vec<Value> {
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    vec![
        json!(null),
        json!([]),
        json!("text"),
        json!(-1),
        json!({}),
        json!({ "unknown": true }),
        json!({ "to": {}, "token": [], "body": 1, "items": "x", "content": 7, "obligations": null }),
        json!({ "name": "\u{0}", "code": "９".repeat(10_000) }),
        deep,
    ]
}

fn is_problem(answer: &Answer, what: &str) {
    let status = answer.status.as_u16();
    assert!(status < 500, "{what}: {status} {}", answer.body);
    if status >= 400 {
        assert_eq!(
            answer.headers["content-type"], "application/problem+json",
            "{what}"
        );
        assert_eq!(answer.body["status"], status, "{what}");
        assert!(
            answer.body["title"]
                .as_str()
                .is_some_and(|title| !title.is_empty()),
            "{what}"
        );
        if answer.body["code"] == "invalid" {
            assert!(
                answer.body["errors"][0]["pointer"].is_string(),
                "{what}: {}",
                answer.body
            );
        }
    }
}

async fn sweep(browser: &Browser, id: &str) {
    for (method, path, has_body) in operations(id) {
        let streams = path.ends_with("/stream") || path == "/realtime" || path == "/logout";
        if streams {
            continue;
        }
        let bodies = if has_body {
            nonsense()
        } else {
            vec![Value::Null]
        };
        for body in bodies {
            let what = format!(
                "{method} {path} {}",
                body.to_string().chars().take(80).collect::<String>()
            );
            let body = has_body.then_some(body);
            let answer = browser.send(method.clone(), &path, body, &[]).await;
            is_problem(&answer, &what);
        }
        let query = format!("{path}?limit=x&cursor=%00&since=-1&query=&view=x&unknown=1");
        let answer = browser.send(method.clone(), &query, None, &[]).await;
        is_problem(&answer, &format!("{method} {query}"));
    }
}

#[tokio::test]
async fn nonsense_of_a_stranger_is_refused_everywhere() {
    let app = TestApp::start().await;
    sweep(&app.stranger(), &uuid::Uuid::nil().to_string()).await;
}

#[tokio::test]
async fn nonsense_of_a_consumer_is_refused_everywhere() {
    let app = TestApp::start().await;
    let consumer = app.person("王芳", "wang").await;
    sweep(&consumer, &uuid::Uuid::nil().to_string()).await;
    sweep(&consumer, "nonsense").await;
}

#[tokio::test]
async fn nonsense_of_staff_is_refused_everywhere() {
    let app = TestApp::start().await;
    let platform = app.platform().await;
    let admin = app
        .staff(platform, StaffRole::Administrator, "管理员", "admin")
        .await;
    sweep(&admin, &uuid::Uuid::nil().to_string()).await;
    let agent = app
        .staff(platform, StaffRole::Supervisor, "主管", "lead")
        .await;
    sweep(&agent, &uuid::Uuid::nil().to_string()).await;
}

#[tokio::test]
async fn ten_megabytes_are_refused_everywhere() {
    let app = TestApp::start().await;
    let consumer = app.person("王芳", "wang").await;
    let body = vec![b'['; 10 * 1024 * 1024];
    for (method, path, has_body) in operations(&uuid::Uuid::nil().to_string()) {
        if has_body && path != "/logout" {
            let headers = [("content-type", "application/json")];
            let what = format!("{method} {path}");
            let answer = consumer
                .send_bytes(method, &path, Some(body.clone()), &headers)
                .await;
            is_problem(&answer, &what);
            assert!(answer.status.is_client_error(), "{what}");
        }
    }
}
