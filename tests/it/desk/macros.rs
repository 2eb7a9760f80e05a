//! Macros: several deeds at once, each decided like any other.

use reqwest::Method;
use serde_json::{Value, json};

use super::scene::Scene;
use crate::support::{Answer, Database, Somebody, on_both};

on_both! {
    a_macro_is_looked_at_and_then_does_what_it_said => all_done;
    the_first_refused_step_ends_the_run_and_each_step_says_so => a_step_is_refused;
    run_again_under_its_key_it_does_only_what_is_missing => run_again;
    nothing_runs_on_what_its_reader_has_not_seen => moved_meanwhile;
    an_open_place_stops_a_run_before_anything_is_done => open_place;
    what_is_shared_is_made_by_those_who_lead => shared;
}

async fn keep(who: &Somebody, name: &str, shared: bool, steps: Value) -> Value {
    let body = json!({ "name": name, "shared": shared, "steps": steps });
    who.post("/desk/macros", body).await.ok()
}

fn path(scene: &Scene, one: &Value) -> String {
    scene.path(&format!("/macros/{}", one["id"].as_str().unwrap()))
}

/// The steps as the preview filled them.
fn filled(preview: &Value) -> Value {
    let items = preview["items"].as_array().unwrap();
    items.iter().map(|item| item["step"].clone()).collect()
}

async fn run(scene: &Scene, who: &Somebody, one: &Value, key: &str, body: Value) -> Answer {
    let headers = [("Idempotency-Key", key)];
    let path = path(scene, one);
    who.send(Method::POST, &path, Some(body), &headers).await
}

