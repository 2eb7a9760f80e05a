//! Sending, with the real adapters against real sockets.

use hejie::db::Delivery;
use hejie::db::PostReach;
use hejie::domain::access::StaffRole;
use hejie::domain::ids::{CodeId, OutboxId};
use hejie::domain::people::Locale;
use hejie::domain::telling::{Channel, CodePost, DeliveryResult, Message, Post};
use hejie::jobs;
use jiff::SignedDuration;

use crate::support::gateways::{Gateway, Mood, json_of};
use crate::support::{Database, TestApp, on_both};

on_both! {
    a_killed_sender_does_not_send_twice => killed_while_sending;
    what_was_claimed_and_not_begun_goes_out_later => killed_before_sending;
}

async fn with_sms(database: Database, more: &[(&str, &str)]) -> (TestApp, Gateway) {
    let gateway = Gateway::sms().await;
    let url = format!("http://{}/send", gateway.address);
    let mut settings = vec![
        ("HEJIE_SMS_URL", url.as_str()),
        ("HEJIE_SMS_TOKEN", "gateway-secret"),
    ];
    settings.extend_from_slice(more);
    (TestApp::with(database, &settings).await, gateway)
}

async fn with_mail() -> (TestApp, Gateway) {
    let server = Gateway::mail().await;
    let url = format!("smtp://{}", server.address);
    let settings = [
        ("HEJIE_SMTP_URL", url.as_str()),
        ("HEJIE_MAIL_FROM", "和解 <odr@platform.example>"),
        ("HEJIE_MAIL_RETURN_PATH", "null"),
    ];
    (TestApp::with(Database::Sqlite, &settings).await, server)
}

/// Posts a code that is good for a day, and answers its key.
async fn post_code(app: &TestApp, channel: Channel, to: &str) -> String {
    let post = Post::Code(CodePost {
        code: app.ctx.ids.new::<CodeId>(),
        message: Message::CodeLogin,
        channel,
        to: to.into(),
        digits: "204060".into(),
        minutes: 5,
        useless_at: app.now() + SignedDuration::from_hours(24),
        locale: Locale::ZhCn,
    });
    let mut work = app.ctx.store.begin().await.unwrap();
    let id = app.ctx.ids.new::<OutboxId>();
    work.post(id, &post, app.now()).await.unwrap();
    work.commit().await.unwrap();
    post.key()
}

async fn attempts(app: &TestApp, key: &str) -> Vec<Delivery> {
    app.ctx.store.deliveries_at(key).await.unwrap()
}

async fn results(app: &TestApp, key: &str) -> Vec<DeliveryResult> {
    let made = attempts(app, key).await;
    made.into_iter().map(|attempt| attempt.result).collect()
}

async fn work_off(app: &TestApp) {
    jobs::work_off(&app.ctx).await.unwrap();
}

#[tokio::test]
async fn a_text_message_goes_out_with_its_key_and_leaves_a_record() {
    let (app, gateway) = with_sms(Database::Sqlite, &[]).await;
    let key = post_code(&app, Channel::Sms, "13800000001").await;
    work_off(&app).await;
    work_off(&app).await;
    let received = gateway.received();
    assert_eq!(received.len(), 1);
    let head = received[0].to_lowercase();
    assert!(head.contains("authorization: bearer gateway-secret"));
    assert!(head.contains("idempotency-key: "));
    let body = json_of(&received[0]);
    assert_eq!(body["to"], "13800000001");
    assert!(body["text"].as_str().unwrap().contains("204060"));

    let made = attempts(&app, &key).await;
    assert_eq!(made.len(), 1);
    assert_eq!(made[0].result, DeliveryResult::Sent);
    assert_eq!(made[0].reference.as_deref(), Some("gw-1"));
    assert_eq!(made[0].to_masked, "138****0001");
    assert_eq!(made[0].delivered_at, Some(app.now()));
}

#[tokio::test]
async fn a_letter_is_automatic_twofold_and_named_the_same_each_time() {
    let (app, server) = with_mail().await;
    server.set(Mood::Busy);
    let key = post_code(&app, Channel::Mail, "li@example.com").await;
    work_off(&app).await;
    assert_eq!(results(&app, &key).await, [DeliveryResult::Failed]);
    server.set(Mood::Willing);
    work_off(&app).await;
    assert_eq!(server.received().len(), 0, "not before the pause is over");
    app.advance(SignedDuration::from_mins(1));
    work_off(&app).await;
    assert_eq!(
        results(&app, &key).await,
        [DeliveryResult::Failed, DeliveryResult::Sent]
    );

    let letter = &server.received()[0];
    assert!(letter.starts_with("MAIL FROM:<>"), "bounces go nowhere");
    for expected in [
        "RCPT TO:<li@example.com>",
        "Auto-Submitted: auto-generated",
        "@platform.example>",
        "multipart/alternative",
        "text/plain",
        "text/html",
    ] {
        assert!(letter.contains(expected), "{expected} in {letter}");
    }
}

#[tokio::test]
async fn what_can_never_be_sent_is_shown_and_not_tried_again() {
    let (app, gateway) = with_sms(Database::Sqlite, &[]).await;
    gateway.set(Mood::Refusing);
    let key = post_code(&app, Channel::Sms, "13800000001").await;
    work_off(&app).await;
    app.advance(SignedDuration::from_hours(2));
    work_off(&app).await;
    assert_eq!(results(&app, &key).await, [DeliveryResult::Refused]);
    let dead = app
        .ctx
        .store
        .dead_posts(&PostReach::Everything, None, 10)
        .await
        .unwrap();
    assert_eq!(dead[0].failure, "400");
    assert!(!dead[0].can_retry, "a code is not kept");
}

