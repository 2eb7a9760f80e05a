use std::sync::LazyLock;

use serde_json::{Value, json};

use super::{Door, DoorState, Panel, State, doors};
use crate::calendar::Calendar;
use crate::ruleset::{RuleBook, TermId};

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Calendar::shipped().unwrap());
static BOOK: LazyLock<RuleBook> = LazyLock::new(|| RuleBook::load().unwrap());

/// The facts on top of a case of which everything is known.
fn panel(facts: Value) -> Panel {
    let mut all = json!({"elsewhere": [], "for_business": false, "over_three_years": false,
        "mediation_refused": false, "arbitration_agreed": false});
    for (key, value) in facts.as_object().unwrap() {
        all[key] = value.clone();
    }
    look(all)
}

fn look(facts: Value) -> Panel {
    let facts = serde_json::from_value(facts).unwrap();
    let panel = doors(&facts, &BOOK, &CALENDAR).unwrap();
    for door in &panel.doors {
        assert!(!door.source.is_empty(), "{}", door.door);
        assert!(
            door.state == State::Open || !door.why.is_empty(),
            "{} gives no reason",
            door.door
        );
        assert_eq!(
            door.confirm.is_some(),
            door.state != State::Closed && !door.closes.is_empty(),
            "{}",
            door.door
        );
    }
    panel
}

fn door(panel: &Panel, door: Door) -> &DoorState {
    panel.doors.iter().find(|state| state.door == door).unwrap()
}

fn open(panel: &Panel) -> Vec<Door> {
    let open = panel.doors.iter().filter(|door| door.state == State::Open);
    open.map(|door| door.door).collect()
}

fn last_day(panel: &Panel, way: Door, term: TermId) -> String {
    let terms = &door(panel, way).terms;
    terms
        .iter()
        .find(|found| found.term == term)
        .unwrap()
        .last_day
        .to_string()
}

#[test]
fn at_the_beginning_only_what_needs_more_is_not_open() {
    let start = panel(json!({"on": "2026-09-14"}));
    let not_open = start.doors.iter().filter(|door| door.state != State::Open);
    let not_open: Vec<_> = not_open.map(|door| door.door).collect();
    assert_eq!(not_open, [Door::Arbitration, Door::SmallClaims]);
}

#[test]
fn a_court_that_has_it_leaves_its_own_mediation_and_the_report() {
    let panel =
        panel(json!({"on": "2026-09-14", "elsewhere": [{"body": "court", "state": "accepted"}]}));
    assert_eq!(open(&panel), [Door::Report, Door::CourtMediation]);
    assert_eq!(door(&panel, Door::BureauComplaint).state, State::Closed);
}

#[test]
fn a_suit_that_was_taken_back_leaves_the_bureau_to_a_person() {
    let panel =
        panel(json!({"on": "2026-09-14", "elsewhere": [{"body": "court", "state": "withdrawn"}]}));
    assert_eq!(door(&panel, Door::BureauComplaint).state, State::ForAPerson);
    assert_eq!(door(&panel, Door::Negotiation).state, State::Open);
}

#[test]
fn the_association_closes_the_bureau_and_an_industry_body_does_not() {
    let before = panel(json!({"on": "2026-08-31"}));
    let association = door(&before, Door::ConsumerAssociation);
    assert_eq!(
        association.closes,
        [Door::BureauComplaint, Door::EntrustedMediation]
    );
    assert!(association.confirm.as_ref().unwrap().zh.contains("12315"));
    let after = |body: &str| {
        panel(json!({"on": "2026-09-08", "elsewhere": [{"body": body, "state": "ended"}]}))
    };
    let association = after("consumer_association");
    assert_eq!(
        door(&association, Door::BureauComplaint).state,
        State::Closed
    );
    assert_eq!(door(&association, Door::Report).state, State::Open);
    assert_eq!(door(&association, Door::Court).state, State::Open);
    let industry = after("mediation_body");
    let bureau = door(&industry, Door::BureauComplaint);
    assert_eq!(bureau.state, State::Open);
    assert!(
        !bureau.why.is_empty(),
        "how bureaus apply it is not verified, and that is said"
    );
    assert_eq!(
        last_day(&industry, Door::BureauComplaint, TermId::BureauAcceptance),
        "2026-09-17"
    );
}

