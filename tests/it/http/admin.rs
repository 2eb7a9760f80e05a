//! What administrators do: the rota, accounts.

use std::collections::BTreeMap;

use hejie::app::people::duty::first_responder;
use hejie::domain::access::StaffRole;
use jiff::SignedDuration;
use serde_json::json;

use crate::support::{Database, TestApp, on_both};

on_both! {
    the_rota_names_whoever_is_on_duty_with_least_to_do => rota;
    whoever_is_suspended_is_out_at_once => suspended;
}

async fn rota(database: Database) {
    let app = TestApp::on(database).await;
    let platform = app.platform().await;
    let admin = app
        .staff(platform, StaffRole::Administrator, "管理员", "admin")
        .await;
    let day = app
        .staff(platform, StaffRole::ServiceAgent, "日班", "day")
        .await;
    let also = app
        .staff(platform, StaffRole::ServiceAgent, "日班二", "also")
        .await;
    let night = app
        .staff(platform, StaffRole::ServiceAgent, "夜班", "night")
        .await;
    let turn = |person: String, from: &str, until: &str| json!({ "person": person, "weekdays": [1, 2, 3, 4, 5], "from": from, "until": until });
    let items = json!({ "items": [
        turn(day.id.to_string(), "09:00", "21:00"),
        turn(also.id.to_string(), "09:00", "21:00"),
        turn(night.id.to_string(), "21:00", "09:00"),
    ]});
    let set = admin.change("/admin/duty", 0, items).await.ok();
    assert_eq!(set["items"][0]["name"], "日班");
    assert_eq!(admin.get("/admin/duty").await.ok(), set);

    let named = async |load: &[_]| {
        let load: BTreeMap<_, _> = load.iter().copied().collect();
        first_responder(&app.ctx, platform, &load, &[])
            .await
            .unwrap()
    };
    assert_eq!(named(&[]).await, Some(day.id), "the first among equals");
    assert_eq!(named(&[(day.id, 3), (also.id, 2)]).await, Some(also.id));
    app.advance(SignedDuration::from_hours(9));
    assert_eq!(
        named(&[(night.id, 50)]).await,
        Some(night.id),
        "Thursday, 23:00"
    );
    app.advance(SignedDuration::from_hours(48));
    assert!(
        named(&[]).await.is_some(),
        "Saturday night: nobody on duty, yet somebody is named"
    );
}

async fn suspended(database: Database) {
    let app = TestApp::on(database).await;
    let platform = app.platform().await;
    let admin = app
        .staff(platform, StaffRole::Administrator, "管理员", "admin")
        .await;
    let person = app.person("李雷", "known").await;
    let path = format!("/admin/people/{}", person.id);
    admin.post(&format!("{path}/suspend"), json!({})).await.ok();
    person.get("/sessions").await.refused(401, "not_logged_in");
    let login = json!({ "email": "known@example.com", "password": crate::support::PASSWORD });
    app.stranger()
        .post("/login/password", login.clone())
        .await
        .refused(403, "suspended");
    admin.post(&format!("{path}/restore"), json!({})).await.ok();
    app.stranger().post("/login/password", login).await.ok();
    let own = format!("/admin/people/{}/suspend", admin.id);
    admin
        .post(&own, json!({}))
        .await
        .refused(409, "own_account");
}

#[tokio::test]
async fn only_staff_who_answer_stand_on_the_rota_at_times_that_exist() {
    let app = TestApp::start().await;
    let platform = app.platform().await;
    let admin = app
        .staff(platform, StaffRole::Administrator, "管理员", "admin")
        .await;
    let agent = app
        .staff(platform, StaffRole::ServiceAgent, "客服", "agent")
        .await;
    let stranger = app.person("路人", "passer").await;
    let check = async |person: &str, weekdays: &[u8], from: &str, pointer: &str| {
        let turn =
            json!({ "person": person, "weekdays": weekdays, "from": from, "until": "21:00" });
        let refused = admin
            .change("/admin/duty", 0, json!({ "items": [turn] }))
            .await;
        assert_eq!(
            refused.refused(422, "invalid")["errors"][0]["pointer"],
            pointer
        );
    };
    check(&stranger.id.to_string(), &[1], "09:00", "/items/0/person").await;
    check(&agent.id.to_string(), &[8], "09:00", "/items/0/weekdays").await;
    check(&agent.id.to_string(), &[1], "25:00", "/items/0/from").await;
    check(&agent.id.to_string(), &[1], "9", "/items/0/from").await;
    check("nobody", &[1], "09:00", "/items/0/person").await;
}

#[tokio::test]
async fn what_is_for_staff_does_not_exist_for_others() {
    let app = TestApp::start().await;
    let platform = app.platform().await;
    let agent = app
        .staff(platform, StaffRole::ServiceAgent, "客服", "agent")
        .await;
    let consumer = app.person("王芳", "wang").await;
    consumer.get("/staff").await.refused(404, "not_found");
    consumer.get("/admin/duty").await.refused(404, "not_found");
    agent.get("/admin/duty").await.refused(404, "not_found");
    let path = format!("/admin/people/{}/suspend", consumer.id);
    agent.post(&path, json!({})).await.refused(404, "not_found");
    let colleagues = agent.get("/staff").await.ok();
    assert_eq!(colleagues["items"][0]["name"], "客服");
    assert_eq!(colleagues["items"][0]["role"], "service_agent");
}
