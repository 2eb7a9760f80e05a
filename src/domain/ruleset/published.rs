//! What is in force on a day, as it is published.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    AmountId, Ground, Layer, Province, Quantity, RuleBook, RuleFault, RuleSet, Status, TermId,
};
use crate::bilingual::Bilingual;
use crate::law::{Clause, ClauseId};
use crate::taxonomy::RejectionGround;
use crate::term::Unit;

/// Every number and ground in force on a day, with its set and its clauses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Published {
    #[schema(value_type = String, format = Date)]
    pub at: Date,
    #[schema(value_type = Option<String>)]
    pub province: Option<Province>,
    /// Highest rank first.
    pub sets: Vec<PublishedSet>,
    pub terms: Vec<PublishedTerm>,
    pub amounts: Vec<PublishedAmount>,
    /// On what grounds the bureau does not accept a complaint.
    pub grounds: Vec<PublishedGround>,
    pub clauses: Vec<Clause>,
}

/// A rule set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PublishedSet {
    pub id: String,
    #[schema(value_type = String)]
    pub layer: Layer,
    #[schema(value_type = String, format = Date)]
    pub since: Date,
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<Date>,
    pub title: Bilingual,
}

/// A period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PublishedTerm {
    pub term: TermId,
    pub count: u16,
    pub unit: Unit,
    pub ruleset: String,
    pub source: Vec<ClauseId>,
    pub status: Status,
}

/// An amount or factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PublishedAmount {
    pub amount: AmountId,
    #[schema(value_type = Object)]
    pub quantity: Quantity,
    pub ruleset: String,
    pub source: Vec<ClauseId>,
    pub status: Status,
}

/// A ground of non-acceptance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PublishedGround {
    pub ground: RejectionGround,
    /// Whose handling stands in the way.
    pub bodies: Vec<super::Body>,
    pub source: Vec<ClauseId>,
}

impl RuleBook {
    /// What is in force on a day, in a province if one counts.
    pub fn published(&self, at: Date, province: Option<Province>) -> Result<Published, RuleFault> {
        let binding = self.binding(at, province)?;
        let sets = binding
            .sets
            .iter()
            .filter_map(|id| self.set(id))
            .map(set)
            .collect();
        let terms: Vec<_> = self.terms(&binding).map(term).collect();
        let amounts: Vec<_> = self.amounts(&binding).map(amount).collect();
        let grounds: Vec<_> = self.grounds(&binding).iter().map(ground).collect();
        let cited = terms.iter().flat_map(|row| &row.source);
        let cited = cited.chain(amounts.iter().flat_map(|row| &row.source));
        let mut cited: Vec<ClauseId> = cited
            .chain(grounds.iter().flat_map(|row| &row.source))
            .copied()
            .collect();
        cited.sort_unstable();
        cited.dedup();
        let clauses = cited
            .into_iter()
            .filter_map(|id| self.clauses().get(id).cloned())
            .collect();
        Ok(Published {
            at,
            province,
            sets,
            terms,
            amounts,
            grounds,
            clauses,
        })
    }
}

fn set(set: &RuleSet) -> PublishedSet {
    PublishedSet {
        id: set.id().to_string(),
        layer: set.layer(),
        since: set.since(),
        until: set.until(),
        title: set.title().clone(),
    }
}

fn term(term: &super::Term) -> PublishedTerm {
    PublishedTerm {
        term: term.id(),
        count: term.period().count(),
        unit: term.period().unit(),
        ruleset: term.ruleset().to_string(),
        source: term.source().to_vec(),
        status: term.status(),
    }
}

fn amount(amount: &super::Amount) -> PublishedAmount {
    PublishedAmount {
        amount: amount.id(),
        quantity: amount.quantity(),
        ruleset: amount.ruleset().to_string(),
        source: amount.source().to_vec(),
        status: amount.status(),
    }
}

fn ground(ground: &Ground) -> PublishedGround {
    PublishedGround {
        ground: ground.id,
        bodies: ground.bodies.clone(),
        source: ground.source.clone(),
    }
}
