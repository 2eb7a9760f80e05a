//! A shop's desk from outside.

use hejie::domain::access::{OrganisationKind, StaffRole};
use hejie::domain::ids::OrganisationId;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{Answer, Database, Somebody, TestApp, on_both};

struct Scene {
    app: TestApp,
    shop: OrganisationId,
    keeper: Somebody,
    other: Somebody,
    disputes: Vec<String>,
}

/// A shop with so many disputes against it, each delivered, and another shop without any.
async fn scene(database: Database, disputes: usize) -> Scene {
    let app = TestApp::on(database).await;
    let platform = app.platform().await;
    let merchant = OrganisationKind::Merchant;
    let shop = app.organisation(merchant, "云岭茶行", Some(platform)).await;
    let other = app.organisation(merchant, "南桥灯具", Some(platform)).await;
    let keeper = app
        .staff(shop, StaffRole::ShopStaff, "店长", "keeper")
        .await;
    let other = app
        .staff(other, StaffRole::ShopStaff, "别家", "other")
        .await;
    let consumer = app.consumer("苏小满", "13900001234").await;
    let mut ids = Vec::new();
    for _ in 0..disputes {
        let draft = consumer.draft(json!({ "organisation": shop })).await;
        ids.push(consumer.file(&app, &draft).await);
    }
    hejie::jobs::work_off(&app.ctx).await.unwrap();
    Scene {
        app,
        shop,
        keeper,
        other,
        disputes: ids,
    }
}

impl Scene {
    async fn list(&self, query: &str) -> Value {
        let path = format!("/shops/{}/disputes?{query}", self.shop);
        self.keeper.get(&path).await.ok()
    }

    async fn answer(&self, key: &str, disputes: &[String], way: &str, text: &str) -> Value {
        let body = json!({ "disputes": disputes, "way": way, "text": text });
        let path = format!("/shops/{}/answers", self.shop);
        answer_by(&self.keeper, &path, key, body).await.ok()
    }
}

async fn answer_by(who: &Somebody, path: &str, key: &str, body: Value) -> Answer {
    let key = [("idempotency-key", key)];
    who.send(reqwest::Method::POST, path, Some(body), &key)
        .await
}

fn ids(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .map(|row| row["id"].as_str().unwrap().to_owned())
        .collect()
}

async fn a_shop_sees_what_waits_for_it(database: Database) {
    let scene = scene(database, 3).await;
    let list = scene.list("part=waiting").await;
    assert_eq!(list["counts"]["waiting"], 3);
    assert_eq!(list["counts"]["due_soon"], 3);
    assert_eq!(list["items"][0]["awaited"], "response");
    assert_eq!(ids(&list).len(), 3);

    let sheet = scene
        .answer(
            "answer-one",
            &scene.disputes[..1],
            "respond",
            "已经联系快递，今天补发。",
        )
        .await;
    assert_eq!(sheet["items"][0]["problem"], Value::Null);
    let list = scene.list("part=waiting").await;
    assert!(!ids(&list).contains(&scene.disputes[0]));
    assert_eq!(list["counts"]["waiting"], 2);
    assert_eq!(list["counts"]["open"], 3);
}

on_both! {
    a_shop_sees_what_waits => a_shop_sees_what_waits_for_it;
    a_record => a_record_counts_silence_and_answers_apart;
}

#[tokio::test]
async fn pages_of_a_shop_hold_every_dispute_once() {
    let scene = scene(Database::Sqlite, 5).await;
    let mut seen = Vec::new();
    let mut query = "part=open&limit=2".to_owned();
    loop {
        let page = scene.list(&query).await;
        seen.extend(ids(&page));
        match page["next_cursor"].as_str() {
            Some(next) => query = format!("part=open&limit=2&cursor={next}"),
            None => break,
        }
    }
    let mut wanted = scene.disputes.clone();
    seen.sort();
    wanted.sort();
    assert_eq!(seen, wanted);
}

#[tokio::test]
async fn one_answer_reaches_many_disputes_once_each() {
    let scene = scene(Database::Sqlite, 3).await;
    let text = "大家好，本店系统故障，今晚之前逐一处理。";
    for _again in 0..2 {
        let sheet = scene
            .answer("all-at-once", &scene.disputes, "say", text)
            .await;
        let items = sheet["items"].as_array().unwrap();
        assert!(items.iter().all(|row| row["problem"].is_null()), "{sheet}");
    }
    for id in &scene.disputes {
        let page = scene.keeper.get(&format!("/disputes/{id}")).await.ok();
        let rooms = page["rooms"].as_array().unwrap();
        let room = rooms.iter().find(|room| room["kind"] == "negotiation");
        let path = format!(
            "/rooms/{}/events?since=0",
            room.unwrap()["id"].as_str().unwrap()
        );
        let events = scene.keeper.get(&path).await.ok();
        let said = events["events"].as_array().unwrap();
        let said = said
            .iter()
            .filter(|event| event["type"] == "message")
            .count();
        assert_eq!(said, 1);
    }
}

#[tokio::test]
async fn what_is_refused_in_one_dispute_leaves_the_others_answered() {
    let scene = scene(Database::Sqlite, 2).await;
    let stranger = "01930000-0000-7000-8000-000000000000".to_owned();
    let asked = [
        scene.disputes[0].clone(),
        stranger,
        scene.disputes[1].clone(),
    ];
    let sheet = scene
        .answer("some-of-them", &asked, "respond", "愿意退款。")
        .await;
    let problems: Vec<_> = (0..3)
        .map(|at| sheet["items"][at]["problem"]["code"].clone())
        .collect();
    assert_eq!(problems, [Value::Null, json!("not_found"), Value::Null]);
}

#[tokio::test]
async fn a_shop_is_closed_to_everybody_else() {
    let scene = scene(Database::Sqlite, 1).await;
    let shop = scene.shop;
    for path in ["disputes", "record"] {
        let path = format!("/shops/{shop}/{path}");
        scene.other.get(&path).await.refused(404, "not_found");
        scene
            .app
            .stranger()
            .get(&path)
            .await
            .refused(401, "not_logged_in");
    }
    let body = json!({ "disputes": scene.disputes, "way": "say", "text": "你好" });
    let path = format!("/shops/{shop}/answers");
    let answer = answer_by(&scene.other, &path, "stranger-key", body).await;
    answer.refused(404, "not_found");
}

async fn a_record_counts_silence_and_answers_apart(database: Database) {
    let scene = scene(database, 2).await;
    scene
        .answer(
            "in-time-answer",
            &scene.disputes[..1],
            "respond",
            "愿意退款。",
        )
        .await;
    scene.app.advance(SignedDuration::from_hours(25));
    hejie::jobs::work_off(&scene.app.ctx).await.unwrap();
    let record = scene
        .keeper
        .get(&format!("/shops/{}/record", scene.shop))
        .await
        .ok();
    assert_eq!(record["filed"], 2);
    assert_eq!(record["answered_in_time"], 1);
    assert_eq!(record["unanswered"], 1);
    let path = format!("/shops/{}/record?from=2026-10-15&to=2025-10-15", scene.shop);
    scene.keeper.get(&path).await.refused(422, "invalid");
}
