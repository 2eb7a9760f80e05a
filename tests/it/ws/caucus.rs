//! A caucus cannot leak: whatever is said in it, nobody else's page, list, file, message or frame is
//! another than without it.

use std::collections::BTreeMap;
use std::time::Duration;

use hejie::domain::ids::RoomId;
use hejie::jobs;
use hejie::kept::Kept;
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

use super::parley::{Parley, room};
use super::scene::file;
use super::socket::Socket;
use crate::support::{Database, Somebody, on_both};

on_both! {
    nobody_else_sees_that_there_is_a_caucus => nobody_else_sees;
}

/// Everything that one outsider got, in order, with ids called by when they first appeared.
#[derive(Default)]
struct Transcript {
    lines: Vec<String>,
    names: BTreeMap<String, usize>,
    epoch: String,
}

impl Transcript {
    fn note(&mut self, what: &str, text: &str) {
        let text = text.replace(&self.epoch, "«epoch»");
        let mut plain = String::new();
        let mut rest = text.as_str();
        while !rest.is_empty() {
            if let Some(id) = rest.get(..36).filter(|id| id.parse::<uuid::Uuid>().is_ok()) {
                let name = self.name(id);
                plain.push_str(&format!("«{name}»"));
                rest = rest.get(36..).unwrap();
            } else {
                let first = rest.chars().next().unwrap();
                plain.push(first);
                rest = rest.get(first.len_utf8()..).unwrap();
            }
        }
        self.lines.push(format!("{what}: {plain}"));
    }
}

impl Transcript {
    fn name(&mut self, what: &str) -> usize {
        let next = self.names.len();
        *self.names.entry(what.to_owned()).or_insert(next)
    }

    /// A tag is made of the page's bytes, ids included: it says no more than which page is as before.
    fn tag(&mut self, tag: &str) -> String {
        let (head, of_bytes) = tag.split_once('.').unwrap_or(("", tag));
        format!("{head}.«{}»", self.name(of_bytes))
    }
}

struct Outsider<'a> {
    who: &'a Somebody,
    socket: Socket,
    got: Transcript,
    rooms: Vec<RoomId>,
}

impl Outsider<'_> {
    /// Looks at everything there is to look at, and at what came by itself.
    async fn look(&mut self, dispute: &str) {
        for frame in self.socket.within(Duration::from_millis(250)).await {
            if frame["t"] != "hb" {
                self.got.note("frame", &frame.to_string());
            }
        }
        let mut paths = vec![
            format!("/disputes/{dispute}"),
            "/disputes".to_owned(),
            "/disputes?limit=1".to_owned(),
            format!("/disputes/{dispute}/law"),
            "/notices".to_owned(),
            "/mediation_sessions".to_owned(),
            "/me".to_owned(),
        ];
        for room in &self.rooms {
            paths.push(format!("/rooms/{room}"));
            paths.push(format!("/rooms/{room}/events?since=0&limit=500"));
        }
        for path in paths {
            let answer = self.who.get(&path).await;
            let header = |name| {
                answer
                    .headers
                    .get(name)
                    .map(|value| value.to_str().unwrap())
            };
            let tag = header("etag").map(|tag| self.got.tag(tag));
            let line = format!(
                "{} {:?} {:?} {}",
                answer.status,
                tag,
                header("content-length"),
                String::from_utf8_lossy(&answer.bytes)
            );
            self.got.note("page", &format!("{path}: {line}"));
        }
    }
}

async fn nobody_else_sees(database: Database) {
    let without = play(database, false).await;
    let with = play(database, true).await;
    for (who, (without, with)) in without.iter().zip(&with).enumerate() {
        assert!(without.len() >= 28, "outsider {who} looked at every page");
        for (at, (without, with)) in without.iter().zip(with).enumerate() {
            let (left, right) = apart(without, with);
            assert_eq!(left, right, "outsider {who}, line {at}");
        }
        assert_eq!(without.len(), with.len(), "outsider {who}");
    }
}

/// Where two lines part, with a few characters around it: whole pages are too long to read.
fn apart(one: &str, other: &str) -> (String, String) {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    let from = same.count().saturating_sub(80);
    let near = |line: &str| line.chars().skip(from).take(200).collect();
    (near(one), near(other))
}

