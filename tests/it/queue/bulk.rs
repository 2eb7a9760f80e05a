//! The same done to many disputes, each decided by itself; all of them as a table.

use hejie::domain::access::StaffRole;
use reqwest::Method;
use serde_json::{Value, json};

use super::scene::{Desk, found, queue};
use crate::support::{Database, Somebody, on_both};

on_both! {
    each_is_decided_by_itself_and_done_once_under_a_key => each;
    a_reply_is_filled_for_each_dispute_and_never_sent_twice => replies;
    tags_put_on_many_can_be_taken_off_where_they_were_put => undone;
    only_the_service_of_the_platform_does_many_at_once => guarded;
    the_table_opens_in_a_spreadsheet_and_runs_nothing => table;
    a_supervisor_sees_who_has_what_in_hand => supervised;
}

async fn bulk(who: &Somebody, key: &str, disputes: &[&String], deed: Value) -> Value {
    let body = json!({ "disputes": disputes, "deed": deed });
    let headers = [("Idempotency-Key", key)];
    let answer = who
        .send(Method::POST, "/queue/bulk", Some(body), &headers)
        .await;
    answer.ok()["items"].clone()
}

async fn each(database: Database) {
    let desk = Desk::on(database).await;
    let one = desk
        .file("水壶", "水壶漏水，送修两次没有修好。", "1001")
        .await;
    let other = desk.file("电饭煲", "内胆有划痕，希望换货。", "1002").await;
    let path = format!("/disputes/{other}/take_over");
    let note = json!({ "note": "我来跟进" });
    desk.supervisor.post(&path, note).await.ok();
    let take = json!({ "what": "take_over", "responder": desk.supervisor.id, "note": "统一跟进" });
    let items = bulk(&desk.agent, "run-1", &[&one, &other, &one], take.clone()).await;
    assert_eq!(items.as_array().unwrap().len(), 2, "each once");
    assert!(items[0].get("problem").is_none(), "{items}");
    assert_eq!(
        items[1]["problem"]["errors"][0]["code"], "responder_already",
        "{items}"
    );
    let again = bulk(&desk.agent, "run-1", &[&one], take).await;
    assert!(
        again[0].get("problem").is_none(),
        "done under this key already: {again}"
    );
    let of_supervisor = format!("responder={}", desk.supervisor.id);
    assert_eq!(queue(&desk.agent, &of_supervisor).await.len(), 2);

    let ask = json!({ "what": "ask_material", "items": ["购买凭证"] });
    let items = bulk(&desk.supervisor, "run-2", &[&one, &other], ask).await;
    assert!(
        items[0].get("problem").is_none() && items[1].get("problem").is_none(),
        "{items}"
    );
    assert_eq!(queue(&desk.agent, "phase=awaiting_material").await.len(), 2);
}

async fn replies(database: Database) {
    let desk = Desk::on(database).await;
    let one = desk
        .file("水壶", "水壶漏水，送修两次没有修好。", "1001")
        .await;
    let other = desk.file("电饭煲", "内胆有划痕，希望换货。", "1002").await;
    let text = json!({ "what": "reply", "text": "您好，编号 {{number}} 已转交仓库核实。" });
    for _ in 0..2 {
        let items = bulk(&desk.agent, "run-1", &[&one, &other], text.clone()).await;
        assert!(items[0].get("problem").is_none(), "{items}");
    }
    assert_eq!(found(&desk.agent, "仓库核实").await.len(), 2);
    let room = desk.room(&desk.agent, &one, "negotiation").await;
    let events = desk.agent.get(&format!("/rooms/{room}/events")).await.ok();
    let said = events.to_string();
    assert_eq!(said.matches("仓库核实").count(), 1, "once: {said}");
    let page = desk.agent.get(&format!("/disputes/{one}")).await.ok();
    assert!(said.contains(page["number"].as_str().unwrap()), "{said}");
    let items = bulk(&desk.supervisor, "run-2", &[&one], text).await;
    assert!(
        items[0].get("problem").is_some(),
        "a colleague does not write there"
    );
}

