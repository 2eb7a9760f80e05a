//! Two-step log-in: one-time passwords from a telephone, recovery codes, and who must have them.

use hejie::domain::access::{OrganisationKind, StaffRole};
use hejie::domain::telling::{Message, Post};
use jiff::SignedDuration;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use crate::support::{Answer, Browser, Database, PASSWORD, Somebody, TestApp, on_both};

on_both! {
    whoever_set_it_up_gives_a_second_proof => second_proof;
    a_recovery_code_opens_the_account_once => recovery_code;
    staff_are_led_to_set_it_up_from_the_day_on => required;
    too_many_wrong_codes_close_the_door_for_a_while => locked;
}

/// An authenticator on somebody's telephone.
struct Telephone(totp_rs::Totp);

impl Telephone {
    fn scan(enrolment: &Value) -> Self {
        let secret = enrolment["secret"].as_str().unwrap();
        let secret = Secret::try_from_base32(secret).unwrap();
        let account = "x";
        let builder = Builder::new()
            .with_secret(secret)
            .with_account_name(account);
        Self(builder.build().unwrap())
    }

    fn code(&self, app: &TestApp) -> String {
        let now = u64::try_from(app.now().as_second()).unwrap();
        self.0.generate(now).to_string()
    }

    /// A code that is surely not the one of now.
    fn wrong(&self, app: &TestApp) -> String {
        let code: u32 = self.code(app).parse().unwrap();
        format!("{:06}", (code + 500_000) % 1_000_000)
    }
}

fn next_period(app: &TestApp) {
    app.advance(SignedDuration::from_secs(31));
}

async fn enrol(app: &TestApp, browser: &Browser) -> (Telephone, Vec<String>) {
    let telephone = Telephone::scan(&browser.post("/me/totp", json!({})).await.ok());
    let code = json!({ "code": telephone.code(app) });
    let codes = browser.post("/me/totp/confirm", code).await.ok();
    let codes = codes["codes"].as_array().unwrap().iter();
    let codes = codes.map(|code| code.as_str().unwrap().to_owned());
    (telephone, codes.collect())
}

async fn first_proof(browser: &Browser, mailbox: &str) -> Answer {
    let login = json!({ "email": format!("{mailbox}@example.com"), "password": PASSWORD });
    browser.post("/login/password", login).await
}

async fn ticket(browser: &Browser, mailbox: &str) -> String {
    let half = first_proof(browser, mailbox).await;
    assert_eq!(half.status.as_u16(), 202);
    assert!(!half.headers.contains_key("set-cookie"), "nobody is in yet");
    half.body["ticket"].as_str().unwrap().to_owned()
}

async fn second(browser: &Browser, ticket: &str, code: &str) -> Answer {
    let proof = json!({ "ticket": ticket, "code": code });
    browser.post("/login/second", proof).await
}

async fn second_proof(database: Database) {
    let app = TestApp::on(database).await;
    let wang = app.person("王芳", "wang").await;
    let elsewhere = app.stranger();
    first_proof(&elsewhere, "wang").await.ok();
    let begun = wang.post("/me/totp", json!({})).await.ok();
    assert!(
        begun["url"]
            .as_str()
            .unwrap()
            .starts_with("otpauth://totp/")
    );
    assert!(begun["qr"]["path"].as_str().unwrap().starts_with('M'));
    let wrong = Telephone::scan(&begun).wrong(&app);
    let refused = wang
        .post("/me/totp/confirm", json!({ "code": wrong }))
        .await;
    assert_eq!(
        refused.refused(422, "invalid")["errors"][0]["code"],
        "code_wrong"
    );
    assert_eq!(wang.get("/me").await.ok()["person"]["has_totp"], false);

    let (telephone, codes) = enrol(&app, &wang).await;
    assert_eq!(codes.len(), 10);
    assert_eq!(wang.get("/me").await.ok()["person"]["has_totp"], true);
    elsewhere
        .get("/sessions")
        .await
        .refused(401, "not_logged_in");
    wang.post("/me/totp", json!({}))
        .await
        .refused(409, "totp_enrolled");

    let laptop = app.stranger();
    let half = ticket(&laptop, "wang").await;
    laptop.get("/sessions").await.refused(401, "not_logged_in");
    let used = second(&laptop, &half, &telephone.code(&app)).await;
    assert_eq!(
        used.refused(422, "invalid")["errors"][0]["code"],
        "code_wrong",
        "the code that set it up is spent"
    );
    next_period(&app);
    let code = telephone.code(&app);
    second(&laptop, &half, &code).await.ok();
    laptop.get("/sessions").await.ok();
    let phone = app.stranger();
    let again = ticket(&phone, "wang").await;
    second(&phone, &again, &code).await.refused(422, "invalid");
    second(&phone, &half, &code)
        .await
        .refused(410, "login_expired");
    app.advance(SignedDuration::from_mins(11));
    let late = telephone.code(&app);
    second(&phone, &again, &late)
        .await
        .refused(410, "login_expired");
}

