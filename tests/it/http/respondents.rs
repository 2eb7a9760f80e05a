//! One purchase, several who answer for it.

use hejie::domain::access::{OrganisationKind, StaffRole};
use hejie::jobs;
use serde_json::{Value, json};

use crate::support::{Database, Somebody, TestApp, on_both};

on_both! {
    each_respondent_is_told_and_answers_for_itself => each_for_itself;
}

/// A draft that lacks nothing but those who are to answer.
fn against(merchant: &Value, others: &Value) -> Value {
    json!({ "content": {
        "category": "misrep",
        "statement": "直播间说是手工柴烧，收到的是机器注浆的，店铺和直播间都不认。",
        "order": { "title": "柴烧茶壶", "paid_fen": 26_800 },
        "merchant": merchant,
        "others": others,
        "remedies": [{ "remedy": "return_refund", "amount_fen": 26_800 }],
        "elsewhere": { "none": true },
    }})
}

async fn filed(app: &TestApp, consumer: &Somebody, draft: Value) -> String {
    let draft = consumer.post("/drafts", draft).await.ok();
    let id = draft["id"].as_str().unwrap().to_owned();
    consumer.file(app, &id).await
}

async fn each_for_itself(database: Database) {
    let app = TestApp::on(database).await;
    let platform = app.platform().await;
    let shop = app
        .organisation(OrganisationKind::Merchant, "青禾家居", Some(platform))
        .await;
    let keeper = app.staff(shop, StaffRole::ShopStaff, "店长", "shop").await;
    let administrator = app
        .staff(platform, StaffRole::Administrator, "管理员", "admin")
        .await;
    let consumer = app.person("林晓", "lin").await;
    let others = json!([
        { "name": "临溪直播工作室", "phone": "13900005678" },
        { "name": "北窑陶业" },
    ]);
    let shop = json!({ "organisation": shop, "name": "青禾家居" });
    let dispute = filed(&app, &consumer, against(&shop, &others)).await;

    let seen = consumer.get(&format!("/disputes/{dispute}")).await.ok();
    let respondents: Vec<_> = seen["parties"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|party| party["role"] == "respondent")
        .map(|party| party["name"].as_str().unwrap())
        .collect();
    assert_eq!(respondents, ["青禾家居", "临溪直播工作室", "北窑陶业"]);

    jobs::work_off(&app.ctx).await.unwrap();
    let outbox = administrator.get("/admin/outbox").await.ok();
    let links: Vec<_> = outbox["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|message| message["body"].as_str().unwrap().contains("/r#"))
        .map(|message| message["to"].as_str().unwrap())
        .collect();
    assert_eq!(links, ["13900005678"], "a link for whoever can be reached");

    let words = json!({ "statement": "我们店铺页面写的就是机器成型。" });
    keeper
        .post(&format!("/disputes/{dispute}/respond"), words)
        .await
        .ok();
    let seen = consumer.get(&format!("/disputes/{dispute}")).await.ok();
    let answered = |name: &str| {
        let mut parties = seen["parties"].as_array().unwrap().iter();
        let party = parties.find(|party| party["name"] == name).unwrap();
        party["entered_at"].is_string()
    };
    assert!(answered("青禾家居"));
    assert!(!answered("临溪直播工作室"));
}

#[tokio::test]
async fn nobody_answers_their_own_dispute_through_a_contact_of_theirs() {
    let app = TestApp::start().await;
    app.platform().await;
    let consumer = app.consumer("李雷", "13800000001").await;
    let shop = json!({ "name": "云山电器", "phone": "13800000001" });
    let draft = consumer.post("/drafts", against(&shop, &json!([]))).await;
    let path = format!("/drafts/{}/file", draft.ok()["id"].as_str().unwrap());
    let version = app.ctx.rules_version(app.ctx.now().today()).unwrap();
    let filed = consumer
        .post(&path, json!({ "rules_version": version }))
        .await;
    let refused = filed.refused(422, "invalid");
    assert_eq!(refused["errors"][0]["pointer"], "/merchant/phone");
    assert_eq!(refused["errors"][0]["code"], "own_contact");
}

#[tokio::test]
async fn nobody_is_named_twice_and_five_are_the_most() {
    let app = TestApp::start().await;
    app.platform().await;
    let consumer = app.person("林晓", "lin").await;
    let shop = json!({ "name": "云山电器" });
    let version = app.ctx.rules_version(app.ctx.now().today()).unwrap();

    let draft = against(&shop, &json!([{ "name": "云山电器" }]));
    let draft = consumer.post("/drafts", draft).await.ok();
    let path = format!("/drafts/{}/file", draft["id"].as_str().unwrap());
    let filed = consumer
        .post(&path, json!({ "rules_version": version }))
        .await;
    let refused = filed.refused(422, "invalid");
    assert_eq!(refused["errors"][0]["pointer"], "/others/0/name");

    let unnamed = against(&shop, &json!([{ "phone": "13900005678" }]));
    let draft = consumer.post("/drafts", unnamed).await.ok();
    let path = format!("/drafts/{}/file", draft["id"].as_str().unwrap());
    let filed = consumer
        .post(&path, json!({ "rules_version": version }))
        .await;
    assert_eq!(
        filed.refused(422, "invalid")["errors"][0]["pointer"],
        "/others/0/name"
    );

    let crowd: Vec<_> = (1..=5)
        .map(|n| json!({ "name": format!("第{n}家") }))
        .collect();
    let many = consumer
        .post("/drafts", against(&shop, &json!(crowd)))
        .await;
    assert_eq!(
        many.refused(422, "invalid")["errors"][0]["pointer"],
        "/others"
    );
}
