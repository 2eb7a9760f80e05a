//! Requests that come again under one key. Routes that create use the wrapper; here it is tried by
//! itself, at the store.

use hejie::db::{DbError, RequestKey};

use crate::support::{Database, TestApp, on_both};

on_both! {
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
