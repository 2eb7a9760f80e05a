//! Texts that are kept ready.

use hejie::domain::access::StaffRole;
use hejie::domain::ids::OrganisationId;
use serde_json::{Value, json};

use crate::support::{Answer, Database, Somebody, TestApp, on_both};

on_both! {
    a_shared_text_is_written_once_and_used_by_all => shared;
    of_two_who_change_a_text_the_second_is_told => two_writers;
    one_shortcut_leads_to_one_text => shortcuts;
    what_a_text_said_before_is_kept => versions;
}

struct House {
    app: TestApp,
    platform: OrganisationId,
    admin: Somebody,
    agent: Somebody,
}

async fn house(database: Database) -> House {
    let (app, platform, admin) = TestApp::with_administrator(database).await;
    let agent = app
        .staff(platform, StaffRole::ServiceAgent, "客服小赵", "agent")
        .await;
    House {
        app,
        platform,
        admin,
        agent,
    }
}

fn reply(title: &str, body: &str) -> Value {
    json!({ "kind": "reply", "title": title, "body": body, "locale": "zh-CN" })
}

fn shortcut(mut text: Value, shortcut: &str) -> Value {
    text["shortcut"] = shortcut.into();
    text
}

async fn add(somebody: &Somebody, shared: bool, text: Value) -> Answer {
    let new = json!({ "shared": shared, "text": text });
    somebody.post("/templates", new).await
}

async fn change(somebody: &Somebody, id: &str, seen: u64, text: Value) -> Answer {
    let path = format!("/templates/{id}");
    somebody.change(&path, seen, text).await
}

fn id(text: &Value) -> String {
    text["id"].as_str().unwrap().to_owned()
}

fn titles(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["title"].as_str().unwrap())
        .collect()
}

async fn shared(database: Database) {
    let House {
        app,
        platform,
        admin,
        agent,
    } = house(database).await;
    let text = reply("催促举证", "{{consumer}}您好，请在{{deadline}}前上传照片。");
    let kept = add(&admin, true, text.clone()).await.ok();
    assert_eq!(kept["variables"], json!(["consumer", "deadline"]));
    add(&agent, false, reply("我的开场白", "您好，我是{{me}}。"))
        .await
        .ok();

    let seen = agent.get("/templates").await.ok();
    assert_eq!(titles(&seen), ["催促举证", "我的开场白"]);
    assert_eq!(seen["can_share"], false);
    assert_eq!(seen["items"][0]["can_change"], false);
    let of_admin = admin.get("/templates").await.ok();
    assert_eq!(
        titles(&of_admin),
        ["催促举证"],
        "what is one's own is nobody else's"
    );

    add(&agent, true, text.clone())
        .await
        .refused(403, "shared_texts");
    change(&agent, &id(&kept), 1, text)
        .await
        .refused(403, "shared_texts");
    let path = format!("/templates/{}", id(&kept));
    agent.delete(&path).await.refused(403, "shared_texts");

    let own = id(&seen["items"][1]);
    admin
        .get(&format!("/templates/{own}"))
        .await
        .refused(404, "not_found");
    let stranger = app.person("王芳", "wang").await;
    stranger.get("/templates").await.refused(404, "not_found");
    stranger.get(&path).await.refused(404, "not_found");
    stranger
        .get(&format!("/templates?organisation={platform}"))
        .await
        .refused(404, "not_found");
}

async fn two_writers(database: Database) {
    let House {
        admin,
        agent: _,
        app,
        platform,
    } = house(database).await;
    let other = app
        .staff(platform, StaffRole::Supervisor, "主管", "lead")
        .await;
    let kept = add(&admin, true, reply("退款", "已为您申请退款。"))
        .await
        .ok();
    let id = id(&kept);
    let bare = admin
        .put(&format!("/templates/{id}"), reply("退款", "好"))
        .await;
    bare.refused(428, "version_needed");
    let first = change(&admin, &id, 1, reply("退款", "退款将在三日内到账。")).await;
    assert_eq!(first.headers["etag"], "\"2\"");
    first.ok();
    let second = change(&other, &id, 1, reply("退款", "请等待。")).await;
    assert_eq!(second.refused(412, "stale")["facts"]["head"], 2);
    let now = other.get(&format!("/templates/{id}")).await.ok();
    assert_eq!(now["body"], "退款将在三日内到账。");
    assert_eq!(now["updated_by"], "管理员");
}

