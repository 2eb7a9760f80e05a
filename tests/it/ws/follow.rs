//! Following: joined, told, resumed.

use std::time::Duration;

use serde_json::json;

use super::scene::Scene;
use super::socket::Socket;
use crate::support::{Database, on_both};

on_both! {
    two_people_hear_each_other_and_resume_by_number => hear_each_other;
    edits_and_withdrawals_leave_a_trace_and_no_words => trace;
}

async fn hear_each_other(database: Database) {
    let scene = Scene::set(database).await;
    let room = scene.negotiation;
    let mut consumer = scene.in_room(&scene.consumer).await;
    let mut agent = scene.in_room(&scene.agent).await;

    let sent = consumer.send(room, "client-0001", "您好，冰箱坏了").await;
    assert_eq!(
        (&sent["t"], &sent["duplicate"]),
        (&json!("ack"), &json!(false))
    );
    let heard = agent.until("ev").await["e"].take();
    assert_eq!(heard, sent["event"]);
    assert_eq!(heard["message"]["body"], "您好，冰箱坏了");
    assert_eq!(heard["by"]["name"], "林晓");
    assert_eq!(heard["by"]["seat"], "consumer");

    let again = consumer.send(room, "client-0001", "您好，冰箱坏了").await;
    assert_eq!(
        (&again["seq"], &again["duplicate"]),
        (&sent["seq"], &json!(true))
    );
    let other = consumer.send(room, "client-0001", "别的话").await;
    assert_eq!(
        (&other["t"], &other["code"]),
        (&json!("err"), &json!("invalid"))
    );

    let epoch = agent.welcome["epoch"].as_str().unwrap().to_owned();
    let last = heard["seq"].as_u64().unwrap();
    drop(agent);
    scene.say(&scene.shop, "shop-00001", "我们会处理").await;
    let mut back = scene.socket(&scene.agent).await;
    let resumed = back.sub(room, Some((last, &epoch))).await;
    assert_eq!(resumed["mode"], "resume");
    let kinds: Vec<_> = resumed["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| &e["type"])
        .collect();
    assert_eq!(
        kinds,
        ["member_added", "message"],
        "the shop comes in by speaking"
    );

    let ahead = back.sub(room, Some((last + 1000, &epoch))).await;
    assert_eq!(ahead["mode"], "snapshot", "a number that does not exist");
    let restored = back.sub(room, Some((last, "another-epoch"))).await;
    assert_eq!(restored["mode"], "snapshot", "numbers of another epoch");
}

async fn trace(database: Database) {
    let scene = Scene::set(database).await;
    let room = scene.negotiation;
    let mut consumer = scene.in_room(&scene.consumer).await;
    let sent = consumer.send(room, "client-0001", "第一句").await;
    let id = sent["event"]["message"]["id"].as_str().unwrap().to_owned();
    let edit = |body: &str, version: u32| json!({ "t": "edit", "room": room, "message": id, "body": body, "version": version });
    let edited = consumer.ask(edit("第二句", 1)).await;
    assert_eq!(edited["event"]["message"]["version"], 2);
    assert_eq!(
        consumer.ask(edit("第二句", 1)).await["duplicate"],
        true,
        "a lost answer"
    );
    assert_eq!(consumer.ask(edit("第三句", 1)).await["code"], "stale");

    let versions = format!("/rooms/{room}/messages/{id}/versions");
    let record = scene.agent.get(&versions).await.ok();
    assert_eq!(record["items"][0]["body"], "第一句");
    scene.shop.get(&versions).await.refused(403, "not_yours");

    let path = format!("/rooms/{room}/messages/{id}");
    scene.shop.delete(&path).await.refused(403, "not_yours");
    scene.consumer.delete(&path).await.ok();
    assert_eq!(scene.consumer.delete(&path).await.ok()["duplicate"], true);
    let all = scene
        .shop
        .get(&format!("/rooms/{room}/events?since=0"))
        .await
        .ok();
    let text = all.to_string();
    assert!(
        !text.contains("第一句") && !text.contains("第二句"),
        "{text}"
    );
    scene
        .consumer
        .patch(&path, json!({ "body": "又来", "version": 2 }))
        .await
        .refused(409, "message_redacted");
}

#[tokio::test]
async fn typing_presence_and_read_marks_stay_in_their_room() {
    let scene = Scene::set(Database::Sqlite).await;
    let mut consumer = scene.in_room(&scene.consumer).await;
    let mut notes = scene.socket(&scene.colleague).await;
    notes.sub(scene.internal, None).await;

    let mut agent = scene.socket(&scene.agent).await;
    agent.sub(scene.negotiation, None).await;
    let came = consumer.until("presence").await;
    assert_eq!(
        (&came["person"], &came["online"]),
        (&json!(scene.agent.id), &json!(true))
    );
    agent
        .say(json!({ "t": "typing", "room": scene.negotiation }))
        .await;
    agent
        .say(json!({ "t": "typing", "room": scene.negotiation }))
        .await;
    let typing = consumer.until("typing").await;
    assert_eq!(typing["name"], "王敏");

    let sent = consumer
        .send(scene.negotiation, "client-0001", "在吗")
        .await;
    agent
        .say(json!({ "t": "read", "room": scene.negotiation, "seq": 9999 }))
        .await;
    let read = consumer.until("read").await;
    assert_eq!(
        read["seq"], sent["seq"],
        "nothing beyond the newest is read"
    );
    agent
        .say(json!({ "t": "read", "room": scene.negotiation, "seq": 1 }))
        .await;
    let more = consumer.within(Duration::from_millis(300)).await;
    assert!(
        more.iter()
            .all(|frame| frame["t"] != "typing" && frame["t"] != "read"),
        "{more:?}"
    );

    let leaked = notes.within(Duration::from_millis(100)).await;
    assert!(leaked.is_empty(), "{leaked:?}");
    let members = scene.snapshot(&scene.consumer).await["members"].take();
    let marks: Vec<_> = members
        .as_array()
        .unwrap()
        .iter()
        .map(|m| &m["read_seq"])
        .collect();
    assert!(marks.contains(&&sent["seq"]), "{marks:?}");
}

#[tokio::test]
async fn disputes_queue_and_notices_are_told_to_whoever_may_hear() {
    let scene = Scene::set(Database::Sqlite).await;
    let mut agent = scene.socket(&scene.agent).await;
    assert_eq!(agent.ask(json!({ "t": "watch_queue" })).await["t"], "ack");
    let mut consumer = scene.socket(&scene.consumer).await;
    assert_eq!(
        consumer.ask(json!({ "t": "watch_queue" })).await["code"],
        "not_found"
    );
    let watch = json!({ "t": "watch", "dispute": scene.dispute });
    assert_eq!(consumer.ask(watch.clone()).await["t"], "ack");
    let first = consumer.until("head").await["head"].as_u64().unwrap();
    let stranger = scene.app.person("路人", "passer").await;
    let mut stranger = scene.socket(&stranger).await;
    assert_eq!(stranger.ask(watch).await["code"], "not_found");

    let path = format!("/disputes/{}/answer", scene.dispute);
    let answer =
        json!({ "finding": "我们核实后认为门体凹陷属实。", "next_step": "已联系商家尽快回应。" });
    scene.agent.post(&path, answer).await.ok();
    assert!(consumer.until("head").await["head"].as_u64().unwrap() > first);
    assert_eq!(agent.until("queue").await["dispute"], json!(scene.dispute));
    assert!(stranger.within(Duration::from_millis(200)).await.is_empty());
}

#[tokio::test]
async fn a_heartbeat_names_the_newest_numbers_and_wants_an_answer() {
    let settings = [("HEJIE_HEARTBEAT_MS", "150")];
    let scene = Scene::with(Database::Sqlite, &settings).await;
    let mut consumer = scene.in_room(&scene.consumer).await;
    let sent = consumer
        .send(scene.negotiation, "client-0001", "在吗")
        .await;
    let beat = consumer.until("hb").await;
    assert_eq!(beat["heads"][scene.negotiation.to_string()], sent["seq"]);
    assert_eq!(
        consumer.closed().await,
        4012,
        "nothing was heard for two and a half beats"
    );
}

#[tokio::test]
async fn a_long_poll_is_answered_when_something_happens() {
    let scene = Scene::set(Database::Sqlite).await;
    let head = scene.snapshot(&scene.consumer).await["head"]
        .as_u64()
        .unwrap();
    let path = format!("/rooms/{}/events?since={head}&wait=20", scene.negotiation);
    let (page, _) = tokio::join!(scene.consumer.get(&path), async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        scene.say(&scene.agent, "agent-0001", "收到").await
    });
    let page = page.ok();
    assert_eq!(page["events"][0]["message"]["body"], "收到");
    let quiet = format!(
        "/rooms/{}/events?since={}&wait=1",
        scene.negotiation, page["head"]
    );
    assert_eq!(scene.consumer.get(&quiet).await.ok()["events"], json!([]));
}

