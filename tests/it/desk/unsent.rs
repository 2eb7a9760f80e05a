//! Text that was begun and not sent.

use serde_json::json;

use super::scene::Scene;
use crate::support::{Database, on_both};

on_both! {
    what_was_begun_is_there_on_another_device_and_for_nobody_else => another_device;
    two_windows_of_one_person_do_not_overwrite_each_other => two_windows;
    what_was_begun_stays_in_its_own_room => own_room;
}

async fn another_device(database: Database) {
    let scene = Scene::set(database).await;
    let room = scene.room(&scene.agent, "negotiation").await;
    let place = format!("room:{room}");
    let kept = scene.keep(&scene.agent, &place, 0, "您好，我们已经").await;
    assert_eq!(kept.headers["etag"], "\"1\"");
    scene
        .keep(&scene.agent, "verb:answer", 0, "{\"finding\":\"已核\"}")
        .await
        .ok();
    let phone = scene.app.stranger();
    let login = json!({ "email": "wang@example.com", "password": crate::support::PASSWORD });
    phone.post("/login/password", login).await.ok();
    let list = phone.get(&scene.path("/unsent")).await.ok();
    assert_eq!(list["items"].as_array().unwrap().len(), 2);
    assert_eq!(list["items"][0]["content"]["text"], "您好，我们已经");
    let others = scene.desk(&scene.supervisor).await;
    assert_eq!(others["unsent"], json!([]));
    let theirs = scene.consumer.get(&scene.path("/unsent")).await.ok();
    assert_eq!(theirs["items"], json!([]));

    let gone = scene.path(&format!("/unsent/{place}"));
    phone.delete(&gone).await.ok();
    phone.delete(&gone).await.ok();
    let left = phone.get(&scene.path("/unsent")).await.ok();
    assert_eq!(left["items"].as_array().unwrap().len(), 1);
}

async fn two_windows(database: Database) {
    let scene = Scene::set(database).await;
    let place = "verb:ask_material";
    scene.keep(&scene.agent, place, 0, "发票").await.ok();
    let second = scene.keep(&scene.agent, place, 1, "发票和照片").await.ok();
    assert_eq!(second["version"], 2);
    let clash = scene.keep(&scene.agent, place, 1, "签收单").await;
    assert_eq!(clash.refused(412, "stale")["facts"]["head"], 2);
    let same = scene.keep(&scene.agent, place, 1, "发票和照片").await.ok();
    assert_eq!(same["version"], 2, "the same text twice is no conflict");
    scene
        .agent
        .delete(&scene.path(&format!("/unsent/{place}")))
        .await
        .ok();
    let late = scene.keep(&scene.agent, place, 2, "发票和照片呢").await;
    assert_eq!(
        late.refused(412, "stale")["facts"]["head"],
        0,
        "what was sent or given up does not come back by itself"
    );
}

async fn own_room(database: Database) {
    let scene = Scene::set(database).await;
    let internal = scene.room(&scene.agent, "internal").await;
    let place = format!("room:{internal}");
    let denied = scene.keep(&scene.consumer, &place, 0, "看看").await;
    denied.refused(404, "not_found");
    let unknown = scene.keep(&scene.agent, "room:nothing", 0, "看看").await;
    unknown.refused(404, "not_found");
    let stranger = scene.app.person("路人", "nobody").await;
    let denied = scene.keep(&stranger, "verb:answer", 0, "看看").await;
    denied.refused(404, "not_found");
    // A colleague may note but not speak to the parties.
    scene.keep(&scene.colleague, &place, 0, "备注").await.ok();
    let negotiation = scene.room(&scene.colleague, "negotiation").await;
    let denied = scene
        .keep(&scene.colleague, &format!("room:{negotiation}"), 0, "您好")
        .await;
    denied.refused(404, "not_found");
}
