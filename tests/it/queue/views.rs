//! Kept views: one's own and those shared with the service.

use reqwest::Method;
use serde_json::{Value, json};

use super::scene::Desk;
use crate::support::{Database, Somebody, on_both};

on_both! {
    a_view_keeps_what_the_queue_shows_and_counts_it => kept;
    only_a_supervisor_shares_and_changes_what_is_shared => shared;
    a_view_sent_twice_is_kept_once => twice;
    views_stand_in_the_order_they_were_put_in_and_one_opens_first => ordered;
}

async fn keep(who: &Somebody, name: &str, filter: Value, shared: bool) -> Value {
    let body = json!({ "name": name, "filter": filter, "shared": shared });
    who.post("/queue/views", body).await.ok()
}

async fn names(who: &Somebody) -> Vec<String> {
    let views = who.get("/queue/views").await.ok();
    let items = views["items"].as_array().unwrap().iter();
    items
        .map(|item| item["name"].as_str().unwrap().to_owned())
        .collect()
}

async fn kept(database: Database) {
    let desk = Desk::on(database).await;
    desk.file("水壶", "水壶漏水，送修两次没有修好。", "1001")
        .await;
    let filter = json!({ "view": "open", "category": "quality", "query": "漏水" });
    let kept = keep(&desk.agent, "漏水的", filter.clone(), false).await;
    assert_eq!(kept["filter"], filter);
    keep(&desk.agent, "食品", json!({ "category": "food" }), false).await;
    let views = desk.agent.get("/queue/views").await.ok();
    let counts: Vec<_> = views["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| &item["count"])
        .collect();
    assert_eq!(counts, [1, 0]);
    assert!(names(&desk.supervisor).await.is_empty(), "one's own");
    let path = format!("/queue/views/{}", kept["id"].as_str().unwrap());
    desk.supervisor
        .delete(&path)
        .await
        .refused(404, "not_found");
    let body = json!({ "name": "漏水", "filter": { "query": "漏水" } });
    let changed = desk.agent.put(&path, body).await.ok();
    assert_eq!(changed["name"], "漏水");
    let wrong = json!({ "name": "x", "filter": { "phase": "nowhere" } });
    let problem = desk.agent.put(&path, wrong).await.refused(422, "invalid");
    assert_eq!(problem["errors"][0]["pointer"], "/filter/phase");
    assert_eq!(desk.agent.delete(&path).await.status, 204);
    assert_eq!(desk.agent.delete(&path).await.status, 204);
    assert_eq!(names(&desk.agent).await, ["食品"]);
}

async fn shared(database: Database) {
    let desk = Desk::on(database).await;
    let filter = json!({ "view": "missed" });
    let body = json!({ "name": "逾期", "filter": filter, "shared": true });
    desk.agent
        .post("/queue/views", body)
        .await
        .refused(403, "supervisor_only");
    let view = keep(&desk.supervisor, "逾期", filter.clone(), true).await;
    assert_eq!(names(&desk.agent).await, ["逾期"]);
    let seen = desk.agent.get("/queue/views").await.ok();
    assert_eq!(seen["items"][0]["own"], false);
    let path = format!("/queue/views/{}", view["id"].as_str().unwrap());
    desk.agent
        .delete(&path)
        .await
        .refused(403, "supervisor_only");
    let body = json!({ "name": "我的逾期", "filter": filter });
    desk.agent
        .put(&path, body)
        .await
        .refused(403, "supervisor_only");
    desk.supervisor.delete(&path).await;
    assert!(names(&desk.agent).await.is_empty());
}

async fn twice(database: Database) {
    let desk = Desk::on(database).await;
    let body = json!({ "name": "逾期", "filter": { "view": "missed" } });
    let key = [("Idempotency-Key", "one-click")];
    let send = || {
        desk.agent
            .send(Method::POST, "/queue/views", Some(body.clone()), &key)
    };
    let (first, second) = (send().await.ok(), send().await.ok());
    assert_eq!(first, second);
    assert_eq!(names(&desk.agent).await, ["逾期"]);
}

async fn ordered(database: Database) {
    let desk = Desk::on(database).await;
    let mut ids = Vec::new();
    for name in ["甲", "乙", "丙"] {
        let view = keep(&desk.agent, name, json!({}), false).await;
        ids.push(view["id"].as_str().unwrap().to_owned());
    }
    assert_eq!(names(&desk.agent).await, ["甲", "乙", "丙"]);
    let order = json!({ "order": [ids[2], ids[0], ids[1]] });
    assert_eq!(
        desk.agent
            .put("/queue/view_order", order.clone())
            .await
            .status,
        204
    );
    assert_eq!(names(&desk.agent).await, ["丙", "甲", "乙"]);
    desk.supervisor
        .put("/queue/view_order", order)
        .await
        .refused(422, "invalid");

    let choice = json!({ "chosen": ids[1] });
    desk.agent.put("/queue/view_choice", choice.clone()).await;
    assert_eq!(
        desk.agent.get("/queue/views").await.ok()["chosen"],
        json!(ids[1])
    );
    desk.supervisor
        .put("/queue/view_choice", choice)
        .await
        .refused(404, "not_found");
    desk.agent.delete(&format!("/queue/views/{}", ids[1])).await;
    assert!(
        desk.agent
            .get("/queue/views")
            .await
            .ok()
            .get("chosen")
            .is_none()
    );
}
