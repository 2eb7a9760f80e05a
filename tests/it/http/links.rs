//! Respondents' links.

use hejie::app::people::links::{Invitation, mint};
use hejie::db::Organisation;
use hejie::domain::access::{OrganisationKind, StaffRole};
use hejie::domain::ids::{DisputeId, PartyId};
use hejie::domain::people::Contact;
use hejie::jobs;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{Browser, Database, Somebody, TestApp, on_both};

const SHOP: &str = "13900000002";

on_both! {
    a_link_and_a_code_open_one_dispute_and_no_account => opens_one_dispute;
    a_wrong_contact_is_corrected_and_what_went_there_opens_nothing => corrected;
    a_shop_with_staff_is_reached_by_its_staff => staffed;
    links_end_when_somebody_works_in_the_shop => shop_joins;
}

async fn invite(app: &TestApp) -> (String, DisputeId, PartyId) {
    let (dispute, party) = (app.ctx.ids.new(), app.ctx.ids.new());
    let invitation = Invitation {
        dispute,
        party,
        number: "HJ-2026-000001-A".to_owned(),
        party_name: "青禾家居".to_owned(),
        target: Contact::parse(SHOP).unwrap(),
    };
    let work = app.ctx.store.begin().await.unwrap();
    let token = mint(&app.ctx, &work, invitation).await.unwrap();
    work.commit().await.unwrap();
    (token, dispute, party)
}

async fn opens_one_dispute(database: Database) {
    let app = TestApp::on(database).await;
    let (token, dispute, _) = invite(&app).await;
    let shop = app.stranger();
    let sight = shop
        .post("/links/look", json!({ "token": token }))
        .await
        .ok();
    assert_eq!(sight["respondent_name"], "青禾家居");
    assert_eq!(sight["target_masked"], "139****0002");
    assert_eq!(sight["state"], "open");

    shop.post("/links/code", json!({ "token": token }))
        .await
        .ok();
    let code = app.code_sent_to(SHOP).await.unwrap();
    let me = shop
        .post("/links/enter", json!({ "token": token, "code": code }))
        .await
        .ok();
    assert_eq!(me["session"]["kind"], "link");
    assert_eq!(me["session"]["dispute"], dispute.to_string());
    assert_eq!(me["staff"], json!([]));
    shop.get("/sessions").await.refused(403, "link_session");
    shop.get("/merchants?query=青禾")
        .await
        .refused(403, "link_session");
    shop.patch("/me", json!({ "name": "别人" }))
        .await
        .refused(403, "link_session");
    shop.post("/links/enter", json!({ "token": token, "code": code }))
        .await
        .refused(422, "invalid");
}

#[tokio::test]
async fn whoever_comes_by_link_can_prove_themselves_again() {
    let app = TestApp::start().await;
    let (token, ..) = invite(&app).await;
    let shop = app.stranger();
    shop.post("/links/code", json!({ "token": token }))
        .await
        .ok();
    let code = app.code_sent_to(SHOP).await.unwrap();
    shop.post("/links/enter", json!({ "token": token, "code": code }))
        .await
        .ok();
    shop.post("/codes/reauth", json!({})).await.ok();
    let code = app.code_sent_to(SHOP).await.unwrap();
    let me = shop.post("/reauth", json!({ "code": code })).await.ok();
    assert!(me["session"]["reauth_until"].is_string());
}

#[tokio::test]
async fn an_expired_link_says_so_and_opens_nothing() {
    let app = TestApp::start().await;
    let (token, ..) = invite(&app).await;
    app.advance(SignedDuration::from_hours(24 * 90));
    let browser = app.stranger();
    let sight = browser
        .post("/links/look", json!({ "token": token }))
        .await
        .ok();
    assert_eq!(sight["state"], "expired");
    browser
        .post("/links/code", json!({ "token": token }))
        .await
        .refused(410, "link_expired");
    let entry = json!({ "token": token, "code": "123456" });
    browser
        .post("/links/enter", entry)
        .await
        .refused(410, "link_expired");
}

