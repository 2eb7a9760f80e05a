//! What is over goes after its days; what is not over stays.

use hejie::domain::access::StaffRole;
use hejie::domain::ids::{CodeId, OutboxId};
use hejie::domain::people::Locale;
use hejie::domain::telling::{Channel, CodePost, Message, Post};
use hejie::jobs;
use jiff::SignedDuration;
use serde_json::json;

use crate::support::{Database, PASSWORD, Somebody, TestApp, on_both};

on_both! {
    messages_that_were_sent_are_forgotten_and_those_that_wait_are_not => messages;
    sessions_that_ended_are_forgotten_and_those_that_last_are_not => sessions;
}

const A_DAY: SignedDuration = SignedDuration::from_hours(24);

async fn post(app: &TestApp, channel: Channel, to: &str) -> String {
    let post = Post::Code(CodePost {
        code: app.ctx.ids.new::<CodeId>(),
        message: Message::CodeLogin,
        channel,
        to: to.into(),
        digits: "204060".into(),
        minutes: 5,
        useless_at: app.now() + SignedDuration::from_hours(24 * 100),
        locale: Locale::ZhCn,
    });
    let mut work = app.ctx.store.begin().await.unwrap();
    let id = app.ctx.ids.new::<OutboxId>();
    work.post(id, &post, app.now()).await.unwrap();
    work.commit().await.unwrap();
    post.key()
}

async fn kept(administrator: &Somebody) -> usize {
    let page = administrator.get("/admin/outbox").await.ok();
    page["items"].as_array().unwrap().len()
}

/// How many posts are still to be sent, by claiming them all without committing it.
async fn waiting(app: &TestApp) -> usize {
    let later = app.now() + SignedDuration::from_hours(24 * 365);
    let work = app.ctx.store.begin().await.unwrap();
    let claimed = work.claim_posts(later, later, 100).await.unwrap();
    claimed.len()
}

async fn messages(database: Database) {
    // Nobody listens there: mail waits, text messages are kept in the folder.
    let settings = [
        ("HEJIE_SMTP_URL", "smtp://127.0.0.1:9"),
        ("HEJIE_KEEP_OUTBOX_D", "7"),
    ];
    let app = TestApp::with(database, &settings).await;
    let platform = app.platform().await;
    let administrator = app
        .staff(platform, StaffRole::Administrator, "管理员", "admin")
        .await;
    post(&app, Channel::Sms, "13800000001").await;
    post(&app, Channel::Mail, "li@example.com").await;
    jobs::work_off(&app.ctx).await.unwrap();
    app.advance(A_DAY * 6);
    post(&app, Channel::Sms, "13800000002").await;
    jobs::work_off(&app.ctx).await.unwrap();
    assert_eq!(kept(&administrator).await, 2);
    app.advance(A_DAY * 2);
    jobs::work_off(&app.ctx).await.unwrap();
    assert_eq!(kept(&administrator).await, 1, "the older one has gone");
    app.advance(A_DAY * 6);
    jobs::work_off(&app.ctx).await.unwrap();
    assert_eq!(kept(&administrator).await, 0);
    assert_eq!(waiting(&app).await, 1, "the mail still waits");
}

async fn sessions(database: Database) {
    let settings = [("HEJIE_KEEP_SESSIONS_D", "2")];
    let app = TestApp::with(database, &settings).await;
    let person = app.person("王芳", "wang").await;
    let login = json!({ "email": "wang@example.com", "password": PASSWORD });
    let other = app.stranger();
    other.post("/login/password", login).await.ok();
    other.post("/logout", json!({})).await.ok();
    let forget = async || {
        let work = app.ctx.store.begin().await.unwrap();
        let long_ago = app.now() - A_DAY * 2;
        let count = work.forget_sessions(long_ago).await.unwrap();
        drop(work);
        count
    };
    app.advance(A_DAY);
    jobs::work_off(&app.ctx).await.unwrap();
    assert_eq!(forget().await, 0, "too young");
    app.advance(A_DAY * 2);
    assert_eq!(forget().await, 1, "the one that ended");
    jobs::work_off(&app.ctx).await.unwrap();
    assert_eq!(forget().await, 0, "it is gone");
    assert_eq!(person.get("/me").await.ok()["person"]["name"], "王芳");
}
