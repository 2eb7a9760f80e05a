//! What differs between two sets of a platform's own numbers.

use super::Row;
use crate::ruleset::{Numbers, TermNumbers};

/// A row that says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which.
    pub row: Row,
    /// How many it was.
    pub was: u32,
    /// How many it is.
    pub is: u32,
    /// Whether people are warned or reminded at other times.
    pub telling: bool,
}

/// Every row of both that differs, in reading order.
pub fn changes(from: &Numbers, to: &Numbers) -> Vec<Change> {
    let terms = to.terms.iter().filter_map(|(id, is)| {
        let was = from.terms.get(id)?;
        let change = Change {
            row: Row::Term(*id),
            was: was.count.into(),
            is: is.count.into(),
            telling: telling(was) != telling(is),
        };
        (was != is).then_some(change)
    });
    let amounts = to.amounts.iter().filter_map(|(id, is)| {
        let was = from.amounts.get(id)?;
        let change = Change {
            row: Row::Amount(*id),
            was: *was,
            is: *is,
            telling: false,
        };
        (was != is).then_some(change)
    });
    terms.chain(amounts).collect()
}

fn telling(row: &TermNumbers) -> (u16, &[u16]) {
    (row.warn, &row.remind)
}