fn outcomes(report: &Value) -> Vec<&str> {
    let items = report["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["outcome"].as_str().unwrap())
        .collect()
}

async fn tag(scene: &Scene) -> Value {
    let body = json!({ "name": "催办", "colour": "red" });
    scene.agent.post("/tags", body).await.ok()["id"].clone()
}

async fn all_done(database: Database) {
    let scene = Scene::set(database).await;
    let tag = tag(&scene).await;
    let steps = json!([
        { "step": "assign" },
        { "step": "reply", "text": "{{消费者}}您好，我是{{本人姓名}}。" },
        { "step": "ask_material", "items": ["划痕的照片"] },
        { "step": "tag", "tag": tag },
        { "step": "note", "text": "已请消费者补充，@王敏 请知悉" },
        { "step": "snooze", "hours": 4 },
        { "step": "follow" },
    ]);
    let one = keep(&scene.colleague, "接手并要材料", false, steps).await;
    let preview = scene.colleague.get(&path(&scene, &one)).await.ok();
    assert_eq!(preview["items"][1]["step"]["text"], "林晓您好，我是赵磊。");
    let items = preview["items"].as_array().unwrap();
    assert!(
        items.iter().all(|item| item.get("problem").is_none()),
        "{preview}"
    );
    assert!(
        scene.said(&scene.consumer, "negotiation").await.is_empty(),
        "a look does nothing"
    );

    let body = json!({ "steps": filled(&preview), "head": preview["head"] });
    let report = run(&scene, &scene.colleague, &one, "run-0001", body)
        .await
        .ok();
    assert_eq!(outcomes(&report), ["done"; 7]);
    let view = scene.view(&scene.colleague).await;
    assert_eq!(view["phase"], "awaiting_material");
    assert_eq!(view["responder"]["person"], scene.colleague.id.to_string());
    let said = scene.said(&scene.consumer, "negotiation").await;
    assert_eq!(said, ["林晓您好，我是赵磊。"]);
    let desk = scene.desk(&scene.colleague).await;
    assert_eq!(desk["follows"], true);
    assert!(desk["snoozed_until"].is_string(), "{desk}");
    let worn = scene.agent.get(&scene.path("/tags")).await.ok();
    assert_eq!(worn[0]["name"], "催办");
    assert!(
        scene
            .notices(&scene.agent)
            .await
            .contains(&"mentioned".to_owned())
    );
    let list = scene.colleague.get("/desk/macros").await.ok();
    assert_eq!(list["items"][0]["uses"], 1);
}

async fn a_step_is_refused(database: Database) {
    let scene = Scene::set(database).await;
    let tag = tag(&scene).await;
    let steps = json!([
        { "step": "tag", "tag": tag },
        { "step": "assign", "to": scene.consumer.id },
        { "step": "note", "text": "不会写到这里" },
    ]);
    let one = keep(&scene.agent, "转给外人", false, steps).await;
    let preview = scene.agent.get(&path(&scene, &one)).await.ok();
    assert_eq!(
        preview["items"][1]["problem"]["errors"][0]["code"],
        "unknown"
    );
    let body = json!({ "steps": filled(&preview) });
    let report = run(&scene, &scene.agent, &one, "run-0001", body).await.ok();
    assert_eq!(outcomes(&report), ["done", "refused", "not_reached"]);
    assert_eq!(report["items"][1]["problem"]["code"], "invalid");
    assert!(scene.said(&scene.agent, "internal").await.is_empty());
    let view = scene.view(&scene.agent).await;
    assert_eq!(view["responder"]["person"], scene.agent.id.to_string());

    // Whoever may not work on the dispute cannot by a macro either.
    let own = json!([{ "step": "follow" }]);
    scene
        .shop
        .post("/desk/macros", json!({ "name": "x", "steps": own }))
        .await
        .refused(404, "not_found");
    let theirs = run(
        &scene,
        &scene.colleague,
        &one,
        "run-0001",
        json!({ "steps": own }),
    )
    .await;
    theirs.refused(404, "not_found");
}

async fn run_again(database: Database) {
    let scene = Scene::set(database).await;
    let steps = json!([
        { "step": "reply", "text": "您好。" },
        { "step": "ask_material", "items": ["发票"] },
        { "step": "assign", "to": scene.agent.id },
    ]);
    let one = keep(&scene.agent, "要发票", false, steps.clone()).await;
    let body = json!({ "steps": steps, "head": scene.view(&scene.agent).await["head"] });
    for _ in 0..2 {
        let report = run(&scene, &scene.agent, &one, "run-0001", body.clone())
            .await
            .ok();
        assert_eq!(outcomes(&report), ["done", "done", "already"]);
    }
    assert_eq!(scene.said(&scene.consumer, "negotiation").await, ["您好。"]);
    let list = scene.agent.get("/desk/macros").await.ok();
    assert_eq!(
        list["items"][0]["uses"], 1,
        "one run, however often it was asked for"
    );
}

async fn moved_meanwhile(database: Database) {
    let scene = Scene::set(database).await;
    let steps = json!([{ "step": "reply", "text": "您好。" }, { "step": "follow" }]);
    let one = keep(&scene.agent, "问候", false, steps).await;
    let preview = scene.agent.get(&path(&scene, &one)).await.ok();
    let seen = json!({ "steps": filled(&preview), "head": preview["head"] });
    let urge = scene.path("/urge");
    scene.consumer.post(&urge, json!({})).await.ok();
    let late = run(&scene, &scene.agent, &one, "run-0001", seen.clone()).await;
    late.refused(412, "stale");
    assert!(scene.said(&scene.consumer, "negotiation").await.is_empty());
    // Having looked again, the same run goes on.
    let preview = scene.agent.get(&path(&scene, &one)).await.ok();
    let seen = json!({ "steps": filled(&preview), "head": preview["head"] });
    let report = run(&scene, &scene.agent, &one, "run-0001", seen).await.ok();
    assert_eq!(outcomes(&report), ["done", "done"]);

    // Steps may be left out, but none may be put in.
    let less = json!({ "steps": [{ "step": "follow" }] });
    run(&scene, &scene.agent, &one, "run-0002", less).await.ok();
    let more = json!({ "steps": [{ "step": "note", "text": "别的" }] });
    run(&scene, &scene.agent, &one, "run-0003", more)
        .await
        .refused(412, "stale");
}

async fn open_place(database: Database) {
    let scene = Scene::set(database).await;
    let steps = json!([{ "step": "follow" }, { "step": "reply", "text": "调解员是{{调解员}}。" }]);
    let one = keep(&scene.agent, "介绍调解员", false, steps).await;
    let preview = scene.agent.get(&path(&scene, &one)).await.ok();
    assert_eq!(preview["items"][1]["empty"], json!(["mediator"]));
    let body = json!({ "steps": filled(&preview) });
    let refused = run(&scene, &scene.agent, &one, "run-0001", body)
        .await
        .refused(422, "invalid");
    assert_eq!(refused["errors"][0]["pointer"], "/steps/1");
    assert_eq!(refused["errors"][0]["code"], "unfilled");
    assert_eq!(scene.desk(&scene.agent).await["follows"], false);
}

async fn shared(database: Database) {
    let scene = Scene::set(database).await;
    let steps = json!([{ "step": "follow" }]);
    let wanted = json!({ "name": "关注", "shared": true, "steps": steps });
    scene
        .agent
        .post("/desk/macros", wanted)
        .await
        .refused(403, "shared_texts");
    let one = keep(&scene.supervisor, "关注", true, steps.clone()).await;
    keep(&scene.agent, "我的", false, steps).await;
    let theirs = scene.colleague.get("/desk/macros").await.ok();
    assert_eq!(theirs["items"].as_array().unwrap().len(), 1, "{theirs}");
    assert_eq!(theirs["can_share"], false);
    let at = format!("/desk/macros/{}", one["id"].as_str().unwrap());
    let over = [("if-match", "\"1\"")];
    let body =
        json!({ "name": "改名", "shared": true, "steps": [{ "step": "snooze", "hours": 0 }] });
    let denied = scene
        .agent
        .send(Method::PUT, &at, Some(body.clone()), &over)
        .await;
    denied.refused(403, "shared_texts");
    let wrong = scene
        .supervisor
        .send(Method::PUT, &at, Some(body), &over)
        .await;
    assert_eq!(
        wrong.refused(422, "invalid")["errors"][0]["pointer"],
        "/steps/0/hours"
    );
    let body = json!({ "name": "关注并提醒", "shared": true, "steps": [{ "step": "follow" }, { "step": "snooze", "hours": 2 }] });
    let changed = scene
        .supervisor
        .send(Method::PUT, &at, Some(body.clone()), &over)
        .await;
    assert_eq!(changed.ok()["version"], 2);
    let stale = scene
        .supervisor
        .send(Method::PUT, &at, Some(body), &over)
        .await;
    stale.refused(412, "stale");
    scene
        .supervisor
        .send(Method::DELETE, &at, None, &[])
        .await
        .ok();
    scene.colleague.get(&at).await.refused(404, "not_found");
}
