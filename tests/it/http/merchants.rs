//! The registry of merchants.

use hejie::db::Organisation;
use hejie::domain::access::OrganisationKind;
use hejie::domain::people::CreditCode;
use serde_json::Value;

use crate::support::{Database, TestApp, on_both};

const CODE: &str = "91440300708461136T";

on_both! {
    a_merchant_is_found_by_part_of_its_name_or_its_code => found;
    wildcards_are_letters_like_others => wildcards;
}

fn names(found: &Value) -> Vec<&str> {
    found["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["name"].as_str().unwrap())
        .collect()
}

async fn registry(app: &TestApp) {
    let platform = app.platform().await;
    for (name, code) in [
        ("青禾家居旗舰店", Some(CODE)),
        ("禾木食品", None),
        ("100%_棉", None),
    ] {
        let merchant = Organisation {
            id: app.ctx.ids.new(),
            kind: OrganisationKind::Merchant,
            name: name.to_owned(),
            credit_code: code.map(|code| CreditCode::parse(code).unwrap()),
            platform: Some(platform),
            self_operated: false,
            address: None,
            phone: None,
            email: None,
            region: None,
            body: None,
        };
        app.add_organisation(&merchant).await;
    }
}

async fn found(database: Database) {
    let app = TestApp::on(database).await;
    registry(&app).await;
    let consumer = app.person("王芳", "wang").await;
    let by_name = consumer.get("/merchants?query=家居").await.ok();
    assert_eq!(names(&by_name), ["青禾家居旗舰店"]);
    assert_eq!(by_name["items"][0]["credit_code"], CODE);
    let by_code = consumer
        .get(&format!("/merchants?query={}", CODE.to_lowercase()))
        .await
        .ok();
    assert_eq!(names(&by_code), ["青禾家居旗舰店"]);
    assert_eq!(
        names(&consumer.get("/merchants?query=和解测试").await.ok()),
        [""; 0]
    );
}

async fn wildcards(database: Database) {
    let app = TestApp::on(database).await;
    registry(&app).await;
    let consumer = app.person("王芳", "wang").await;
    assert_eq!(
        names(&consumer.get("/merchants?query=%25%25").await.ok()),
        [""; 0]
    );
    assert_eq!(
        names(&consumer.get("/merchants?query=%25_").await.ok()),
        ["100%_棉"]
    );
}

#[tokio::test]
async fn the_registry_is_not_listed_by_one_letter_nor_for_strangers() {
    let app = TestApp::start().await;
    let consumer = app.person("王芳", "wang").await;
    let problem = consumer
        .get("/merchants?query=禾")
        .await
        .refused(422, "invalid");
    assert_eq!(problem["errors"][0]["pointer"], "/query");
    consumer.get("/merchants").await.refused(422, "invalid");
    app.stranger()
        .get("/merchants?query=青禾")
        .await
        .refused(401, "not_logged_in");
}
