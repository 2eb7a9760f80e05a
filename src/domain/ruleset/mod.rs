//! Dated rule sets: what law, province and platform fix in numbers, and which of it binds a dispute.
//!
//! To change a number, add a set (or a later edition of one) with the day from which it is in force;
//! sets are never edited once a dispute may be bound to them.

mod ids;
mod numbers;
mod province;
mod published;
mod set;
mod term;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::law::{ClauseFault, Clauses};
pub(crate) use ids::named;
pub use ids::{AmountId, TermId};
pub use numbers::{Numbers, TermNumbers};
pub use province::{Province, ProvinceFault};
pub use published::{Published, PublishedAmount, PublishedGround, PublishedSet, PublishedTerm};
pub use set::{Layer, RuleSet, RuleSetFault, RuleSetId};
pub use term::{Amount, Body, Ground, Quantity, Status, Term};

/// Every rule set there is, past ones included.
#[derive(Debug, Clone)]
pub struct RuleBook {
    sets: BTreeMap<RuleSetId, RuleSet>,
    /// Published and withdrawn before they held: readable, and binding nothing.
    withdrawn: BTreeSet<RuleSetId>,
    clauses: Clauses,
}

/// The rule sets that bind a dispute, fixed on the day that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binding {
    pub on: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province: Option<Province>,
    /// Highest rank first.
    pub sets: Vec<RuleSetId>,
}

/// Why the rule book has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleFault {
    #[error(transparent)]
    Set(#[from] RuleSetFault),
    #[error(transparent)]
    Clauses(#[from] ClauseFault),
    #[error("two rule sets are called {0}")]
    SameName(RuleSetId),
    #[error("no platform rules are in force on {0}")]
    NoPlatform(Date),
    #[error("no bound rule set fixes the term {0}")]
    NoTerm(TermId),
    #[error("no bound rule set fixes the amount {0}")]
    NoAmount(AmountId),
}

const SHIPPED: &[&str] = &[
    include_str!("data/national.toml"),
    include_str!("data/bureau-2020.toml"),
    include_str!("data/implementing-2024.toml"),
    include_str!("data/bureau-2026.toml"),
    include_str!("data/zhejiang.toml"),
    include_str!("data/platform-2026-1.toml"),
];

impl RuleBook {
    /// The sets that come with the program.
    pub fn load() -> Result<Self, RuleFault> {
        Self::of(SHIPPED.iter().map(|text| RuleSet::parse(text)))
    }

    /// A book of these sets.
    pub fn of(
        sets: impl IntoIterator<Item = Result<RuleSet, RuleSetFault>>,
    ) -> Result<Self, RuleFault> {
        let mut known = BTreeMap::new();
        for set in sets {
            let set = set?;
            if let Some(same) = known.insert(set.id().clone(), set) {
                return Err(RuleFault::SameName(same.id().clone()));
            }
        }
        Ok(Self {
            sets: known,
            withdrawn: BTreeSet::new(),
            clauses: Clauses::load()?,
        })
    }

    /// The same book with one more set.
    pub fn with(mut self, set: RuleSet) -> Result<Self, RuleFault> {
        if let Some(same) = self.sets.insert(set.id().clone(), set) {
            return Err(RuleFault::SameName(same.id().clone()));
        }
        Ok(self)
    }

    /// The same book, in which a set binds nothing any more.
    pub fn without(mut self, id: RuleSetId) -> Self {
        self.withdrawn.insert(id);
        self
    }

    /// The platform's set in force on a day: the latest of those that have begun.
    pub fn platform(&self, on: Date) -> Option<&RuleSet> {
        let sets = self.platform_sets().filter(|set| set.in_force(on));
        sets.max_by_key(|set| (set.since(), set.id()))
    }

    /// The platform's sets that will be in force after a day, earliest first.
    pub fn coming(&self, after: Date) -> Vec<&RuleSet> {
        let mut sets: Vec<_> = self
            .platform_sets()
            .filter(|set| set.since() > after)
            .collect();
        sets.sort_by_key(|set| (set.since(), set.id()));
        sets
    }

    /// Whether a set was withdrawn before it held.
    pub fn is_withdrawn(&self, id: &RuleSetId) -> bool {
        self.withdrawn.contains(id)
    }

    fn platform_sets(&self) -> impl Iterator<Item = &RuleSet> {
        let sets = self.sets.values();
        sets.filter(|set| set.layer() == Layer::Platform && !self.is_withdrawn(set.id()))
    }

    /// Every set, past ones included, by name.
    pub fn sets(&self) -> impl Iterator<Item = &RuleSet> {
        self.sets.values()
    }

    /// The set of this name.
    pub fn set(&self, id: &RuleSetId) -> Option<&RuleSet> {
        self.sets.get(id)
    }

    /// The clauses that rules cite.
    pub fn clauses(&self) -> &Clauses {
        &self.clauses
    }

    /// The sets in force on a day, in a province if one counts.
    pub fn binding(&self, on: Date, province: Option<Province>) -> Result<Binding, RuleFault> {
        let here = |set: &&RuleSet| set.province().is_none() || set.province() == province;
        let platform = self.platform(on).ok_or(RuleFault::NoPlatform(on))?;
        let mut sets: Vec<&RuleSet> = self
            .sets
            .values()
            .filter(|set| set.layer() != Layer::Platform && set.in_force(on))
            .filter(here)
            .collect();
        sets.push(platform);
        sets.sort_by_key(|set| std::cmp::Reverse(set.rank()));
        let sets = sets.into_iter().map(|set| set.id().clone()).collect();
        Ok(Binding { on, province, sets })
    }

    /// The period that the bound sets fix.
    pub fn term(&self, binding: &Binding, id: TermId) -> Result<&Term, RuleFault> {
        self.bound(binding)
            .find_map(|set| set.terms.get(&id))
            .ok_or(RuleFault::NoTerm(id))
    }

    /// The amount that the bound sets fix.
    pub fn amount(&self, binding: &Binding, id: AmountId) -> Result<&Amount, RuleFault> {
        self.bound(binding)
            .find_map(|set| set.amounts.get(&id))
            .ok_or(RuleFault::NoAmount(id))
    }

    /// All periods that hold under a binding, in reading order.
    pub fn terms<'a>(&'a self, binding: &'a Binding) -> impl Iterator<Item = &'a Term> {
        TermId::ALL
            .iter()
            .filter_map(|id| self.term(binding, *id).ok())
    }

    /// All amounts that hold under a binding, in reading order.
    pub fn amounts<'a>(&'a self, binding: &'a Binding) -> impl Iterator<Item = &'a Amount> {
        AmountId::ALL
            .iter()
            .filter_map(|id| self.amount(binding, *id).ok())
    }

    /// On what grounds the bureau does not accept a complaint under a binding.
    pub fn grounds(&self, binding: &Binding) -> &[Ground] {
        let with_grounds = self.bound(binding).map(RuleSet::grounds);
        with_grounds
            .into_iter()
            .find(|grounds| !grounds.is_empty())
            .unwrap_or_default()
    }

    fn bound<'a, 'b>(
        &'a self,
        binding: &'b Binding,
    ) -> impl Iterator<Item = &'a RuleSet> + use<'a, 'b> {
        binding.sets.iter().filter_map(|id| self.sets.get(id))
    }
}
