//! One-time codes.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{Browser, Database, TestApp, on_both};

const PHONE: &str = "13800000001";

on_both! {
    a_code_lets_somebody_new_in_once => lets_in_once;
    a_code_bears_five_attempts => five_attempts;
    attempts_at_the_same_moment_each_count => at_the_same_moment;
}

async fn ask(app: &TestApp) -> String {
    app.stranger()
        .post("/codes", json!({ "to": PHONE, "purpose": "login" }))
        .await
        .ok();
    app.code_sent_to(PHONE).await.unwrap()
}

fn login(code: &str) -> Value {
    json!({ "phone": PHONE, "code": code })
}

/// A code that is not this one.
fn other(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

async fn try_code(browser: &Browser, code: &str) -> String {
    let refused = browser
        .post("/login/code", login(code))
        .await
        .refused(422, "invalid");
    assert_eq!(refused["errors"][0]["pointer"], "/code");
    refused["errors"][0]["code"].as_str().unwrap().to_owned()
}

async fn lets_in_once(database: Database) {
    let app = TestApp::on(database).await;
    let code = ask(&app).await;
    let browser = app.stranger();
    let me = browser.post("/login/code", login(&code)).await.ok();
    assert_eq!(me["person"]["name"], "用户0001");
    assert_eq!(me["person"]["phone_masked"], "138****0001");
    assert_eq!(me["session"]["kind"], "account");
    assert_eq!(
        try_code(&app.stranger(), &code).await,
        "code_expired",
        "replayed"
    );
}

async fn five_attempts(database: Database) {
    let app = TestApp::on(database).await;
    let code = ask(&app).await;
    for _ in 0..5 {
        assert_eq!(try_code(&app.stranger(), &other(&code)).await, "code_wrong");
    }
    assert_eq!(try_code(&app.stranger(), &code).await, "code_expired");
}

async fn at_the_same_moment(database: Database) {
    let app = TestApp::on(database).await;
    let code = ask(&app).await;
    let (one, two) = (app.stranger(), app.stranger());
    let (one, two) = tokio::join!(
        one.post("/login/code", login(&code)),
        two.post("/login/code", login(&code))
    );
    let let_in = [one, two]
        .iter()
        .filter(|answer| answer.status.is_success())
        .count();
    assert_eq!(let_in, 1, "one code, one session");
}

#[tokio::test]
async fn a_code_is_good_for_five_minutes() {
    let app = TestApp::start().await;
    let code = ask(&app).await;
    app.advance(SignedDuration::from_secs(300));
    assert_eq!(try_code(&app.stranger(), &code).await, "code_expired");
}

#[tokio::test]
async fn another_code_comes_after_a_minute_and_voids_the_first() {
    let app = TestApp::start().await;
    let first = ask(&app).await;
    let asked = json!({ "to": PHONE, "purpose": "login" });
    let early = app.stranger().post("/codes", asked).await;
    assert_eq!(early.headers["retry-after"], "61");
    early.refused(429, "too_many");
    app.advance(SignedDuration::from_secs(61));
    let second = ask(&app).await;
    if first != second {
        assert_eq!(try_code(&app.stranger(), &first).await, "code_wrong");
    }
    app.stranger()
        .post("/login/code", login(&second))
        .await
        .ok();
}

#[tokio::test]
async fn a_code_for_one_thing_is_no_code_for_another() {
    let app = TestApp::start().await;
    let consumer = app.consumer("王芳", PHONE).await;
    app.advance(SignedDuration::from_mins(2));
    let code = ask(&app).await;
    consumer
        .post("/reauth", json!({ "code": code }))
        .await
        .refused(422, "invalid");
    consumer.post("/codes/reauth", json!({})).await.ok();
    let code = app.code_sent_to(PHONE).await.unwrap();
    let me = consumer.post("/reauth", json!({ "code": code })).await.ok();
    assert!(me["session"]["reauth_until"].is_string());
}

#[tokio::test]
async fn what_is_no_number_is_refused_by_name() {
    let app = TestApp::start().await;
    for (to, purpose) in [("12345", "login"), ("a@b", "register"), ("a@b.cn", "login")] {
        let asked = json!({ "to": to, "purpose": purpose });
        let problem = app
            .stranger()
            .post("/codes", asked)
            .await
            .refused(422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"], "/to");
    }
}
