//! Requests that come again under one key.

use hejie::db::{DbError, RequestKey};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Browser, Database, TestApp, on_both};

on_both! {
    a_repeated_request_gets_its_first_answer_and_does_nothing_more => repeated;
    two_clicks_at_the_same_moment_make_one_draft => two_clicks;
    a_key_is_claimed_once_and_keeps_its_answer => claimed_once;
}

async fn claimed_once(database: Database) {
    let app = TestApp::on(database).await;
    let key = RequestKey {
        person: app.ctx.ids.new(),
        route: "POST /api/v1/drafts".to_owned(),
        key: "k".to_owned(),
    };
    let store = &app.ctx.store;
    let work = store.begin().await.unwrap();
    work.claim_request(&key, "body", app.now()).await.unwrap();
    work.commit().await.unwrap();
    let again = store.begin().await.unwrap();
    let refused = again.claim_request(&key, "body", app.now()).await;
    assert!(matches!(refused, Err(DbError::Conflict)));
    drop(again);
    assert_eq!(
        store.earlier(&key).await.unwrap().unwrap().answer,
        None,
        "still running"
    );
    let work = store.begin().await.unwrap();
    work.keep_answer(&key, 201, "{}").await.unwrap();
    work.commit().await.unwrap();
    let kept = store.earlier(&key).await.unwrap().unwrap();
    assert_eq!(
        (kept.fingerprint.as_str(), kept.answer),
        ("body", Some((201, "{}".to_owned())))
    );
}

async fn draft(browser: &Browser, key: &str, statement: &str) -> Answer {
    let body = json!({ "content": { "statement": statement } });
    browser
        .send(
            Method::POST,
            "/drafts",
            Some(body),
            &[("idempotency-key", key)],
        )
        .await
}

async fn drafts(browser: &Browser) -> usize {
    browser.get("/drafts").await.ok()["items"]
        .as_array()
        .map_or(0, Vec::len)
}

async fn repeated(database: Database) {
    let app = TestApp::on(database).await;
    let consumer = app.person("王芳", "wang").await;
    let first = draft(&consumer, "key-1", "冰箱门凹陷").await;
    assert_eq!(first.status, 201);
    assert!(!first.headers.contains_key("idempotent-replayed"));
    let again = draft(&consumer, "key-1", "冰箱门凹陷").await;
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    assert_eq!(again.headers["idempotent-replayed"], "true");
    assert_eq!(drafts(&consumer).await, 1);

    let other = draft(&consumer, "key-1", "另一件事")
        .await
        .refused(422, "invalid");
    assert_eq!(other["errors"][0]["code"], "key_reused");
    draft(&consumer, "key-2", "另一件事").await.ok();
    assert_eq!(drafts(&consumer).await, 2);
    let somebody_else = app.person("李雷", "li").await;
    draft(&somebody_else, "key-1", "冰箱门凹陷").await.ok();
    assert_eq!(
        drafts(&somebody_else).await,
        1,
        "keys are each caller's own"
    );
}

async fn two_clicks(database: Database) {
    let app = TestApp::on(database).await;
    let consumer = app.person("王芳", "wang").await;
    let (one, two) = tokio::join!(draft(&consumer, "k", "凹陷"), draft(&consumer, "k", "凹陷"));
    for answer in [one, two] {
        let running = answer.status == 409 && answer.body["code"] == "still_running";
        assert!(
            answer.status == 201 || running,
            "{} {}",
            answer.status,
            answer.body
        );
    }
    assert_eq!(drafts(&consumer).await, 1);
}

#[tokio::test]
async fn a_refused_request_keeps_its_key_free() {
    let app = TestApp::start().await;
    let consumer = app.person("王芳", "wang").await;
    let wrong = json!({ "content": { "category": "nonsense" } });
    let key = [("idempotency-key", "k")];
    let refused = consumer
        .send(Method::POST, "/drafts", Some(wrong), &key)
        .await;
    refused.refused(422, "invalid");
    draft(&consumer, "k", "凹陷").await.ok();
    let empty = [("idempotency-key", " ")];
    let body: Value = json!({ "content": {} });
    let refused = consumer
        .send(Method::POST, "/drafts", Some(body), &empty)
        .await;
    refused.refused(422, "invalid");
}

#[tokio::test]
async fn a_key_is_forgotten_after_a_day() {
    let app = TestApp::start().await;
    let consumer = app.person("王芳", "wang").await;
    draft(&consumer, "k", "凹陷").await.ok();
    app.advance(jiff::SignedDuration::from_hours(23));
    hejie::jobs::work_off(&app.ctx).await.unwrap();
    assert!(
        draft(&consumer, "k", "凹陷")
            .await
            .headers
            .contains_key("idempotent-replayed")
    );
    app.advance(jiff::SignedDuration::from_hours(2));
    hejie::jobs::work_off(&app.ctx).await.unwrap();
    let anew = draft(&consumer, "k", "凹陷").await;
    assert!(!anew.headers.contains_key("idempotent-replayed"));
}
