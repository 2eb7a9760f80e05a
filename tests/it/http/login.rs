//! Coming in by password, and by registering.

use hejie::domain::access::StaffRole;
use serde_json::json;

use crate::support::{Database, PASSWORD, TestApp, on_both};

on_both! {
    somebody_registers_and_comes_back_by_password => registers;
    a_wrong_password_and_an_unknown_address_look_alike => look_alike;
    a_new_password_ends_every_session => reset_ends;
    a_password_that_is_too_short_does_not_use_the_code_up => short_password;
}

async fn registers(database: Database) {
    let app = TestApp::on(database).await;
    let browser = app.stranger();
    let email = "li.lei@example.com";
    browser
        .post("/codes", json!({ "to": email, "purpose": "register" }))
        .await
        .ok();
    let code = app.code_sent_to(email).await.unwrap();
    let new = json!({ "email": email, "code": code, "password": PASSWORD, "name": "李雷" });
    let me = browser.post("/register", new).await.ok();
    assert_eq!(me["person"]["name"], "李雷");
    assert_eq!(me["person"]["email_masked"], "l***@example.com");
    assert_eq!(me["person"]["has_password"], true);
    browser.post("/logout", json!({})).await.ok();
    assert!(browser.get("/me").await.ok()["person"].is_null());
    let login = json!({ "email": "Li.Lei@Example.com", "password": PASSWORD });
    assert_eq!(
        browser.post("/login/password", login).await.ok()["person"]["name"],
        "李雷"
    );
}

async fn look_alike(database: Database) {
    let app = TestApp::on(database).await;
    app.account("李雷", "known").await;
    let try_as = async |email: &str| {
        let login = json!({ "email": email, "password": "not this one" });
        let mut body = app
            .stranger()
            .post("/login/password", login)
            .await
            .refused(403, "wrong_login");
        body["trace_id"] = json!(null);
        body
    };
    assert_eq!(
        try_as("known@example.com").await,
        try_as("unknown@example.com").await
    );
}

async fn reset_ends(database: Database) {
    let app = TestApp::on(database).await;
    let old = app.person("李雷", "known").await;
    let browser = app.stranger();
    let email = "known@example.com";
    browser
        .post("/codes", json!({ "to": email, "purpose": "reset" }))
        .await
        .ok();
    let code = app.code_sent_to(email).await.unwrap();
    let reset = json!({ "email": email, "code": code, "password": "另一个长长的密码" });
    browser.post("/password/reset", reset).await.ok();
    assert!(old.get("/me").await.ok()["person"].is_null());
    let stale = json!({ "email": email, "password": PASSWORD });
    app.stranger()
        .post("/login/password", stale)
        .await
        .refused(403, "wrong_login");
}

#[tokio::test]
async fn nobody_learns_from_a_reset_who_has_an_account() {
    let app = TestApp::start().await;
    app.account("李雷", "known").await;
    for email in ["known@example.com", "unknown@example.com"] {
        let asked = json!({ "to": email, "purpose": "reset" });
        let answer = app.stranger().post("/codes", asked.clone()).await;
        assert_eq!(answer.status, 202);
        app.stranger()
            .post("/codes", asked)
            .await
            .refused(429, "too_many");
    }
    assert!(app.code_sent_to("known@example.com").await.is_some());
    assert!(app.code_sent_to("unknown@example.com").await.is_none());
}

#[tokio::test]
async fn an_address_registers_once() {
    let app = TestApp::start().await;
    app.account("李雷", "known").await;
    let email = "known@example.com";
    let browser = app.stranger();
    browser
        .post("/codes", json!({ "to": email, "purpose": "register" }))
        .await
        .ok();
    let code = app.code_sent_to(email).await.unwrap();
    let new = json!({ "email": email, "code": code, "password": PASSWORD, "name": "韩梅梅" });
    browser
        .post("/register", new)
        .await
        .refused(409, "already_registered");
}

#[tokio::test]
async fn a_password_that_everybody_has_is_refused_by_name() {
    let app = TestApp::start().await;
    let new =
        json!({ "email": "a@example.com", "code": "1", "password": "password1", "name": "李" });
    let problem = app
        .stranger()
        .post("/register", new)
        .await
        .refused(422, "invalid");
    assert_eq!(problem["errors"][0]["pointer"], "/password");
    assert_eq!(problem["errors"][0]["code"], "password_common");
}

#[tokio::test]
async fn a_session_is_proved_again_by_the_password() {
    let app = TestApp::start().await;
    let person = app.person("李雷", "known").await;
    let wrong = json!({ "password": "not this one" });
    person.post("/reauth", wrong).await.refused(422, "invalid");
    let me = person
        .post("/reauth", json!({ "password": PASSWORD }))
        .await
        .ok();
    assert_eq!(me["session"]["reauth_until"], "2026-10-15T06:05:00Z");
    let both = json!({ "password": PASSWORD, "code": "123456" });
    person.post("/reauth", both).await.refused(422, "invalid");
}

#[tokio::test]
async fn people_change_their_name_and_language() {
    let app = TestApp::start().await;
    let person = app.person("李雷", "known").await;
    let me = person
        .patch("/me", json!({ "name": " 李 雷 ", "locale": "en" }))
        .await
        .ok();
    assert_eq!(
        (&me["person"]["name"], &me["person"]["locale"]),
        (&json!("李 雷"), &json!("en"))
    );
    let wrong = person
        .patch("/me", json!({ "locale": "fr" }))
        .await
        .refused(422, "invalid");
    assert_eq!(wrong["errors"][0]["pointer"], "/locale");
    person
        .patch("/me", json!({ "name": " " }))
        .await
        .refused(422, "invalid");
}

async fn short_password(database: Database) {
    let app = TestApp::on(database).await;
    let platform = app.platform().await;
    app.staff(platform, StaffRole::ServiceAgent, "王敏", "wang")
        .await;
    let email = "wang@example.com";
    let browser = app.stranger();
    let asked = json!({ "to": email, "purpose": "reset" });
    browser.post("/codes", asked).await.ok();
    let code = app.code_sent_to(email).await.unwrap();
    let reset = |password: &str| json!({ "email": email, "code": code, "password": password });
    let refused = browser
        .post("/password/reset", reset("只有九个字的密码"))
        .await;
    let refused = refused.refused(422, "invalid");
    assert_eq!(refused["errors"][0]["code"], "password_short_staff");
    let long = "一共十二个字的新密码二三";
    browser.post("/password/reset", reset(long)).await.ok();
    let again = browser.post("/password/reset", reset(long)).await;
    again.refused(422, "invalid");
}
