//! Replies that are kept ready, as they read in one dispute.

use reqwest::Method;
use serde_json::{Value, json};

use super::scene::Scene;
use crate::support::{Database, Somebody, on_both};

on_both! {
    replies_read_as_they_would_be_sent_and_the_most_used_come_first => offered;
    what_is_ones_own_is_offered_to_nobody_else => own;
}

async fn keep(who: &Somebody, shared: bool, title: &str, body: &str) -> String {
    let text = json!({ "kind": "reply", "title": title, "body": body, "locale": "zh-CN" });
    let new = json!({ "shared": shared, "text": text });
    let kept = who.post("/templates", new).await.ok();
    kept["id"].as_str().unwrap().to_owned()
}

async fn titles(scene: &Scene, who: &Somebody) -> Vec<String> {
    let found = who.get(&scene.path("/replies")).await.ok();
    let items = found["items"].as_array().unwrap();
    let title = |item: &Value| item["title"].as_str().unwrap().to_owned();
    items.iter().map(title).collect()
}

async fn offered(database: Database) {
    let scene = Scene::set(database).await;
    let greeting = "{{消费者}}您好，您的订单{{订单号}}由{{本人姓名}}处理。";
    keep(&scene.supervisor, true, "甲 问候", greeting).await;
    let refund = keep(
        &scene.supervisor,
        true,
        "乙 退款",
        "款项{{支付金额}}将原路退回。",
    )
    .await;
    keep(&scene.supervisor, true, "丙 调解", "调解员是{{调解员}}。").await;
    let agreement = json!({ "kind": "agreement", "title": "条款", "body": "双方无其他争议。", "locale": "zh-CN" });
    let new = json!({ "shared": true, "text": agreement });
    scene.supervisor.post("/templates", new).await.ok();

    let before = titles(&scene, &scene.agent).await;
    assert_eq!(before.len(), 3, "a clause is no message: {before:?}");
    for who in [&scene.agent, &scene.agent, &scene.colleague] {
        let used = format!("/desk/replies/{refund}/used");
        who.post(&used, json!({})).await.ok();
    }
    let found = scene.agent.get(&scene.path("/replies")).await.ok();
    let first = &found["items"][0];
    assert_eq!(first["title"], "乙 退款", "what one uses most comes first");
    assert_eq!(first["own_uses"], 2);
    assert_eq!(first["uses"], 3);
    let items = found["items"].as_array().unwrap();
    let of = |title: &str| items.iter().find(|item| item["title"] == title).unwrap();
    let greeting = of("甲 问候");
    let text = greeting["text"].as_str().unwrap();
    assert!(
        text.starts_with("林晓您好") && text.ends_with("由王敏处理。"),
        "{text}"
    );
    assert_eq!(of("丙 调解")["empty"], json!(["mediator"]));
    let open = of("丙 调解")["text"].as_str().unwrap();
    let sent = scene
        .send(&scene.agent, "negotiation", "with-a-gap", open)
        .await;
    let refused = sent.refused(422, "invalid");
    assert_eq!(refused["errors"][0]["code"], "unfilled");
}

async fn own(database: Database) {
    let scene = Scene::set(database).await;
    let mine = keep(&scene.agent, false, "我的话", "我来跟进。").await;
    assert_eq!(titles(&scene, &scene.agent).await, ["我的话"]);
    assert!(titles(&scene, &scene.colleague).await.is_empty());
    let used = format!("/desk/replies/{mine}/used");
    scene
        .colleague
        .post(&used, json!({}))
        .await
        .refused(404, "not_found");
    scene
        .consumer
        .get(&scene.path("/replies"))
        .await
        .refused(404, "not_found");
    let put_away = format!("/templates/{mine}");
    scene
        .agent
        .send(Method::DELETE, &put_away, None, &[])
        .await
        .ok();
    assert!(titles(&scene, &scene.agent).await.is_empty());
}
