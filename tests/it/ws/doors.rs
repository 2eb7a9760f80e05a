//! The socket's door, and nonsense at it.

use std::time::Duration;

use serde_json::json;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::{Error, Message};

use super::scene::Scene;
use super::socket::{Socket, connect, request};
use crate::support::{Database, TestApp};

async fn status(app: &TestApp, cookie: Option<&str>, origin: Option<&str>) -> u16 {
    match connect(request(&app.url, cookie, origin), None).await {
        Ok(_open) => 101,
        Err(Error::Http(answer)) => answer.status().as_u16(),
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn only_our_own_pages_open_a_socket() {
    let app = TestApp::start().await;
    assert_eq!(status(&app, None, Some("https://evil.example")).await, 403);
    assert_eq!(status(&app, None, Some("null")).await, 403);
    assert_eq!(status(&app, None, Some(app.url.as_str())).await, 101);
    assert_eq!(status(&app, None, None).await, 101);
}

#[tokio::test]
async fn a_socket_without_a_session_is_told_nothing() {
    let app = TestApp::start().await;
    let hello = json!({ "t": "hello" });
    let wire = connect(request(&app.url, None, None), None).await.unwrap();
    assert_eq!(
        Socket::greet(wire, hello.clone()).await.welcome["closed"],
        4500
    );
    let wire = connect(request(&app.url, Some("hejie=made-up"), None), None)
        .await
        .unwrap();
    assert_eq!(Socket::greet(wire, hello).await.welcome["closed"], 4500);
    let sub = json!({ "t": "pong" });
    let wire = connect(request(&app.url, None, None), None).await.unwrap();
    assert_eq!(Socket::greet(wire, sub).await.welcome["closed"], 4502);
}

#[tokio::test]
async fn a_silent_socket_is_closed() {
    let app = TestApp::with(Database::Sqlite, &[("HEJIE_HELLO_MS", "100")]).await;
    let mut wire = connect(request(&app.url, None, None), None).await.unwrap();
    let closed = tokio::time::timeout(
        Duration::from_secs(10),
        futures_util::StreamExt::next(&mut wire),
    );
    let Some(Ok(Message::Close(Some(frame)))) = closed.await.unwrap() else {
        panic!("it was not closed");
    };
    assert_eq!(u16::from(frame.code), 4502);
}

#[tokio::test]
async fn nonsense_closes_its_own_socket_and_no_other() {
    let scene = Scene::set(Database::Sqlite).await;
    let mut good = scene.in_room(&scene.agent).await;
    let deep = format!(
        "{{\"t\":\"send\",\"body\":{}1{}}}",
        "[".repeat(9000),
        "]".repeat(9000)
    );
    let nonsense = [
        Message::text("{"),
        Message::text("[]"),
        Message::text(r#"{"t":"shout"}"#),
        Message::text(r#"{"t":"hello"}"#),
        Message::text(deep),
        Message::text("x".repeat(70_000)),
        Message::binary(vec![0, 159, 146, 150]),
        Message::Frame(Frame::message(
            vec![0xff, 0xfe],
            OpCode::Data(Data::Text),
            true,
        )),
    ];
    for message in nonsense {
        let shown = format!("{message:?}").chars().take(60).collect::<String>();
        let mut bad = scene.socket(&scene.consumer).await;
        bad.blurt(message).await;
        assert_eq!(bad.closed().await, 4501, "{shown}");
    }
    assert_eq!(
        good.send(scene.negotiation, "agent-0001", "还在").await["t"],
        "ack"
    );
}

#[tokio::test]
async fn endless_continuations_are_cut_off() {
    let scene = Scene::set(Database::Sqlite).await;
    let mut bad = scene.socket(&scene.consumer).await;
    let piece =
        |code, last| Message::Frame(Frame::message(vec![b' '; 40_000], OpCode::Data(code), last));
    bad.blurt(piece(Data::Text, false)).await;
    for _ in 0..4 {
        bad.blurt(piece(Data::Continue, false)).await;
    }
    assert_eq!(bad.closed().await, 4501);
}

#[tokio::test]
async fn a_person_has_so_many_sockets_and_a_socket_so_many_rooms() {
    let settings = [
        ("HEJIE_SOCKETS_PERSON_MAX", "2"),
        ("HEJIE_SOCKETS_MAX", "3"),
    ];
    let scene = Scene::with(Database::Sqlite, &settings).await;
    let mut first = scene.socket(&scene.consumer).await;
    let _second = scene.socket(&scene.consumer).await;
    let third = scene.socket(&scene.consumer).await;
    assert_eq!(third.welcome["closed"], 4504);
    let _fourth = scene.socket(&scene.agent).await;
    assert_eq!(status(&scene.app, None, None).await, 503);

    for _ in 0..49 {
        let room = scene.app.ctx.ids.new::<hejie::domain::ids::RoomId>();
        first
            .say(json!({ "t": "sub", "id": 9999, "room": room }))
            .await;
    }
    // Rooms that do not exist are forgotten again, so they use nothing up.
    assert_eq!(first.sub(scene.negotiation, None).await["t"], "sub_ok");
}

#[tokio::test]
async fn messages_come_no_faster_than_people_write() {
    let settings = [("HEJIE_LIMIT_MESSAGES_SOCKET", "3/1m")];
    let scene = Scene::with(Database::Sqlite, &settings).await;
    let mut consumer = scene.in_room(&scene.consumer).await;
    for n in 0..3 {
        let sent = consumer
            .send(scene.negotiation, &format!("client-{n:04}"), "一句")
            .await;
        assert_eq!(sent["t"], "ack");
    }
    let refused = consumer
        .send(scene.negotiation, "client-0003", "一句")
        .await;
    assert_eq!(refused["code"], "too_many");
    assert!(
        refused["retry_after_ms"].as_u64().unwrap() <= 20_001,
        "{refused}"
    );
}

#[tokio::test]
async fn bad_messages_are_refused_by_field() {
    let scene = Scene::set(Database::Sqlite).await;
    let path = format!("/rooms/{}/messages", scene.negotiation);
    let long = "长".repeat(4001);
    let stranger = scene.app.ctx.ids.new::<hejie::domain::ids::EvidenceId>();
    let good = "client-0001";
    let cases = [
        (json!({ "client_id": "x", "body": "好" }), "/client_id"),
        (json!({ "client_id": good, "body": " " }), "/body"),
        (json!({ "client_id": good, "body": long }), "/body"),
        (json!({ "client_id": good, "body": 7 }), "/body"),
        (
            json!({ "client_id": good, "body": "好", "attachments": [stranger] }),
            "/attachments/0",
        ),
        (
            json!({ "client_id": good, "body": "好", "reply_to": stranger }),
            "/reply_to",
        ),
        (
            json!({ "client_id": good, "body": "好", "extra": 1 }),
            "/extra",
        ),
    ];
    for (body, pointer) in cases {
        let problem = scene
            .consumer
            .post(&path, body)
            .await
            .refused(422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"], pointer);
    }
    let nowhere = format!(
        "/rooms/{}/messages",
        scene.app.ctx.ids.new::<hejie::domain::ids::RoomId>()
    );
    let words = json!({ "client_id": good, "body": "好" });
    scene
        .consumer
        .post(&nowhere, words)
        .await
        .refused(404, "not_found");
}
