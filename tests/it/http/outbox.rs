//! What administrators see of messages: whose, and what of them.

use hejie::domain::access::{OrganisationKind, StaffRole};
use hejie::domain::ids::OrganisationId;
use hejie::domain::telling::Post;
use hejie::jobs;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{Database, Somebody, TestApp, on_both};

on_both! {
    nobody_reads_another_platforms_messages => of_its_own;
    what_belongs_to_no_platform_is_for_whoever_administers_all => of_nobody;
}

async fn administrator(app: &TestApp, platform: OrganisationId, mailbox: &str) -> Somebody {
    app.staff(platform, StaffRole::Administrator, "管理员", mailbox)
        .await
}

async fn listed(who: &Somebody, path: &str) -> Vec<Value> {
    let list = who.get(path).await.ok();
    list["items"].as_array().unwrap().clone()
}

/// A dispute of the first platform against a shop without staff, and an invitation to each.
async fn two_platforms(database: Database) -> (TestApp, [Somebody; 2]) {
    let app = TestApp::on(database).await;
    let first = app.platform().await;
    let second = app
        .organisation(OrganisationKind::Platform, "另一个平台", None)
        .await;
    let admins = [
        administrator(&app, first, "one").await,
        administrator(&app, second, "two").await,
    ];
    app.staff(first, StaffRole::ServiceAgent, "王敏", "wang")
        .await;
    let consumer = app.consumer("李雷", "13800000001").await;
    let draft = consumer
        .draft(json!({ "name": "云山电器", "phone": "13900000009" }))
        .await;
    consumer.file(&app, &draft).await;
    for (admin, platform, contact) in [
        (&admins[0], first, "first@example.com"),
        (&admins[1], second, "second@example.com"),
    ] {
        let wanted = json!({ "contact": contact, "roles": ["service_agent"] });
        let path = format!("/organisations/{platform}/invitations");
        admin.post(&path, wanted).await.ok();
    }
    (app, admins)
}

fn to(items: &[Value]) -> Vec<&str> {
    let mut to: Vec<_> = items
        .iter()
        .map(|item| item["to"].as_str().unwrap())
        .collect();
    to.sort_unstable();
    to.dedup();
    to
}

async fn of_its_own(database: Database) {
    let (app, [one, two]) = two_platforms(database).await;
    let lease = app.now() + SignedDuration::from_secs(1);
    let work = app.ctx.store.begin().await.unwrap();
    let waiting = work.claim_posts(app.now(), lease, 100).await.unwrap();
    for post in &waiting {
        work.post_dead(post, "550", app.now()).await.unwrap();
    }
    work.commit().await.unwrap();
    let disputes = waiting
        .iter()
        .filter(|one| matches!(one.post, Post::Tell(_)));
    assert!(disputes.count() > 0);
    let of_one = listed(&one, "/admin/dead").await;
    let of_two = listed(&two, "/admin/dead").await;
    assert!(of_one.iter().any(|item| item["dispute"].is_string()));
    let kinds: Vec<_> = of_two.iter().map(|item| item["kind"].clone()).collect();
    assert_eq!(kinds, ["invited"], "its own invitation and nothing else");

    let ids: Vec<_> = of_one.iter().map(|item| item["id"].clone()).collect();
    let done = two.post("/admin/dead/retry", json!({ "ids": ids })).await;
    assert_eq!(done.ok()["done"], 0);
    let given_up = json!({ "ids": ids, "reason": "不需要了" });
    let done = two.post("/admin/dead/give_up", given_up).await;
    assert_eq!(done.ok()["done"], 0);
    let path = format!("/admin/dead/{}/retry", ids[0].as_str().unwrap());
    two.post(&path, json!({})).await.refused(404, "not_found");
    let done = one.post("/admin/dead/retry", json!({ "ids": ids })).await;
    assert_eq!(done.ok()["done"], ids.len());
}

async fn of_nobody(database: Database) {
    let (app, [one, two]) = two_platforms(database).await;
    jobs::work_off(&app.ctx).await.unwrap();
    let of_one = listed(&one, "/admin/outbox").await;
    assert!(to(&of_one).contains(&"13900000009"), "the respondent");
    assert!(to(&of_one).contains(&"first@example.com"));
    assert!(!to(&of_one).contains(&"second@example.com"));
    let code = |items: &[Value]| {
        items
            .iter()
            .any(|item| item["body"].as_str().unwrap().contains("登录验证码"))
    };
    assert!(!code(&of_one), "a consumer's code is no platform's");
    let of_two = listed(&two, "/admin/outbox").await;
    assert_eq!(to(&of_two), ["second@example.com"]);

    let alone = TestApp::on(database).await;
    let platform = alone.platform().await;
    let admin = administrator(&alone, platform, "admin").await;
    alone.consumer("李雷", "13800000001").await;
    jobs::work_off(&alone.ctx).await.unwrap();
    assert!(
        code(&listed(&admin, "/admin/outbox").await),
        "the only platform"
    );
}

#[tokio::test]
async fn on_live_data_nobody_reads_another_persons_codes_or_links() {
    let app = TestApp::live(Database::Sqlite).await;
    let platform = app.platform().await;
    let admin = administrator(&app, platform, "admin").await;
    app.staff(platform, StaffRole::ServiceAgent, "王敏", "wang")
        .await;
    let browser = app.stranger();
    let asked = json!({ "to": "13800000001", "purpose": "login" });
    browser.post("/codes", asked).await.ok();
    let code = app.code_sent_to("13800000001").await.unwrap();
    let login = json!({ "phone": "13800000001", "code": code, "name": "李雷" });
    browser.post("/login/code", login).await.ok();
    let wanted = json!({ "contact": "new@example.com", "roles": ["service_agent"] });
    let path = format!("/organisations/{platform}/invitations");
    admin.post(&path, wanted).await.ok();
    jobs::work_off(&app.ctx).await.unwrap();

    let list = admin.get("/admin/outbox").await.ok();
    assert_eq!(list["blanked"], true);
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 2, "that they went out is seen all the same");
    let bodies: Vec<_> = items
        .iter()
        .map(|item| item["body"].as_str().unwrap())
        .collect();
    assert!(
        bodies.iter().all(|body| !body.contains(&code)),
        "{bodies:?}"
    );
    assert!(
        bodies.iter().any(|body| body.contains("/invite#…")),
        "{bodies:?}"
    );
}

#[tokio::test]
async fn whoever_looks_through_messages_is_in_the_trail_once_an_hour() {
    let app = TestApp::start().await;
    let platform = app.platform().await;
    let admin = administrator(&app, platform, "admin").await;
    let noted = async || {
        let found = admin.get("/admin/audit?deed=messages_read").await.ok();
        found["items"].as_array().unwrap().len()
    };
    let shown = admin.get("/admin/outbox").await.ok();
    assert_eq!(
        shown["blanked"], false,
        "where data is made up, codes can be tried out"
    );
    admin.get("/admin/outbox").await.ok();
    assert_eq!(noted().await, 1, "the page looks again every few seconds");
    app.advance(SignedDuration::from_mins(61));
    admin.get("/admin/outbox").await.ok();
    assert_eq!(noted().await, 2);
}
