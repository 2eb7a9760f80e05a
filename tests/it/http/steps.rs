//! The first steps of an administrator: each done or not by what is there.

use std::collections::BTreeMap;

use hejie::domain::access::{OrganisationKind, StaffRole};
use hejie::jobs;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{Database, Somebody, TestApp, on_both};

on_both! {
    every_step_is_done_by_what_is_there => each;
    a_message_to_oneself_says_what_came_of_it => to_oneself;
}

async fn states(admin: &Somebody) -> BTreeMap<String, String> {
    let steps = admin.get("/admin/steps").await.ok();
    let items = steps["items"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    items
        .map(|item| (text(&item["kind"]), text(&item["state"])))
        .collect()
}

async fn open(admin: &Somebody) -> Vec<String> {
    let states = states(admin).await.into_iter();
    let open = states.filter(|(_, state)| state != "done");
    open.map(|(kind, _)| kind).collect()
}

async fn each(database: Database) {
    let app = TestApp::on(database).await;
    let platform = app.platform().await;
    let admin = app
        .staff(platform, StaffRole::Administrator, "管理员", "admin")
        .await;
    assert_eq!(
        open(&admin).await,
        [
            "agent",
            "house_terms",
            "mediation_body",
            "merchants",
            "platform",
            "rota",
            "test_message",
            "totp_policy"
        ]
    );
    admin
        .post("/admin/steps/close", json!({}))
        .await
        .refused(409, "steps_open");

    let path = format!("/organisations/{platform}");
    let seen = admin.get(&path).await;
    let version = seen.headers["etag"].to_str().unwrap().to_owned();
    let record =
        json!({ "name": "和解测试平台", "address": "杭州市西湖区", "phone": "0571-88880000" });
    let put = reqwest::Method::PUT;
    admin
        .send(put, &path, Some(record), &[("if-match", &version)])
        .await
        .ok();
    let invitation = json!({ "contact": "ling@example.com", "roles": ["service_agent"] });
    let invitations = format!("{path}/invitations");
    admin.post(&invitations, invitation).await;
    assert_eq!(states(&admin).await["agent"], "waiting");
    let agent = app
        .staff(platform, StaffRole::ServiceAgent, "王敏", "wang")
        .await;
    let turn = json!({ "person": agent.id, "weekdays": [1, 2, 3, 4, 5], "from": "09:00", "until": "18:00" });
    admin
        .change("/admin/duty", 0, json!({ "items": [turn] }))
        .await
        .ok();
    let policy = format!("/admin/totp/{platform}");
    let never = json!({ "required_from": null });
    admin.put(&policy, never).await.ok();
    app.organisation(OrganisationKind::Merchant, "云山电器", Some(platform))
        .await;
    admin
        .post("/admin/test_messages", json!({ "channel": "mail" }))
        .await;
    assert_eq!(states(&admin).await["test_message"], "waiting");
    jobs::work_off(&app.ctx).await.unwrap();
    assert_eq!(open(&admin).await, ["house_terms", "mediation_body"]);
    admin.post("/admin/steps/keep_terms", json!({})).await.ok();
    assert_eq!(open(&admin).await, ["mediation_body"]);
    let closed = admin.post("/admin/steps/close", json!({})).await.ok();
    assert!(closed["closed_at"].is_string());

    let trail = admin.get("/admin/audit?deed=house_terms_kept").await.ok();
    assert_eq!(trail["items"].as_array().unwrap().len(), 1);
    agent.get("/admin/steps").await.refused(404, "not_found");
}

async fn to_oneself(database: Database) {
    let app = TestApp::on(database).await;
    let platform = app.platform().await;
    let admin = app
        .staff(platform, StaffRole::Administrator, "管理员", "admin")
        .await;
    let mail = json!({ "channel": "mail" });
    let sent = admin.post("/admin/test_messages", mail.clone()).await;
    assert_eq!(sent.status, 202, "{}", sent.body);
    assert_eq!(sent.body["result"], "waiting");
    admin
        .post("/admin/test_messages", mail.clone())
        .await
        .refused(429, "too_many");
    jobs::work_off(&app.ctx).await.unwrap();
    let steps = admin.get("/admin/steps").await.ok();
    assert_eq!(steps["test"]["result"], "kept", "there is no gateway here");
    let outbox = admin.get("/admin/outbox").await.ok();
    assert_eq!(outbox["items"][0]["to"], "admin@example.com");

    app.advance(SignedDuration::from_secs(11));
    admin.post("/admin/test_messages", mail).await;
    app.advance(SignedDuration::from_hours(2));
    jobs::work_off(&app.ctx).await.unwrap();
    let steps = admin.get("/admin/steps").await.ok();
    assert_eq!(
        steps["test"]["result"], "failed",
        "nobody waits for it any more"
    );

    app.advance(SignedDuration::from_secs(11));
    admin
        .post("/admin/test_messages", json!({ "channel": "sms" }))
        .await
        .refused(409, "no_address_of_yours");
    admin
        .post("/admin/test_messages", json!({ "channel": "notice" }))
        .await
        .refused(422, "invalid");
}

#[tokio::test]
async fn a_visitor_learns_whether_anybody_has_set_it_up() {
    let app = TestApp::start().await;
    let visitor = app.stranger();
    assert_eq!(visitor.get("/me").await.ok()["not_set_up"], true);
    app.platform().await;
    let me = visitor.get("/me").await.ok();
    assert!(me.get("not_set_up").is_none());
}
