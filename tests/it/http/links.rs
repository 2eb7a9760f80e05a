//! Respondents' links.

use hejie::app::people::links::{Invitation, mint};
use hejie::domain::ids::{DisputeId, PartyId};
use hejie::domain::people::Contact;
use jiff::SignedDuration;
use serde_json::json;

use crate::support::{Database, TestApp, on_both};

const SHOP: &str = "13900000002";

on_both! {
    a_link_and_a_code_open_one_dispute_and_no_account => opens_one_dispute;
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

    let work = app.ctx.store.begin().await.unwrap();
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
