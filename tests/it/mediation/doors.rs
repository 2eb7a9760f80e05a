//! Who gets in: strangers nowhere, a body from being asked on, a mediator as long as they mediate,
//! and into a caucus nobody but its party and its mediator.

use hejie::app::mediate::gone::release;
use hejie::domain::access::StaffRole;
use hejie::domain::mediation::BodyKind;
use serde_json::{Value, json};

use super::scene::{Scene, party};
use crate::support::{Database, Somebody, on_both};

/// Everything of a page that another party could learn something from.
async fn what_the_shop_sees(scene: &Scene) -> Value {
    let view = scene.view(&scene.shop).await;
    let notices = scene.shop.get("/notices").await.ok();
    json!({
        "head": view["head"], "rooms": view["rooms"], "timeline": view["timeline"],
        "evidence": view["evidence"], "allowed": view["allowed"], "turn": view["turn"],
        "notices": notices["items"], "mediation": view["mediation"],
    })
}

async fn no_seat_sees_another_partys_caucus(database: Database) {
    let scene = Scene::on(database, BodyKind::Peoples).await.begun().await;
    let before = what_the_shop_sees(&scene).await;
    let view = scene.view(&scene.consumer).await;
    let open = json!({ "party": party(&view, "consumer") });
    // Only the mediator opens one.
    let by_party = scene.act(&scene.consumer, "open_caucus", open.clone());
    assert_eq!(by_party.await.status, 403);
    scene.act(&scene.mediator, "open_caucus", open).await.ok();
    let caucus = scene.room(&scene.consumer, "caucus").await.unwrap();
    scene
        .say(&scene.consumer, &caucus, "底线是一百五十元")
        .await
        .ok();
    scene
        .say(&scene.mediator, &caucus, "我不会转告对方")
        .await
        .ok();
    for stranger in [
        &scene.shop,
        &scene.agent,
        &scene.supervisor,
        &scene.registrar,
        &scene.successor,
    ] {
        let name = &stranger.name;
        let looked = stranger.get(&format!("/rooms/{caucus}")).await;
        assert_eq!(looked.status, 404, "{name}");
        let events = format!("/rooms/{caucus}/events?since=0");
        assert_eq!(stranger.get(&events).await.status, 404, "{name}");
        let said = scene.say(stranger, &caucus, "我也在").await;
        assert_eq!(said.status, 404, "{name}");
    }
    let after = what_the_shop_sees(&scene).await;
    assert_eq!(before, after, "the same with and without a caucus");
}

async fn files_of_a_caucus_stay_there(database: Database) {
    let scene = Scene::on(database, BodyKind::Peoples).await.begun().await;
    let view = scene.view(&scene.consumer).await;
    let open = json!({ "party": party(&view, "consumer") });
    scene.act(&scene.mediator, "open_caucus", open).await.ok();
    let caucus = scene.room(&scene.consumer, "caucus").await.unwrap();
    let (consumer, dispute) = (&scene.consumer, &scene.dispute);
    let start = json!({
        "dispute": dispute, "room": caucus, "name": "底线.pdf", "size": PDF.len(),
        "media_type": "application/pdf",
    });
    let begun = consumer.post("/uploads", start).await.ok();
    let sent = consumer.send_chunk(begun["id"].as_str().unwrap(), 0, PDF);
    let file = sent.await.ok()["evidence"]["id"].clone();
    let alone = json!({
        "dispute": dispute, "name": "聊天记录.pdf", "size": PDF.len(),
        "media_type": "application/pdf", "mediator_only": true,
    });
    let begun = consumer.post("/uploads", alone).await.ok();
    let sent = consumer.send_chunk(begun["id"].as_str().unwrap(), 0, PDF);
    let for_mediator = sent.await.ok()["evidence"]["id"].clone();
    let submit = json!({ "evidence": [for_mediator] });
    scene.act(consumer, "submit_evidence", submit).await.ok();
    let opens = async |who: &Somebody, file: &Value| {
        let path = format!("/evidence/{}/file", file.as_str().unwrap());
        who.get(&path).await.status == 200
    };
    assert!(opens(&scene.mediator, &file).await && opens(consumer, &file).await);
    assert!(opens(&scene.mediator, &for_mediator).await);
    for other in [&scene.shop, &scene.agent, &scene.registrar] {
        assert!(!opens(other, &file).await, "{}", other.name);
        assert!(!opens(other, &for_mediator).await, "{}", other.name);
        let listed = scene.view(other).await["evidence"].clone();
        assert_eq!(listed, json!([]), "{}", other.name);
        assert!(!told_of_files(&scene.view(other).await), "{}", other.name);
    }
    assert!(told_of_files(&scene.view(consumer).await));
    assert!(told_of_files(&scene.view(&scene.mediator).await));
    let room = scene.room(&scene.shop, "mediation").await.unwrap();
    let said = scene.shop.get(&format!("/rooms/{room}")).await.ok();
    assert!(!said.to_string().contains("evidence_submitted"));
}

