//! Disputes that go over to somebody else.

use hejie::domain::access::StaffRole;
use serde_json::{Value, json};

use super::scene::Scene;
use crate::support::{Database, on_both};

on_both! {
    a_successor_sees_what_was_asked_and_what_came_until_they_have_read_it => handed_over;
    handing_over_moves_no_term => no_term_moves;
    nobody_answers_a_dispute_of_their_own => own_dispute;
    whoever_is_on_duty_is_named_beside_those_who_have_it_already => on_duty;
}

async fn own_dispute(database: Database) {
    let scene = Scene::set(database).await;
    let merchant = json!({ "name": "云山电器", "phone": "13700000003" });
    let draft = scene.agent.draft(merchant).await;
    let dispute = scene.agent.file(&scene.app, &draft).await;
    let path = format!("/disputes/{dispute}");
    let seen = scene.agent.get(&path).await.ok();
    assert_ne!(seen["responder"]["person"], json!(scene.agent.id));
    let over = json!({ "responder": scene.agent.id, "note": "由他自己处理" });
    let refused = scene
        .supervisor
        .post(&format!("{path}/take_over"), over)
        .await;
    let refused = refused.refused(422, "invalid");
    assert_eq!(refused["errors"][0]["code"], "on_a_side");
}

async fn on_duty(database: Database) {
    let scene = Scene::set(database).await;
    let duty = scene.path("/duty");
    let named = scene.agent.get(&duty).await.ok();
    assert_eq!(named["person"], json!(scene.colleague.id));
    assert_eq!(named["name"], "赵磊");

    let admin = scene
        .app
        .staff(scene.platform, StaffRole::Administrator, "管理员", "admin")
        .await;
    let always = json!({ "person": scene.supervisor.id, "weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "until": "00:00" });
    let rota = json!({ "items": [always] });
    admin.change("/admin/duty", 0, rota).await.ok();
    let named = scene.agent.get(&duty).await.ok();
    assert_eq!(named["person"], json!(scene.supervisor.id));

    let over = json!({ "responder": named["person"], "note": "换班了，请接着跟进。" });
    scene.agent.post(&scene.path("/take_over"), over).await.ok();
    let named = scene.supervisor.get(&duty).await.ok();
    let others = [json!(scene.agent.id), json!(scene.colleague.id)];
    assert!(
        others.contains(&named["person"]),
        "not to whoever has it already"
    );
    scene.consumer.get(&duty).await.refused(403, "wrong_seat");
}

async fn handed_over(database: Database) {
    let scene = Scene::set(database).await;
    let asked = json!({ "items": ["签收时的照片"], "note": "请在自然光下拍摄" });
    scene
        .agent
        .post(&scene.path("/ask_material"), asked)
        .await
        .ok();
    let waits = scene.desk(&scene.agent).await["summary"]["asked"].clone();
    assert_eq!(waits[0]["waits"], true);
    let material = json!({ "statement": "照片在聊天里。" });
    scene
        .consumer
        .post(&scene.path("/supply_material"), material)
        .await
        .ok();
    let over = json!({ "responder": scene.colleague.id, "note": "消费者着急，先回电话。" });
    scene.agent.post(&scene.path("/take_over"), over).await.ok();

    assert!(scene.desk(&scene.agent).await["handover"].is_null());
    assert!(scene.desk(&scene.supervisor).await["handover"].is_null());
    let desk = scene.desk(&scene.colleague).await;
    assert_eq!(desk["handover"]["from_name"], "王敏");
    assert_eq!(desk["handover"]["words"], "消费者着急，先回电话。");
    for side in [&scene.consumer, &scene.shop] {
        let read = scene.view(side).await.to_string();
        assert!(!read.contains("先回电话"), "it is for the platform alone");
    }
    assert!(
        scene
            .view(&scene.colleague)
            .await
            .to_string()
            .contains("先回电话")
    );
    let asked = &desk["summary"]["asked"][0];
    assert_eq!(asked["waits"], false);
    let entry = |seq: &Value| {
        let seq = seq.as_u64().unwrap();
        move |entry: &&Value| entry["seq"].as_u64() == Some(seq)
    };
    let view = scene.view(&scene.colleague).await;
    let timeline = view["timeline"].as_array().unwrap();
    let found = |seq: &Value| timeline.iter().find(entry(seq)).unwrap()["fact"].clone();
    assert_eq!(found(&asked["seq"]), "material_asked");
    assert_eq!(found(&asked["supplied"]), "material_supplied");
    assert_eq!(
        scene.view(&scene.consumer).await["responder"]["name"],
        "赵磊"
    );

    scene
        .colleague
        .post(&scene.path("/handover/read"), json!({}))
        .await
        .ok();
    assert!(scene.desk(&scene.colleague).await["handover"].is_null());
}

async fn no_term_moves(database: Database) {
    let scene = Scene::set(database).await;
    let before = scene.view(&scene.consumer).await["deadlines"].clone();
    let over = json!({ "responder": scene.colleague.id });
    scene.agent.post(&scene.path("/take_over"), over).await.ok();
    let after = scene.view(&scene.consumer).await["deadlines"].clone();
    assert_eq!(before, after);
}
