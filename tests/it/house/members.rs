//! Who works in an organisation.

use hejie::domain::access::StaffRole;
use serde_json::{Value, json};

use super::scene::house;
use crate::support::{Database, on_both};

on_both! {
    a_removed_member_loses_the_desk_at_once_and_leaves_no_dispute_alone => removed;
    the_last_administrator_cannot_be_removed => last_administrator;
}

fn member<'r>(roster: &'r Value, name: &str) -> &'r Value {
    let items = roster["items"].as_array().unwrap();
    items.iter().find(|one| one["name"] == name).unwrap()
}

async fn removed(database: Database) {
    let house = house(database).await;
    let admin = &house.admin;
    let leaving = house.staff(StaffRole::ServiceAgent, "小赵", "zhao").await;
    let consumer = house.app.consumer("王芳", "13800000001").await;
    let draft = consumer.draft(json!({ "name": "云山小家电" })).await;
    let dispute = consumer.file(&house.app, &draft).await;
    let dispute_page = format!("/disputes/{dispute}");
    let staying = house.staff(StaffRole::ServiceAgent, "小钱", "qian").await;

    let place = format!("/organisations/{}/members", house.platform);
    let roster = admin.get(&place).await.ok();
    assert_eq!(member(&roster, "小赵")["open_disputes"], 1);
    assert!(member(&roster, "小赵")["last_login_at"].is_string());
    let path = format!("{place}/{}", leaving.id);
    let remove = format!("{path}/remove");
    let held = admin.get(&format!("{path}/disputes")).await.ok();
    assert_eq!(held["items"][0]["id"], dispute);
    let bare = admin.post(&remove, json!({})).await;
    bare.refused(409, "open_disputes");
    let to_admin = admin.post(&remove, json!({ "heir": admin.id })).await;
    let refused = to_admin.refused(422, "invalid");
    assert_eq!(refused["errors"][0]["pointer"], "/heir");
    let page = leaving.get(&dispute_page).await.ok();
    let due = page["turn"]["deadline"]["due_at"].clone();

    admin.post(&remove, json!({ "heir": "rota" })).await.ok();
    leaving.get(&dispute_page).await.refused(404, "not_found");
    leaving.get("/staff").await.refused(404, "not_found");
    leaving.get("/sessions").await.ok();
    let page = staying.get(&dispute_page).await.ok();
    assert_eq!(page["responder"]["name"], "小钱");
    assert_eq!(page["turn"]["deadline"]["due_at"], due, "no term is reset");
    let roster = admin.get(&place).await.ok();
    assert_eq!(roster["items"].as_array().unwrap().len(), 2);
    let again = admin.post(&remove, json!({})).await;
    again.refused(404, "not_found");
}

async fn last_administrator(database: Database) {
    let house = house(database).await;
    let admin = &house.admin;
    let place = format!("/organisations/{}/members", house.platform);
    let own = format!("{place}/{}", admin.id);
    let remove = format!("{own}/remove");
    let refused = admin.post(&remove, json!({})).await;
    refused.refused(409, "last_administrator");
    let agent = json!({ "roles": ["service_agent"] });
    let refused = admin.put(&own, agent.clone()).await;
    refused.refused(409, "last_administrator");
    let second = house
        .staff(StaffRole::Administrator, "又一管理员", "admin2")
        .await;
    let account = format!("/admin/people/{}", second.id);
    admin
        .post(&format!("{account}/suspend"), json!({}))
        .await
        .ok();
    let refused = admin.post(&remove, json!({})).await;
    refused.refused(409, "last_administrator");
    admin
        .post(&format!("{account}/restore"), json!({}))
        .await
        .ok();
    admin.put(&own, agent).await.ok();
    admin.get("/organisations").await.refused(404, "not_found");
}

#[tokio::test]
async fn roles_change_and_the_number_with_them() {
    let house = house(Database::Sqlite).await;
    let admin = &house.admin;
    let agent = house.staff(StaffRole::ServiceAgent, "小赵", "zhao").await;
    let place = format!("/organisations/{}/members", house.platform);
    let path = format!("{place}/{}", agent.id);
    let wanted = json!({ "roles": ["supervisor", "service_agent"], "work_no": "K-17" });
    let roster = admin.put(&path, wanted).await.ok();
    let seen = member(&roster, "小赵");
    assert_eq!(seen["roles"], json!(["service_agent", "supervisor"]));
    assert_eq!(seen["work_no"], "K-17");
    for roles in [json!([]), json!(["mediator"])] {
        let refused = admin.put(&path, json!({ "roles": roles })).await;
        refused.refused(422, "invalid");
    }
    let grab = json!({ "roles": ["administrator"] });
    agent.put(&path, grab).await.refused(403, "not_manager");
    agent.get(&place).await.ok();
}

#[tokio::test]
async fn what_somebody_shut_out_answered_for_finds_other_hands() {
    let house = house(Database::Sqlite).await;
    let shut_out = house.staff(StaffRole::ServiceAgent, "小赵", "zhao").await;
    let consumer = house.app.consumer("王芳", "13800000001").await;
    let draft = consumer.draft(json!({ "name": "云山小家电" })).await;
    let dispute = consumer.file(&house.app, &draft).await;
    let page = format!("/disputes/{dispute}");
    let suspend = format!("/admin/people/{}/suspend", shut_out.id);
    house.admin.post(&suspend, json!({})).await.ok();
    let seen = consumer.get(&page).await.ok();
    assert_eq!(
        seen["responder"]["name"], "小赵",
        "nobody else is there yet"
    );
    house.staff(StaffRole::Supervisor, "主管", "lead").await;
    hejie::jobs::work_off(&house.app.ctx).await.unwrap();
    let seen = consumer.get(&page).await.ok();
    assert_eq!(seen["responder"]["name"], "主管");
}

#[tokio::test]
async fn a_mediator_says_what_they_are_at_home_in() {
    let house = house(Database::Sqlite).await;
    let record = json!({ "name": "云山消费调解室", "body_kind": "peoples" });
    let body = house.add("mediation_body", record).await;
    let (app, place) = (&house.app, body.parse().unwrap());
    let mediator = app
        .staff(place, StaffRole::Mediator, "周调解", "zhou")
        .await;
    let other = app.staff(place, StaffRole::Mediator, "吴调解", "wu").await;
    let registrar = app
        .staff(place, StaffRole::Registrar, "郑秘书", "zheng")
        .await;
    let members = format!("/organisations/{body}/members");
    let path = format!("{members}/{}/profile", mediator.id);
    let profile = json!({
        "experience": "从事消费调解八年。", "fields": ["food", "quality", "food"],
        "languages": ["普通话", " 吴语 "],
    });
    mediator.put(&path, profile.clone()).await.ok();
    registrar.put(&path, profile.clone()).await.ok();
    let refused = other.put(&path, profile.clone()).await;
    refused.refused(403, "not_manager");
    let roster = registrar.get(&members).await.ok();
    let seen = member(&roster, "周调解");
    assert_eq!(seen["profile"]["fields"], json!(["quality", "food"]));
    assert_eq!(seen["profile"]["languages"], json!(["普通话", "吴语"]));
    let of_registrar = format!("{members}/{}/profile", registrar.id);
    let refused = registrar.put(&of_registrar, profile).await;
    refused.refused(404, "not_found");
}
