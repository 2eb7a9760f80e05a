//! Messages that could not be sent, and what an administrator can do about each.

use hejie::domain::access::{OrganisationKind, StaffRole};
use hejie::domain::ids::OrganisationId;
use hejie::jobs;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{Database, Somebody, TestApp, on_both};

on_both! {
    an_invitation_that_bounced_goes_to_another_address => readdressed;
    what_is_tried_again_is_sent_and_what_is_given_up_is_not => retried;
    a_shop_that_has_staff_by_now_gets_no_link_any_more => staffed;
}

struct House {
    app: TestApp,
    platform: OrganisationId,
    admin: Somebody,
}

/// An invitation to a mistyped address, and a dispute against a shop without an account.
async fn house(database: Database) -> House {
    let (app, platform, admin) = TestApp::with_administrator(database).await;
    app.staff(platform, StaffRole::ServiceAgent, "王敏", "wang")
        .await;
    let wanted = json!({ "contact": "ling@exmaple.com", "roles": ["service_agent"] });
    let path = format!("/organisations/{platform}/invitations");
    admin.post(&path, wanted).await.ok();
    let consumer = app.consumer("李雷", "13800000001").await;
    let merchant = json!({ "name": "云山电器", "phone": "13900000009" });
    let draft = consumer.draft(merchant).await;
    consumer.file(&app, &draft).await;
    House {
        app,
        platform,
        admin,
    }
}

impl House {
    /// Every carrier refuses everything that waits.
    async fn bounce(&self) {
        let now = self.app.now();
        let lease = now + SignedDuration::from_secs(1);
        let work = self.app.ctx.store.begin().await.unwrap();
        for post in work.claim_posts(now, lease, 100).await.unwrap() {
            work.post_dead(&post, "550", now).await.unwrap();
        }
        work.commit().await.unwrap();
    }

    async fn dead(&self) -> Vec<Value> {
        let page = self.admin.get("/admin/dead").await.ok();
        page["items"].as_array().unwrap().clone()
    }

    async fn one(&self, kind: &str) -> Value {
        let dead = self.dead().await;
        let found = dead.iter().find(|item| item["kind"] == kind);
        found.unwrap_or_else(|| panic!("{dead:?}")).clone()
    }

    async fn kept_for(&self, to: &str) -> Vec<Value> {
        let page = self.admin.get("/admin/outbox").await.ok();
        let items = page["items"].as_array().unwrap().iter();
        items.filter(|item| item["to"] == to).cloned().collect()
    }
}

fn door(item: &Value, verb: &str) -> String {
    format!("/admin/dead/{}/{verb}", item["id"].as_str().unwrap())
}

fn link(message: &Value) -> String {
    let body = message["body"].as_str().unwrap();
    let (_, token) = body.split_once("/invite#").unwrap();
    token.split_whitespace().next().unwrap().to_owned()
}

async fn readdressed(database: Database) {
    let house = house(database).await;
    house.bounce().await;
    let invited = house.one("invited").await;
    assert_eq!(invited["remedy"], "address");
    let path = door(&invited, "readdress");
    let other = house.app.person("路人", "passer").await;
    let contact = json!({ "contact": "ling@example.com" });
    other
        .post(&path, contact.clone())
        .await
        .refused(404, "not_found");
    let refused = house.admin.post(&path, json!({ "contact": "ling" })).await;
    let refused = refused.refused(422, "invalid");
    assert_eq!(refused["errors"][0]["pointer"], "/contact");
    house
        .admin
        .post(&path, json!({ "contact": "wang@example.com" }))
        .await
        .refused(409, "already_member");
    let done = house.admin.post(&path, contact.clone()).await;
    assert_eq!(done.status, 204, "{}", done.body);
    house
        .admin
        .post(&path, contact)
        .await
        .refused(404, "not_found");

    jobs::work_off(&house.app.ctx).await.unwrap();
    let sent = house.kept_for("ling@example.com").await;
    assert_eq!(sent.len(), 1);
    assert!(house.kept_for("ling@exmaple.com").await.is_empty());
    let guest = house.app.stranger();
    let accept = json!({ "token": link(&sent[0]), "name": "凌云", "password": crate::support::PASSWORD.repeat(2) });
    guest.post("/invitations/accept", accept).await.ok();
    let members = format!("/organisations/{}/members", house.platform);
    let members = house.admin.get(&members).await.ok();
    let members = members["items"].as_array().unwrap();
    assert!(members.iter().any(|one| one["name"] == "凌云"));

    let deeds = "/admin/audit?deed=message_readdressed";
    let deeds = house.admin.get(deeds).await.ok();
    assert_eq!(deeds["items"].as_array().unwrap().len(), 1);
}

