//! How often one may ask.

use serde_json::json;

use crate::support::{Database, TestApp};

async fn with(limit: &str, value: &str) -> TestApp {
    TestApp::with(Database::Sqlite, &[(limit, value)]).await
}

#[tokio::test]
async fn guessing_a_password_is_slowed_down_by_account() {
    let app = with("HEJIE_LIMIT_LOGIN_ACCOUNT", "3/10m").await;
    let guess = json!({ "email": "known@example.com", "password": "a guess at it" });
    for _ in 0..3 {
        app.stranger()
            .post("/login/password", guess.clone())
            .await
            .refused(403, "wrong_login");
    }
    let refused = app.stranger().post("/login/password", guess).await;
    let wait: u64 = refused.headers["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=201).contains(&wait), "{wait}");
    assert!(refused.headers.contains_key("ratelimit"));
    refused.refused(429, "too_many");
    let other = json!({ "email": "other@example.com", "password": "a guess at it" });
    app.stranger()
        .post("/login/password", other)
        .await
        .refused(403, "wrong_login");
}

#[tokio::test]
async fn one_address_cannot_have_codes_sent_to_everybody() {
    let app = with("HEJIE_LIMIT_CODES_ADDRESS", "2/1h").await;
    let ask = |phone: &str| json!({ "to": phone, "purpose": "login" });
    let browser = app.stranger();
    browser.post("/codes", ask("13800000001")).await.ok();
    browser.post("/codes", ask("13800000002")).await.ok();
    browser
        .post("/codes", ask("13800000003"))
        .await
        .refused(429, "too_many");
}

#[tokio::test]
async fn requests_of_one_address_are_counted_and_pages_are_not() {
    let app = with("HEJIE_LIMIT_REQUESTS_ADDRESS", "5/1m").await;
    let browser = app.stranger();
    let first = browser.get("/me").await;
    assert_eq!(first.headers["ratelimit-policy"], "\"address\";q=5;w=60");
    assert_eq!(first.headers["ratelimit"], "\"address\";r=4");
    for _ in 0..4 {
        browser.get("/me").await.ok();
    }
    browser.get("/me").await.refused(429, "too_many");
    browser.get("//livez").await.ok();
}

#[tokio::test]
async fn questions_to_the_law_are_counted_by_address() {
    let app = with("HEJIE_LIMIT_LAW_ADDRESS", "2/1h").await;
    let (browser, question) = (app.stranger(), json!({ "category": "food" }));
    browser.post("/law/checklist", question.clone()).await.ok();
    browser.post("/law/checklist", question.clone()).await.ok();
    browser
        .post("/law/checklist", question)
        .await
        .refused(429, "too_many");
}

#[tokio::test]
async fn what_one_account_changes_is_counted() {
    let app = with("HEJIE_LIMIT_WRITES_ACCOUNT", "3/1h").await;
    let person = app.person("李雷", "known").await;
    for _ in 0..3 {
        person.patch("/me", json!({})).await.ok();
    }
    person
        .patch("/me", json!({}))
        .await
        .refused(429, "too_many");
    person.get("/me").await.ok();
}
