//! What is new in a room, told in lists and on the dispute's page: messages of others, nothing else.

use serde_json::{Value, json};

use super::scene::Scene;
use crate::support::{Database, Somebody, on_both};

on_both! {
    lists_and_pages_count_the_same_messages_of_others => counted;
}

/// What somebody's list says, and what the page says of all rooms together.
async fn unread(scene: &Scene, who: &Somebody, list: &str) -> (u64, u64) {
    let rows = who.get(list).await.ok();
    let id = scene.dispute.to_string();
    let row = rows["items"].as_array().unwrap().iter();
    let row = row.clone().find(|row| row["id"] == id.as_str()).unwrap();
    let page = who.get(&format!("/disputes/{id}")).await.ok();
    let rooms = page["rooms"].as_array().unwrap().iter();
    let sum = rooms.map(|room| room["unread"].as_u64().unwrap()).sum();
    (row["unread"].as_u64().unwrap(), sum)
}

async fn read(scene: &Scene, who: &Somebody, event: &Value) {
    let path = format!("/rooms/{}/read", scene.negotiation);
    let seq = event["event"]["seq"].as_u64().unwrap();
    who.post(&path, json!({ "seq": seq })).await.ok();
}

async fn counted(database: Database) {
    let scene = Scene::set(database).await;
    let own = "/disputes";
    let queue = "/queue?view=all";
    assert_eq!(
        unread(&scene, &scene.shop, own).await,
        (0, 0),
        "what the procedure shows in a room is no message"
    );
    let first = scene
        .say(&scene.consumer, "message-c1", "您好，在吗？")
        .await;
    let second = scene
        .say(&scene.consumer, "message-c2", "门凹陷的照片已经上传。")
        .await;
    assert_eq!(
        unread(&scene, &scene.consumer, own).await,
        (0, 0),
        "her own"
    );
    assert_eq!(
        unread(&scene, &scene.shop, own).await,
        (2, 2),
        "a shop that has never looked in"
    );
    assert_eq!(unread(&scene, &scene.agent, queue).await, (2, 2));
    assert_eq!(unread(&scene, &scene.colleague, queue).await, (2, 2));

    read(&scene, &scene.shop, &first).await;
    assert_eq!(unread(&scene, &scene.shop, own).await, (1, 1));
    read(&scene, &scene.shop, &second).await;
    scene
        .say(&scene.shop, "message-s1", "在的，我们看一下。")
        .await;
    assert_eq!(unread(&scene, &scene.shop, own).await, (0, 0));
    assert_eq!(unread(&scene, &scene.consumer, own).await, (1, 1));

    let note = json!({ "client_id": "message-n1", "body": "商家态度不错。" });
    let internal = format!("/rooms/{}/messages", scene.internal);
    scene.agent.post(&internal, note).await.ok();
    assert_eq!(
        unread(&scene, &scene.colleague, queue).await,
        (3, 3),
        "three in the negotiation; the notes are for whoever has a place among them"
    );
    assert_eq!(unread(&scene, &scene.consumer, own).await, (1, 1));
}
