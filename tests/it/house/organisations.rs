//! Organisations, as an administrator keeps them.

use hejie::domain::access::{OrganisationKind, StaffRole};
use serde_json::json;

use super::scene::{house, names, post_over, put_over};
use crate::support::{Database, on_both};

const CODE: &str = "91440300708461136T";
const OTHER_CODE: &str = "91330100799655058B";

on_both! {
    an_administrator_finds_what_takes_part => found;
    of_two_who_change_a_record_the_second_is_told => two_writers;
    what_is_closed_stays_and_can_be_opened => closed;
    a_credit_code_is_one_merchants_on_one_platform => one_code;
}

async fn found(database: Database) {
    let house = house(database).await;
    let (app, platform) = (&house.app, Some(house.platform));
    for name in ["云山小家电", "云山服饰", "绿洲食品"] {
        app.organisation(OrganisationKind::Merchant, name, platform)
            .await;
    }
    let bureau = json!({ "name": "西湖区市场监管局", "region": "330106" });
    house.add("bureau", bureau).await;
    let other = app
        .organisation(OrganisationKind::Platform, "另一平台", None)
        .await;
    app.organisation(OrganisationKind::Merchant, "云山分店", Some(other))
        .await;

    let admin = &house.admin;
    let shops = admin.get("/organisations?kind=merchant").await.ok();
    assert_eq!(names(&shops).len(), 3);
    let cloud = admin
        .get("/organisations?query=%E4%BA%91%E5%B1%B1")
        .await
        .ok();
    assert_eq!(names(&cloud).len(), 2, "two characters are enough: {cloud}");
    let wild = admin.get("/organisations?query=%25").await.ok();
    assert_eq!(names(&wild).len(), 0, "a percent sign is no wildcard");

    let mut seen = Vec::new();
    let mut page = admin.get("/organisations?limit=2").await.ok();
    loop {
        seen.extend(names(&page).into_iter().map(str::to_owned));
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        let next = format!("/organisations?limit=2&cursor={cursor}");
        page = admin.get(&next).await.ok();
    }
    let mut once = seen.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!((seen.len(), once.len()), (5, 5), "each once: {seen:?}");

    let agent = house.staff(StaffRole::ServiceAgent, "客服", "agent").await;
    agent.get("/organisations").await.refused(404, "not_found");
}

async fn two_writers(database: Database) {
    let house = house(database).await;
    let id = house.shop("云山小家电", CODE).await;
    let path = format!("/organisations/{id}");
    let record = |phone: &str| json!({ "name": "云山小家电", "credit_code": CODE, "phone": phone });
    let bare = house.admin.put(&path, record("0571-88880000")).await;
    bare.refused(428, "version_needed");
    let first = put_over(&house.admin, &path, 1, record("0571-88880000")).await;
    assert_eq!(first.headers["etag"], "\"2\"");
    let late = put_over(&house.admin, &path, 1, record("13800000001")).await;
    assert_eq!(late.refused(412, "stale")["facts"]["head"], 2);
    let now = house.admin.get(&path).await.ok();
    assert_eq!(now["phone"], "0571-88880000");
}

async fn closed(database: Database) {
    let house = house(database).await;
    let admin = &house.admin;
    let id = house.shop("云山小家电", CODE).await;
    let path = format!("/organisations/{id}");
    let shut = post_over(admin, &format!("{path}/close"), 1).await.ok();
    assert_eq!(
        (&shut["active"], &shut["version"]),
        (&json!(false), &json!(2))
    );
    let gone = admin
        .get("/organisations?active=true&kind=merchant")
        .await
        .ok();
    assert_eq!(names(&gone).len(), 0);
    let kept = admin.get("/organisations?active=false").await.ok();
    assert_eq!(names(&kept), ["云山小家电"]);
    let invite = json!({ "contact": "boss@example.com", "roles": ["shop_manager"] });
    let refused = admin.post(&format!("{path}/invitations"), invite).await;
    refused.refused(409, "organisation_closed");
    let back = post_over(admin, &format!("{path}/open"), 2).await.ok();
    assert_eq!(back["active"], true);
    let platform = format!("/organisations/{}/close", house.platform);
    let refused = post_over(admin, &platform, 1).await;
    refused.refused(409, "platform_stays");
}

async fn one_code(database: Database) {
    let house = house(database).await;
    house.shop("云山小家电", CODE).await;
    let again = json!({ "kind": "merchant", "record": { "name": "别家", "credit_code": CODE } });
    let refused = house.admin.post("/organisations", again).await;
    let refused = refused.refused(422, "invalid");
    assert_eq!(refused["errors"][0]["code"], "credit_code_taken");
    let other = house.shop("绿洲食品", OTHER_CODE).await;
    let taking = json!({ "name": "绿洲食品", "credit_code": CODE });
    let path = format!("/organisations/{other}");
    let refused = put_over(&house.admin, &path, 1, taking).await;
    let refused = refused.refused(422, "invalid");
    assert_eq!(refused["errors"][0]["pointer"], "/credit_code");
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_record_is_named_at_once() {
    let house = house(Database::Sqlite).await;
    let record = json!({
        "name": " ", "credit_code": "91440300708461163T", "phone": "abc", "email": "x@",
        "region": "1", "address": "长".repeat(201),
    });
    let new = json!({ "kind": "merchant", "record": record });
    let refused = house.admin.post("/organisations", new).await;
    let refused = refused.refused(422, "invalid");
    let mut faults: Vec<_> = refused["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["pointer"].as_str().unwrap(),
                one["code"].as_str().unwrap(),
            )
        })
        .collect();
    faults.sort_unstable();
    let expected = [
        ("/address", "too_long"),
        ("/credit_code", "credit_code_check"),
        ("/email", "not_an_email"),
        ("/name", "required"),
        ("/phone", "not_a_telephone"),
        ("/region", "not_a_region"),
    ];
    assert_eq!(faults, expected);
    let bureau = json!({ "kind": "bureau", "record": { "name": "某局" } });
    let refused = house.admin.post("/organisations", bureau).await;
    let refused = refused.refused(422, "invalid");
    assert_eq!(refused["errors"][0]["pointer"], "/region");
    let second = json!({ "kind": "platform", "record": { "name": "又一平台" } });
    let refused = house.admin.post("/organisations", second).await;
    refused.refused(422, "invalid");
}