/// The gateway has the message, the process dies before it can write that down.
async fn killed_while_sending(database: Database) {
    let (app, gateway) = with_sms(database, &[]).await;
    gateway.set(Mood::Silent);
    let key = post_code(&app, Channel::Sms, "13800000001").await;
    let ctx = app.ctx.clone();
    let sender = tokio::spawn(async move { jobs::work_off(&ctx).await.unwrap() });
    gateway.has_received(1).await;
    sender.abort();
    assert!(sender.await.unwrap_err().is_cancelled());
    assert_eq!(results(&app, &key).await, [DeliveryResult::Begun]);

    gateway.set(Mood::Willing);
    work_off(&app).await;
    app.advance(SignedDuration::from_mins(30));
    work_off(&app).await;
    assert_eq!(gateway.received().len(), 1, "it may have arrived");
    assert_eq!(results(&app, &key).await, [DeliveryResult::Unknown]);
    let dead = app
        .ctx
        .store
        .dead_posts(&PostReach::Everything, None, 10)
        .await
        .unwrap();
    assert_eq!(dead[0].failure, "unknown");
}

/// The process dies with the post in its hand, before anything was handed over.
async fn killed_before_sending(database: Database) {
    let (app, gateway) = with_sms(database, &[]).await;
    let key = post_code(&app, Channel::Sms, "13800000001").await;
    let lease = app.now() + SignedDuration::from_mins(10);
    let work = app.ctx.store.begin().await.unwrap();
    assert_eq!(
        work.claim_posts(app.now(), lease, 10).await.unwrap().len(),
        1
    );
    work.commit().await.unwrap();
    work_off(&app).await;
    assert_eq!(gateway.received().len(), 0, "somebody else holds it");
    app.advance(SignedDuration::from_mins(10));
    work_off(&app).await;
    assert_eq!(gateway.received().len(), 1);
    assert_eq!(results(&app, &key).await, [DeliveryResult::Sent]);
}

#[tokio::test]
async fn a_connection_that_breaks_leaves_the_outcome_unknown() {
    let (app, server) = with_mail().await;
    server.set(Mood::HangsUp);
    let key = post_code(&app, Channel::Mail, "li@example.com").await;
    work_off(&app).await;
    app.advance(SignedDuration::from_hours(2));
    work_off(&app).await;
    assert_eq!(server.received().len(), 1);
    assert_eq!(results(&app, &key).await, [DeliveryResult::Unknown]);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_tried_again() {
    let settings = [("HEJIE_SMS_URL", "http://127.0.0.1:9/")];
    let app = TestApp::with(Database::Sqlite, &settings).await;
    let key = post_code(&app, Channel::Sms, "13800000001").await;
    for _ in 0..3 {
        work_off(&app).await;
        app.advance(SignedDuration::from_hours(1));
    }
    assert_eq!(results(&app, &key).await, [DeliveryResult::Failed; 3]);
}

#[tokio::test]
async fn one_address_is_left_alone_when_it_has_had_its_share() {
    let limit = [("HEJIE_LIMIT_MESSAGES_RECIPIENT", "2/1h")];
    let (app, gateway) = with_sms(Database::Sqlite, &limit).await;
    for _ in 0..3 {
        post_code(&app, Channel::Sms, "13800000001").await;
    }
    post_code(&app, Channel::Sms, "13900000002").await;
    work_off(&app).await;
    assert_eq!(gateway.received().len(), 3, "two and one");
    app.advance(SignedDuration::from_mins(61));
    work_off(&app).await;
    assert_eq!(gateway.received().len(), 4, "what was too much has waited");
}

#[tokio::test]
async fn a_code_that_is_too_old_is_not_sent() {
    let (app, gateway) = with_sms(Database::Sqlite, &[]).await;
    post_code(&app, Channel::Sms, "13800000001").await;
    app.advance(SignedDuration::from_hours(25));
    work_off(&app).await;
    assert_eq!(gateway.received().len(), 0);
}

#[tokio::test]
async fn a_running_job_is_woken_at_once_and_finishes_what_it_began() {
    let (app, gateway) = with_sms(Database::Sqlite, &[]).await;
    let running = jobs::start(&app.ctx).unwrap();
    let key = post_code(&app, Channel::Sms, "13800000001").await;
    gateway.has_received(1).await;
    running.stop().await;
    assert_eq!(results(&app, &key).await, [DeliveryResult::Sent]);
}

#[tokio::test]
async fn without_a_gateway_messages_are_kept_for_the_administrator_alone() {
    let app = TestApp::start().await;
    let platform = app.platform().await;
    let administrator = app
        .staff(platform, StaffRole::Administrator, "管理员", "admin")
        .await;
    let agent = app
        .staff(platform, StaffRole::ServiceAgent, "客服", "agent")
        .await;
    let key = post_code(&app, Channel::Sms, "13800000001").await;
    work_off(&app).await;
    assert_eq!(results(&app, &key).await, [DeliveryResult::Kept]);
    let page = administrator.get("/admin/outbox").await.ok();
    let first = &page["items"][0];
    assert_eq!(first["to"], "13800000001");
    assert_eq!(first["channel"], "sms");
    assert!(first["body"].as_str().unwrap().contains("204060"));
    agent.get("/admin/outbox").await.refused(404, "not_found");
    agent.get("/admin/dead").await.refused(404, "not_found");
    app.stranger()
        .get("/admin/outbox")
        .await
        .refused(401, "not_logged_in");
    administrator
        .get("/admin/outbox?cursor=nonsense")
        .await
        .refused(422, "invalid");
}
