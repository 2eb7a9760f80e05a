//! Somebody who does not read harms nobody but themselves, and not even themselves for long.

use std::time::{Duration, Instant};

use hejie::app::room::{Words, speak};

use super::mirror::Picture;
use super::scene::Scene;
use super::socket::Socket;
use crate::support::Database;

/// With the size of one message, more than queue, machine and wire hold together.
const MESSAGES: u64 = 420;

#[tokio::test]
async fn a_slow_reader_is_closed_and_resumes_without_loss() {
    let scene = Scene::set(Database::Sqlite).await;
    let (ctx, room) = (&scene.app.ctx, scene.negotiation);
    let mut slow = Socket::open_narrow(&scene.app.url, &scene.shop.browser).await;
    let joined = slow.sub(room, None).await;
    let epoch = joined["epoch"].as_str().unwrap().to_owned();
    let mut picture = Picture {
        last: joined["head"].as_u64().unwrap(),
        ..Picture::default()
    };
    let first = picture.last;
    let mut quick = scene.in_room(&scene.agent).await;

    let standing = scene.standing(&scene.consumer).await;
    let body = "长".repeat(4000);
    let mut slowest = Duration::ZERO;
    for n in 0..MESSAGES {
        let words = Words::parse(&format!("client-{n:05}"), &body, vec![], None).unwrap();
        let sent = speak(ctx, &standing, room, &words).await.unwrap();
        let since = Instant::now();
        quick.events_to(sent.event.seq).await;
        slowest = slowest.max(since.elapsed());
    }
    assert!(
        slowest < Duration::from_secs(5),
        "others waited {slowest:?}"
    );

    let code = loop {
        match slow.next().await {
            Ok(frame) if frame["t"] == "ev" => picture.apply(&frame["e"]),
            Ok(_other) => {}
            Err(code) => break code,
        }
    };
    assert!([4008, 1006].contains(&code), "closed with {code}");
    let read = picture.last - first;
    assert!(
        read < MESSAGES,
        "it was closed before it could read everything"
    );

    // So much was missed that the socket gives a fresh start; what lies between is asked for.
    let mut back = scene.socket(&scene.shop).await;
    let joined = back.sub(room, Some((picture.last, &epoch))).await;
    assert_eq!(joined["t"], "sub_ok", "{joined}");
    let head = joined["head"].as_u64().unwrap();
    while picture.last < head {
        let path = format!("/rooms/{room}/events?since={}&limit=100", picture.last);
        let page = scene.shop.get(&path).await.ok();
        page["events"]
            .as_array()
            .unwrap()
            .iter()
            .for_each(|event| picture.apply(event));
    }
    assert_eq!(picture.last, first + MESSAGES);
    scene.say(&scene.agent, "agent-0001", "都收到了吗").await;
    back.until("ev").await;
}
