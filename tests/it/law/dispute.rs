//! The law inside a dispute: one card for all sides, ways with what they close, rules of the day.

use hejie::domain::access::StaffRole;
use hejie::domain::law::doors::CONFIRMATION_VERSION;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{Somebody, TestApp};

struct Scene {
    app: TestApp,
    consumer: Somebody,
    agent: Somebody,
    supervisor: Somebody,
}

/// Somebody with a dispute to file, and the platform's people, so many days before the tests' own
/// Thursday in October.
async fn scene(days_before: i64) -> Scene {
    let app = TestApp::start().await;
    app.advance(SignedDuration::from_hours(-24 * days_before));
    let platform = app.platform().await;
    let agent = app
        .staff(platform, StaffRole::ServiceAgent, "陈客服", "agent")
        .await;
    let supervisor = app
        .staff(platform, StaffRole::Supervisor, "王主管", "supervisor")
        .await;
    let consumer = app.consumer("李雷", "13800000001").await;
    Scene {
        app,
        consumer,
        agent,
        supervisor,
    }
}

impl Scene {
    async fn file(&self) -> String {
        let merchant = json!({ "name": "云山电器", "phone": "13700000003" });
        let draft = self.consumer.draft(merchant).await;
        self.consumer.file(&self.app, &draft).await
    }
}

async fn law(somebody: &Somebody, dispute: &str) -> Value {
    somebody.get(&format!("/disputes/{dispute}/law")).await.ok()
}

fn door(law: &Value, name: &str) -> Value {
    let doors = law["panel"]["doors"].as_array().unwrap();
    let found = doors.iter().find(|one| one["door"] == name);
    found.unwrap().clone()
}

