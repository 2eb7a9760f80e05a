//! Seats and sessions that end while people are connected.

use std::time::Duration;

use hejie::app::room::{add_member, remove_member};
use hejie::domain::dispute::Seat;
use hejie::domain::room::LeftWhy;
use serde_json::json;

use super::scene::Scene;
use crate::support::{Database, on_both};

on_both! {
    nothing_after_a_removal_reaches_whoever_was_removed => removed;
}

async fn removed(database: Database) {
    let scene = Scene::set(database).await;
    let (ctx, room) = (&scene.app.ctx, scene.negotiation);
    let mut work = ctx.store.begin().await.unwrap();
    add_member(ctx, &mut work, room, scene.shop.id, Seat::Respondent, None)
        .await
        .unwrap();
    work.commit().await.unwrap();
    let mut shop = scene.in_room(&scene.shop).await;
    let mut consumer = scene.in_room(&scene.consumer).await;

    // One work: whatever is said later stands behind the removal.
    let mut work = ctx.store.begin().await.unwrap();
    remove_member(ctx, &mut work, room, scene.shop.id, LeftWhy::SeatLost)
        .await
        .unwrap();
    work.commit().await.unwrap();
    let sent = consumer.send(room, "client-0001", "现在店家听不到").await;
    let left = shop.until("left").await;
    assert_eq!(left["reason"], "seat_lost");
    assert!(left["at_seq"].as_u64() < sent["seq"].as_u64());
    let after = shop.within(Duration::from_millis(300)).await;
    assert!(after.iter().all(|frame| frame["t"] != "ev"), "{after:?}");
}

#[tokio::test]
async fn whoever_works_there_no_longer_is_out_at_once_and_at_every_door() {
    let scene = Scene::set(Database::Sqlite).await;
    let room = scene.negotiation;
    let mut shop = scene.in_room(&scene.shop).await;
    shop.send(room, "shop-00001", "我们会处理").await;
    shop.ask(json!({ "t": "watch", "dispute": scene.dispute }))
        .await;
    scene.dismiss_shop().await;
    shop.until("left").await;

    scene
        .say(&scene.consumer, "client-0001", "他们已经走了")
        .await;
    let after = shop.within(Duration::from_millis(300)).await;
    assert!(after.is_empty(), "{after:?}");
    assert_eq!(shop.sub(room, None).await["code"], "not_found");
    assert_eq!(
        shop.send(room, "shop-00002", "还在吗").await["code"],
        "not_found"
    );
    let watch = json!({ "t": "watch", "dispute": scene.dispute });
    assert_eq!(shop.ask(watch).await["code"], "not_found");
    for path in ["", "/events", "/events?wait=1", "/stream"] {
        let path = format!("/rooms/{room}{path}");
        scene.shop.get(&path).await.refused(404, "not_found");
    }
    let words = json!({ "client_id": "shop-00003", "body": "还在吗" });
    let path = format!("/rooms/{room}/messages");
    scene
        .shop
        .post(&path, words)
        .await
        .refused(404, "not_found");
    let path = format!("/rooms/{room}/read");
    scene
        .shop
        .post(&path, json!({ "seq": 1 }))
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn whoever_takes_over_gets_the_word_and_the_other_loses_it() {
    let scene = Scene::set(Database::Sqlite).await;
    let mut before = scene.in_room(&scene.agent).await;
    let mut after = scene.in_room(&scene.colleague).await;
    let room = scene.negotiation;
    assert_eq!(
        after.send(room, "zhao-00001", "我先说一句").await["code"],
        "room_read_only"
    );

    let path = format!("/disputes/{}/take_over", scene.dispute);
    scene
        .colleague
        .post(&path, json!({ "note": "转由我处理" }))
        .await
        .ok();
    assert_eq!(before.until("left").await["reason"], "seat_lost");
    let again = before.sub(room, None).await;
    assert_eq!(again["can_post"], false, "a colleague still follows");
    assert_eq!(after.until("rights").await["can_post"], true);
    assert_eq!(
        after.send(room, "zhao-00001", "由我来处理").await["t"],
        "ack"
    );
    assert_eq!(
        before.send(room, "wang-00001", "还有一句").await["code"],
        "room_read_only"
    );
}

#[tokio::test]
async fn an_ended_session_closes_its_socket() {
    let scene = Scene::set(Database::Sqlite).await;
    let mut consumer = scene.in_room(&scene.consumer).await;
    scene.consumer.post("/logout", json!({})).await.ok();
    assert_eq!(consumer.closed().await, 4503);
}

#[tokio::test]
async fn a_suspended_person_is_sent_away_from_every_window() {
    let scene = Scene::set(Database::Sqlite).await;
    let mut first = scene.in_room(&scene.consumer).await;
    let mut second = scene.socket(&scene.consumer).await;
    let store = &scene.app.ctx.store;
    let mut work = store.begin().await.unwrap();
    work.set_suspended(scene.consumer.id, Some(scene.app.now()))
        .await
        .unwrap();
    work.commit().await.unwrap();
    assert_eq!(first.closed().await, 4503);
    assert_eq!(second.closed().await, 4503);
}

#[tokio::test]
async fn the_platforms_own_room_does_not_exist_for_parties() {
    let scene = Scene::set(Database::Sqlite).await;
    for party in [&scene.consumer, &scene.shop] {
        let mut socket = scene.socket(party).await;
        assert_eq!(socket.sub(scene.internal, None).await["code"], "not_found");
        let path = format!("/rooms/{}", scene.internal);
        party.get(&path).await.refused(404, "not_found");
    }
    let mut agent = scene.socket(&scene.agent).await;
    assert_eq!(agent.sub(scene.internal, None).await["t"], "sub_ok");
}