async fn shortcuts(database: Database) {
    let House {
        app: _app,
        admin,
        agent,
        ..
    } = house(database).await;
    let first = shortcut(reply("催证据", "请上传。"), "/ZJ");
    assert_eq!(
        add(&admin, true, first.clone()).await.ok()["shortcut"],
        "zj"
    );
    let again = add(&admin, true, first.clone()).await;
    let fault = &again.refused(422, "invalid")["errors"][0];
    assert_eq!(
        (&fault["pointer"], &fault["code"]),
        (&json!("/shortcut"), &json!("shortcut_taken"))
    );
    add(&agent, false, first.clone()).await.ok();
    let own_again = add(&agent, false, first.clone()).await;
    own_again.refused(422, "invalid");

    let other = add(&admin, true, shortcut(reply("别的", "别的。"), "bd"))
        .await
        .ok();
    let clash = change(&admin, &id(&other), 1, first.clone()).await;
    clash.refused(422, "invalid");
    // Whatever is put aside gives its shortcut free, and gets it back only while nobody has it.
    let shared = admin.get("/templates").await.ok();
    let first_id = shared["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["shortcut"] == "zj")
        .map(id)
        .unwrap();
    let path = format!("/templates/{first_id}");
    assert_eq!(admin.delete(&path).await.ok()["archived"], true);
    add(&admin, true, first).await.ok();
    let back = admin.post(&format!("{path}/restore"), json!({})).await;
    back.refused(422, "invalid");
    let aside = admin.get("/templates?archived=true").await.ok();
    assert_eq!(titles(&aside), ["催证据"]);
}

async fn versions(database: Database) {
    let House {
        app: _app,
        admin,
        agent,
        ..
    } = house(database).await;
    let kept = add(&admin, true, reply("退款", "第一版")).await.ok();
    change(&admin, &id(&kept), 1, reply("退款说明", "第二版"))
        .await
        .ok();
    let path = format!("/templates/{}/versions", id(&kept));
    let said = agent.get(&path).await.ok();
    let said: Vec<_> = said["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["version"].as_u64().unwrap(),
                one["body"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(said, [(2, "第二版"), (1, "第一版")]);
}

#[tokio::test]
async fn a_place_that_nothing_can_fill_is_refused_with_what_was_meant() {
    let House {
        app: _app, admin, ..
    } = house(Database::Sqlite).await;
    let refused = add(&admin, true, reply("错", "您好{{custmer}}")).await;
    let fault = &refused.refused(422, "invalid")["errors"][0];
    assert_eq!(fault["code"], "unknown_place");
    assert_eq!(fault["facts"]["nearest"], "consumer");
    assert_eq!(
        fault["detail"],
        "没有变量 {{custmer}}。您要写的是 {{消费者}} 吗？"
    );
    let open = add(&admin, true, reply("错", "您好{{consumer")).await;
    assert_eq!(open.refused(422, "invalid")["errors"][0]["code"], "braces");
    let empty = add(&admin, true, reply(" ", "")).await;
    let errors = empty.refused(422, "invalid")["errors"].clone();
    assert_eq!(
        errors.as_array().unwrap().len(),
        2,
        "both at once: {errors}"
    );
}

#[tokio::test]
async fn a_text_is_filled_from_the_dispute_that_one_works_on() {
    let House {
        app, admin, agent, ..
    } = house(Database::Sqlite).await;
    let consumer = app.consumer("王芳", "13800000001").await;
    let draft = consumer.draft(json!({ "name": "云山小家电" })).await;
    let dispute = consumer.file(&app, &draft).await;
    let text = "{{consumer}}：您的争议{{number}}（{{product}}，{{paid}}）由{{responder}}处理，{{deadline}}前答复。{{mediator}}";
    let kept = add(&admin, true, reply("首问", text)).await.ok();
    let path = format!("/templates/{}/filled?dispute={dispute}", id(&kept));
    let filled = agent.get(&path).await.ok();
    let words = filled["text"].as_str().unwrap();
    assert!(words.starts_with("王芳：您的争议HJ-2026-"), "{words}");
    assert!(words.contains("电饭煲，¥399.00"), "{words}");
    assert!(words.contains("2026年10月16日 14:00前答复"), "{words}");
    assert!(words.ends_with("{{mediator}}"), "{words}");
    assert_eq!(filled["empty"], json!(["mediator"]));
    admin.get(&path).await.refused(404, "not_found");
}