/// One mediation, in which the consumer and the mediator also talk alone, or do not.
async fn play(database: Database, alone: bool) -> Vec<Vec<String>> {
    let parley = Parley::begin(database).await;
    let scene = &parley.scene;
    let dispute = scene.dispute.to_string();
    // Another dispute stands above this one in the lists, and stays there.
    file(&scene.app, &scene.consumer, scene.merchant).await;
    let mut outsiders = Vec::new();
    for who in [&scene.shop, &scene.agent, &parley.registrar] {
        let mut socket = scene.socket(who).await;
        let watch = json!({ "t": "watch", "dispute": scene.dispute });
        assert_eq!(socket.ask(watch).await["t"], "ack");
        let mut rooms = Vec::new();
        for room in [parley.mediation, scene.negotiation] {
            if socket.sub(room, None).await["t"] == "sub_ok" {
                rooms.push(room);
            }
        }
        outsiders.push(Outsider {
            who,
            socket,
            got: Transcript {
                epoch: scene.app.ctx.instance.epoch.clone(),
                ..Transcript::default()
            },
            rooms,
        });
    }
    let mut consumer = parley.in_room(&scene.consumer, parley.mediation).await;
    let mut mediator = parley.in_room(&parley.mediator, parley.mediation).await;
    for step in 0..4 {
        let line = format!("line-{step:05}");
        match step {
            0 => {
                consumer
                    .send(parley.mediation, &line, "冰箱还是不制冷")
                    .await
            }
            1 => mediator.send(parley.mediation, &line, "请店家说明").await,
            2 => {
                let body = json!({ "client_id": line, "body": "可以上门检修" });
                let path = format!("/rooms/{}/messages", parley.mediation);
                scene.shop.post(&path, body).await.ok()
            }
            _ => consumer.send(parley.mediation, &line, "那就先检修").await,
        };
        if alone {
            talk_alone(&parley, &mut consumer, &mut mediator, step).await;
        }
        scene.app.advance(SignedDuration::from_mins(5));
        for outsider in &mut outsiders {
            outsider.look(&dispute).await;
        }
    }
    jobs::work_off(&scene.app.ctx).await.unwrap();
    let kept = Kept::new(scene.app.ctx.config.storage.path("outbox"));
    let mut letters = kept.newest(None, 1_000).await.unwrap();
    // Letters go out several at a time, in no order of theirs.
    letters.sort_by(|one, other| one.body.cmp(&other.body));
    let mailboxes = ["shop@", "wang@", "zhou@"];
    for (outsider, mailbox) in outsiders.iter_mut().zip(mailboxes) {
        for letter in letters.iter().filter(|one| one.to.starts_with(mailbox)) {
            let text = format!("{:?} {}", letter.subject, letter.body);
            outsider.got.note("letter", &text);
        }
    }
    outsiders.into_iter().map(|one| one.got.lines).collect()
}