#[test]
fn under_the_rules_of_2020_any_mediation_body_closed_the_bureau() {
    let on = |day: &str| {
        panel(json!({"on": day, "elsewhere": [{"body": "mediation_body", "state": "ended"}]}))
    };
    assert_eq!(
        door(&on("2026-04-14"), Door::BureauComplaint).state,
        State::Closed
    );
    assert_eq!(
        door(&on("2026-04-15"), Door::BureauComplaint).state,
        State::Open
    );
    let before = panel(json!({"on": "2026-04-14"}));
    assert_eq!(
        door(&before, Door::PeoplesMediation).closes,
        [Door::BureauComplaint, Door::EntrustedMediation]
    );
}

#[test]
fn the_bureau_decides_within_seven_working_days() {
    let panel = panel(json!({"on": "2026-09-24"}));
    assert_eq!(
        last_day(&panel, Door::BureauComplaint, TermId::BureauAcceptance),
        "2026-10-12"
    );
    let entrusted = door(&panel, Door::EntrustedMediation);
    let term = entrusted
        .terms
        .iter()
        .find(|term| term.term == TermId::MediationEntrusted)
        .unwrap();
    assert_eq!(term.count, 60);
}

#[test]
fn while_the_bureau_has_it_the_association_only_acts_for_it() {
    let panel =
        panel(json!({"on": "2026-09-14", "elsewhere": [{"body": "bureau", "state": "accepted"}]}));
    assert_eq!(door(&panel, Door::ConsumerAssociation).state, State::Closed);
    assert_eq!(door(&panel, Door::EntrustedMediation).state, State::Open);
    assert_eq!(door(&panel, Door::Negotiation).state, State::Open);
    assert_eq!(door(&panel, Door::Court).state, State::Open);
}

#[test]
fn small_claims_depend_on_the_provinces_figure() {
    let claim = |province: Value, fen: i64, foreign: bool, agreed: bool| {
        let panel = panel(
            json!({"on": "2026-09-14", "province": province, "small_claim":
            {"amount_fen": fen, "money_only": true, "foreign": foreign, "agreed": agreed}}),
        );
        door(&panel, Door::SmallClaims).state
    };
    assert_eq!(claim(json!("33"), 5_432_300, false, false), State::Open);
    assert_eq!(claim(json!("33"), 5_432_301, false, false), State::Unknown);
    assert_eq!(claim(json!("33"), 5_432_301, false, true), State::Open);
    assert_eq!(claim(json!("33"), 21_729_001, false, true), State::Closed);
    assert_eq!(claim(json!("33"), 100_000, true, false), State::Closed);
    assert_eq!(claim(Value::Null, 100_000, false, false), State::Unknown);
}

#[test]
fn whoever_bought_for_business_keeps_court_and_settlement() {
    let panel = panel(json!({"on": "2026-09-14", "for_business": true}));
    assert_eq!(door(&panel, Door::BureauComplaint).state, State::Closed);
    assert_eq!(door(&panel, Door::ConsumerAssociation).state, State::Closed);
    assert_eq!(door(&panel, Door::Negotiation).state, State::Open);
    assert_eq!(door(&panel, Door::Court).state, State::Open);
}

#[test]
fn an_arbitration_agreement_leads_there_and_not_to_court() {
    let panel = panel(json!({"on": "2026-09-14", "arbitration_agreed": true}));
    assert_eq!(door(&panel, Door::Arbitration).state, State::Open);
    assert_eq!(door(&panel, Door::Court).state, State::Closed);
}

#[test]
fn what_nobody_said_is_asked_for_and_not_guessed() {
    let panel = look(json!({"on": "2026-09-14"}));
    let asked: Vec<_> = panel.missing.iter().map(|one| one.fact.as_str()).collect();
    assert_eq!(
        asked,
        [
            "/elsewhere",
            "/for_business",
            "/over_three_years",
            "/mediation_refused",
            "/arbitration_agreed",
            "/small_claim"
        ]
    );
    assert_eq!(open(&panel), [Door::Negotiation, Door::Report]);
    assert_eq!(door(&panel, Door::BureauComplaint).state, State::Unknown);
}

#[test]
fn what_a_court_decided_nobody_mediates_again() {
    let panel =
        panel(json!({"on": "2026-09-14", "elsewhere": [{"body": "court", "state": "ended"}]}));
    assert_eq!(open(&panel), [Door::Negotiation, Door::Report]);
}
