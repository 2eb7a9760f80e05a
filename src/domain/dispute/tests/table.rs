use std::collections::BTreeSet;

use super::people::taken_by;
use super::{
    answering, aside, contact, ending, mediation, mediator, papers, performing, sealing, sessions,
    settling, standing_still, talks,
};
use crate::dispute::lists::{Condition, Phase, Seat, Verb};
use crate::dispute::rules::{RULES, Target, rows};
use crate::law::{ClauseId, Clauses};
use crate::ruleset::{Province, RuleBook};

#[test]
fn every_row_has_a_name_of_its_own() {
    let names: BTreeSet<_> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(names.len(), RULES.len());
}

#[test]
fn no_two_rows_govern_the_same_verb_phase_and_condition() {
    for rule in RULES {
        for phase in rule.from {
            let same = rows(rule.verb, *phase).filter(|other| {
                other.when == rule.when
                    || other.when == Condition::Always
                    || rule.when == Condition::Always
            });
            assert_eq!(same.count(), 1, "{} in {phase}", rule.id);
        }
    }
}

#[test]
fn every_phase_can_be_reached() {
    for phase in Phase::ALL.iter().filter(|phase| **phase != Phase::Draft) {
        assert!(
            RULES.iter().any(|rule| rule.to == Target::To(*phase)),
            "{phase}"
        );
    }
}

#[test]
fn no_open_phase_waits_on_goodwill() {
    for phase in Phase::ALL.iter().filter(|phase| phase.is_open()) {
        let ends = rows(Verb::TermEnds, *phase).any(|rule| rule.to != Target::Same);
        assert!(ends, "no term leads out of {phase}");
    }
}

#[test]
fn every_row_cites_a_clause_that_is_listed() {
    let clauses = Clauses::load().unwrap();
    for rule in RULES {
        assert!(!rule.source.is_empty(), "{}", rule.id);
        for source in rule.source.iter().filter(|source| **source != "house") {
            let known = ClauseId::parse(source).and_then(|id| clauses.get(id));
            assert!(known.is_some(), "{} cites {source}", rule.id);
        }
    }
}

#[test]
fn every_term_that_a_row_opens_is_fixed_by_the_rules_in_force() {
    let book = RuleBook::load().unwrap();
    let day = "2026-11-22".parse().unwrap();
    let anywhere = [None, Province::parse("33").ok()];
    let bindings = anywhere.map(|province| book.binding(day, province).unwrap());
    for term in RULES.iter().flat_map(|rule| rule.opens) {
        let somewhere = bindings
            .iter()
            .any(|binding| book.term(binding, *term).is_ok());
        assert!(somewhere, "{term}");
    }
}

#[test]
fn every_verb_has_a_row_and_somebody_who_may_use_it() {
    for verb in Verb::ALL {
        assert!(
            RULES
                .iter()
                .any(|rule| rule.verb == *verb && !rule.by.is_empty()),
            "{verb}"
        );
    }
}

/// A row that nobody has tried is a promise: whoever adds one tells its story and lists it in
/// `STORIES`.
#[test]
fn every_row_has_a_story() {
    let stories = answering::STORIES
        .iter()
        .chain(settling::STORIES)
        .chain(performing::STORIES)
        .chain(standing_still::STORIES)
        .chain(ending::STORIES)
        .chain(aside::STORIES)
        .chain(contact::STORIES)
        .chain(papers::STORIES)
        .chain(mediation::STORIES)
        .chain(mediator::STORIES)
        .chain(talks::STORIES)
        .chain(sealing::STORIES)
        .chain(sessions::STORIES);
    let told: BTreeSet<_> = stories.flat_map(|story| taken_by(*story)).collect();
    let untold: Vec<_> = RULES
        .iter()
        .map(|rule| rule.id)
        .filter(|id| !told.contains(id))
        .collect();
    assert_eq!(untold, Vec::<&str>::new());
}

#[test]
fn no_automatic_path_leads_to_a_refusal() {
    for rule in RULES
        .iter()
        .filter(|rule| matches!(rule.verb, Verb::Refuse | Verb::Discontinue))
    {
        assert_eq!(rule.by, [Seat::Supervisor], "{}", rule.id);
    }
}