fn sets(law: &Value) -> Vec<&str> {
    let sets = law["sets"].as_array().unwrap().iter();
    sets.map(|set| set["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_dispute_of_the_last_day_of_the_old_rules_keeps_them() {
    let scene = scene(184).await;
    let refuse = json!({ "ground": "rej_identity", "reasons": "冒用他人名义提出申请" });
    let old = scene.file().await;
    let on_the_day = law(&scene.consumer, &old).await;
    assert_eq!(on_the_day["bound_on"], "2026-04-14");
    assert!(sets(&on_the_day).contains(&"bureau-2020"));
    let closed_then = json!(["bureau_complaint", "entrusted_mediation"]);
    assert_eq!(
        door(&on_the_day, "peoples_mediation")["closes"],
        closed_then
    );

    scene.app.advance(SignedDuration::from_hours(24));
    let new = scene.file().await;
    let next_day = law(&scene.consumer, &new).await;
    assert_eq!(next_day["bound_on"], "2026-04-15");
    assert!(sets(&next_day).contains(&"bureau-2026"));
    assert_eq!(door(&next_day, "peoples_mediation")["closes"], json!([]));

    // Identity became a ground with the new rules; the older dispute stays under the old ones.
    let path = |dispute: &str| format!("/disputes/{dispute}/refuse");
    scene
        .supervisor
        .post(&path(&old), refuse.clone())
        .await
        .refused(422, "ground_not_in_force");
    let refused = scene.supervisor.post(&path(&new), refuse).await.ok();
    assert_eq!(refused["phase"], "closed");
    assert!(sets(&law(&scene.consumer, &old).await).contains(&"bureau-2020"));
}

#[tokio::test]
async fn all_sides_see_one_card_and_what_the_other_said() {
    let scene = scene(0).await;
    let dispute = scene.file().await;
    let path = |verb: &str| format!("/disputes/{dispute}/{verb}");
    let before = law(&scene.consumer, &dispute).await;
    let missing: Vec<_> = before["card"]["missing"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["fact"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(missing, ["/quality/durable", "/received_on"]);

    let said = json!({ "facts": { "received_on": "2026-10-12",
        "quality": { "durable": true, "asked_on": "2026-10-14" }, "conditions": { "defect": "proved" } } });
    scene.consumer.post(&path("state_facts"), said).await.ok();
    let own_word = law(&scene.consumer, &dispute).await;
    let claim = |law: &Value| law["card"]["claims"][0].clone();
    assert_eq!(
        claim(&own_word)["standing"],
        "open",
        "one's own word proves nothing"
    );
    assert_eq!(
        claim(&own_word)["conditions"][0]["burden"]["on"],
        "merchant"
    );

    let seen = json!({ "facts": { "conditions": { "defect": "proved" } } });
    scene.agent.post(&path("state_facts"), seen).await.ok();
    let looked_at = law(&scene.consumer, &dispute).await;
    assert_eq!(claim(&looked_at)["standing"], "supported");
    assert_eq!(looked_at["card"]["total"]["min_fen"], 39_900);
    assert_eq!(looked_at["card"], law(&scene.agent, &dispute).await["card"]);
    assert_eq!(looked_at["stated"]["consumer"]["received_on"], "2026-10-12");
    let items = looked_at["checklist"]["items"].as_array().unwrap();
    assert!(items.iter().any(|item| item["missing"] == true));

    for (facts, why) in [
        (json!({ "colour": "red" }), "facts_unreadable"),
        (json!({ "category": "food" }), "facts_unreadable"),
    ] {
        let refused = scene
            .consumer
            .post(&path("state_facts"), json!({ "facts": facts }))
            .await
            .refused(422, "invalid");
        assert_eq!(refused["errors"][0]["code"], why);
    }
    scene
        .app
        .stranger()
        .get(&path("law"))
        .await
        .refused(401, "not_logged_in");
    let other = scene.app.consumer("韩梅梅", "13800000002").await;
    other.get(&path("law")).await.refused(404, "not_found");
}

#[tokio::test]
async fn a_way_that_closes_others_is_chosen_with_the_text_of_the_day() {
    let scene = scene(0).await;
    let dispute = scene.file().await;
    let path = |verb: &str| format!("/disputes/{dispute}/{verb}");
    let association =
        |confirmed: Value| json!({ "door": "consumer_association", "confirmed": confirmed });
    let before = law(&scene.consumer, &dispute).await;
    let way = door(&before, "consumer_association");
    assert_eq!(
        (&way["state"], &way["confirm_version"]),
        (&json!("open"), &json!(CONFIRMATION_VERSION))
    );
    for unread in [Value::Null, json!("2020.1")] {
        scene
            .consumer
            .post(&path("choose_door"), association(unread))
            .await
            .refused(422, "confirmation_needed");
    }
    let chosen = scene
        .consumer
        .post(
            &path("choose_door"),
            association(json!(CONFIRMATION_VERSION)),
        )
        .await
        .ok();
    let logged = chosen["timeline"].as_array().unwrap().iter();
    let logged = logged.filter(|entry| entry["fact"] == "door_chosen");
    let logged: Vec<_> = logged.collect();
    assert_eq!(logged.len(), 1);
    assert_eq!(logged[0]["data"]["confirmed"], CONFIRMATION_VERSION);
    let after = law(&scene.consumer, &dispute).await;
    assert_eq!(after["chosen"][0]["door"], "consumer_association");

    let accepted = json!({ "target": "consumer_association", "accepted_on": "2026-10-15" });
    scene
        .consumer
        .post(&path("record_external"), accepted)
        .await
        .ok();
    let closed = law(&scene.consumer, &dispute).await;
    assert_eq!(door(&closed, "bureau_complaint")["state"], "closed");
    assert_eq!(door(&closed, "report")["state"], "open");
    let bureau = json!({ "door": "bureau_complaint", "confirmed": CONFIRMATION_VERSION });
    scene
        .consumer
        .post(&path("choose_door"), bureau)
        .await
        .refused(422, "door_closed");
    scene
        .agent
        .post(
            &path("choose_door"),
            json!({ "door": "report", "confirmed": null }),
        )
        .await
        .refused(403, "not_yours");
}

#[tokio::test]
async fn figures_are_for_reviewers_and_refuse_nobody() {
    let scene = scene(0).await;
    let mut last = String::new();
    for _ in 0..10 {
        last = scene.file().await;
    }
    let path = format!("/disputes/{last}/law/signals");
    scene.consumer.get(&path).await.refused(403, "wrong_seat");
    let seen = scene.supervisor.get(&path).await.ok();
    let signal = &seen["items"][0];
    assert_eq!(signal["factor"], "same_kind", "{seen}");
    assert!(
        signal["figures"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["count"] == 10)
    );
    let page = scene.consumer.get(&format!("/disputes/{last}")).await.ok();
    assert_eq!(
        page["phase"], "first_response",
        "nothing happened by itself"
    );
    assert!(
        !law(&scene.consumer, &last)
            .await
            .to_string()
            .contains("same_kind")
    );
}
