//! Sending with a moment for undoing.

use jiff::SignedDuration;
use serde_json::json;

use super::scene::{Scene, an_answer};
use crate::support::{Database, on_both};

on_both! {
    a_message_waits_and_then_leaves_once => waits_and_leaves;
    what_is_undone_in_time_goes_back_into_the_box => undone;
    what_is_undone_comes_before_what_was_begun_since => undone_while_writing_on;
    what_was_sent_first_leaves_first => in_order;
    an_answer_counts_from_the_moment_it_leaves => an_answer_waits;
    nothing_waits_while_a_term_runs_out => near_a_deadline;
    what_is_refused_when_its_time_comes_is_kept_and_told => refused_later;
    what_was_sent_leaves_before_its_writer_hands_the_dispute_over => before_a_hand_over;
    what_was_taken_back_can_be_sent_under_the_same_name => sent_after_all;
    a_message_that_a_colleague_was_faster_with_is_not_sent_unseen => a_colleague_was_faster;
}

async fn waits_and_leaves(database: Database) {
    let scene = Scene::set(database).await;
    let room = scene.room(&scene.agent, "negotiation").await;
    scene
        .keep(&scene.agent, &format!("room:{room}"), 0, "您好")
        .await
        .ok();
    let held = scene
        .send(
            &scene.agent,
            "negotiation",
            "first-message",
            "您好，我是王敏。",
        )
        .await
        .ok();
    assert_eq!(held["state"], "waiting");
    let again = scene
        .send(
            &scene.agent,
            "negotiation",
            "first-message",
            "您好，我是王敏。",
        )
        .await
        .ok();
    assert_eq!(again["id"], held["id"]);
    let other = scene
        .send(&scene.agent, "negotiation", "first-message", "别的话")
        .await;
    other.refused(422, "invalid");
    let desk = scene.desk(&scene.agent).await;
    assert_eq!(desk["held"].as_array().unwrap().len(), 1);
    assert_eq!(desk["unsent"], json!([]), "what is sent is begun no longer");

    scene.work_off().await;
    assert!(scene.said(&scene.consumer, "negotiation").await.is_empty());
    scene.app.advance(SignedDuration::from_secs(11));
    scene.work_off().await;
    scene.work_off().await;
    let said = scene.said(&scene.consumer, "negotiation").await;
    assert_eq!(said, ["您好，我是王敏。"]);
    assert_eq!(scene.desk(&scene.agent).await["held"], json!([]));
    let path = format!("/held/{}/undo", held["id"].as_str().unwrap());
    let late = scene.agent.post(&path, json!({})).await;
    late.refused(409, "already_sent");
}

async fn undone(database: Database) {
    let scene = Scene::set(database).await;
    let held = scene
        .send(&scene.agent, "negotiation", "to-be-undone", "发错了")
        .await
        .ok();
    let path = format!("/held/{}/undo", held["id"].as_str().unwrap());
    let foreign = scene.colleague.post(&path, json!({})).await;
    foreign.refused(404, "not_found");
    let back = scene.agent.post(&path, json!({})).await.ok();
    assert_eq!(back["content"]["text"], "发错了");
    assert_eq!(back["state"], "undone");
    scene.agent.post(&path, json!({})).await.ok();
    scene.app.advance(SignedDuration::from_mins(1));
    scene.work_off().await;
    assert!(scene.said(&scene.consumer, "negotiation").await.is_empty());
    let desk = scene.desk(&scene.agent).await;
    assert_eq!(desk["unsent"][0]["content"]["text"], "发错了");
    assert_eq!(desk["held"], json!([]));
}

/// What was sent comes back before what was begun since, and each word of both is there.
async fn undone_while_writing_on(database: Database) {
    let scene = Scene::set(database).await;
    let mut held = Vec::new();
    for (key, words) in [("one-word", "第一句"), ("next-word", "第二句")] {
        let sent = scene.send(&scene.agent, "negotiation", key, words).await;
        held.push(sent.ok()["id"].as_str().unwrap().to_owned());
    }
    let room = scene.room(&scene.agent, "negotiation").await;
    let place = scene.path(&format!("/unsent/room:{room}"));
    let begun = json!({ "content": { "text": "第三句" } });
    scene.agent.put(&place, begun).await.ok();
    for id in held.iter().rev() {
        let path = format!("/held/{id}/undo");
        scene.agent.post(&path, json!({})).await.ok();
    }
    let desk = scene.desk(&scene.agent).await;
    let kept = &desk["unsent"][0];
    assert_eq!(kept["content"]["text"], "第一句\n第二句\n第三句");
    assert_eq!(kept["version"], 3);
}

