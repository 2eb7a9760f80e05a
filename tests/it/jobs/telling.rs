//! From a filing to the people who hear of it.

use hejie::domain::access::{OrganisationKind, StaffRole};
use hejie::domain::ids::DisputeId;
use hejie::domain::telling::{Channel, DeliveryResult, Message};
use hejie::jobs;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::support::{Database, Somebody, TestApp, on_both};

on_both! {
    a_filing_reaches_the_consumer_and_a_merchant_without_an_account => filing;
    a_notice_in_a_shops_account_is_delivery_and_a_kept_letter_is_not => in_an_account;
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
    let respondent = app.stranger();
    let sight = respondent.post("/links/look", json!({ "token": token }));
    assert_eq!(sight.await.ok()["number"], number);

    let id = dispute.parse().unwrap();
    let made = app.ctx.store.deliveries_of(id).await.unwrap();
    assert_eq!(made.len(), 2);
    for delivery in &made {
        assert_eq!(delivery.message, Message::Filed);
        assert_eq!(delivery.channel, Channel::Sms);
        assert_eq!(delivery.result, DeliveryResult::Kept);
    }
    assert_eq!(
        demand_delivered(&app, id).await,
        None,
        "what is kept here has reached nobody"
    );

    app.advance(SignedDuration::from_hours(3));
    let asked = json!({ "token": token });
    respondent.post("/links/code", asked).await.ok();
    let code = app.code_sent_to("13700000003").await.unwrap();
    let entry = json!({ "token": token, "code": code });
    respondent.post("/links/enter", entry).await.ok();
    assert_eq!(
        demand_delivered(&app, id).await,
        Some(app.now()),
        "whoever opens it has been told"
    );
}

async fn demand_delivered(app: &TestApp, dispute: DisputeId) -> Option<Timestamp> {
    let loaded = app.ctx.store.dispute(dispute).await.unwrap().unwrap();
    loaded.dispute.respondents().next().unwrap().delivered_at
}

async fn in_an_account(database: Database) {
    let app = TestApp::on(database).await;
    let platform = app.platform().await;
    let merchant = app
        .organisation(OrganisationKind::Merchant, "云山电器", Some(platform))
        .await;
    let shop = app
        .staff(merchant, StaffRole::ShopStaff, "店长", "shop")
        .await;
    let consumer = app.consumer("李雷", "13800000001").await;
    let draft = consumer.draft(json!({ "organisation": merchant })).await;
    let dispute = consumer.file(&app, &draft).await;
    let filed_at = app.now();
    jobs::work_off(&app.ctx).await.unwrap();
    let id = dispute.parse().unwrap();
    assert_eq!(
        demand_delivered(&app, id).await,
        Some(filed_at),
        "its notice"
    );

    let told = deliveries(&shop, &dispute).await;
    let by = |channel: &str| told.iter().find(|one| one["channel"] == channel).unwrap();
    assert_eq!(by("notice")["delivered_at"], filed_at.to_string());
    assert_eq!(
        by("notice")["read_at"],
        Value::Null,
        "delivered is not read"
    );
    assert_eq!(by("mail")["result"], "kept");
    assert_eq!(by("mail")["delivered_at"], Value::Null, "nobody sent it");

    app.advance(SignedDuration::from_mins(5));
    let newest = jobs_page(&shop, "/notices").await[0]["id"].clone();
    let read = json!({ "up_to": newest });
    shop.post("/notices/read", read).await.ok();
    let told = deliveries(&shop, &dispute).await;
    let notice = told.iter().find(|one| one["channel"] == "notice").unwrap();
    assert_eq!(notice["delivered_at"], filed_at.to_string());
    assert_eq!(notice["read_at"], app.now().to_string());
    assert_eq!(
        deliveries(&consumer, &dispute).await.len(),
        2,
        "her own notice and message, not the shop's"
    );
}

async fn deliveries(reader: &Somebody, dispute: &str) -> Vec<Value> {
    let page = reader.get(&format!("/disputes/{dispute}")).await.ok();
    page["deliveries"].as_array().unwrap().clone()
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