#[tokio::test]
async fn a_link_that_is_taken_back_ends_the_sessions_it_opened() {
    let app = TestApp::start().await;
    let (token, dispute, party) = invite(&app).await;
    let shop = app.stranger();
    shop.post("/links/code", json!({ "token": token }))
        .await
        .ok();
    let code = app.code_sent_to(SHOP).await.unwrap();
    shop.post("/links/enter", json!({ "token": token, "code": code }))
        .await
        .ok();

    let mut work = app.ctx.store.begin().await.unwrap();
    work.revoke_links(dispute, party, app.now()).await.unwrap();
    work.commit().await.unwrap();
    assert!(shop.get("/me").await.ok()["person"].is_null());
    shop.post("/links/code", json!({ "token": token }))
        .await
        .refused(410, "link_revoked");
}

#[tokio::test]
async fn a_made_up_link_is_nothing() {
    let app = TestApp::start().await;
    let made_up = json!({ "token": "bm90aGluZw" });
    app.stranger()
        .post("/links/look", made_up)
        .await
        .refused(404, "not_found");
}

/// The token of the newest link that went there.
async fn token_at(admin: &Somebody, to: &str) -> Option<String> {
    let list = admin.get("/admin/outbox?limit=100").await.ok();
    let items = list["items"].as_array().unwrap();
    let mut bodies = items.iter().filter(|item| item["to"] == to);
    bodies.find_map(|item| {
        let (_, rest) = item["body"].as_str()?.split_once("/r#")?;
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
        Some(rest.split_at(end.unwrap_or(rest.len())).0.to_owned())
    })
}

async fn entered(app: &TestApp, token: &str, contact: &str) -> Browser {
    let browser = app.stranger();
    let asked = browser.post("/links/code", json!({ "token": token })).await;
    asked.ok();
    let code = app.code_sent_to(contact).await.unwrap();
    let entry = json!({ "token": token, "code": code });
    browser.post("/links/enter", entry).await.ok();
    browser
}

fn respondent(view: &Value) -> &Value {
    let parties = view["parties"].as_array().unwrap();
    parties
        .iter()
        .find(|party| party["role"] == "respondent")
        .unwrap()
}

async fn staffed(database: Database) {
    let app = TestApp::on(database).await;
    let platform = app.platform().await;
    let agent = app
        .staff(platform, StaffRole::ServiceAgent, "王敏", "wang")
        .await;
    let shop = app
        .organisation(OrganisationKind::Merchant, "青禾家居", Some(platform))
        .await;
    let consumer = app.consumer("李雷", "13800000001").await;
    let named = json!({ "organisation": shop, "name": "青禾家居", "phone": "13900000003" });
    let draft = consumer.draft(named).await;
    let path = format!("/disputes/{}", consumer.file(&app, &draft).await);
    let offered = async || {
        let view = agent.get(&path).await.ok();
        let allowed = view["allowed"].as_array().unwrap();
        allowed.iter().any(|verb| verb == "correct_contact")
    };
    assert!(offered().await, "nobody works there yet");
    app.staff(shop, StaffRole::ShopStaff, "店长", "shop").await;
    assert!(!offered().await, "its own staff look after its contacts");
}