async fn before_a_hand_over(database: Database) {
    let scene = Scene::set(database).await;
    scene
        .send(
            &scene.agent,
            "negotiation",
            "last-word",
            "我的同事会接着处理。",
        )
        .await
        .ok();
    let over = json!({ "responder": scene.colleague.id, "note": "请继续跟进" });
    scene.agent.post(&scene.path("/take_over"), over).await.ok();
    let said = scene.said(&scene.consumer, "negotiation").await;
    assert_eq!(said, ["我的同事会接着处理。"]);
}

async fn sent_after_all(database: Database) {
    let scene = Scene::set(database).await;
    let held = scene
        .send(&scene.agent, "negotiation", "on-reflection", "请补充照片。")
        .await
        .ok();
    let path = format!("/held/{}/undo", held["id"].as_str().unwrap());
    scene.agent.post(&path, json!({})).await.ok();
    let again = scene
        .send(&scene.agent, "negotiation", "on-reflection", "请补充照片。")
        .await
        .ok();
    assert_eq!(again["state"], "waiting");
    scene.app.advance(SignedDuration::from_secs(11));
    scene.work_off().await;
    let said = scene.said(&scene.consumer, "negotiation").await;
    assert_eq!(said, ["请补充照片。"]);
}

async fn in_order(database: Database) {
    let scene = Scene::set(database).await;
    let longest = json!({ "undo_s": 20, "keys": true });
    scene.agent.put("/desk/settings", longest).await.ok();
    let send = async |key: &str, body: &str| {
        let sent = scene.send(&scene.agent, "negotiation", key, body).await;
        sent.ok()
    };
    send("message-1", "一").await;
    let shortest = json!({ "undo_s": 5, "keys": false });
    scene.agent.put("/desk/settings", shortest).await.ok();
    send("message-2", "二").await;
    scene.app.advance(SignedDuration::from_secs(6));
    scene.work_off().await;
    assert!(scene.said(&scene.agent, "negotiation").await.is_empty());
    let none = json!({ "undo_s": 0, "keys": true });
    scene.agent.put("/desk/settings", none).await.ok();
    let third = send("message-3", "三").await;
    assert_eq!(third["state"], "sent");
    assert_eq!(third["at_once"], "setting");
    let said = scene.said(&scene.consumer, "negotiation").await;
    assert_eq!(said, ["一", "二", "三"]);
    let odd = json!({ "undo_s": 7, "keys": true });
    let refused = scene.agent.put("/desk/settings", odd).await;
    refused.refused(422, "invalid");
}

async fn an_answer_waits(database: Database) {
    let scene = Scene::set(database).await;
    let head = scene.view(&scene.agent).await["head"].as_u64().unwrap();
    let short = json!({ "finding": "好", "next_step": "等" });
    let faulty = scene
        .hold(&scene.agent, "answer", "short-answer", short, None)
        .await;
    assert_eq!(
        faulty.refused(422, "invalid")["errors"][0]["pointer"],
        "/finding"
    );
    let open = json!({ "finding": "已核对{{商品}}的照片。", "next_step": "请商家在三天内答复。" });
    let open = scene
        .hold(&scene.agent, "answer", "open-answer", open, None)
        .await;
    assert_eq!(
        open.refused(422, "invalid")["errors"][0]["code"],
        "unfilled"
    );
    let foreign = scene
        .hold(
            &scene.colleague,
            "answer",
            "not-the-responder",
            an_answer(),
            None,
        )
        .await;
    foreign.refused(403, "not_yours");
    let party = scene
        .hold(
            &scene.consumer,
            "answer",
            "not-of-the-desk",
            an_answer(),
            None,
        )
        .await;
    party.refused(403, "wrong_seat");
    let stale = scene
        .hold(
            &scene.agent,
            "answer",
            "old-picture",
            an_answer(),
            Some(head - 1),
        )
        .await;
    assert_eq!(stale.refused(412, "stale")["facts"]["head"], head);

    let held = scene
        .hold(
            &scene.agent,
            "answer",
            "the-answer",
            an_answer(),
            Some(head),
        )
        .await
        .ok();
    assert_eq!(held["state"], "waiting");
    assert_eq!(scene.view(&scene.consumer).await["phase"], "first_response");
    scene.app.advance(SignedDuration::from_secs(10));
    let leaves = scene.app.now();
    scene.work_off().await;
    let view = scene.view(&scene.consumer).await;
    assert_eq!(view["phase"], "negotiation");
    let timeline = view["timeline"].as_array().unwrap();
    let answers: Vec<_> = timeline
        .iter()
        .filter(|entry| entry["fact"] == "answered")
        .collect();
    assert_eq!(answers.len(), 1);
    let at: jiff::Timestamp = answers[0]["at"].as_str().unwrap().parse().unwrap();
    assert_eq!(at, leaves, "terms count from the moment of sending");
}

