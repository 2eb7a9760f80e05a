//! One order: gapless, once, chained.

use std::collections::BTreeSet;

use hejie::app::room::{Words, speak};
use hejie::domain::room::verify;
use serde_json::json;

use super::scene::Scene;
use crate::support::{Database, on_both};

on_both! {
    the_same_message_sent_in_parallel_is_one_message => once;
    whoever_sees_a_number_sees_all_below_it => no_holes;
    a_room_proves_its_chain_and_survives_erasure => chain;
}

async fn once(database: Database) {
    let scene = Scene::set(database).await;
    let path = format!("/rooms/{}/messages", scene.negotiation);
    let words = json!({ "client_id": "client-0001", "body": "我只说一次" });
    let answers = (0..50).map(|_| scene.consumer.post(&path, words.clone()));
    let answers = futures_util::future::join_all(answers).await;
    let fresh = answers
        .iter()
        .filter(|answer| answer.status.as_u16() == 201)
        .count();
    assert_eq!(fresh, 1, "one of them was the first");
    let events: BTreeSet<_> = answers
        .into_iter()
        .map(|answer| answer.ok()["event"].to_string())
        .collect();
    assert_eq!(events.len(), 1, "and all heard the same: {events:?}");
    let said = scene.snapshot(&scene.agent).await["events"].take();
    let said = said
        .as_array()
        .unwrap()
        .iter()
        .filter(|event| event["type"] == "message")
        .count();
    assert_eq!(said, 1);
}

async fn no_holes(database: Database) {
    let scene = Scene::set(database).await;
    let (ctx, room) = (&scene.app.ctx, scene.negotiation);
    let standings = [
        scene.standing(&scene.consumer).await,
        scene.standing(&scene.agent).await,
    ];
    let writers = (0..32).map(|writer: usize| {
        let (ctx, standing) = (ctx.clone(), standings[writer % 2].clone());
        tokio::spawn(async move {
            for n in 0..4 {
                let words = Words::parse(&format!("writer-{writer}-{n}"), "一句", vec![], None);
                speak(&ctx, &standing, room, &words.unwrap()).await.unwrap();
            }
        })
    });
    let writers: Vec<_> = writers.collect();
    while !writers.iter().all(tokio::task::JoinHandle::is_finished) {
        let events = ctx.store.room_events(room, 0, 500).await.unwrap();
        let numbers = events.iter().map(hejie::db::StoredEvent::seq);
        assert!(
            numbers.eq(1..=u64::try_from(events.len()).unwrap()),
            "a hole"
        );
    }
    for writer in writers {
        writer.await.unwrap();
    }
    let events = ctx.store.room_events(room, 0, 500).await.unwrap();
    let said = events
        .iter()
        .filter(|event| event.sealed.link.message.is_some())
        .count();
    assert_eq!(said, 128);
}

async fn chain(database: Database) {
    let scene = Scene::set(database).await;
    let (store, room) = (&scene.app.ctx.store, scene.negotiation);
    let sent = scene.say(&scene.consumer, "client-0001", "同意").await;
    let id: hejie::domain::ids::MessageId = sent["event"]["message"]["id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let sealed = || async {
        let events = store.room_events(room, 0, 500).await.unwrap();
        events
            .into_iter()
            .map(|event| event.sealed)
            .collect::<Vec<_>>()
    };
    let head = verify(&sealed().await).unwrap();
    assert_eq!(store.room(room).await.unwrap().unwrap().last_hash, head);

    let work = store.begin().await.unwrap();
    work.erase_message(id).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(
        verify(&sealed().await),
        Ok(head),
        "the words are gone, the chain is whole"
    );
    let text = scene.snapshot(&scene.agent).await.to_string();
    assert!(!text.contains("同意"));
}
