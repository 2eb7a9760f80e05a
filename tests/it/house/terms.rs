//! The platform's own terms: drafted, bounded by law, published, in force for what comes later.

use hejie::app::law;
use hejie::domain::access::StaffRole;
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

use super::scene::{House, house, post_over, put_over};
use crate::support::{Answer, Database, Somebody, on_both};

on_both! {
    a_change_holds_for_what_is_filed_eight_days_later => new_disputes;
    what_the_law_bounds_cannot_be_drafted => bounded;
    what_is_announced_can_be_withdrawn_before_it_holds => withdrawn;
    of_two_who_draft_the_second_is_told => two_writers;
    everybody_who_works_on_disputes_is_told_once_of_terms_that_come => told;
}

/// A first response within 48 hours instead of 24, and the numbers it is made from.
async fn longer(admin: &Somebody) -> Value {
    let shown = admin.get("/admin/house-terms").await.ok();
    let mut numbers = shown["numbers"].clone();
    numbers["terms"]["first_response"] = json!({ "count": 48, "warn": 6, "remind": [] });
    numbers
}

async fn draft(admin: &Somebody, seen: u64, numbers: Value) -> Answer {
    let words = json!({ "numbers": numbers, "reasons": "首问处理需要核实物流，原期限过短。" });
    put_over(&admin.browser, "/admin/house-terms/draft", seen, words).await
}

async fn publish(admin: &Somebody, seen: u64) -> Answer {
    post_over(&admin.browser, "/admin/house-terms/draft/publish", seen).await
}

async fn published(house: &House) {
    draft(&house.admin, 0, longer(&house.admin).await)
        .await
        .ok();
    publish(&house.admin, 1).await.ok();
}

/// Hours between filing and the end of the first response.
async fn response_hours(house: &House, phone: &str) -> i64 {
    let consumer = house.app.consumer("李雷", phone).await;
    let draft = consumer
        .draft(json!({ "name": "云山电器", "phone": "13700000003" }))
        .await;
    let dispute = consumer.file(&house.app, &draft).await;
    hours(
        &consumer.get(&format!("/disputes/{dispute}")).await.ok(),
        house,
    )
}

fn hours(page: &Value, house: &House) -> i64 {
    let due: jiff::Timestamp = page["turn"]["deadline"]["due_at"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    due.duration_since(house.app.now()).as_hours()
}

/// Logs in again: sessions end while days pass.
async fn again(admin: &Somebody) {
    let login = json!({ "email": "admin@example.com", "password": crate::support::PASSWORD });
    admin.browser.post("/login/password", login).await.ok();
}

fn days(count: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * count)
}

async fn new_disputes(database: Database) {
    let house = house(database).await;
    house
        .staff(StaffRole::ServiceAgent, "陈客服", "agent")
        .await;
    let first = house.app.consumer("王芳", "13800000001").await;
    let running = first
        .draft(json!({ "name": "云山电器", "phone": "13700000003" }))
        .await;
    let running = first.file(&house.app, &running).await;
    let before = first.get(&format!("/disputes/{running}")).await.ok();
    let old = house
        .app
        .ctx
        .rules_version(house.app.ctx.now().today())
        .unwrap();
    published(&house).await;

    let rules = house.app.stranger().get("/rules").await.ok();
    assert_eq!(rules["version"], old.as_str());
    let coming = &rules["coming"];
    assert_eq!(coming["changes"][0]["id"], "first_response", "{coming}");
    assert_eq!(coming["changes"][0]["is"], 48);
    let from = coming["from"].as_str().unwrap().to_owned();
    let then = house
        .app
        .stranger()
        .get(&format!("/rules?at={from}"))
        .await
        .ok();
    assert_eq!(then["version"], coming["version"]);

    house.app.advance(days(6));
    assert_eq!(response_hours(&house, "13800000002").await, 24);
    house.app.advance(days(2));
    assert_eq!(response_hours(&house, "13800000003").await, 48);
    // What runs already keeps its terms, for ever and for every step.
    let again = first.get(&format!("/disputes/{running}")).await;
    if again.status == 200 {
        assert_eq!(again.body["rules_version"], before["rules_version"]);
    }
    let id = running.parse().unwrap();
    let bound = house.app.ctx.store.dispute(id).await.unwrap().unwrap();
    let binding = &bound.dispute.binding;
    assert_eq!(house.app.ctx.published_in(binding).unwrap(), old);
    let rules = house.app.stranger().get("/rules").await.ok();
    assert_eq!(rules["version"], "platform-2026.2");
    assert!(rules["reasons"]["zh"].as_str().unwrap().contains("物流"));
    assert!(rules["coming"].is_null());
    let earlier = house.app.stranger().get("/rules?at=2026-01-05").await.ok();
    assert_eq!(earlier["version"], old.as_str());
}

