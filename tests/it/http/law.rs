//! The law asked over HTTP, by anybody.

use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn anybody_may_ask_what_the_law_provides() {
    let app = TestApp::start().await;
    let asked = |what: &'static str, facts| {
        let browser = app.stranger();
        async move { browser.post(&format!("/law/{what}"), facts).await.ok() }
    };
    let term = asked(
        "term",
        json!({"from": "2026-09-24", "count": 7, "unit": "working"}),
    )
    .await;
    assert_eq!(term["due_on"], "2026-10-12");
    assert!(term["explanation"][0]["zh"].is_string());
    let card = asked(
        "entitlement",
        json!({"category": "food", "on": "2026-08-29"}),
    )
    .await;
    assert_eq!(card["missing"][0]["ask"]["kind"], "money");
    let kinds = asked(
        "entitlement",
        json!({"category": "return7", "on": "2026-08-29"}),
    )
    .await;
    assert_eq!(kinds["missing"][0]["ask"]["options"][0]["code"], "ordinary");
    let outlook = asked("admissible", json!({"on": "2026-09-14"})).await;
    assert_eq!(outlook["outlook"], "unknown");
    let bureau = asked(
        "bureau",
        json!({"respondent": "platform", "domicile": "369901"}),
    )
    .await;
    assert_eq!(bureau["complaint"][0]["region"], "369901");
    let doors = asked("doors", json!({"on": "2026-09-14"})).await;
    assert_eq!(doors["doors"].as_array().unwrap().len(), 12);
    let list = asked("checklist", json!({"category": "food"})).await;
    assert_eq!(list["items"][0]["weight"], "needed");
}

#[tokio::test]
async fn a_wrong_question_is_told_which_fact_is_wrong() {
    let app = TestApp::start().await;
    for (what, facts, pointer, code) in [
        (
            "term",
            json!({"from": "2026-02-30", "count": 1, "unit": "natural"}),
            "/from",
            "not_a_start",
        ),
        (
            "term",
            json!({"from": "2026-02-20", "count": 1, "unit": "hours"}),
            "/from",
            "time_needed",
        ),
        (
            "term",
            json!({"from": "2026-02-20", "count": 0, "unit": "natural"}),
            "/count",
            "out_of_range",
        ),
        ("term", json!({"from": "2026-02-20"}), "/count", "required"),
        (
            "term",
            json!({"from": "2026-02-20", "colour": 1}),
            "/colour",
            "unknown_field",
        ),
        (
            "entitlement",
            json!({"category": "food", "on": "2019-01-01"}),
            "/on",
            "no_such_rule",
        ),
        (
            "entitlement",
            json!({"category": "food", "on": "2026-01-05", "quantity": 0}),
            "/quantity",
            "out_of_range",
        ),
    ] {
        let answer = app
            .stranger()
            .post(&format!("/law/{what}"), facts.clone())
            .await
            .refused(422, "invalid");
        assert_eq!(answer["errors"][0]["pointer"], pointer, "{facts}");
        assert_eq!(answer["errors"][0]["code"], code, "{facts}");
    }
}
