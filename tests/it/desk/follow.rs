//! Following, putting aside, naming a colleague.

use jiff::SignedDuration;
use serde_json::json;

use super::scene::{Scene, an_answer};
use crate::support::{Database, on_both};

on_both! {
    what_was_put_aside_comes_back_by_itself => by_itself;
    what_was_put_aside_comes_back_when_something_happens => when_something_happens;
    nothing_is_put_aside_past_a_deadline => never_past_a_deadline;
    whoever_follows_hears_of_every_step => followed;
    whoever_is_named_in_a_note_hears_of_it => named;
}

async fn by_itself(database: Database) {
    let scene = Scene::set(database).await;
    let until = scene.app.now() + SignedDuration::from_hours(2);
    let aside = json!({ "until": until });
    scene.agent.put(&scene.path("/snooze"), aside).await.ok();
    let desk = scene.desk(&scene.agent).await;
    assert_eq!(desk["snoozed_until"], json!(until));
    assert!(scene.desk(&scene.colleague).await["snoozed_until"].is_null());
    scene.app.advance(SignedDuration::from_hours(3));
    assert!(scene.desk(&scene.agent).await["snoozed_until"].is_null());
    scene.work_off().await;
    scene.work_off().await;
    let kinds = scene.notices(&scene.agent).await;
    let told = kinds.iter().filter(|kind| *kind == "snooze_over").count();
    assert_eq!(told, 1);
}

async fn when_something_happens(database: Database) {
    let scene = Scene::set(database).await;
    let until = scene.app.now() + SignedDuration::from_hours(20);
    let aside = async || {
        let body = json!({ "until": until });
        scene.agent.put(&scene.path("/snooze"), body).await.ok();
    };
    let is_aside = async || !scene.desk(&scene.agent).await["snoozed_until"].is_null();
    aside().await;
    scene
        .say(
            &scene.consumer,
            "negotiation",
            "consumer-1",
            "请问有进展吗？",
        )
        .await;
    assert!(!is_aside().await, "a message brings it back");
    aside().await;
    scene
        .say(&scene.agent, "internal", "agent-note", "等商家回电。")
        .await;
    assert!(is_aside().await, "one's own word does not");
    scene
        .consumer
        .post(&scene.path("/urge"), json!({}))
        .await
        .ok();
    assert!(!is_aside().await, "a step brings it back");
}

async fn never_past_a_deadline(database: Database) {
    let scene = Scene::set(database).await;
    let latest = scene.desk(&scene.agent).await["snooze_latest"].clone();
    let due = scene.view(&scene.agent).await["turn"]["deadline"]["due_at"].clone();
    assert_eq!(latest, due);
    let due: jiff::Timestamp = due.as_str().unwrap().parse().unwrap();
    let put = async |until: jiff::Timestamp| {
        let body = json!({ "until": until });
        scene.agent.put(&scene.path("/snooze"), body).await
    };
    let later = put(due + SignedDuration::from_secs(1)).await;
    assert_eq!(
        later.refused(422, "invalid")["errors"][0]["code"],
        "past_deadline"
    );
    let past = put(scene.app.now()).await;
    assert_eq!(past.refused(422, "invalid")["errors"][0]["code"], "in_past");
    put(due).await.ok();
    scene.agent.delete(&scene.path("/snooze")).await.ok();
    assert!(scene.desk(&scene.agent).await["snoozed_until"].is_null());
    let party = json!({ "until": due });
    let denied = scene.consumer.put(&scene.path("/snooze"), party).await;
    denied.refused(403, "wrong_seat");
}

async fn followed(database: Database) {
    let scene = Scene::set(database).await;
    let follow = scene.path("/follow");
    scene.colleague.put(&follow, json!({})).await.ok();
    scene.colleague.put(&follow, json!({})).await.ok();
    assert_eq!(scene.desk(&scene.colleague).await["follows"], true);
    scene
        .agent
        .post(&scene.path("/answer"), an_answer())
        .await
        .ok();
    let count = async || {
        let kinds = scene.notices(&scene.colleague).await;
        kinds
            .iter()
            .filter(|kind| *kind == "followed_moved")
            .count()
    };
    assert_eq!(count().await, 1);
    assert!(
        !scene
            .notices(&scene.supervisor)
            .await
            .contains(&"followed_moved".to_owned())
    );
    scene.colleague.delete(&follow).await.ok();
    let respond = json!({ "statement": "我们正在核实。" });
    scene.shop.post(&scene.path("/respond"), respond).await.ok();
    assert_eq!(count().await, 1);
    let denied = scene.consumer.put(&follow, json!({})).await;
    denied.refused(403, "wrong_seat");
}

async fn named(database: Database) {
    let scene = Scene::set(database).await;
    scene
        .say(
            &scene.agent,
            "internal",
            "note-with-names",
            "@赵磊 请帮忙看一下发票，@王敏",
        )
        .await;
    let mentioned = "mentioned".to_owned();
    assert!(scene.notices(&scene.colleague).await.contains(&mentioned));
    assert!(!scene.notices(&scene.agent).await.contains(&mentioned));
    assert!(!scene.notices(&scene.supervisor).await.contains(&mentioned));
    scene
        .say(
            &scene.consumer,
            "negotiation",
            "party-names",
            "@陈主管 请回复",
        )
        .await;
    assert!(!scene.notices(&scene.supervisor).await.contains(&mentioned));
}