async fn bounded(database: Database) {
    let house = house(database).await;
    let mut numbers = longer(&house.admin).await;
    numbers["terms"]["mediation"]["count"] = 31.into();
    let refused = draft(&house.admin, 0, numbers.clone())
        .await
        .refused(422, "invalid");
    let fault = &refused["errors"][0];
    assert_eq!(
        fault["pointer"], "/numbers/terms/mediation/count",
        "{refused}"
    );
    assert_eq!(fault["code"], "term_too_long");
    assert_eq!(fault["facts"]["rule"], "C-08");
    numbers["terms"]["mediation"]["count"] = 30.into();
    numbers["terms"]["bureau_acceptance"] = json!({ "count": 7, "warn": 1 });
    let refused = draft(&house.admin, 0, numbers)
        .await
        .refused(422, "invalid");
    assert_eq!(refused["errors"][0]["code"], "not_house_term");

    let agent = house
        .staff(StaffRole::ServiceAgent, "陈客服", "agent")
        .await;
    agent
        .get("/admin/house-terms")
        .await
        .refused(404, "not_found");
    let now = house.admin.get("/admin/house-terms").await.ok();
    draft(&house.admin, 0, now["numbers"].clone()).await.ok();
    publish(&house.admin, 1)
        .await
        .refused(409, "house_terms_unchanged");
    let silent = json!({ "numbers": longer(&house.admin).await });
    put_over(&house.admin.browser, "/admin/house-terms/draft", 1, silent)
        .await
        .ok();
    let refused = publish(&house.admin, 2).await.refused(422, "invalid");
    assert_eq!(refused["errors"][0]["pointer"], "/reasons");
}

async fn withdrawn(database: Database) {
    let house = house(database).await;
    house
        .staff(StaffRole::ServiceAgent, "陈客服", "agent")
        .await;
    published(&house).await;
    draft(&house.admin, 0, longer(&house.admin).await)
        .await
        .ok();
    publish(&house.admin, 1)
        .await
        .refused(409, "house_terms_coming");
    let path = "/admin/house-terms/platform-2026.2/withdraw";
    let why = json!({ "why": "数字有误" });
    let left = house.admin.post(path, why.clone()).await.ok();
    assert_eq!(left["editions"][0]["withdrawn_why"], "数字有误");
    let rules = house.app.stranger().get("/rules").await.ok();
    assert!(rules["coming"].is_null(), "{rules}");
    house.app.advance(days(9));
    assert_eq!(response_hours(&house, "13800000004").await, 24);

    again(&house.admin).await;
    publish(&house.admin, 1).await.ok();
    house.app.advance(days(8));
    again(&house.admin).await;
    let path = "/admin/house-terms/platform-2026.3/withdraw";
    house
        .admin
        .post(path, why)
        .await
        .refused(409, "house_terms_hold");
    assert_eq!(response_hours(&house, "13800000005").await, 48);
    let trail = house.admin.get("/admin/audit?group=house").await.ok();
    let kinds: Vec<_> = trail["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect();
    for kind in [
        "house_terms_drafted",
        "house_terms_published",
        "house_terms_withdrawn",
    ] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
}

async fn two_writers(database: Database) {
    let house = house(database).await;
    let numbers = longer(&house.admin).await;
    draft(&house.admin, 0, numbers.clone()).await.ok();
    draft(&house.admin, 0, numbers.clone())
        .await
        .refused(412, "stale");
    draft(&house.admin, 1, numbers.clone()).await.ok();
    publish(&house.admin, 1).await.refused(412, "stale");
    let path = "/admin/house-terms/draft";
    house
        .admin
        .send(Method::PUT, path, Some(json!({ "numbers": numbers })), &[])
        .await
        .refused(428, "version_needed");
    house.admin.delete(path).await;
    publish(&house.admin, 2).await.refused(404, "not_found");

    // Another process learns what one has published.
    let other = hejie::app::Context::open_with(
        hejie::config::Config::clone(&house.app.ctx.config),
        None,
        Some(std::sync::Arc::clone(&house.app.ctx.clock)),
    )
    .await
    .unwrap();
    published(&house).await;
    assert!(law::learn(&other).await.unwrap());
    let day = other.now().today();
    assert_eq!(other.rules().coming(day).len(), 1);
}

async fn told(database: Database) {
    let house = house(database).await;
    let agent = house.staff(StaffRole::ServiceAgent, "王敏", "wang").await;
    let shop = house.shop("云山小家电", "91440300708461136T").await;
    let shop = shop.parse().unwrap();
    let keeper = house
        .app
        .staff(shop, StaffRole::ShopStaff, "店长", "shop")
        .await;
    let consumer = house.app.person("林晓", "lin").await;
    published(&house).await;
    let kinds = async |who: &Somebody| {
        let list = who.get("/notices").await.ok();
        let items = list["items"].as_array().unwrap().clone();
        let kinds = items.into_iter().map(|item| item["kind"].clone());
        kinds.collect::<Vec<_>>()
    };
    assert_eq!(kinds(&agent).await, ["house_terms_coming"]);
    assert_eq!(kinds(&keeper).await, ["house_terms_coming"]);
    assert!(kinds(&consumer).await.is_empty());
    assert!(
        kinds(&house.admin).await.is_empty(),
        "who published it knows"
    );
    let list = keeper.get("/notices").await.ok();
    let text = list["items"][0]["text"].as_str().unwrap();
    assert!(text.contains("施行之日"), "{text}");
    let path = "/admin/house-terms/platform-2026.2/withdraw";
    let why = json!({ "why": "发现数字有误，需要重新核算。" });
    house.admin.post(path, why).await.ok();
    assert_eq!(
        kinds(&keeper).await,
        ["house_terms_withdrawn", "house_terms_coming"]
    );
}