async fn recovery_code(database: Database) {
    let app = TestApp::on(database).await;
    let wang = app.person("王芳", "wang").await;
    let (_, codes) = enrol(&app, &wang).await;
    let laptop = app.stranger();
    let half = ticket(&laptop, "wang").await;
    let typed = codes[3].to_uppercase().replace('-', " ");
    second(&laptop, &half, &typed).await.ok();
    let security = laptop.get("/me/security").await.ok();
    assert_eq!(security["codes_left"], 9);
    assert!(
        told(&app, Message::RecoveryCodeUsed).await,
        "the owner hears of it"
    );
    let half = ticket(&app.stranger(), "wang").await;
    second(&laptop, &half, &codes[3])
        .await
        .refused(422, "invalid");
    second(&laptop, &half, &codes[4]).await.ok();
}

async fn locked(database: Database) {
    let app = TestApp::on(database).await;
    let wang = app.person("王芳", "wang").await;
    let (telephone, _) = enrol(&app, &wang).await;
    let thief = app.stranger();
    for _ in 0..2 {
        let half = ticket(&thief, "wang").await;
        for _ in 0..5 {
            let wrong = telephone.wrong(&app);
            second(&thief, &half, &wrong).await.refused(422, "invalid");
        }
        let code = telephone.wrong(&app);
        second(&thief, &half, &code)
            .await
            .refused(410, "login_expired");
    }
    next_period(&app);
    let half = ticket(&thief, "wang").await;
    let right = telephone.code(&app);
    second(&thief, &half, &right).await.refused(429, "too_many");
    app.advance(SignedDuration::from_mins(16));
    let half = ticket(&thief, "wang").await;
    second(&thief, &half, &telephone.code(&app)).await.ok();
}

struct House {
    app: TestApp,
    admin: Somebody,
    agent: Somebody,
    platform: String,
}

async fn house(database: Database) -> House {
    let app = TestApp::on(database).await;
    let platform = app.platform().await;
    let admin = app.staff(platform, StaffRole::Administrator, "管理员", "admin");
    let admin = admin.await;
    let agent = app.staff(platform, StaffRole::ServiceAgent, "客服", "agent");
    let agent = agent.await;
    let platform = platform.to_string();
    House {
        app,
        admin,
        agent,
        platform,
    }
}

