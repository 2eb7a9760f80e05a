//! Requests that come again under one key.

use hejie::app::dispute::draft;
use hejie::app::{Caller, Failure};
use hejie::db::{Claim, DbError, Progress, RequestKey};
use hejie::domain::access::Standing;
use hejie::domain::people::Locale;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Browser, Database, Somebody, TestApp, on_both};

on_both! {
    a_repeated_request_gets_its_first_answer_and_does_nothing_more => repeated;
    two_clicks_at_the_same_moment_make_one_draft => two_clicks;
    a_key_is_claimed_once_and_keeps_its_answer => claimed_once;
    a_request_that_was_killed_before_it_did_anything_can_be_made_again => killed_before;
    a_request_that_was_killed_before_its_answer_was_kept_is_not_done_again => killed_after;
    whoever_lost_the_key_to_a_later_request_cannot_do_anything_any_more => too_late;
}

async fn claimed_once(database: Database) {
    let app = TestApp::on(database).await;
    let key = RequestKey {
        person: app.ctx.ids.new(),
        route: "POST /api/v1/drafts".to_owned(),
        key: "k".to_owned(),
    };
    let store = &app.ctx.store;
    let claim = claimed(&app, &key, "body").await;
    let again = store.begin().await.unwrap();
    let refused = again.claim_request(key.clone(), "body", app.now()).await;
    assert!(matches!(refused, Err(DbError::Conflict)));
    drop(again);
    assert_eq!(
        store.earlier(&key).await.unwrap().unwrap().progress,
        Progress::Begun
    );
    let work = store.begin().await.unwrap();
    work.keep_answer(&claim, 201, "{}").await.unwrap();
    work.commit().await.unwrap();
    let kept = store.earlier(&key).await.unwrap().unwrap();
    let answer = Progress::Answered {
        status: 201,
        body: "{}".to_owned(),
    };
    assert_eq!((kept.fingerprint.as_str(), kept.progress), ("body", answer));
}

async fn claimed(app: &TestApp, key: &RequestKey, fingerprint: &str) -> Claim {
    let work = app.ctx.store.begin().await.unwrap();
    let claim = work
        .claim_request(key.clone(), fingerprint, app.now())
        .await;
    work.commit().await.unwrap();
    claim.unwrap()
}

fn of(person: &Somebody, key: &str) -> RequestKey {
    RequestKey {
        person: person.id,
        route: "POST /api/v1/drafts".to_owned(),
        key: key.to_owned(),
    }
}

/// What the digest of this body is, as the service reckons it.
async fn fingerprint(app: &TestApp, person: &Somebody, statement: &str) -> String {
    begin_draft(person, "for the digest", statement).await.ok();
    let earlier = app.ctx.store.earlier(&of(person, "for the digest")).await;
    earlier.unwrap().unwrap().fingerprint
}

/// Begins a draft as the service does for the request that holds the claim.
async fn begin(app: &TestApp, person: &Somebody, claim: &Claim) -> Result<String, Failure> {
    let caller = Caller {
        standing: Standing {
            person: person.id,
            link: None,
            roles: Vec::new(),
        },
        session: app.ctx.ids.new(),
        network: None,
        first: None,
        locale: Locale::ZhCn,
        reauth_until: None,
    };
    let content = serde_json::from_value(json!({ "statement": "凹陷" })).unwrap();
    let ctx = app.ctx.under(claim.clone());
    let begun = draft::begin(&ctx, &caller, &content).await?;
    Ok(begun.draft.id.to_string())
}

async fn killed_before(database: Database) {
    let app = TestApp::on(database).await;
    let consumer = app.person("王芳", "wang").await;
    let digest = fingerprint(&app, &consumer, "凹陷").await;
    claimed(&app, &of(&consumer, "k"), &digest).await;
    let at_once = begin_draft(&consumer, "k", "凹陷").await;
    at_once.refused(409, "still_running");
    app.advance(jiff::SignedDuration::from_secs(61));
    let later = begin_draft(&consumer, "k", "凹陷").await;
    assert_eq!(later.status, 201);
    let again = begin_draft(&consumer, "k", "凹陷").await;
    assert_eq!((again.status, again.body), (later.status, later.body));
    assert_eq!(drafts(&consumer).await, 2, "one for the digest, one more");
}