async fn corrected(database: Database) {
    const WRONG: &str = "13900000003";
    const RIGHT: &str = "13900000004";
    let app = TestApp::on(database).await;
    let platform = app.platform().await;
    let admin = app
        .staff(platform, StaffRole::Administrator, "管理员", "admin")
        .await;
    let agent = app
        .staff(platform, StaffRole::ServiceAgent, "王敏", "wang")
        .await;
    let consumer = app.consumer("李雷", "13800000001").await;
    let draft = consumer
        .draft(json!({ "name": "云山电器", "phone": WRONG }))
        .await;
    let dispute = consumer.file(&app, &draft).await;
    jobs::work_off(&app.ctx).await.unwrap();
    let token = token_at(&admin, WRONG).await.unwrap();
    let stranger = entered(&app, &token, WRONG).await;
    let path = format!("/disputes/{dispute}");
    let words = json!({ "statement": "我不认识你们。" });
    stranger.post(&format!("{path}/respond"), words).await.ok();
    let view = agent.get(&path).await.ok();
    let party = respondent(&view)["id"].clone();

    let verb = format!("{path}/correct_contact");
    let correct = |phone: &str| json!({ "party": party, "why": "stranger", "phone": phone });
    for (phone, code) in [
        ("13800000001", "own_contact"),
        ("1380", "phone_invalid"),
        ("", "required"),
    ] {
        let refused = agent.post(&verb, correct(phone)).await;
        assert_eq!(refused.refused(422, "invalid")["errors"][0]["code"], code);
    }
    let own = json!({ "party": party, "why": "stranger", "email": "wang@example.com" });
    let refused = agent.post(&verb, own).await;
    let code = &refused.refused(422, "invalid")["errors"][0]["code"];
    assert_eq!(code, "callers_contact");
    let refused = consumer.post(&verb, correct(RIGHT)).await;
    refused.refused(403, "not_yours");

    agent.post(&verb, correct(RIGHT)).await.ok();
    assert!(stranger.get("/me").await.ok()["person"].is_null());
    stranger.get(&path).await.refused(401, "not_logged_in");
    let again = json!({ "token": token });
    let gone = app.stranger().post("/links/code", again).await;
    gone.refused(410, "link_revoked");
    let view = consumer.get(&path).await.ok();
    let timeline = view["timeline"].to_string();
    assert!(timeline.contains("contact_corrected"), "{timeline}");
    assert!(
        !view.to_string().contains(RIGHT),
        "only that it was corrected"
    );
    assert!(
        respondent(&view)["entered_at"].is_null(),
        "nobody spoke for it"
    );

    jobs::work_off(&app.ctx).await.unwrap();
    jobs::work_off(&app.ctx).await.unwrap();
    assert!(
        app.ctx
            .store
            .unrecorded_demands(10)
            .await
            .unwrap()
            .is_empty()
    );
    let token = token_at(&admin, RIGHT).await.unwrap();
    let right = entered(&app, &token, RIGHT).await;
    let words = json!({ "statement": "我们来处理。" });
    right.post(&format!("{path}/respond"), words).await.ok();
    let trail = admin.get("/admin/audit?deed=link_revoked").await.ok();
    assert_eq!(trail["items"].as_array().unwrap().len(), 1);
    let loaded = app.ctx.store.dispute(dispute.parse().unwrap()).await;
    assert!(
        app.ctx
            .store
            .rows_agree(&loaded.unwrap().unwrap())
            .await
            .unwrap()
    );
}

async fn shop_joins(database: Database) {
    let app = TestApp::on(database).await;
    let platform = app.platform().await;
    let admin = app
        .staff(platform, StaffRole::Administrator, "管理员", "admin")
        .await;
    let registered = Organisation {
        id: app.ctx.ids.new(),
        kind: OrganisationKind::Merchant,
        name: "青禾家居".to_owned(),
        credit_code: None,
        platform: Some(platform),
        self_operated: false,
        address: None,
        phone: Some(SHOP.to_owned()),
        email: None,
        region: None,
        body: None,
    };
    app.add_organisation(&registered).await;
    let shop = registered.id;
    app.staff(platform, StaffRole::ServiceAgent, "王敏", "wang")
        .await;
    let consumer = app.consumer("李雷", "13800000001").await;
    let draft = consumer.draft(json!({ "organisation": shop })).await;
    consumer.file(&app, &draft).await;
    jobs::work_off(&app.ctx).await.unwrap();
    let token = token_at(&admin, SHOP).await;
    let Some(token) = token else {
        panic!("a shop without staff is told at its address");
    };
    let by_link = entered(&app, &token, SHOP).await;
    let wanted = json!({ "contact": "boss@example.com", "roles": ["shop_manager"] });
    let path = format!("/organisations/{shop}/invitations");
    admin.post(&path, wanted).await.ok();
    jobs::work_off(&app.ctx).await.unwrap();
    let list = admin.get("/admin/outbox?limit=100").await.ok();
    let items = list["items"].as_array().unwrap();
    let mut bodies = items.iter().map(|item| item["body"].as_str().unwrap());
    let rest = bodies
        .find_map(|body| body.split_once("/invite#"))
        .unwrap()
        .1;
    let invited = rest.split_whitespace().next().unwrap();
    let brought =
        json!({ "token": invited, "name": "老板", "password": "一共十二个字的新密码二三" });
    app.stranger()
        .post("/invitations/accept", brought)
        .await
        .ok();
    assert!(by_link.get("/me").await.ok()["person"].is_null());
    let again = app
        .stranger()
        .post("/links/code", json!({ "token": token }))
        .await;
    again.refused(410, "link_revoked");
}
