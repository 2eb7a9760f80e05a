//! From a filing to the people who hear of it.

use hejie::domain::access::StaffRole;
use hejie::domain::telling::{Channel, DeliveryResult, Message};
use hejie::jobs;
use serde_json::{Value, json};

use crate::support::{Database, Somebody, TestApp, on_both};

on_both! {
    a_filing_reaches_the_consumer_and_a_merchant_without_an_account => filing;
}

async fn kept(administrator: &Somebody) -> Vec<Value> {
    jobs_page(administrator, "/admin/outbox").await
}

async fn jobs_page(somebody: &Somebody, path: &str) -> Vec<Value> {
    let page = somebody.get(path).await.ok();
    page["items"].as_array().unwrap().clone()
}

async fn filing(database: Database) {
    let app = TestApp::on(database).await;
    let platform = app.platform().await;
    let administrator = app
        .staff(platform, StaffRole::Administrator, "管理员", "admin")
        .await;
    let consumer = app.consumer("李雷", "13800000001").await;
    let merchant = json!({ "name": "云山电器", "phone": "13700000003" });
    let draft = consumer.draft(merchant).await;
    let dispute = consumer.file(&app, &draft).await;

    let notices = jobs_page(&consumer, "/notices").await;
    assert_eq!(notices[0]["kind"], "filed");
    assert_eq!(notices[0]["dispute"], dispute.as_str());
    let number = notices[0]["number"].as_str().unwrap();
    assert!(notices[0]["text"].as_str().unwrap().contains(number));
    assert_eq!(consumer.get("/me").await.ok()["unread_notices"], 1);
    let read = json!({ "up_to": notices[0]["id"] });
    let left = consumer.post("/notices/read", read).await.ok();
    assert_eq!(left["unread"], 0);
    assert!(jobs_page(&consumer, "/notices").await[0]["read_at"].is_string());

    jobs::work_off(&app.ctx).await.unwrap();
    jobs::work_off(&app.ctx).await.unwrap();
    let messages = kept(&administrator).await;
    let to = |to: &str| -> Vec<&Value> {
        let all = messages.iter().filter(|one| one["to"] == to);
        all.filter(|one| one["body"].as_str().unwrap().contains(number))
            .collect()
    };
    assert_eq!(to("13800000001").len(), 1, "told once");
    let asked = to("13700000003");
    assert_eq!(asked.len(), 1);
    let body = asked[0]["body"].as_str().unwrap();
    let token = body
        .split_once("/r#")
        .unwrap()
        .1
        .split_whitespace()
        .next()
        .unwrap();
    let sight = app
        .stranger()
        .post("/links/look", json!({ "token": token }))
        .await;
    assert_eq!(sight.ok()["number"], number);

    let id = dispute.parse().unwrap();
    let made = app.ctx.store.deliveries_of(id).await.unwrap();
    assert_eq!(made.len(), 2);
    for delivery in &made {
        assert_eq!(delivery.message, Message::Filed);
        assert_eq!(delivery.channel, Channel::Sms);
        assert_eq!(delivery.result, DeliveryResult::Kept);
    }
    let loaded = app.ctx.store.dispute(id).await.unwrap().unwrap();
    let respondent = loaded.dispute.respondents().next().unwrap();
    assert_eq!(
        respondent.delivered_at,
        Some(app.now()),
        "the demand counts"
    );
}

#[tokio::test]
async fn notices_are_ones_own() {
    let app = TestApp::start().await;
    app.platform().await;
    let consumer = app.consumer("李雷", "13800000001").await;
    let draft = consumer.draft(json!({ "name": "云山电器" })).await;
    consumer.file(&app, &draft).await;
    let other = app.consumer("韩梅梅", "13900000002").await;
    assert_eq!(jobs_page(&other, "/notices").await, Vec::<Value>::new());
    let up_to = jobs_page(&consumer, "/notices").await[0]["id"].clone();
    other
        .post("/notices/read", json!({ "up_to": up_to }))
        .await
        .ok();
    assert_eq!(consumer.get("/me").await.ok()["unread_notices"], 1);
    app.stranger()
        .get("/notices")
        .await
        .refused(401, "not_logged_in");
    let nonsense = consumer
        .post("/notices/read", json!({ "up_to": "x" }))
        .await;
    nonsense.refused(422, "invalid");
    let cursor = consumer.get("/notices?cursor=x").await;
    cursor.refused(422, "invalid");
}