async fn undone(database: Database) {
    let desk = Desk::on(database).await;
    let one = desk
        .file("水壶", "水壶漏水，送修两次没有修好。", "1001")
        .await;
    let other = desk.file("电饭煲", "内胆有划痕，希望换货。", "1002").await;
    let tag = json!({ "name": "加急", "colour": "red" });
    let tag = desk.agent.post("/tags", tag).await.ok()["id"].clone();
    let put = json!({ "add": [tag] });
    desk.agent
        .post(&format!("/disputes/{one}/tags"), put)
        .await
        .ok();
    let deed = json!({ "what": "tag", "add": [tag] });
    let items = bulk(&desk.agent, "run-1", &[&one, &other], deed).await;
    assert_eq!(items[0]["added"], json!([]), "it was there");
    assert_eq!(items[1]["added"], json!([tag]));
    let back = json!({ "what": "tag", "remove": [tag] });
    bulk(&desk.agent, "run-2", &[&other], back).await;
    let worn = queue(&desk.agent, &format!("tag={}", tag.as_str().unwrap())).await;
    assert_eq!(worn, [one]);
}

async fn guarded(database: Database) {
    let desk = Desk::on(database).await;
    let one = desk
        .file("水壶", "水壶漏水，送修两次没有修好。", "1001")
        .await;
    let body = json!({ "disputes": [one], "deed": { "what": "read" } });
    let key = [("Idempotency-Key", "k")];
    let send = |who: &'static str| (who, body.clone());
    let (_, sent) = send("consumer");
    let post = Method::POST;
    desk.consumer
        .send(post.clone(), "/queue/bulk", Some(sent), &key)
        .await
        .refused(404, "not_found");
    desk.agent
        .post("/queue/bulk", body.clone())
        .await
        .refused(422, "invalid");
    desk.consumer
        .get("/queue.csv")
        .await
        .refused(404, "not_found");
    desk.agent.get("/supervise").await.refused(404, "not_found");
    let many: Vec<_> = (0..51).map(|_| one.clone()).collect();
    let body = json!({ "disputes": many, "deed": { "what": "read" } });
    let problem = desk.agent.send(post, "/queue/bulk", Some(body), &key).await;
    assert_eq!(
        problem.refused(422, "invalid")["errors"][0]["code"],
        "too_many"
    );
}

async fn table(database: Database) {
    let desk = Desk::on(database).await;
    desk.file("=1+1 水壶", "水壶漏水，送修两次没有修好。", "1001")
        .await;
    let answer = desk.agent.get("/queue.csv?view=open").await;
    assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8");
    let text = String::from_utf8(answer.bytes).unwrap();
    assert!(text.starts_with('\u{feff}'));
    let lines: Vec<_> = text.split("\r\n").collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[1].contains(",'=1+1 水壶,王芳,青禾家电,"), "{text}");
    assert!(lines[1].contains(",399.00,林晓,'8001,"), "{text}");
    let admin = StaffRole::Administrator;
    let admin = desk
        .app
        .staff(desk.platform, admin, "管理员", "admin")
        .await;
    let trail = admin.get("/admin/audit").await.ok();
    assert!(trail.to_string().contains("data_exported"), "{trail}");
}

async fn supervised(database: Database) {
    let desk = Desk::on(database).await;
    let one = desk
        .file("水壶", "水壶漏水，送修两次没有修好。", "1001")
        .await;
    desk.file("电饭煲", "内胆有划痕，希望换货。", "1002").await;
    desk.app.advance(jiff::SignedDuration::from_mins(90));
    let answer =
        json!({ "finding": "经核实属实。", "next_step": "请双方协商。", "claim_proved": false });
    let path = format!("/disputes/{one}/answer");
    desk.agent.post(&path, answer).await.ok();
    desk.say(&desk.consumer, &one, "negotiation", "有进展吗？")
        .await;
    let seen = desk.supervisor.get("/supervise").await.ok();
    let agents = seen["agents"].as_array().unwrap();
    let agent = agents.iter().find(|agent| agent["name"] == "林晓").unwrap();
    for (what, expected) in [
        ("open", 2),
        ("waiting", 1),
        ("overdue", 0),
        ("missed", 0),
        ("unread", 1),
        ("answered", 1),
        ("answer_min", 90),
    ] {
        assert_eq!(agent[what], expected, "{what}: {agent}");
    }
    assert_eq!(agent["on_duty"], true);
    let weeks = seen["weeks"].as_array().unwrap();
    assert_eq!(weeks.len(), 8);
    assert_eq!(weeks[7]["monday"], "2026-10-12");
    assert_eq!(
        (
            &weeks[7]["counts"]["filed"],
            &weeks[7]["counts"]["answered"]
        ),
        (&json!(2), &json!(1))
    );
    assert_eq!(seen["counts"]["open"], 2);
}
