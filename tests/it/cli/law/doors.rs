//! Where else to go: what a bureau would do, which doors are open, and who is in charge.

use serde_json::{Value, json};

use super::Installation;

#[test]
fn what_the_bureau_would_do_is_said_with_its_ground() {
    let here = Installation::new();
    let complaint = |change: Value| {
        let mut facts = json!({"on": "2026-09-15", "matter": "market", "elsewhere": [], "purchase": {"for_living": "proved"},
            "known_on": "2026-06-25", "materials": {"name": true, "phone": true, "address": true,
            "respondent_name": true, "respondent_address": true, "request": true, "facts": true}});
        for (key, value) in change.as_object().unwrap() {
            facts[key] = value.clone();
        }
        let answer = here.answer("admissible", &facts);
        let grounds = answer["grounds"].as_array().unwrap().iter();
        let held = grounds.filter(|one| one["holds"] == "yes" || one["holds"] == "for_a_person");
        let held: Vec<_> = held
            .map(|one| one["ground"].as_str().unwrap().to_owned())
            .collect();
        (
            answer["outlook"].as_str().unwrap().to_owned(),
            held.join(" "),
            answer,
        )
    };
    let check = |change: Value, outlook: &str, held: &str| {
        let (found, grounds, answer) = complaint(change);
        assert_eq!(
            (found.as_str(), grounds.as_str()),
            (outlook, held),
            "{answer}"
        );
        answer
    };
    check(json!({}), "accept", "");
    check(
        json!({"elsewhere": [{"body": "court", "state": "accepted", "on": "2026-07-06"}]}),
        "refuse",
        "rej_already_handled",
    );
    check(
        json!({"elsewhere": [{"body": "court", "state": "withdrawn"}]}),
        "for_a_person",
        "rej_already_handled",
    );
    check(
        json!({"elsewhere": [{"body": "consumer_association", "state": "ended"}]}),
        "refuse",
        "rej_already_handled",
    );
    let mediated = check(
        json!({"elsewhere": [{"body": "mediation_body", "state": "ended"}]}),
        "accept",
        "",
    );
    assert!(mediated.to_string().contains("not verified"), "{mediated}");
    check(
        json!({"purchase": {"for_living": "disproved"}}),
        "refuse",
        "rej_not_consumer",
    );
    check(
        json!({"purchase": {"paid_by_company": true}}),
        "for_a_person",
        "rej_not_consumer",
    );
    let busy = check(
        json!({"purchase": {}, "pattern": {"days": 30, "complaints": 46, "same_issue": 46, "shops": 41,
        "shared_contact": 5}}),
        "for_a_person",
        "rej_not_consumer",
    );
    assert_eq!(busy["signals"].as_array().unwrap().len(), 2);
    let ordinary = check(
        json!({"pattern": {"days": 30, "complaints": 3, "same_issue": 1}}),
        "accept",
        "",
    );
    assert!(ordinary["signals"].as_array().unwrap().is_empty());
}

#[test]
fn the_trap_of_the_association_is_shown_before_and_after() {
    let here = Installation::new();
    let panel = |on: &str, elsewhere: Value| {
        here.answer(
            "doors",
            &json!({"on": on, "elsewhere": elsewhere, "for_business": false,
            "over_three_years": false, "mediation_refused": false, "arbitration_agreed": false}),
        )
    };
    let door = |panel: &Value, name: &str| {
        let mut doors = panel["doors"].as_array().unwrap().iter();
        doors.find(|one| one["door"] == name).unwrap().clone()
    };
    let before = panel("2026-08-31", json!([]));
    let association = door(&before, "consumer_association");
    assert_eq!(
        association["closes"],
        json!(["bureau_complaint", "entrusted_mediation"])
    );
    assert!(
        association["confirm"]["zh"]
            .as_str()
            .unwrap()
            .contains("举报")
    );
    assert_eq!(
        door(&before, "entrusted_mediation")["terms"][1]["count"],
        60
    );
    let third = panel(
        "2026-09-08",
        json!([{"body": "consumer_association", "state": "ended"}]),
    );
    assert_eq!(door(&third, "bureau_complaint")["state"], "closed");
    assert_eq!(door(&third, "report")["state"], "open");
    let second = panel(
        "2026-09-08",
        json!([{"body": "mediation_body", "state": "ended"}]),
    );
    let bureau = door(&second, "bureau_complaint");
    assert_eq!(
        (&bureau["state"], &bureau["terms"][0]["last_day"]),
        (&json!("open"), &json!("2026-09-17"))
    );
}

#[test]
fn an_unreachable_shop_is_for_the_platforms_domicile() {
    let here = Installation::new();
    let found = here.answer(
        "bureau",
        &json!({"respondent": "shop", "published_address": "330782",
        "platform_domicile": "369901", "unreachable": true}),
    );
    assert_eq!(found["complaint"][0]["region"], "369901");
    assert!(
        found["complaint"][0]["name"]
            .as_str()
            .unwrap()
            .contains("云溪区")
    );
    let list = here.answer(
        "checklist",
        &json!({"category": "food", "have": ["object"]}),
    );
    let items = list["items"].as_array().unwrap();
    assert!(
        items
            .iter()
            .any(|item| item["kind"] == "object" && item["missing"] == false)
    );
}