fn told_of_files(view: &Value) -> bool {
    let timeline = view["timeline"].as_array().unwrap();
    timeline
        .iter()
        .any(|entry| entry["fact"] == "evidence_submitted")
}

async fn a_mediator_whom_the_body_removes_makes_room_for_another(database: Database) {
    let scene = Scene::on(database, BodyKind::Peoples).await.begun().await;
    let administrator = scene
        .app
        .staff(scene.platform, StaffRole::Administrator, "戚主任", "admin")
        .await;
    let remove = format!(
        "/organisations/{}/members/{}/remove",
        scene.body, scene.mediator.id
    );
    administrator.post(&remove, json!({})).await.ok();
    let view = scene.view(&scene.consumer).await;
    assert_eq!(view["phase"], "mediator_appointment");
    assert_eq!(view["turn"]["seats"], json!(["registrar"]));
    assert_eq!(scene.look(&scene.mediator).await.status, 404);
    scene.succeed().await;
    assert_eq!(scene.view(&scene.shop).await["phase"], "mediation");
    assert_eq!(release(&scene.app.ctx).await.unwrap(), 0, "nobody is left");
}

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

async fn a_mediator_who_resigns_loses_everything_at_once(database: Database) {
    let scene = Scene::on(database, BodyKind::Peoples).await.begun().await;
    let view = scene.view(&scene.consumer).await;
    let open = json!({ "party": party(&view, "consumer") });
    scene.act(&scene.mediator, "open_caucus", open).await.ok();
    let main = scene.room(&scene.mediator, "mediation").await.unwrap();
    let notes = scene.room(&scene.mediator, "mediator_notes").await.unwrap();
    let caucus = scene.room(&scene.mediator, "caucus").await.unwrap();
    scene
        .say(&scene.mediator, &notes, "消费者让步空间约一百五十元")
        .await
        .ok();
    scene
        .say(&scene.consumer, &caucus, "底线是一百五十元")
        .await
        .ok();
    let reason = json!({ "reason": "身体原因，不能继续" });
    let resigned = scene.act(&scene.mediator, "resign", reason).await;
    assert_eq!(resigned.status, 204, "done, and nothing is left to see");
    assert_eq!(scene.look(&scene.mediator).await.status, 404);
    for room in [&main, &notes, &caucus] {
        let looked = scene.mediator.get(&format!("/rooms/{room}")).await;
        assert_eq!(looked.status, 404);
    }

    scene.succeed().await;
    // The talk of all goes on; what was said alone stays sealed until its party opens it.
    let reads = async |room: &str| scene.successor.get(&format!("/rooms/{room}")).await.status;
    assert_eq!(reads(&main).await, 200);
    assert_eq!(reads(&caucus).await, 404);
    assert_eq!(reads(&notes).await, 404);
    scene
        .act(&scene.shop, "unseal_caucus", json!({}))
        .await
        .ok();
    assert_eq!(reads(&caucus).await, 404, "it is not the shop's to open");
    scene
        .act(&scene.consumer, "unseal_caucus", json!({}))
        .await
        .ok();
    assert_eq!(reads(&caucus).await, 200);
    assert_eq!(reads(&notes).await, 404);
    let said = scene.say(&scene.successor, &caucus, "您好").await;
    assert_eq!(said.status, 403, "it is history");
}

