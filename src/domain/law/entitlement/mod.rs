//! What law and promises provide on stated facts: amounts with their calculation, conditions with
//! who has to prove them, and the facts that are missing. Never a decision.

mod asking;
mod card;
mod case;
mod condition;
mod facts;
mod rules;
#[cfg(test)]
mod tests;
mod texts;

pub use asking::{Ask, Choice};
pub use card::{Card, Claim, ClaimKind, ConditionState, Flag, Missing, Note, Range, Standing};
pub use condition::{Bearer, Burden, Condition};
pub use facts::{
    Cause, Charge, Comparison, Deposit, EntitlementFacts, Food, FoodSeller, FraudAct, GoodsKind,
    Interest, LabelFlaw, Loss, Minor, NoReasonReturn, Parcel, Payment, Plan, Prepaid, Promise,
    Proof, Quality,
};

use std::collections::BTreeSet;

use crate::calendar::Calendar;
use crate::law::ClauseId;
use crate::money::NotAnAmount;
use crate::ruleset::{AmountId, Binding, RuleBook, RuleFault};
use case::{Case, Findings};

/// Why facts cannot be examined.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntitlementFault {
    #[error(transparent)]
    Rule(#[from] RuleFault),
    #[error(transparent)]
    Amount(#[from] NotAnAmount),
    #[error("the rule sets give {0} as another kind of number than it is")]
    Kind(AmountId),
    #[error("{0}: more was used than there was")]
    MoreUsedThanThere(&'static str),
    #[error("{0}: the end lies before the beginning")]
    Backwards(&'static str),
    #[error("{0}: at least one is needed")]
    Nothing(&'static str),
}

impl EntitlementFault {
    /// Which fact is at fault, as a JSON pointer.
    pub fn pointer(&self) -> &'static str {
        match self {
            Self::Rule(_) => "/on",
            Self::Amount(_) | Self::Kind(_) => "",
            Self::MoreUsedThanThere(pointer)
            | Self::Backwards(pointer)
            | Self::Nothing(pointer) => pointer,
        }
    }
}

/// Examines the facts under the rule sets in force on their day.
pub fn card(
    facts: &EntitlementFacts,
    book: &RuleBook,
    calendar: &Calendar,
) -> Result<Card, EntitlementFault> {
    let binding = book.binding(facts.on, facts.province)?;
    card_under(facts, binding, book, calendar)
}

/// Examines the facts under rule sets that were fixed before, as those of a dispute are; the day of
/// the facts is then only the one on which delays are measured.
pub fn card_under(
    facts: &EntitlementFacts,
    binding: Binding,
    book: &RuleBook,
    calendar: &Calendar,
) -> Result<Card, EntitlementFault> {
    if facts.quantity == Some(0) {
        return Err(EntitlementFault::Nothing("/quantity"));
    }
    let case = Case {
        facts,
        book,
        binding,
        calendar,
    };
    let mut findings = Findings::default();
    for rule in rules::RULES {
        rule(&case, &mut findings)?;
    }
    let total = card::total(&findings.claims)?;
    rules::liable(&case, &total, &mut findings);
    rules::nothing_to_count(&mut findings);
    let clauses = cited(&findings);
    Ok(Card {
        rulesets: case.binding.sets.clone(),
        total,
        claims: findings.claims,
        missing: findings.missing,
        notes: findings.notes,
        clauses: clauses
            .into_iter()
            .filter_map(|id| book.clauses().get(id).cloned())
            .collect(),
        not_a_decision: texts::NOT_A_DECISION.text(),
    })
}

fn cited(findings: &Findings) -> BTreeSet<ClauseId> {
    let claims = findings.claims.iter().flat_map(|claim| {
        let burdens = claim
            .conditions
            .iter()
            .flat_map(|condition| &condition.burden.source);
        claim.source.iter().chain(burdens)
    });
    claims
        .chain(findings.notes.iter().flat_map(|note| &note.source))
        .copied()
        .collect()
}
