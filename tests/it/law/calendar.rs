//! A holiday notice that comes when terms are running already.

use hejie::app::law;
use hejie::domain::access::StaffRole;
use hejie::domain::ids::DisputeId;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{Database, Somebody, TestApp, on_both};

on_both! {
    a_notice_moves_what_was_provisional_and_tells_the_parties => notice;
}

/// Five days off at the beginning of 2027, and a worked Sunday in exchange.
pub(crate) const NOTICE: &str = r#"
    year = 2027
    revision = 1
    papers = ["gov.cn content_8000001"]
    [[holiday]]
    festival = "new_year"
    off = ["2027-01-01", "2027-01-05"]
    statutory = ["2027-01-01"]
    worked = ["2027-01-10"]
"#;

/// A dispute of the end of the year, in which the consumer has five working days for material.
async fn asked_for_material(app: &TestApp) -> (Somebody, Somebody, String) {
    let platform = app.platform().await;
    let administrator = app
        .staff(platform, StaffRole::Administrator, "管理员", "admin")
        .await;
    let agent = app
        .staff(platform, StaffRole::ServiceAgent, "陈客服", "agent")
        .await;
    // From a Thursday in October to the Tuesday between the years.
    app.advance(SignedDuration::from_hours(24 * 75));
    let consumer = app.consumer("李雷", "13800000001").await;
    let merchant = json!({ "name": "云山电器", "phone": "13700000003" });
    let draft = consumer.draft(merchant).await;
    let dispute = consumer.file(app, &draft).await;
    let path = |verb: &str| format!("/disputes/{dispute}/{verb}");
    let agent = app.again(&agent, "agent").await;
    let ask = json!({ "items": ["购买凭证"] });
    agent.post(&path("ask_material"), ask).await.ok();
    let administrator = app.again(&administrator, "admin").await;
    (administrator, consumer, dispute)
}

impl TestApp {
    /// Somebody whose session has ended meanwhile, logged in again.
    async fn again(&self, somebody: &Somebody, mailbox: &str) -> Somebody {
        let browser = self.stranger();
        let login = json!({ "email": format!("{mailbox}@example.com"),
            "password": crate::support::PASSWORD });
        browser.post("/login/password", login).await.ok();
        Somebody {
            id: somebody.id,
            name: somebody.name.clone(),
            browser,
        }
    }
}

async fn shown(consumer: &Somebody, dispute: &str) -> Value {
    consumer.get(&format!("/disputes/{dispute}")).await.ok()
}

async fn notice(database: Database) {
    let app = TestApp::on(database).await;
    let (administrator, consumer, dispute) = asked_for_material(&app).await;
    let before = shown(&consumer, &dispute).await;
    let deadline = |page: &Value| page["turn"]["deadline"].clone();
    assert_eq!(deadline(&before)["due_on"], "2027-01-06");
    assert_eq!(deadline(&before)["provisional"], true);

    let text = json!({ "text": NOTICE });
    consumer
        .post("/admin/calendar", text.clone())
        .await
        .refused(404, "not_found");
    let preview = administrator
        .post("/admin/calendar/preview", text.clone())
        .await
        .ok();
    assert_eq!(preview["moved_count"], 1, "{preview}");
    assert_eq!(preview["moved"][0]["term"], "material");
    assert_eq!(
        deadline(&shown(&consumer, &dispute).await),
        deadline(&before),
        "a preview changes nothing"
    );

    let done = administrator
        .post("/admin/calendar", text.clone())
        .await
        .ok();
    assert_eq!(done["disputes"], 1);
    let after = shown(&consumer, &dispute).await;
    assert_eq!(deadline(&after)["due_on"], "2027-01-08");
    assert_eq!(deadline(&after)["provisional"], false);
    let timeline = after["timeline"].as_array().unwrap();
    let counted = timeline
        .iter()
        .find(|entry| entry["fact"] == "term_recomputed");
    let counted = counted.unwrap_or_else(|| panic!("{after}"));
    assert_eq!(counted["data"]["was_on"], "2027-01-06");
    let notices = consumer.get("/notices").await.ok();
    assert_eq!(notices["items"][0]["kind"], "term_moved", "{notices}");

    administrator
        .post("/admin/calendar", text)
        .await
        .refused(422, "invalid");
    let id: DisputeId = dispute.parse().unwrap();
    assert!(
        !hejie::app::dispute::recompute(&app.ctx, id).await.unwrap(),
        "counting again changes nothing"
    );
    let known = administrator.get("/admin/calendar").await.ok();
    let newest = known["items"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&newest["year"], &newest["imported_by"]),
        (&json!(2027), &json!("管理员"))
    );
    let term = json!({ "from": "2026-12-28", "count": 7, "unit": "working" });
    let answer = app.stranger().post("/law/term", term).await.ok();
    assert_eq!(
        (&answer["due_on"], &answer["provisional"]),
        (&json!("2027-01-10"), &json!(false))
    );
}

#[tokio::test]
async fn another_process_learns_of_an_import() {
    let app = TestApp::start().await;
    let config = hejie::config::Config::clone(&app.ctx.config);
    let clock = std::sync::Arc::new(app.clock.clone());
    let purpose = Some(hejie::db::Purpose::Test);
    let other = hejie::app::Context::open_with(config, purpose, Some(clock));
    let other = other.await.unwrap();
    law::calendar::import(&other, None, NOTICE).await.unwrap();
    let knows = |ctx: &hejie::app::Context| {
        let calendar = ctx.known.calendar();
        calendar.editions().any(|edition| edition.year() == 2027)
    };
    assert!(knows(&other) && !knows(&app.ctx));
    assert!(law::learn(&app.ctx).await.unwrap());
    assert!(knows(&app.ctx));
    assert!(!law::learn(&app.ctx).await.unwrap(), "nothing is new");
}

#[tokio::test]
async fn a_longer_list_of_regions_renames_and_adds() {
    let app = TestApp::start().await;
    let list = "code,name\n330106,西湖新区\n659001,石河子市\n";
    law::regions::import(&app.ctx, None, list).await.unwrap();
    let asked = |domicile: &str| json!({ "respondent": "platform", "domicile": domicile });
    for (code, name) in [
        ("330106", "浙江省杭州市西湖新区"),
        ("659001", "石河子市"),
        ("330108", "浙江省杭州市滨江区"),
    ] {
        let found = app.stranger().post("/law/bureau", asked(code)).await.ok();
        assert!(
            found["complaint"][0]["name"]
                .as_str()
                .unwrap()
                .ends_with(name),
            "{found}"
        );
    }
    let same = law::regions::import(&app.ctx, None, list).await;
    assert!(same.is_ok(), "the same list again is no fault");
    let wrong = law::regions::import(&app.ctx, None, "330106").await;
    assert!(wrong.is_err());
}
