//! Invitations to work in an organisation.

use hejie::domain::access::StaffRole;
use hejie::jobs;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::scene::house;
use crate::support::{Browser, Database, PASSWORD, on_both};

const CODE: &str = "91440300708461136T";
const NEW_PASSWORD: &str = "一共十二个字的新密码二三";

on_both! {
    whoever_is_invited_gets_an_account_and_their_roles => new_person;
    an_invitation_works_once => once;
    an_account_is_joined_by_a_code_to_its_own_contact => joined;
    the_first_who_works_in_a_shop_learns_of_its_disputes => first_there;
}

fn accept(token: &str, with: Value) -> Value {
    let mut said = with;
    said["token"] = token.into();
    said
}

fn newcomer(token: &str) -> Value {
    accept(token, json!({ "name": "新人", "password": NEW_PASSWORD }))
}

async fn look(browser: &Browser, token: &str) -> Value {
    let ask = json!({ "token": token });
    browser.post("/invitations/look", ask).await.ok()
}

async fn new_person(database: Database) {
    let house = house(database).await;
    let platform = house.platform.to_string();
    let token = house
        .invited(&platform, "new@example.com", &["service_agent"])
        .await;
    assert_eq!(token.len(), 43, "256 bits");
    let browser = house.app.stranger();
    let sight = look(&browser, &token).await;
    assert_eq!(sight["organisation"], "和解测试平台");
    assert_eq!(sight["state"], "open");
    assert_eq!(sight["way"], "register");
    assert_eq!(sight["contact_masked"], "n***@example.com");

    let short = json!({ "name": "新人", "password": "十一个字的密码一二三" });
    let refused = browser
        .post("/invitations/accept", accept(&token, short))
        .await;
    let refused = refused.refused(422, "invalid");
    assert_eq!(refused["errors"][0]["code"], "password_short_staff");
    let me = browser.post("/invitations/accept", newcomer(&token)).await;
    let me = me.ok();
    assert_eq!(me["person"]["name"], "新人");
    assert_eq!(me["staff"][0]["role"], "service_agent");
    browser.get("/staff").await.ok();

    let login = json!({ "email": "new@example.com", "password": NEW_PASSWORD });
    let elsewhere = house.app.stranger();
    elsewhere.post("/login/password", login).await.ok();
    let path = format!("/organisations/{platform}/invitations");
    let open = house.admin.get(&path).await.ok();
    assert_eq!(open["items"], json!([]));
}

async fn once(database: Database) {
    let house = house(database).await;
    let shop = house.shop("云山小家电", CODE).await;
    let token = house
        .invited(&shop, "boss@example.com", &["shop_manager"])
        .await;
    let (first, second) = (house.app.stranger(), house.app.stranger());
    let accepted = first.post("/invitations/accept", newcomer(&token)).await;
    let accepted = accepted.ok();
    let roles: Vec<_> = accepted["staff"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["role"].as_str().unwrap())
        .collect();
    assert_eq!(
        roles,
        ["shop_staff", "shop_manager"],
        "whoever leads works there too"
    );
    let late = second.post("/invitations/accept", newcomer(&token)).await;
    late.refused(410, "invitation_used");
    assert_eq!(look(&second, &token).await["state"], "accepted");

    // The manager looks after the shop's own people and nobody else's.
    let path = format!("/organisations/{shop}/invitations");
    let hand = json!({ "contact": "13800000002", "roles": ["shop_staff"] });
    first.post(&path, hand).await.ok();
    let elsewhere = format!("/organisations/{}/invitations", house.platform);
    let agent = json!({ "contact": "x@example.com", "roles": ["service_agent"] });
    let refused = first.post(&elsewhere, agent).await;
    refused.refused(404, "not_found");
}

async fn first_there(database: Database) {
    let house = house(database).await;
    house.staff(StaffRole::ServiceAgent, "王敏", "wang").await;
    let shop = house.shop("云山小家电", CODE).await;
    let consumer = house.app.consumer("李雷", "13800000001").await;
    let merchant = json!({ "organisation": shop, "name": "云山小家电" });
    let draft = consumer.draft(merchant).await;
    let dispute = consumer.file(&house.app, &draft).await;
    jobs::work_off(&house.app.ctx).await.unwrap();
    let path = format!("/disputes/{dispute}");
    let running = async || {
        let view = consumer.get(&path).await.ok();
        view["deadlines"].to_string().contains("respondent_reply")
    };
    assert!(!running().await, "nobody could be told");

    let token = house.invited(&shop, "boss@example.com", &["shop_manager"]);
    let boss = house.app.stranger();
    let accepted = boss.post("/invitations/accept", newcomer(&token.await));
    accepted.await.ok();
    let notices = boss.get("/notices").await.ok();
    assert_eq!(notices["items"][0]["dispute"], json!(dispute));
    jobs::work_off(&house.app.ctx).await.unwrap();
    assert!(running().await, "the shop's time to answer runs");
}

