//! Where people are logged in.

use jiff::SignedDuration;
use serde_json::json;

use crate::support::{Database, PASSWORD, TestApp, on_both};

on_both! {
    sessions_are_listed_and_ended => listed_and_ended;
}

async fn listed_and_ended(database: Database) {
    let app = TestApp::on(database).await;
    let phone = app.person("李雷", "known").await;
    app.advance(SignedDuration::from_mins(1));
    let laptop = app.stranger();
    let login = json!({ "email": "known@example.com", "password": PASSWORD });
    laptop.post("/login/password", login).await.ok();

    let list = laptop.get("/sessions").await.ok();
    let current: Vec<_> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| &s["current"])
        .collect();
    assert_eq!(current, [&json!(true), &json!(false)], "newest first");
    let other = list["items"][1]["id"].as_str().unwrap();
    laptop.delete(&format!("/sessions/{other}")).await.ok();

    phone.get("/sessions").await.refused(401, "not_logged_in");
    assert_eq!(
        laptop.get("/sessions").await.ok()["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    laptop
        .delete(&format!("/sessions/{other}"))
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn nobody_ends_somebody_elses_session() {
    let app = TestApp::start().await;
    let (one, two) = (
        app.person("李雷", "one").await,
        app.person("韩梅梅", "two").await,
    );
    let list = one.get("/sessions").await.ok();
    let id = list["items"][0]["id"].as_str().unwrap();
    two.delete(&format!("/sessions/{id}"))
        .await
        .refused(404, "not_found");
    two.delete("/sessions/nonsense")
        .await
        .refused(404, "not_found");
    one.get("/sessions").await.ok();
}

#[tokio::test]
async fn a_session_ends_by_itself() {
    let app = TestApp::start().await;
    let person = app.person("李雷", "known").await;
    app.advance(SignedDuration::from_hours(24 * 29));
    person.get("/sessions").await.ok();
    app.advance(SignedDuration::from_hours(24 + 1));
    person.get("/sessions").await.refused(401, "not_logged_in");
}

#[tokio::test]
async fn the_cookie_is_for_browsers_of_this_site_only() {
    let app = TestApp::start().await;
    app.account("李雷", "known").await;
    let login = json!({ "email": "known@example.com", "password": PASSWORD });
    let answer = app.stranger().post("/login/password", login).await;
    let cookie = answer.headers["set-cookie"].to_str().unwrap();
    for part in [
        "hejie=",
        "HttpOnly",
        "SameSite=Lax",
        "Path=/",
        "Max-Age=2592000",
    ] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert!(!cookie.contains("Secure"), "plain http on this machine");
}

#[tokio::test]
async fn on_https_the_cookie_belongs_to_the_host() {
    let settings = [("HEJIE_PUBLIC_URL", "https://odr.example")];
    let app = TestApp::with(Database::Sqlite, &settings).await;
    app.account("李雷", "known").await;
    let login = json!({ "email": "known@example.com", "password": PASSWORD });
    let answer = app.stranger().post("/login/password", login).await;
    let cookie = answer.headers["set-cookie"].to_str().unwrap();
    assert!(
        cookie.starts_with("__Host-hejie=") && cookie.contains("Secure"),
        "{cookie}"
    );
}

#[tokio::test]
async fn a_made_up_token_opens_nothing() {
    let app = TestApp::start().await;
    let headers = [("cookie", "hejie=bm90aGluZw")];
    let answer = app
        .stranger()
        .send(reqwest::Method::GET, "/sessions", None, &headers)
        .await;
    answer.refused(401, "not_logged_in");
}