async fn staffed(database: Database) {
    let house = house(database).await;
    let shop = house
        .app
        .organisation(OrganisationKind::Merchant, "青禾家居", Some(house.platform))
        .await;
    let consumer = house.app.consumer("韩梅", "13800000002").await;
    let merchant = json!({ "organisation": shop, "name": "青禾家居" });
    let draft = consumer.draft(merchant).await;
    let dispute = consumer.file(&house.app, &draft).await;
    let lead = house
        .app
        .staff(house.platform, StaffRole::Supervisor, "主管", "lead")
        .await;
    let path = format!("/disputes/{dispute}");
    let view = lead.get(&path).await.ok();
    let parties = view["parties"].as_array().unwrap();
    let party = parties.iter().find(|one| one["role"] == "respondent");
    let reached =
        json!({ "party": party.unwrap()["id"], "why": "changed", "phone": "13900000011" });
    let correct = format!("{path}/correct_contact");
    lead.post(&correct, reached).await.ok();
    house.bounce().await;
    let to_shop = house.one("contact_corrected").await;
    house
        .app
        .staff(shop, StaffRole::ShopStaff, "店长", "keeper")
        .await;
    let retried = house.admin.post(&door(&to_shop, "retry"), json!({})).await;
    assert_eq!(retried.status, 204);
    jobs::work_off(&house.app.ctx).await.unwrap();
    assert!(house.kept_for("13900000011").await.is_empty());
}

async fn retried(database: Database) {
    let house = house(database).await;
    house.bounce().await;
    let dead = house.dead().await;
    let remedy = |wanted: &str| dead.iter().find(|item| item["remedy"] == wanted);
    let to_party = remedy("dispute").unwrap();
    let to_account = remedy("account").unwrap();
    let contact = json!({ "contact": "13900000010" });
    for item in [to_party, to_account] {
        assert!(item["dispute"].is_string());
        house
            .admin
            .post(&door(item, "readdress"), contact.clone())
            .await
            .refused(409, "address_elsewhere");
    }
    let code = dead.iter().find(|item| item["kind"] == "code_login");
    if let Some(code) = code {
        assert_eq!(code["can_retry"], false, "a code is blanked when it dies");
        house
            .admin
            .post(&door(code, "retry"), json!({}))
            .await
            .refused(404, "not_found");
    }
    let again = house.admin.post(&door(to_party, "retry"), json!({})).await;
    assert_eq!(again.status, 204);
    let gone = json!({ "ids": [to_account["id"]], "reason": " " });
    house
        .admin
        .post("/admin/dead/give_up", gone)
        .await
        .refused(422, "invalid");
    let gone = json!({ "ids": [to_account["id"]], "reason": "已电话告知" });
    let done = house.admin.post("/admin/dead/give_up", gone.clone()).await;
    assert_eq!(done.ok()["done"], 1);
    let done = house.admin.post("/admin/dead/give_up", gone).await;
    assert_eq!(done.ok()["done"], 0, "it is gone already");
    let none = json!({ "ids": [] });
    house
        .admin
        .post("/admin/dead/retry", none)
        .await
        .refused(422, "invalid");

    jobs::work_off(&house.app.ctx).await.unwrap();
    assert_eq!(house.kept_for("13900000009").await.len(), 1);
    let left = house.dead().await;
    assert_eq!(left.len(), dead.len() - 2);
    let reasons = house
        .admin
        .get("/admin/audit?deed=message_given_up")
        .await
        .ok();
    assert_eq!(reasons["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_list_goes_on_page_by_page_and_says_where_the_last_attempt_went() {
    let house = house(Database::Sqlite).await;
    house.bounce().await;
    let all = house.dead().await;
    let first = house.admin.get("/admin/dead?limit=1").await.ok();
    assert_eq!(first["items"][0]["id"], all[0]["id"]);
    let cursor = first["next_cursor"].as_str().unwrap();
    let path = format!("/admin/dead?limit=1&cursor={cursor}");
    let second = house.admin.get(&path).await.ok();
    assert_eq!(second["items"][0]["id"], all[1]["id"]);
    assert!(all[0].get("to_masked").is_none(), "nothing was attempted");

    let invited = house.one("invited").await;
    house.admin.post(&door(&invited, "retry"), json!({})).await;
    jobs::work_off(&house.app.ctx).await.unwrap();
    assert_eq!(house.kept_for("ling@exmaple.com").await.len(), 1);
}
