//! What evidence helps in which kind of dispute, who has to prove it, and what is still missing.

mod items;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::bilingual::Bilingual;
use crate::closed_list;
use crate::law::entitlement::Bearer;
use crate::law::{Clause, ClauseId};
use crate::ruleset::RuleBook;
use crate::taxonomy::{Category, EvidenceKind, Overlay};

closed_list! {
    /// How much an item matters.
    Weight {
        /// Without it the claim as a rule fails.
        Needed = "needed",
        /// It helps.
        Helps = "helps",
    }
}

/// What a dispute is about, and which evidence is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecklistFacts {
    pub category: Category,
    #[serde(default)]
    pub overlays: Vec<Overlay>,
    /// The kinds of evidence that were uploaded.
    #[serde(default)]
    pub have: Vec<EvidenceKind>,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChecklistItem {
    pub kind: EvidenceKind,
    pub what: Bilingual,
    /// Who has to prove what it shows.
    pub bearer: Bearer,
    pub why: Bilingual,
    pub weight: Weight,
    /// Whether nothing of this kind is there yet.
    pub missing: bool,
    pub source: Vec<ClauseId>,
}

/// The list for a dispute, what is needed first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Checklist {
    pub items: Vec<ChecklistItem>,
    pub clauses: Vec<Clause>,
}

/// The list for a category and what lies over it.
pub fn checklist(facts: &ChecklistFacts, book: &RuleBook) -> Checklist {
    let overlaid = facts
        .overlays
        .iter()
        .flat_map(|overlay| items::of_overlay(*overlay));
    let rows = items::COMMON
        .iter()
        .chain(items::of(facts.category))
        .chain(overlaid);
    let mut items: Vec<ChecklistItem> = rows
        .map(|row| ChecklistItem {
            kind: row.kind,
            what: row.what.text(),
            bearer: row.bearer,
            why: row.why.text(),
            weight: row.weight,
            missing: !facts.have.contains(&row.kind),
            source: vec![row.source],
        })
        .collect();
    items.sort_by_key(|item| item.weight);
    let mut cited: Vec<ClauseId> = items
        .iter()
        .flat_map(|item| item.source.iter().copied())
        .collect();
    cited.sort_unstable();
    cited.dedup();
    let clauses = cited
        .into_iter()
        .filter_map(|id| book.clauses().get(id).cloned())
        .collect();
    Checklist { items, clauses }
}

#[cfg(test)]
mod tests {
    use super::{Bearer, ChecklistFacts, Weight, checklist};
    use crate::ruleset::RuleBook;
    use crate::taxonomy::{Category, EvidenceKind, Overlay};

    #[test]
    fn every_kind_of_dispute_says_what_is_needed_first() {
        let book = RuleBook::load().unwrap();
        for category in Category::ALL {
            let facts = ChecklistFacts {
                category: *category,
                overlays: Overlay::ALL.to_vec(),
                have: vec![],
            };
            let list = checklist(&facts, &book);
            assert!(list.items.len() >= 3, "{category}");
            assert_eq!(list.items[0].weight, Weight::Needed, "{category}");
            assert!(list.items.iter().all(|item| item.missing));
            assert!(!list.clauses.is_empty());
        }
    }

    #[test]
    fn what_is_there_is_not_missing() {
        let book = RuleBook::load().unwrap();
        let have = vec![EvidenceKind::Transaction];
        let facts = ChecklistFacts {
            category: Category::Quality,
            overlays: vec![],
            have,
        };
        for item in checklist(&facts, &book).items {
            assert_eq!(item.missing, item.kind != EvidenceKind::Transaction);
        }
    }

    #[test]
    fn the_merchant_shows_the_confirmation_of_an_exclusion() {
        let book = RuleBook::load().unwrap();
        let facts = ChecklistFacts {
            category: Category::Return7,
            overlays: vec![],
            have: vec![],
        };
        let list = checklist(&facts, &book);
        assert!(
            list.items
                .iter()
                .any(|item| item.bearer == Bearer::Merchant && item.what.zh.contains("确认"))
        );
    }
}
