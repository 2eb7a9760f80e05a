//! Disputes that belong together: linked for the desk, merged where one was filed twice, and undone.

use hejie::domain::access::StaffRole;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::scene::{Desk, file, queue};
use crate::support::{Database, Somebody, on_both};

on_both! {
    a_link_is_seen_from_both_sides_and_taken_away => linked;
    what_was_filed_twice_is_suggested_the_same_order_first => suggested;
    a_merged_dispute_stands_still_leads_on_and_comes_back_whole => merged;
    only_what_is_the_same_matter_of_the_same_consumer_is_merged => refused;
    two_disputes_are_never_merged_into_one_another => crossed;
}

async fn twice(desk: &Desk) -> (String, String) {
    let kettle = "水壶漏水，送修两次没有修好。";
    let first = desk.file("水壶", kettle, "1001").await;
    desk.app.advance(SignedDuration::from_hours(2));
    let second = desk
        .file("水壶", "水壶还在漏水，没有人回复。", "1001")
        .await;
    (first, second)
}

async fn links(who: &Somebody, dispute: &str) -> Value {
    who.get(&format!("/disputes/{dispute}/links")).await.ok()
}

async fn page(who: &Somebody, dispute: &str) -> Value {
    who.get(&format!("/disputes/{dispute}")).await.ok()
}

fn ids(list: &Value) -> Vec<&str> {
    let list = list.as_array().unwrap();
    list.iter().map(|one| one["id"].as_str().unwrap()).collect()
}

async fn linked(database: Database) {
    let desk = Desk::on(database).await;
    let (first, second) = twice(&desk).await;
    let path = format!("/disputes/{first}/links");
    let body = json!({ "other": second, "kind": "follow_up" });
    let made = desk.agent.post(&path, body.clone()).await.ok();
    assert_eq!(made["links"][0]["kind"], "follow_up");
    assert_eq!(
        ids(&links(&desk.supervisor, &second).await["links"]),
        [first.as_str()]
    );
    desk.agent.post(&path, body).await.refused(422, "invalid");
    let own = json!({ "other": first, "kind": "duplicate" });
    desk.agent.post(&path, own).await.refused(422, "invalid");
    desk.consumer.get(&path).await.refused(404, "not_found");
    let gone = format!("/disputes/{second}/links/{first}");
    assert_eq!(desk.agent.delete(&gone).await.ok()["links"], json!([]));
    desk.agent.delete(&gone).await.refused(404, "not_found");
}

async fn suggested(database: Database) {
    let desk = Desk::on(database).await;
    let other_order = desk.file("电饭煲", "内胆有划痕，希望换货。", "1002").await;
    let (first, second) = twice(&desk).await;
    let stranger = desk.app.consumer("李明", "13800130014").await;
    file(
        &desk.app,
        &stranger,
        desk.shop,
        "水壶",
        "我的水壶也漏水，希望退款。",
        "1001",
    )
    .await;
    let seen = links(&desk.agent, &second).await;
    assert_eq!(ids(&seen["likely"]), [first.as_str(), other_order.as_str()]);
    assert_eq!(seen["likely"][0]["same_order"], true);
    assert_eq!(seen["likely"][1]["same_order"], false);
}

async fn merged(database: Database) {
    let desk = Desk::on(database).await;
    let (first, second) = twice(&desk).await;
    desk.say(&desk.consumer, &second, "negotiation", "请尽快回复。")
        .await;
    let before = page(&desk.agent, &second).await;
    let path = format!("/disputes/{second}/merge");
    let after = desk.agent.post(&path, json!({ "into": first })).await.ok();
    assert_eq!(after["phase"], "suspended");
    assert_eq!(after["suspended"]["reason"], "merged");
    assert_eq!(after["goes_on"]["id"], first.as_str());
    assert!(after["goes_on"]["undo_until"].is_string());
    let log = |page: &Value| page["timeline"].as_array().unwrap().clone();
    let (old, new) = (log(&before), log(&after));
    assert_eq!(
        new.get(..old.len()).unwrap(),
        old,
        "nothing of the log is lost"
    );

    let seen = page(&desk.consumer, &second).await;
    assert_eq!(
        seen["goes_on"]["id"],
        first.as_str(),
        "its consumer finds the way"
    );
    assert_eq!(
        ids(&page(&desk.consumer, &first).await["merged"]),
        [second.as_str()]
    );
    assert_eq!(queue(&desk.agent, "view=open").await, [first.as_str()]);
    assert_eq!(
        ids(&links(&desk.agent, &first).await["merged"]),
        [second.as_str()]
    );
    let notices = desk.consumer.get("/notices").await.ok();
    let told = notices["items"].as_array().unwrap();
    let merged = |one: &Value| one["kind"] == "merged" && one["dispute"] == second.as_str();
    assert!(told.iter().any(merged), "{notices}");

    desk.app.advance(SignedDuration::from_hours(30));
    let undo = format!("/disputes/{second}/unmerge");
    let body = json!({ "reason": "两次买的是两只水壶。" });
    let back = desk.consumer.post(&undo, body).await.ok();
    assert_eq!(back["phase"], "first_response");
    assert!(back.get("goes_on").is_none());
    assert_eq!(back["missed"], false, "no time passed while it stood still");
    let said = queue(&desk.agent, "view=all&query=尽快回复").await;
    assert_eq!(said, [second.as_str()]);
    let open = queue(&desk.agent, "view=open").await;
    assert_eq!(open.len(), 2);
}

async fn refused(database: Database) {
    let desk = Desk::on(database).await;
    let (first, second) = twice(&desk).await;
    let stranger = desk.app.consumer("李明", "13800130014").await;
    let foreign = file(
        &desk.app,
        &stranger,
        desk.shop,
        "水壶",
        "我的水壶也漏水，希望退款。",
        "1001",
    )
    .await;
    let path = format!("/disputes/{second}/merge");
    for into in [&foreign, &second] {
        let refused = desk.agent.post(&path, json!({ "into": into })).await;
        refused.refused(422, "invalid");
    }
    let merge = json!({ "into": first });
    desk.consumer
        .post(&path, merge.clone())
        .await
        .refused(403, "wrong_seat");
    stranger
        .post(&path, merge.clone())
        .await
        .refused(404, "not_found");
    let withdraw = json!({ "money_arrived": true, "warning_read": true });
    let gone = format!("/disputes/{first}/withdraw");
    desk.consumer.post(&gone, withdraw).await.ok();
    desk.agent.post(&path, merge).await.refused(422, "invalid");
}

async fn crossed(database: Database) {
    let desk = Desk::on(database).await;
    let (first, second) = twice(&desk).await;
    let other = desk
        .app
        .staff(desk.platform, StaffRole::ServiceAgent, "韩秋", "han")
        .await;
    let path = |id: &str| format!("/disputes/{id}/merge");
    let (into_second, into_first) = (json!({ "into": second }), json!({ "into": first }));
    let (one_path, two_path) = (path(&first), path(&second));
    let (one, two) = tokio::join!(
        desk.agent.post(&one_path, into_second),
        other.post(&two_path, into_first),
    );
    let won = [one.status, two.status]
        .iter()
        .filter(|code| **code == 200)
        .count();
    assert_eq!(won, 1, "{} and {}", one.status, two.status);
    assert_eq!(queue(&desk.agent, "view=open").await.len(), 1);
}