async fn joined(database: Database) {
    let house = house(database).await;
    house.app.account("李雷", "known").await;
    let platform = house.platform.to_string();
    let token = house
        .invited(&platform, "known@example.com", &["supervisor"])
        .await;
    let browser = house.app.stranger();
    assert_eq!(look(&browser, &token).await["way"], "join_with_password");
    // Whoever merely holds the link opens no account.
    let bare = accept(&token, json!({ "password": NEW_PASSWORD }));
    let refused = browser.post("/invitations/accept", bare).await;
    let refused = refused.refused(422, "invalid");
    assert_eq!(refused["errors"][0]["pointer"], "/code");
    let ask = json!({ "token": token });
    browser.post("/invitations/code", ask).await.ok();
    let code = house.app.code_sent_to("known@example.com").await.unwrap();
    let with = json!({ "code": code, "password": NEW_PASSWORD });
    let me = browser
        .post("/invitations/accept", accept(&token, with))
        .await
        .ok();
    assert_eq!(me["person"]["name"], "李雷");
    assert_eq!(me["staff"][0]["role"], "supervisor");
    let old = json!({ "email": "known@example.com", "password": PASSWORD });
    let refused = house.app.stranger().post("/login/password", old).await;
    refused.refused(403, "wrong_login");
}

#[tokio::test]
async fn an_invitation_ends_after_seven_days_and_can_be_sent_again_or_taken_back() {
    let house = house(Database::Sqlite).await;
    let platform = house.platform.to_string();
    let place = format!("/organisations/{platform}/invitations");
    let token = house
        .invited(&platform, "late@example.com", &["service_agent"])
        .await;
    let again = json!({ "contact": "late@example.com", "roles": ["service_agent"] });
    let refused = house.admin.post(&place, again).await;
    refused.refused(409, "already_invited");
    house.app.advance(SignedDuration::from_hours(24 * 7));
    let browser = house.app.stranger();
    assert_eq!(look(&browser, &token).await["state"], "expired");
    let late = browser.post("/invitations/accept", newcomer(&token)).await;
    late.refused(410, "invitation_expired");

    // The administrator's session has ended with the days.
    let admin = house
        .staff(StaffRole::Administrator, "又一管理员", "admin2")
        .await;
    let open = admin.get(&place).await.ok();
    let id = open["items"][0]["id"].as_str().unwrap().to_owned();
    let sent = admin
        .post(&format!("{place}/{id}/resend"), json!({}))
        .await
        .ok();
    assert_eq!(sent["sends"], 2);
    let fresh = house.token_sent_to("late@example.com").await.unwrap();
    let old = browser
        .post("/invitations/look", json!({ "token": token }))
        .await;
    old.refused(404, "not_found");
    assert_eq!(look(&browser, &fresh).await["state"], "open");
    admin.delete(&format!("{place}/{id}")).await.ok();
    let late = browser.post("/invitations/accept", newcomer(&fresh)).await;
    late.refused(410, "invitation_revoked");
}

#[tokio::test]
async fn one_who_works_here_already_confirms_and_is_not_invited_twice() {
    let house = house(Database::Sqlite).await;
    let agent = house.staff(StaffRole::ServiceAgent, "客服", "agent").await;
    let place = format!("/organisations/{}/invitations", house.platform);
    let again = json!({ "contact": "agent@example.com", "roles": ["supervisor"] });
    let refused = house.admin.post(&place, again).await;
    refused.refused(409, "already_member");
    let wrong = json!({ "contact": "b@example.com", "roles": ["mediator"] });
    let refused = house.admin.post(&place, wrong).await;
    let refused = refused.refused(422, "invalid");
    assert_eq!(refused["errors"][0]["pointer"], "/roles");

    let record = json!({ "name": "云山消费调解室", "body_kind": "peoples" });
    let body = house.add("mediation_body", record).await;
    let token = house
        .invited(&body, "agent@example.com", &["mediator"])
        .await;
    // The account's password was set before there was a rule for staff; it is theirs to keep.
    assert_eq!(look(&agent, &token).await["way"], "confirm");
    let accepted = json!({ "token": token });
    let me = agent.post("/invitations/accept", accepted).await.ok();
    assert_eq!(me["staff"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn the_message_says_who_invites_and_where_to() {
    let house = house(Database::Sqlite).await;
    let wanted = json!({
        "contact": "mail@example.com", "roles": ["service_agent"], "locale": "en",
    });
    let path = format!("/organisations/{}/invitations", house.platform);
    house.admin.post(&path, wanted).await.ok();
    hejie::jobs::work_off(&house.app.ctx).await.unwrap();
    let kept = house.admin.get("/admin/outbox").await.ok();
    let mail = &kept["items"][0];
    assert_eq!(mail["subject"], "和解测试平台 invites you to join");
    let body = mail["body"].as_str().unwrap();
    assert!(body.contains("/invite#"), "{body}");
    assert!(!body.contains("dispute "), "{body}");
}
