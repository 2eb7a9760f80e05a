use jiff::civil::Date;

use super::{AmountId, Layer, Province, RuleBook, RuleFault, RuleSet, RuleSetFault, TermId};
use crate::term::{Rolling, Unit};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn book() -> RuleBook {
    RuleBook::load().unwrap()
}

/// Count and unit of a term under the sets of a day.
fn check(on: &str, province: Option<&str>, term: TermId, expected: Option<(u16, Unit)>) {
    let book = book();
    let province = province.map(|code| Province::parse(code).unwrap());
    let binding = book.binding(day(on), province).unwrap();
    let found = book.term(&binding, term).ok();
    let found = found.map(|term| (term.period().count(), term.period().unit()));
    assert_eq!(found, expected, "{term} on {on}");
}

#[test]
fn the_bureaus_mediation_changed_from_working_days_to_natural_days() {
    use Unit::{NaturalDays, WorkingDays};
    let term = TermId::BureauMediation;
    check("2024-06-30", None, term, Some((45, WorkingDays)));
    check("2024-07-01", None, term, Some((60, NaturalDays)));
    check("2026-04-14", None, term, Some((60, NaturalDays)));
    check("2026-04-15", None, term, Some((60, NaturalDays)));
    check(
        "2026-04-14",
        None,
        TermId::BureauAcceptance,
        Some((7, WorkingDays)),
    );
    check(
        "2026-04-15",
        None,
        TermId::BureauAcceptance,
        Some((7, WorkingDays)),
    );
    check("2026-04-14", None, TermId::BureauTerminationNotice, None);
    check(
        "2026-04-15",
        None,
        TermId::BureauTerminationNotice,
        Some((7, WorkingDays)),
    );
}

#[test]
fn a_province_adds_and_replaces_rows_within_its_borders() {
    use Unit::{NaturalDays, WorkingDays};
    let on = "2026-08-31";
    check(
        on,
        None,
        TermId::MediationAssociation,
        Some((30, NaturalDays)),
    );
    check(
        on,
        Some("33"),
        TermId::MediationAssociation,
        Some((10, WorkingDays)),
    );
    check(
        on,
        Some("330106"),
        TermId::AcceptCaseAssociation,
        Some((5, WorkingDays)),
    );
    check(on, Some("32"), TermId::DeliberateDelayProvince, None);
    check(
        on,
        Some("33"),
        TermId::DeliberateDelayProvince,
        Some((5, NaturalDays)),
    );
}

#[test]
fn the_platforms_terms_are_those_it_published() {
    use Unit::{Hours, NaturalDays, WorkingDays};
    for (term, count, unit) in [
        (TermId::FirstResponse, 24, Hours),
        (TermId::MissedToImpasse, 3, WorkingDays),
        (TermId::RespondentReply, 24, Hours),
        (TermId::SmallClaimOffer, 48, Hours),
        (TermId::Material, 5, WorkingDays),
        (TermId::DemandEvidence, 3, WorkingDays),
        (TermId::DemandEvidenceFast, 24, Hours),
        (TermId::Negotiation, 10, NaturalDays),
        (TermId::NegotiationExtension, 10, NaturalDays),
        (TermId::Signing, 3, NaturalDays),
        (TermId::PerformanceConfirmation, 7, NaturalDays),
        (TermId::ImpasseClose, 15, NaturalDays),
        (TermId::Reopen, 15, NaturalDays),
        (TermId::Appeal, 7, NaturalDays),
        (TermId::AppealDecision, 5, WorkingDays),
        (TermId::SuspensionSlip, 7, WorkingDays),
        (TermId::DraftKeep, 30, NaturalDays),
        (TermId::MediationConsent, 3, WorkingDays),
        (TermId::Mediation, 30, NaturalDays),
        (TermId::MediationEntrusted, 60, NaturalDays),
        (TermId::Confirmation, 30, NaturalDays),
        (TermId::AdvanceDecision, 3, WorkingDays),
    ] {
        check("2026-09-01", None, term, Some((count, unit)));
    }
}

