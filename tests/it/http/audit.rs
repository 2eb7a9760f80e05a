//! The audit trail as administrators and auditors see it.

use hejie::domain::access::{OrganisationKind, StaffRole};
use serde_json::{Value, json};

use crate::support::{Database, PASSWORD, Somebody, TestApp, on_both};

on_both! {
    what_is_done_can_be_found_by_who_what_when_and_words => found;
    pages_follow_one_another_without_gap_or_overlap => pages;
}

async fn house(database: Database) -> (TestApp, Somebody, Somebody) {
    let app = TestApp::on(database).await;
    let platform = app.platform().await;
    let admin = app.staff(platform, StaffRole::Administrator, "管理员", "admin");
    let admin = admin.await;
    let agent = app.staff(platform, StaffRole::ServiceAgent, "赵客服", "agent");
    let agent = agent.await;
    (app, admin, agent)
}

async fn look(reader: &Somebody, query: &str) -> Vec<Value> {
    let page = reader.get(&format!("/admin/audit?{query}")).await.ok();
    page["items"].as_array().unwrap().clone()
}

fn kinds(items: &[Value]) -> Vec<&str> {
    items
        .iter()
        .map(|item| item["kind"].as_str().unwrap())
        .collect()
}

async fn found(database: Database) {
    let (app, admin, agent) = house(database).await;
    let wrong = json!({ "email": "agent@example.com", "password": "不是这个密码" });
    app.stranger()
        .post("/login/password", wrong)
        .await
        .refused(403, "wrong_login");
    let unknown = json!({ "email": "nobody@example.com", "password": "不是这个密码" });
    app.stranger()
        .post("/login/password", unknown)
        .await
        .refused(403, "wrong_login");
    admin
        .post(&format!("/admin/people/{}/suspend", agent.id), json!({}))
        .await
        .ok();
    let right = json!({ "email": "agent@example.com", "password": PASSWORD });
    app.stranger()
        .post("/login/password", right)
        .await
        .refused(403, "suspended");

    let of_agent = look(&admin, &format!("about={}", agent.id)).await;
    assert_eq!(
        kinds(&of_agent),
        [
            "login_refused",
            "person_suspended",
            "login_refused",
            "logged_in"
        ]
    );
    let suspended = &of_agent[1];
    assert_eq!(suspended["by"]["name"], "管理员");
    assert_eq!(suspended["subjects"][0]["name"], "赵客服");
    assert_eq!(suspended["from"], "127.0.0.0/24");
    assert_eq!(suspended["organisation"]["name"], "和解测试平台");
    assert_eq!(of_agent[0]["details"]["why"], "suspended");
    let by_admin = look(&admin, &format!("by={}&group=people", admin.id)).await;
    assert_eq!(kinds(&by_admin), ["person_suspended"]);
    let refused = look(&admin, "outcome=refused&deed=login_refused").await;
    assert_eq!(refused.len(), 3);
    let strange = refused
        .iter()
        .find(|item| item["subjects"] == json!([]))
        .unwrap();
    assert_eq!(
        strange["details"]["account"], "n***@example.com",
        "not as it was typed"
    );
    let named = look(&admin, "q=%E8%B5%B5%E5%AE%A2&group=people").await;
    assert_eq!(
        kinds(&named),
        ["person_suspended"],
        "two characters of a name are enough"
    );
    assert_eq!(look(&admin, "from=2026-10-16").await.len(), 0);
    assert!(look(&admin, "from=2026-10-15&until=2026-10-15").await.len() > 5);
    let searched = look(&admin, "deed=trail_searched").await;
    assert_eq!(
        searched.len(),
        3,
        "whoever looks for a person is seen as well"
    );
    for (query, pointer) in [
        ("until=2026-10-14&from=2026-10-15", "/until"),
        ("q=x", "/q"),
        ("deed=nonsense", "/deed"),
    ] {
        let wrong = admin
            .get(&format!("/admin/audit?{query}"))
            .await
            .refused(422, "invalid");
        assert_eq!(wrong["errors"][0]["pointer"], pointer);
    }
    assert_eq!(
        app.ctx.store.verify_audit().await.unwrap().seq,
        2 + 2 + 2 + 3
    );
}