async fn killed_after(database: Database) {
    let app = TestApp::on(database).await;
    let consumer = app.person("王芳", "wang").await;
    let digest = fingerprint(&app, &consumer, "凹陷").await;
    let claim = claimed(&app, &of(&consumer, "k"), &digest).await;
    let id = begin(&app, &consumer, &claim).await.unwrap();
    for _ in 0..2 {
        let again = begin_draft(&consumer, "k", "凹陷").await;
        assert_eq!(again.headers["idempotent-replayed"], "true");
        assert_eq!(
            (again.status.as_u16(), again.body["id"].as_str()),
            (201, Some(id.as_str()))
        );
    }
    let other = begin_draft(&consumer, "k", "另一件事").await;
    other.refused(422, "invalid");
    assert_eq!(drafts(&consumer).await, 2, "one for the digest, one more");
}

async fn too_late(database: Database) {
    let app = TestApp::on(database).await;
    let consumer = app.person("王芳", "wang").await;
    let digest = fingerprint(&app, &consumer, "凹陷").await;
    let slow = claimed(&app, &of(&consumer, "k"), &digest).await;
    app.advance(jiff::SignedDuration::from_secs(61));
    begin_draft(&consumer, "k", "凹陷").await.ok();
    let refused = begin(&app, &consumer, &slow).await;
    assert!(
        matches!(refused, Err(Failure::Conflict("conflict"))),
        "{refused:?}"
    );
    assert_eq!(drafts(&consumer).await, 2, "one for the digest, one more");
}

async fn begin_draft(browser: &Browser, key: &str, statement: &str) -> Answer {
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
    let first = begin_draft(&consumer, "key-1", "冰箱门凹陷").await;
    assert_eq!(first.status, 201);
    assert!(!first.headers.contains_key("idempotent-replayed"));
    let again = begin_draft(&consumer, "key-1", "冰箱门凹陷").await;
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    assert_eq!(again.headers["idempotent-replayed"], "true");
    assert_eq!(drafts(&consumer).await, 1);

    let other = begin_draft(&consumer, "key-1", "另一件事")
        .await
        .refused(422, "invalid");
    assert_eq!(other["errors"][0]["code"], "key_reused");
    begin_draft(&consumer, "key-2", "另一件事").await.ok();
    assert_eq!(drafts(&consumer).await, 2);
    let somebody_else = app.person("李雷", "li").await;
    begin_draft(&somebody_else, "key-1", "冰箱门凹陷")
        .await
        .ok();
    assert_eq!(
        drafts(&somebody_else).await,
        1,
        "keys are each caller's own"
    );
}

async fn two_clicks(database: Database) {
    let app = TestApp::on(database).await;
    let consumer = app.person("王芳", "wang").await;
    let (one, two) = tokio::join!(
        begin_draft(&consumer, "k", "凹陷"),
        begin_draft(&consumer, "k", "凹陷")
    );
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
    begin_draft(&consumer, "k", "凹陷").await.ok();
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
    begin_draft(&consumer, "k", "凹陷").await.ok();
    app.advance(jiff::SignedDuration::from_hours(23));
    hejie::jobs::work_off(&app.ctx).await.unwrap();
    assert!(
        begin_draft(&consumer, "k", "凹陷")
            .await
            .headers
            .contains_key("idempotent-replayed")
    );
    app.advance(jiff::SignedDuration::from_hours(2));
    hejie::jobs::work_off(&app.ctx).await.unwrap();
    let anew = begin_draft(&consumer, "k", "凹陷").await;
    assert!(!anew.headers.contains_key("idempotent-replayed"));
}