#[test]
fn house_terms_do_not_roll() {
    let book = book();
    let sets = book.sets().filter(|set| set.layer() == Layer::Platform);
    for term in sets.flat_map(RuleSet::terms) {
        assert_eq!(term.period().rolling(), Rolling::None, "{}", term.id());
    }
}

#[test]
fn every_term_and_amount_is_fixed_somewhere() {
    let book = book();
    let known = |id: &TermId| {
        book.sets()
            .any(|set| set.terms().any(|term| term.id() == *id))
    };
    let missing: Vec<_> = TermId::ALL.iter().filter(|id| !known(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let known = |id: &AmountId| {
        book.sets()
            .any(|set| set.amounts().any(|row| row.id() == *id))
    };
    let missing: Vec<_> = AmountId::ALL.iter().filter(|id| !known(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_stored_binding_finds_the_same_numbers_again() {
    let book = book();
    let binding = book.binding(day("2024-01-05"), None).unwrap();
    let text = serde_json::to_string(&binding).unwrap();
    let read: super::Binding = serde_json::from_str(&text).unwrap();
    assert_eq!(read, binding);
    let term = book.term(&read, TermId::BureauMediation).unwrap();
    assert_eq!(term.ruleset().as_str(), "bureau-2020");
}

#[test]
fn without_platform_rules_nothing_binds() {
    let fault = book().binding(day("2019-12-31"), None).unwrap_err();
    assert_eq!(fault, RuleFault::NoPlatform(day("2019-12-31")));
}

#[test]
fn a_row_without_a_source_is_refused() {
    let head = "id = \"x\"\nlayer = \"law\"\nrank = 1\nsince = \"2026-01-01\"\ntitle_zh = \"\"\ntitle_en = \"\"\n";
    let row = |rest: &str| {
        format!(
            "{head}[[term]]\nid = \"appeal\"\nunit = \"hours\"\nwarn = 0\nstatus = \"V\"\n{rest}"
        )
    };
    let parse = |rest: &str| RuleSet::parse(&row(rest)).unwrap_err();
    assert!(matches!(
        parse("count = 1\nsource = []"),
        RuleSetFault::NoSource { .. }
    ));
    assert!(matches!(
        parse("count = 0\nsource = [\"D-16\"]"),
        RuleSetFault::Period { .. }
    ));
    assert!(matches!(
        parse("count = 1\nsource = [\"D-99\"]"),
        RuleSetFault::Unreadable(_)
    ));
}

#[test]
fn provinces_are_read_from_region_codes() {
    assert_eq!(
        Province::parse("330106").unwrap(),
        Province::parse("33").unwrap()
    );
    for nonsense in ["", "3", "333", "99", "3x0106", "３３"] {
        assert!(Province::parse(nonsense).is_err(), "{nonsense}");
    }
}

#[test]
fn what_is_published_changes_on_the_day_the_law_did() {
    use crate::taxonomy::RejectionGround;
    let (before, after) = (
        book().published(day("2026-04-14"), None).unwrap(),
        book().published(day("2026-04-15"), None).unwrap(),
    );
    let named =
        |published: &super::Published, id: &str| published.sets.iter().any(|set| set.id == id);
    assert!(named(&before, "bureau-2020") && !named(&before, "bureau-2026"));
    assert!(named(&after, "bureau-2026") && !named(&after, "bureau-2020"));
    let identity = |published: &super::Published| {
        published
            .grounds
            .iter()
            .any(|row| row.ground == RejectionGround::Identity)
    };
    assert!(!identity(&before) && identity(&after));
    let notice = |published: &super::Published| {
        published
            .terms
            .iter()
            .any(|row| row.term == TermId::BureauTerminationNotice)
    };
    assert!(!notice(&before) && notice(&after));
}

#[test]
fn every_row_of_the_procedure_cites_a_clause_that_is_listed() {
    let book = book();
    for rule in crate::dispute::rules::RULES {
        for id in rule.source {
            let clause = crate::law::ClauseId::parse(id).and_then(|id| book.clauses().get(id));
            assert!(clause.is_some(), "{} cites {id}", rule.id);
        }
    }
}
