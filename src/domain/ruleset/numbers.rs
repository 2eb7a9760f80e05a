//! The numbers that a platform fixes for itself, apart from the rows they stand in.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AmountId, Layer, Quantity, RuleSet, RuleSetFault, RuleSetId, Term, TermId};
use crate::bilingual::Bilingual;
use crate::money::Fen;
use crate::term::Period;

/// Every number of a platform's set. Units, sources and rolling are those of the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// By the name of the term.
    #[schema(value_type = Object)]
    pub terms: BTreeMap<TermId, TermNumbers>,
    /// By the name of the amount: fen, or a factor.
    #[schema(value_type = Object)]
    pub amounts: BTreeMap<AmountId, u32>,
}

/// The numbers of one term, in its unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TermNumbers {
    /// How long it is.
    pub count: u16,
    /// How many units before its end people are warned; 0, if they are not.
    pub warn: u16,
    /// After how many units reminders go out.
    #[serde(default)]
    pub remind: Vec<u16>,
}

impl RuleSet {
    /// Its numbers.
    pub fn numbers(&self) -> Numbers {
        let amount = |quantity| match quantity {
            Quantity::Fen(fen) => u32::try_from(Fen::get(fen)).unwrap_or(u32::MAX),
            Quantity::Times(times) => u32::from(times),
            Quantity::PerMille(share) => u32::from(share),
        };
        let amounts = self.amounts();
        Numbers {
            terms: self.terms().map(|row| (row.id(), of(row))).collect(),
            amounts: amounts
                .map(|row| (row.id(), amount(row.quantity())))
                .collect(),
        }
    }

    /// The same rows with other numbers, as a set of its own that is in force from a day on. Rows
    /// that `numbers` does not name stay as they are. Only a platform's set has editions.
    pub fn edition(
        &self,
        id: RuleSetId,
        since: Date,
        title: Bilingual,
        numbers: &Numbers,
    ) -> Result<Self, RuleSetFault> {
        if self.layer() != Layer::Platform {
            return Err(RuleSetFault::Unreadable(format!("{id} has no editions")));
        }
        let mut next = self.renamed(id.clone(), since, title);
        for row in next.terms.values_mut() {
            row.ruleset = id.clone();
            let Some(new) = numbers.terms.get(&row.id) else {
                continue;
            };
            let (unit, rolling) = (row.period.unit(), row.period.rolling());
            row.period = Period::new(new.count.into(), unit, rolling).map_err(|fault| {
                RuleSetFault::Period {
                    set: id.clone(),
                    row: row.id,
                    fault,
                }
            })?;
            row.warn = new.warn;
            row.remind.clone_from(&new.remind);
        }
        for row in next.amounts.values_mut() {
            row.ruleset = id.clone();
            if let Some(new) = numbers.amounts.get(&row.id) {
                row.quantity = with(row.quantity, *new).ok_or(RuleSetFault::NoQuantity {
                    set: id.clone(),
                    row: row.id,
                })?;
            }
        }
        Ok(next)
    }
}

fn of(row: &Term) -> TermNumbers {
    TermNumbers {
        count: row.period().count(),
        warn: row.warn(),
        remind: row.remind().to_vec(),
    }
}

/// The same kind of amount with another number, if it holds it.
fn with(quantity: Quantity, number: u32) -> Option<Quantity> {
    Some(match quantity {
        Quantity::Fen(_) => Quantity::Fen(Fen::new(number.into()).ok()?),
        Quantity::Times(_) => Quantity::Times(u16::try_from(number).ok()?),
        Quantity::PerMille(_) => Quantity::PerMille(u16::try_from(number).ok()?),
    })
}