async fn near_a_deadline(database: Database) {
    let scene = Scene::set(database).await;
    let view = scene.view(&scene.agent).await;
    let due = view["turn"]["deadline"]["due_at"].as_str().unwrap();
    let due: jiff::Timestamp = due.parse().unwrap();
    let left = due.duration_since(scene.app.now()) - SignedDuration::from_secs(90);
    scene.app.advance(left);
    let held = scene
        .hold(&scene.agent, "answer", "just-in-time", an_answer(), None)
        .await
        .ok();
    assert_eq!(
        (&held["state"], &held["at_once"]),
        (&json!("sent"), &json!("deadline"))
    );
    let view = scene.view(&scene.consumer).await;
    assert_eq!(view["phase"], "negotiation");
    assert_eq!(view["missed"], false);
}

async fn refused_later(database: Database) {
    let scene = Scene::set(database).await;
    let asked = json!({ "items": ["发票照片"] });
    scene
        .hold(&scene.agent, "ask_material", "ask-for-it", asked, None)
        .await
        .ok();
    scene
        .consumer
        .post(
            &scene.path("/withdraw"),
            json!({ "money_arrived": true, "warning_read": true }),
        )
        .await
        .ok();
    scene.app.advance(SignedDuration::from_secs(11));
    scene.work_off().await;
    let desk = scene.desk(&scene.agent).await;
    assert_eq!(desk["held"][0]["state"], "failed");
    assert_eq!(desk["held"][0]["failure"], "not_now");
    assert_eq!(desk["unsent"][0]["place"], "verb:ask_material");
    assert!(
        scene
            .notices(&scene.agent)
            .await
            .contains(&"not_sent".to_owned())
    );
    let path = format!("/held/{}/undo", desk["held"][0]["id"].as_str().unwrap());
    scene.agent.post(&path, json!({})).await.ok();
    assert_eq!(scene.desk(&scene.agent).await["held"], json!([]));
}

async fn a_colleague_was_faster(database: Database) {
    let scene = Scene::set(database).await;
    let room = scene.room(&scene.agent, "internal").await;
    let snapshot = scene.agent.get(&format!("/rooms/{room}")).await.ok();
    let began = snapshot["head"].as_u64().unwrap();
    scene
        .say(
            &scene.colleague,
            "internal",
            "colleague-1",
            "我已经打过电话了。",
        )
        .await;
    let send = async |key: &str, seen: u64| {
        let sending = json!({
            "place": format!("room:{room}"), "key": key,
            "body": { "body": "我去打电话。" }, "content": {},
        });
        let tag = format!("\"{seen}\"");
        let headers = [("if-match", tag.as_str())];
        let path = scene.path("/held");
        let post = reqwest::Method::POST;
        scene.agent.send(post, &path, Some(sending), &headers).await
    };
    let stale = send("agent-note-1", began).await.refused(412, "stale");
    let head = stale["facts"]["head"].as_u64().unwrap();
    assert!(head > began);
    assert_eq!(send("agent-note-2", head).await.ok()["state"], "waiting");
}