/// Everything that a caucus is used for.
async fn talk_alone(parley: &Parley, consumer: &mut Socket, mediator: &mut Socket, step: usize) {
    let scene = &parley.scene;
    let caucus = parley.caucus().await;
    consumer.sub(caucus, None).await;
    mediator.sub(caucus, None).await;
    let sent = consumer
        .send(caucus, &format!("alone-{step:05}"), "其实退一半也行")
        .await;
    consumer.say(json!({ "t": "typing", "room": caucus })).await;
    mediator.say(json!({ "t": "typing", "room": caucus })).await;
    mediator
        .say(json!({ "t": "read", "room": caucus, "seq": sent["seq"] }))
        .await;
    mediator
        .send(caucus, &format!("reply-{step:05}"), "我去和店家谈")
        .await;
    mediator
        .send(parley.notes, &format!("note-{step:05}"), "底线是一半")
        .await;
    let message = sent["event"]["message"]["id"].as_str().unwrap().to_owned();
    let path = format!("/rooms/{caucus}/messages/{message}");
    let change = json!({ "body": "其实退四成也行", "version": 1 });
    scene.consumer.patch(&path, change).await.ok();
    if step == 1 {
        scene.consumer.delete(&path).await.ok();
    }
    let words = json!({ "client_id": format!("aside-{step:05}"), "body": "他们上次也这样说" });
    let path = format!("/rooms/{}/asides", parley.mediation);
    let answer = scene.consumer.post(&path, words).await.ok();
    assert_eq!(answer["room"], json!(caucus));
    let file = bring(&scene.consumer, &scene.dispute.to_string(), caucus).await;
    let with_file =
        json!({ "client_id": format!("file-{step:06}"), "body": "", "attachments": [file] });
    let path = format!("/rooms/{caucus}/messages");
    scene.consumer.post(&path, with_file).await.ok();
    let path = format!("/evidence/{file}/file");
    parley.mediator.get(&path).await;
    for outsider in [&scene.shop, &scene.agent, &parley.registrar] {
        outsider.get(&path).await.refused(404, "not_found");
    }
    // It is no evidence before all, not even if its owner takes it for one.
    let wrong = parley
        .try_act(
            &scene.consumer,
            "submit_evidence",
            json!({ "evidence": [file] }),
        )
        .await;
    assert_eq!(wrong.status, 422, "{}", wrong.body);
    let close = json!({ "party": parley.consumer });
    parley.act(&parley.mediator, "close_caucus", close).await;
    mediator.say(json!({ "t": "unsub", "room": caucus })).await;
}

/// Brings a picture into a room; the answer is its id.
async fn bring(who: &Somebody, dispute: &str, room: RoomId) -> String {
    let picture = picture();
    let start = json!({
        "dispute": dispute, "room": room, "name": "聊天记录.png", "size": picture.len(),
        "media_type": "image/png", "kind": "communication",
    });
    let begun = who.post("/uploads", start).await.ok();
    let path = format!("/uploads/{}", begun["id"].as_str().unwrap());
    let headers = [
        ("upload-offset", "0"),
        ("content-type", "application/octet-stream"),
    ];
    let done = who
        .send_bytes(Method::PATCH, &path, Some(picture), &headers)
        .await
        .ok();
    done["evidence"]["id"].as_str().unwrap().to_owned()
}

fn picture() -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [
        (b"IHDR", &b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0"[..]),
        (b"IDAT", b"\x78\x9c\x63\x60\0\0\0\x02\0\x01"),
        (b"IEND", b""),
    ] {
        let data = bytes::Bytes::copy_from_slice(data);
        let chunk = img_parts::png::PngChunk::new(*kind, data);
        file.extend_from_slice(&chunk.encoder().bytes());
    }
    file
}

#[tokio::test]
async fn a_caucus_does_not_exist_for_anybody_else_at_any_door() {
    let parley = Parley::begin(Database::Sqlite).await;
    let scene = &parley.scene;
    let caucus = parley.caucus().await;
    let others = [
        &scene.shop,
        &scene.agent,
        &scene.colleague,
        &parley.registrar,
        &parley.successor,
    ];
    for (room, strangers) in [(caucus, &others[..]), (parley.notes, &others[..])] {
        for who in strangers {
            for path in ["", "/events", "/events?wait=1", "/stream"] {
                let path = format!("/rooms/{room}{path}");
                who.get(&path).await.refused(404, "not_found");
            }
            let words = json!({ "client_id": "stranger-1", "body": "我也在" });
            let path = format!("/rooms/{room}/messages");
            who.post(&path, words).await.refused(404, "not_found");
            let path = format!("/rooms/{room}/read");
            who.post(&path, json!({ "seq": 1 }))
                .await
                .refused(404, "not_found");
            let mut socket = scene.socket(who).await;
            assert_eq!(socket.sub(room, None).await["code"], "not_found");
        }
    }
    // The consumer has the caucus, and not the notes.
    let mut socket = scene.socket(&scene.consumer).await;
    assert_eq!(socket.sub(caucus, None).await["t"], "sub_ok");
    assert_eq!(socket.sub(parley.notes, None).await["code"], "not_found");
    assert!(room(&parley.page(&scene.shop).await, "caucus").is_none());
}