async fn a_negotiation_is_read_by_a_mediator_only_if_all_agree(database: Database) {
    let scene = Scene::on(database, BodyKind::Peoples).await.begun().await;
    let negotiation = scene.room(&scene.consumer, "negotiation").await.unwrap();
    let path = format!("/rooms/{negotiation}");
    assert_eq!(scene.mediator.get(&path).await.status, 404);
    scene
        .act(&scene.consumer, "end_mediation", json!({}))
        .await
        .ok();
    let all = json!({ "body": scene.body, "reads_negotiation": true, "with_responder": true });
    scene.act(&scene.consumer, "ask_mediation", all).await.ok();
    let yes = json!({ "reads_negotiation": true });
    scene.act(&scene.shop, "consent", yes).await.ok();
    scene
        .act(&scene.registrar, "accept_case", json!({}))
        .await
        .ok();
    let appoint = json!({ "mediator": scene.mediator.id });
    scene.act(&scene.registrar, "appoint", appoint).await.ok();
    let accept = json!({ "no_interests": true });
    scene
        .act(&scene.mediator, "accept_appointment", accept)
        .await
        .ok();
    assert_eq!(scene.mediator.get(&path).await.status, 200);
    // One yes is not all: the first responder stays outside.
    let main = scene.room(&scene.mediator, "mediation").await.unwrap();
    assert_eq!(scene.agent.get(&format!("/rooms/{main}")).await.status, 404);
    scene
        .act(&scene.consumer, "end_mediation", json!({}))
        .await
        .ok();
    assert_eq!(scene.mediator.get(&path).await.status, 404);
}

on_both! {
    nobody_else_learns_that_there_is_a_caucus => no_seat_sees_another_partys_caucus;
    files_that_were_shown_to_the_mediator_alone => files_of_a_caucus_stay_there;
    a_mediator_who_left => a_mediator_who_resigns_loses_everything_at_once;
    a_mediator_who_was_removed => a_mediator_whom_the_body_removes_makes_room_for_another;
    reading_the_negotiation => a_negotiation_is_read_by_a_mediator_only_if_all_agree;
}

#[tokio::test]
async fn to_another_bodys_people_the_dispute_does_not_exist() {
    let scene = Scene::with(BodyKind::Industry).await.begun().await;
    let other = scene.app.body("文化行业调解中心", BodyKind::Industry).await;
    let stranger = scene
        .app
        .staff(other, StaffRole::Registrar, "外人", "stranger")
        .await;
    assert_eq!(scene.look(&stranger).await.status, 404);
    let accept = scene.act(&stranger, "decline_case", json!({ "reason": "不受理本案" }));
    assert_eq!(accept.await.status, 404);
}

#[tokio::test]
async fn a_body_that_did_not_take_the_case_forgets_it() {
    let scene = Scene::begin().await.agreed().await;
    let no = json!({ "reason": "不属于本会受理范围" });
    let declined = scene.act(&scene.registrar, "decline_case", no).await;
    assert_eq!(declined.status, 204, "done, and nothing is left to see");
    assert_eq!(scene.look(&scene.registrar).await.status, 404);
    assert_eq!(scene.view(&scene.consumer).await["turn"]["what"], "body");
}

#[tokio::test]
async fn whoever_works_for_the_platform_does_not_mediate() {
    let scene = Scene::begin().await.agreed().await;
    scene
        .act(&scene.registrar, "accept_case", json!({}))
        .await
        .ok();
    let own = scene
        .app
        .staff(scene.platform, StaffRole::ServiceAgent, "两头任职", "both")
        .await;
    let refused = scene
        .act(&scene.registrar, "appoint", json!({ "mediator": own.id }))
        .await;
    refused.refused(422, "conflict_platform_staff");
}
