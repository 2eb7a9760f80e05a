//! Tags: made by agents, kept in order by supervisors, seen by nobody else.

use hejie::domain::access::{OrganisationKind, StaffRole};
use serde_json::{Value, json};

use super::scene::{Desk, queue};
use crate::support::{Database, Somebody, on_both};

on_both! {
    an_agent_makes_a_tag_and_puts_it_on_disputes => worn;
    what_looks_the_same_is_the_same_tag => same;
    a_supervisor_renames_joins_and_retires_tags => kept;
    parties_and_other_platforms_never_see_a_tag => hidden;
}

async fn made(who: &Somebody, name: &str) -> String {
    let tag = who
        .post("/tags", json!({ "name": name, "colour": "blue" }))
        .await
        .ok();
    tag["id"].as_str().unwrap().to_owned()
}

async fn wear(who: &Somebody, dispute: &str, body: Value) -> Value {
    who.post(&format!("/disputes/{dispute}/tags"), body)
        .await
        .ok()
}

async fn worn(database: Database) {
    let desk = Desk::on(database).await;
    let kettle = desk
        .file("水壶", "水壶漏水，送修两次没有修好。", "1001")
        .await;
    desk.file("电饭煲", "内胆有划痕，希望换货。", "1002").await;
    let urgent = made(&desk.agent, "加急").await;
    let media = made(&desk.agent, "媒体关注").await;
    let put = wear(&desk.agent, &kettle, json!({ "add": [urgent, media] })).await;
    assert_eq!(put["added"], json!([urgent, media]));
    let again = wear(&desk.agent, &kettle, json!({ "add": [urgent] })).await;
    assert_eq!(again["added"], json!([]), "done already");
    assert_eq!(
        queue(&desk.supervisor, &format!("tag={urgent},{media}")).await,
        [kettle.as_str()]
    );
    let page = desk.agent.get("/queue?view=open&query=1001").await.ok();
    let names: Vec<_> = page["items"][0]["tags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tag| &tag["name"])
        .collect();
    assert_eq!(names, ["加急", "媒体关注"]);
    let taken = wear(&desk.agent, &kettle, json!({ "remove": [media, media] })).await;
    assert_eq!(taken["removed"], json!([media]));
    assert!(
        queue(&desk.agent, &format!("tag={urgent},{media}"))
            .await
            .is_empty()
    );
    let unknown = json!({ "add": [kettle] });
    let path = format!("/disputes/{kettle}/tags");
    desk.agent
        .post(&path, unknown)
        .await
        .refused(422, "invalid");
}

async fn same(database: Database) {
    let desk = Desk::on(database).await;
    made(&desk.agent, "VIP 客户").await;
    for name in ["vip客户", "ＶＩＰ　客户", " VIP  客户 "] {
        let body = json!({ "name": name, "colour": "red" });
        let problem = desk.agent.post("/tags", body).await.refused(422, "invalid");
        assert_eq!(problem["errors"][0]["code"], "taken", "{name}");
    }
    for (name, code) in [
        ("", "required"),
        ("！！", "required"),
        (&*"长".repeat(21), "too_long"),
    ] {
        let body = json!({ "name": name, "colour": "red" });
        let problem = desk.agent.post("/tags", body).await.refused(422, "invalid");
        assert_eq!(problem["errors"][0]["code"], code, "{name}");
    }
}

async fn kept(database: Database) {
    let desk = Desk::on(database).await;
    let kettle = desk
        .file("水壶", "水壶漏水，送修两次没有修好。", "1001")
        .await;
    let pot = desk.file("电饭煲", "内胆有划痕，希望换货。", "1002").await;
    let (one, other) = (
        made(&desk.agent, "加急").await,
        made(&desk.agent, "紧急").await,
    );
    wear(&desk.agent, &kettle, json!({ "add": [one, other] })).await;
    wear(&desk.agent, &pot, json!({ "add": [one] })).await;
    let path = format!("/tags/{one}");
    desk.agent
        .patch(&path, json!({ "name": "急" }))
        .await
        .refused(403, "supervisor_only");
    let renamed = desk
        .supervisor
        .patch(&path, json!({ "name": "尽快", "colour": "red" }))
        .await
        .ok();
    assert_eq!(
        (renamed["name"].as_str(), renamed["colour"].as_str()),
        (Some("尽快"), Some("red"))
    );

    let joined = json!({ "into": other });
    desk.supervisor
        .post(&format!("/tags/{one}/merge"), joined)
        .await
        .ok();
    let mut both = queue(&desk.agent, &format!("tag={other}")).await;
    both.sort();
    let mut expected = vec![kettle.clone(), pot.clone()];
    expected.sort();
    assert_eq!(both, expected);
    let mut kept = queue(&desk.agent, &format!("tag={one}")).await;
    kept.sort();
    assert_eq!(kept, expected, "a view kept under the old tag goes on");
    let tags = desk.agent.get("/tags").await.ok();
    assert_eq!(tags["items"].as_array().unwrap().len(), 1);
    assert_eq!(tags["items"][0]["disputes"], 2);

    let path = format!("/tags/{other}");
    desk.supervisor
        .patch(&path, json!({ "retired": true }))
        .await
        .ok();
    assert_eq!(
        queue(&desk.agent, &format!("tag={other}")).await.len(),
        2,
        "it stays where it is"
    );
    let third = desk.file("耳机", "耳机左边一直没有声音。", "1003").await;
    let path = format!("/disputes/{third}/tags");
    desk.agent
        .post(&path, json!({ "add": [other] }))
        .await
        .refused(422, "invalid");
    made(&desk.agent, "紧急").await;
}

async fn hidden(database: Database) {
    let desk = Desk::on(database).await;
    let kettle = desk
        .file("水壶", "水壶漏水，送修两次没有修好。", "1001")
        .await;
    let tag = made(&desk.agent, "职业索赔").await;
    wear(&desk.agent, &kettle, json!({ "add": [tag] })).await;
    let path = format!("/disputes/{kettle}/tags");
    desk.consumer.get(&path).await.refused(403, "wrong_seat");
    let shop = desk
        .app
        .staff(desk.shop, StaffRole::ShopStaff, "店员", "shop")
        .await;
    shop.get(&path).await.refused(403, "wrong_seat");
    let elsewhere = desk
        .app
        .organisation(OrganisationKind::Platform, "另一平台", None)
        .await;
    let other = desk
        .app
        .staff(elsewhere, StaffRole::Supervisor, "何静", "he")
        .await;
    other.get(&path).await.refused(404, "not_found");
    assert_eq!(other.get("/tags").await.ok()["items"], json!([]));
    other
        .patch(&format!("/tags/{tag}"), json!({ "name": "x" }))
        .await
        .refused(404, "not_found");
    for who in [&desk.consumer, &shop] {
        who.get("/tags").await.refused(404, "not_found");
        let page = who.get(&format!("/disputes/{kettle}")).await.ok();
        assert!(!page.to_string().contains("职业索赔"));
        let own = who.get("/disputes").await.ok();
        assert!(!own.to_string().contains("职业索赔"));
    }
}