#[tokio::test]
async fn whose_caucus_is_opened_hears_of_it_at_once_and_nobody_else_does() {
    let parley = Parley::begin(Database::Sqlite).await;
    let scene = &parley.scene;
    let watch = json!({ "t": "watch", "dispute": scene.dispute });
    let mut consumer = scene.socket(&scene.consumer).await;
    let mut shop = scene.socket(&scene.shop).await;
    consumer.ask(watch.clone()).await;
    shop.ask(watch).await;
    shop.within(Duration::from_millis(100)).await;
    parley.caucus().await;
    let told = consumer.until("door").await;
    assert_eq!(told["dispute"], json!(scene.dispute));
    let heard = shop.within(Duration::from_millis(300)).await;
    assert_eq!(heard, Vec::<Value>::new());
}

#[tokio::test]
async fn a_word_aside_opens_the_caucus_and_stays_out_of_the_room_of_all() {
    let parley = Parley::begin(Database::Sqlite).await;
    let scene = &parley.scene;
    let head = parley.page(&scene.shop).await["head"].clone();
    let path = format!("/rooms/{}/asides", parley.mediation);
    let words = json!({ "client_id": "aside-00001", "body": "底线是一千" });
    let first = scene.consumer.post(&path, words.clone()).await;
    assert_eq!(first.status, 201);
    let first = first.ok();
    let again = scene.consumer.post(&path, words).await;
    assert_eq!(again.status, 200, "the same word is said once");
    assert_eq!(again.ok()["event"]["seq"], first["event"]["seq"]);
    let caucus = first["room"].as_str().unwrap();
    assert_eq!(first["event"]["data"]["aside"], true);
    let seen = parley.mediator.get(&format!("/rooms/{caucus}")).await.ok();
    let events = seen["events"].as_array().unwrap();
    let said = events
        .iter()
        .find(|event| event["type"] == "message")
        .unwrap();
    assert_eq!(said["message"]["body"], "底线是一千");
    assert_eq!(said["data"]["aside"], true);
    let path = format!("/rooms/{}/events", parley.mediation);
    let all = scene.shop.get(&path).await;
    assert!(!String::from_utf8_lossy(&all.bytes).contains("底线"));
    assert_eq!(parley.page(&scene.shop).await["head"], head);
    // Who mediates needs no way aside, and who only looks on has none.
    let path = format!("/rooms/{}/asides", parley.mediation);
    let words = json!({ "client_id": "aside-00002", "body": "自言自语" });
    parley
        .mediator
        .post(&path, words)
        .await
        .refused(403, "parties_only");
}

#[tokio::test]
async fn a_successor_finds_caucus_and_notes_sealed_until_the_party_opens_its_own() {
    let parley = Parley::begin(Database::Sqlite).await;
    let scene = &parley.scene;
    let caucus = parley.caucus().await;
    let mut consumer = parley.in_room(&scene.consumer, caucus).await;
    consumer.send(caucus, "client-0001", "我的底线是一千").await;
    let mut before = parley.in_room(&parley.mediator, caucus).await;
    let replace = json!({ "mediator": parley.successor.id, "reason": "原调解员因病不能继续" });
    parley.act(&parley.registrar, "replace", replace).await;
    let accept = json!({ "no_interests": true });
    parley
        .act(&parley.successor, "accept_appointment", accept)
        .await;
    assert_eq!(before.until("left").await["room"], json!(caucus));
    for room in [caucus, parley.notes] {
        let path = format!("/rooms/{room}");
        parley.mediator.get(&path).await.refused(404, "not_found");
        parley.successor.get(&path).await.refused(404, "not_found");
    }
    parley
        .act(&scene.consumer, "unseal_caucus", json!({}))
        .await;
    let opened = parley.successor.get(&format!("/rooms/{caucus}")).await.ok();
    assert_eq!(opened["can_post"], false);
    let path = format!("/rooms/{}", parley.notes);
    parley.successor.get(&path).await.refused(404, "not_found");
    let own = room(&parley.page(&parley.successor).await, "mediator_notes");
    assert!(own.is_some_and(|own| own != parley.notes));
}