#[tokio::test]
async fn a_stream_resumes_after_the_last_event_id() {
    let scene = Scene::set(Database::Sqlite).await;
    let sent = scene.say(&scene.agent, "agent-0001", "收到").await;
    let seq = sent["event"]["seq"].as_u64().unwrap();
    let url = format!(
        "{}/api/v1/rooms/{}/stream",
        scene.app.url, scene.negotiation
    );
    let mut answer = reqwest::Client::new()
        .get(url)
        .header("cookie", scene.consumer.cookie_header().unwrap())
        .header("last-event-id", (seq - 1).to_string())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    let mut text = String::new();
    while !text.contains("收到") {
        let chunk = tokio::time::timeout(Duration::from_secs(10), answer.chunk()).await;
        text.push_str(std::str::from_utf8(&chunk.unwrap().unwrap().unwrap()).unwrap());
    }
    assert!(text.starts_with("event: epoch\n"), "{text}");
    assert!(text.contains(&format!("\nid: {seq}\ndata: {{")), "{text}");
}

#[tokio::test]
async fn a_ticket_opens_a_socket_once() {
    let scene = Scene::set(Database::Sqlite).await;
    let ticket = scene
        .consumer
        .post("/realtime/tickets", json!({}))
        .await
        .ok();
    let hello = json!({ "t": "hello", "ticket": ticket["ticket"] });
    let anonymous = || super::socket::request(&scene.app.url, None, None);
    let wire = super::socket::connect(anonymous(), None).await.unwrap();
    let first = Socket::greet(wire, hello.clone()).await;
    assert_eq!(first.welcome["person"], json!(scene.consumer.id));
    let wire = super::socket::connect(anonymous(), None).await.unwrap();
    let second = Socket::greet(wire, hello).await;
    assert_eq!(second.welcome["closed"], 4500);
}