async fn pages(database: Database) {
    let (_app, admin, _) = house(database).await;
    for _ in 0..6 {
        admin
            .post("/reauth", json!({ "password": PASSWORD }))
            .await
            .ok();
    }
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/admin/audit?deed=identity_proved&limit=2{cursor}");
        let page = admin.get(&path).await.ok();
        let items = page["items"].as_array().unwrap();
        seen.extend(items.iter().map(|item| item["seq"].as_u64().unwrap()));
        let Some(next) = page["next_cursor"].as_u64() else {
            break;
        };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen.len(), 6);
    assert!(seen.windows(2).all(|pair| pair[0] > pair[1]));
}

#[tokio::test]
async fn administrators_and_auditors_read_it_and_nobody_else() {
    let (app, admin, agent) = house(Database::Sqlite).await;
    let consumer = app.consumer("李雷", "13800000001").await;
    for path in ["/admin/audit", "/admin/audit.csv"] {
        agent.get(path).await.refused(404, "not_found");
        consumer.get(path).await.refused(404, "not_found");
        app.stranger().get(path).await.refused(401, "not_logged_in");
        admin.get(path).await;
    }
    let me = admin.get("/me").await.ok();
    let platform = me["staff"][0]["organisation"]["id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let auditor = app
        .staff(platform, StaffRole::Auditor, "审计员", "auditor")
        .await;
    assert!(look(&auditor, "").await.len() > 3);
    auditor.get("/admin/outbox").await.refused(404, "not_found");
    auditor.get("/queue").await.refused(404, "not_found");
}

#[tokio::test]
async fn another_house_stays_closed() {
    let (app, admin, _) = house(Database::Sqlite).await;
    let other = app
        .organisation(OrganisationKind::Platform, "别家平台", None)
        .await;
    let theirs = app
        .staff(other, StaffRole::Administrator, "别家管理员", "other")
        .await;
    theirs
        .post("/reauth", json!({ "password": PASSWORD }))
        .await
        .ok();
    let proved = |items: &[Value]| items.iter().any(|item| item["kind"] == "identity_proved");
    assert!(proved(&look(&theirs, "").await));
    assert!(!proved(&look(&admin, "").await));
    assert_eq!(
        look(&admin, &format!("by={}&deed=identity_proved", theirs.id))
            .await
            .len(),
        0
    );
}

#[tokio::test]
async fn the_table_opens_in_a_spreadsheet() {
    let (app, admin, _) = house(Database::Sqlite).await;
    admin
        .patch("/me", json!({ "name": "=HYPERLINK(1)" }))
        .await
        .ok();
    let answer = admin.get("/admin/audit.csv?group=access").await;
    let text = String::from_utf8(answer.bytes.clone()).unwrap();
    assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8");
    assert!(text.starts_with("\u{feff}序号,"));
    let lines: Vec<_> = text.split("\r\n").collect();
    assert_eq!(lines.len(), 1 + 2 + 1, "a head, two log-ins, and the end");
    assert!(text.contains("'=HYPERLINK(1)") && !text.contains(",=HYPERLINK"));
    assert!(lines[1].contains("登录") && lines[1].contains("2026-10-15 14:00:00"));
    let exported = look(&admin, "deed=trail_exported").await;
    assert_eq!(exported[0]["details"]["group"], "access");
    let english = admin
        .send(
            reqwest::Method::GET,
            "/admin/audit.csv",
            None,
            &[("accept-language", "en")],
        )
        .await;
    assert!(
        String::from_utf8(english.bytes)
            .unwrap()
            .contains("Logged in")
    );
    drop(app);
}

#[tokio::test]
async fn a_long_table_is_whole() {
    use hejie::app::audit;
    use hejie::domain::audit::{By, Deed, DeedKind};
    let (app, admin, _) = house(Database::Sqlite).await;
    let mut work = app.ctx.store.begin().await.unwrap();
    for _ in 0..1_234 {
        audit::record(
            &mut work,
            Deed::new(DeedKind::BulkDone, By::Clock, app.now()),
        );
    }
    work.commit().await.unwrap();
    let answer = admin.get("/admin/audit.csv?deed=bulk_done").await;
    let text = String::from_utf8(answer.bytes).unwrap();
    assert_eq!(text.matches("\r\n").count(), 1 + 1_234);
}