async fn required(database: Database) {
    let House {
        app,
        admin,
        agent,
        platform,
    } = house(database).await;
    let before = admin.get("/admin/totp").await.ok();
    assert_eq!(
        (
            &before["items"][0]["people"],
            &before["items"][0]["without"]
        ),
        (&json!(2), &json!(2))
    );
    let path = format!("/admin/totp/{platform}");
    let past = admin
        .put(&path, json!({ "required_from": "2026-10-14" }))
        .await;
    assert_eq!(past.refused(422, "invalid")["errors"][0]["code"], "in_past");
    admin
        .put(&path, json!({ "required_from": "2026-10-17" }))
        .await
        .ok();
    agent.get("/queue").await.ok();
    let told = agent.get("/me/security").await.ok();
    assert_eq!(told["required"]["from"], "2026-10-17");

    // Thursday afternoon and 36 hours: Saturday has begun.
    app.advance(SignedDuration::from_hours(36));
    agent.get("/queue").await.refused(403, "totp_due");
    assert_eq!(agent.get("/me").await.ok()["first"], "totp");
    agent
        .post("/me/totp", json!({}))
        .await
        .refused(403, "reauth_needed");
    agent
        .post("/reauth", json!({ "password": PASSWORD }))
        .await
        .ok();
    let (telephone, _) = enrol(&app, &agent.browser).await;
    agent.get("/queue").await.ok();
    assert_eq!(agent.get("/me").await.ok().get("first"), None);
    next_period(&app);
    agent
        .post("/reauth", json!({ "totp": telephone.code(&app) }))
        .await
        .ok();
    agent.delete("/me/totp").await.refused(409, "totp_required");

    let anew = app.stranger();
    let me = first_proof(&anew, "admin").await.ok();
    assert_eq!(
        me["first"], "totp",
        "led there at log-in, before anything else"
    );
    anew.get("/admin/totp").await.refused(403, "totp_due");
    enrol(&app, &anew).await;
    let members = anew.get(&format!("{path}/people")).await.ok();
    let since: Vec<_> = members["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|each| each["since"].is_string())
        .collect();
    assert_eq!(since, [true, true]);
    anew.put(&path, json!({ "required_from": null })).await.ok();
    next_period(&app);
    agent
        .post("/reauth", json!({ "totp": telephone.code(&app) }))
        .await
        .ok();
    agent.delete("/me/totp").await.ok();
    first_proof(&app.stranger(), "agent").await.ok();
}

#[tokio::test]
async fn an_administrator_helps_whoever_lost_their_telephone() {
    let House {
        app, admin, agent, ..
    } = house(Database::Sqlite).await;
    enrol(&app, &agent.browser).await;
    let reset = format!("/admin/people/{}/reset_totp", agent.id);
    admin
        .post(&reset, json!({}))
        .await
        .refused(403, "reauth_needed");
    admin
        .post("/reauth", json!({ "password": PASSWORD }))
        .await
        .ok();
    admin.post(&reset, json!({})).await.ok();
    agent.get("/queue").await.refused(401, "not_logged_in");
    assert!(told(&app, Message::TotpReset).await);
    first_proof(&app.stranger(), "agent").await.ok();
    admin
        .post(&reset, json!({}))
        .await
        .refused(404, "not_found");
    let own = format!("/admin/people/{}/reset_totp", admin.id);
    admin
        .post(&own, json!({}))
        .await
        .refused(409, "own_account");
    agent
        .post(
            "/login/password",
            json!({ "email": "agent@example.com", "password": PASSWORD }),
        )
        .await
        .ok();
    agent
        .post(&reset, json!({}))
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn another_platforms_people_are_out_of_reach() {
    let House {
        app,
        admin,
        platform,
        ..
    } = house(Database::Sqlite).await;
    let other = app
        .organisation(OrganisationKind::Platform, "别家平台", None)
        .await;
    let stranger = app
        .staff(other, StaffRole::ServiceAgent, "外人", "other")
        .await;
    enrol(&app, &stranger.browser).await;
    admin
        .post("/reauth", json!({ "password": PASSWORD }))
        .await
        .ok();
    let reset = format!("/admin/people/{}/reset_totp", stranger.id);
    admin
        .post(&reset, json!({}))
        .await
        .refused(404, "not_found");
    let path = format!("/admin/totp/{other}");
    admin
        .put(&path, json!({ "required_from": null }))
        .await
        .refused(404, "not_found");
    admin
        .get(&format!("{path}/people"))
        .await
        .refused(404, "not_found");
    let seen = admin.get("/admin/totp").await.ok();
    assert_eq!(seen["items"].as_array().unwrap().len(), 1);
    assert_eq!(seen["items"][0]["organisation"]["id"], platform.as_str());
}

#[tokio::test]
async fn whoever_has_it_proves_themselves_by_it() {
    let app = TestApp::start().await;
    let wang = app.person("王芳", "wang").await;
    let (telephone, _) = enrol(&app, &wang).await;
    let password = wang.post("/reauth", json!({ "password": PASSWORD })).await;
    assert_eq!(
        password.refused(422, "invalid")["errors"][0]["code"],
        "totp_needed"
    );
    wang.post("/me/totp/recovery", json!({}))
        .await
        .refused(403, "reauth_needed");
    next_period(&app);
    let code = telephone.code(&app);
    wang.post("/reauth", json!({ "totp": code })).await.ok();
    let codes = wang.post("/me/totp/recovery", json!({})).await.ok();
    assert_eq!(codes["codes"].as_array().unwrap().len(), 10);
    wang.post("/reauth", json!({ "totp": code }))
        .await
        .refused(422, "invalid");
}

#[tokio::test]
async fn a_new_password_by_mail_does_not_get_round_it() {
    let app = TestApp::start().await;
    let wang = app.person("王芳", "wang").await;
    enrol(&app, &wang).await;
    let thief = app.stranger();
    let asked = json!({ "to": "wang@example.com", "purpose": "reset" });
    thief.post("/codes", asked).await.ok();
    let code = app.code_sent_to("wang@example.com").await.unwrap();
    let reset =
        json!({ "email": "wang@example.com", "code": code, "password": "另一只会飞的小花猫" });
    let half = thief.post("/password/reset", reset).await;
    assert_eq!(half.status.as_u16(), 202);
    thief.get("/sessions").await.refused(401, "not_logged_in");
}

#[tokio::test]
async fn the_secret_is_nowhere_in_the_clear() {
    let app = TestApp::start().await;
    let wang = app.person("王芳", "wang").await;
    let begun = wang.post("/me/totp", json!({})).await.ok();
    let secret = Secret::try_from_base32(begun["secret"].as_str().unwrap()).unwrap();
    let kept = app.ctx.store.totp(wang.id).await.unwrap().unwrap().sealed;
    let clear = kept.windows(20).any(|part| part == secret.as_bytes());
    assert!(!clear);
    let shown = format!("{:?}", app.ctx);
    assert!(!shown.contains(begun["secret"].as_str().unwrap()));
}

#[tokio::test]
async fn a_password_that_somebody_else_chose_is_changed_first() {
    let House { app, agent, .. } = house(Database::Sqlite).await;
    let work = app.ctx.store.begin().await.unwrap();
    work.add_temporary_password(agent.id, app.now())
        .await
        .unwrap();
    work.commit().await.unwrap();
    agent.get("/queue").await.refused(403, "password_due");
    assert_eq!(agent.get("/me").await.ok()["first"], "password");
    let change = |current: &str, new: &str| json!({ "current": current, "password": new });
    let wrong = agent
        .post(
            "/me/password",
            change("not it at all", "另一只会飞的小花猫"),
        )
        .await;
    assert_eq!(
        wrong.refused(422, "invalid")["errors"][0]["pointer"],
        "/current"
    );
    let same = agent.post("/me/password", change(PASSWORD, PASSWORD)).await;
    assert_eq!(
        same.refused(422, "invalid")["errors"][0]["code"],
        "password_same"
    );
    agent
        .post("/me/password", change(PASSWORD, "另一只小花猫"))
        .await
        .refused(422, "invalid");
    agent
        .post(
            "/me/password",
            change(PASSWORD, "另一只会飞的小花猫在窗台上"),
        )
        .await
        .ok();
    agent.get("/queue").await.ok();
    assert!(told(&app, Message::PasswordChanged).await);
    first_proof(&app.stranger(), "agent")
        .await
        .refused(403, "wrong_login");
}

#[tokio::test]
async fn a_code_by_text_message_is_a_first_proof_too() {
    let app = TestApp::start().await;
    let consumer = app.consumer("李雷", "13800000001").await;
    let (telephone, _) = enrol(&app, &consumer.browser).await;
    next_period(&app);
    app.advance(SignedDuration::from_mins(1));
    let browser = app.stranger();
    browser
        .post("/codes", json!({ "to": "13800000001", "purpose": "login" }))
        .await
        .ok();
    let code = app.code_sent_to("13800000001").await.unwrap();
    let half = browser
        .post(
            "/login/code",
            json!({ "phone": "13800000001", "code": code }),
        )
        .await;
    assert_eq!(half.status.as_u16(), 202);
    let ticket = half.body["ticket"].as_str().unwrap();
    second(&browser, ticket, &telephone.code(&app)).await.ok();
}

/// Whether such a message waits to be sent.
async fn told(app: &TestApp, message: Message) -> bool {
    let lease = app.now() + SignedDuration::from_secs(1);
    let work = app.ctx.store.begin().await.unwrap();
    let waiting = work.claim_posts(app.now(), lease, 1000).await.unwrap();
    waiting
        .iter()
        .any(|waiting| matches!(&waiting.post, Post::Account(post) if post.message == message))
}
