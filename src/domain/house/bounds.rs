//! Within which bounds a platform may fix its own terms. The numbers stand in `data/bounds.toml`,
//! each beside the clause that it comes from.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Span;
use jiff::civil::Date;
use serde::Deserialize;

use crate::law::ClauseId;
use crate::ruleset::{Amount, AmountId, Numbers, RuleSet, Status, Term, TermId, TermNumbers};
use crate::term::Unit;

const SHIPPED: &str = include_str!("data/bounds.toml");

/// More reminders than this within one term are a nuisance.
const REMINDERS_MAX: usize = 5;

/// The bounds of every row, and how long ahead a change is announced.
#[derive(Debug, Clone)]
pub struct Bounds {
    notice: Notice,
    terms: BTreeMap<TermId, Bound>,
    amounts: BTreeMap<AmountId, Bound>,
    orders: Vec<Order>,
}

/// The least and the most that a row may say, in its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// The least.
    pub least: u32,
    /// The most.
    pub most: u32,
    /// The clause behind it.
    pub source: ClauseId,
    /// Whether the clause itself says so, or how far the product lets a platform go under it.
    pub status: Status,
}

/// For how many whole days a change is announced before it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// So many.
    pub days: u8,
    /// The clause behind it.
    pub source: ClauseId,
}

/// A row of a platform's set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// A term.
    Term(TermId),
    /// An amount.
    Amount(AmountId),
}

/// What is wrong with an edited row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermsFault {
    /// The platform fixes no such row.
    Foreign(Row),
    /// A row that the platform fixes is missing.
    Missing(Row),
    /// Less than the bound.
    Less(Row, Bound),
    /// More than the bound.
    More(Row, Bound),
    /// The warning comes before the term has begun.
    Warn(TermId),
    /// A reminder comes after the term, or there are too many, or they are out of order.
    Remind(TermId),
    /// The first outlasts the second.
    Order {
        /// Which must not be longer.
        first: TermId,
        /// Than which.
        then: TermId,
        /// The clause behind it.
        source: ClauseId,
    },
}

/// Why the bounds cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the bounds of house terms cannot be read: {0}")]
pub struct BoundsFault(String);

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    first: TermId,
    then: TermId,
    source: ClauseId,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    notice: Notice,
    term: Vec<Line<TermId>>,
    amount: Vec<Line<AmountId>>,
    order: Vec<Order>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<I> {
    id: I,
    least: u32,
    most: u32,
    source: ClauseId,
    status: Status,
}

impl Bounds {
    /// Those that come with the program.
    pub fn load() -> Result<Self, BoundsFault> {
        let file: File = toml::from_str(SHIPPED).map_err(|error| BoundsFault(error.to_string()))?;
        Ok(Self {
            notice: file.notice,
            terms: file.term.into_iter().map(Line::read).collect(),
            amounts: file.amount.into_iter().map(Line::read).collect(),
            orders: file.order,
        })
    }

    /// How long ahead a change is announced.
    pub fn notice(&self) -> Notice {
        self.notice
    }

    /// The first day on which something holds that is published on a day. The day of publication
    /// does not count, and the days of notice are whole ones (T-01).
    pub fn holds_from(&self, published_on: Date) -> Option<Date> {
        let days = i64::from(self.notice.days).checked_add(1)?;
        published_on
            .checked_add(Span::new().try_days(days).ok()?)
            .ok()
    }

    /// The bound of a row, if a platform may fix it.
    pub fn of(&self, row: Row) -> Option<Bound> {
        match row {
            Row::Term(term) => self.terms.get(&term).copied(),
            Row::Amount(amount) => self.amounts.get(&amount).copied(),
        }
    }

    /// Everything that is wrong with edited numbers of the rows of `set`.
    pub fn faults(&self, set: &RuleSet, numbers: &Numbers) -> Vec<TermsFault> {
        let mut faults = Vec::new();
        for (term, new) in &numbers.terms {
            let known = set.terms().find(|row| row.id() == *term);
            match self.terms.get(term).zip(known) {
                None => faults.push(TermsFault::Foreign(Row::Term(*term))),
                Some((bound, row)) => {
                    faults.extend(bound.fault(Row::Term(*term), new.count.into()));
                    faults.extend(within(*term, row.period().unit(), new));
                }
            }
        }
        for (amount, new) in &numbers.amounts {
            let known = set.amounts().any(|row| row.id() == *amount);
            let row = Row::Amount(*amount);
            match self.amounts.get(amount).filter(|_| known) {
                None => faults.push(TermsFault::Foreign(row)),
                Some(bound) => faults.extend(bound.fault(row, *new)),
            }
        }
        faults.extend(missing(set, numbers));
        faults.extend(self.orders.iter().filter_map(|order| order.fault(numbers)));
        faults
    }
}

impl Bound {
    fn fault(self, row: Row, number: u32) -> Option<TermsFault> {
        if number < self.least {
            Some(TermsFault::Less(row, self))
        } else if number > self.most {
            Some(TermsFault::More(row, self))
        } else {
            None
        }
    }
}

impl Order {
    fn fault(self, numbers: &Numbers) -> Option<TermsFault> {
        let count = |term| numbers.terms.get(&term).map(|row| row.count);
        let outlasts = count(self.first)? > count(self.then)?;
        outlasts.then_some(TermsFault::Order {
            first: self.first,
            then: self.then,
            source: self.source,
        })
    }
}

impl Row {
    /// The name used in data, API and texts.
    pub fn code(self) -> &'static str {
        match self {
            Self::Term(term) => term.code(),
            Self::Amount(amount) => amount.code(),
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl<I: Ord> Line<I> {
    fn read(self) -> (I, Bound) {
        let bound = Bound {
            least: self.least,
            most: self.most,
            source: self.source,
            status: self.status,
        };
        (self.id, bound)
    }
}

/// Warnings and reminders fall within the term, reminders in their order. Of terms in months and
/// years both are in days.
fn within(term: TermId, unit: Unit, new: &TermNumbers) -> Vec<TermsFault> {
    let mut faults = Vec::new();
    let length = new.count.saturating_mul(match unit {
        Unit::Hours | Unit::WorkingDays | Unit::NaturalDays => 1,
        Unit::Months => 28,
        Unit::Years => 365,
    });
    if new.warn >= length {
        faults.push(TermsFault::Warn(term));
    }
    let in_order = new.remind.windows(2).all(|pair| match pair {
        [before, after] => before < after,
        _ => true,
    });
    let inside = |day: &u16| (1..=length).contains(day);
    if new.remind.len() > REMINDERS_MAX || !in_order || !new.remind.iter().all(inside) {
        faults.push(TermsFault::Remind(term));
    }
    faults
}

fn missing(set: &RuleSet, numbers: &Numbers) -> Vec<TermsFault> {
    let terms = set.terms().map(Term::id);
    let terms = terms
        .filter(|id| !numbers.terms.contains_key(id))
        .map(Row::Term);
    let amounts = set.amounts().map(Amount::id);
    let amounts = amounts
        .filter(|id| !numbers.amounts.contains_key(id))
        .map(Row::Amount);
    terms.chain(amounts).map(TermsFault::Missing).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::bilingual::Bilingual;
    use crate::ruleset::{RuleBook, RuleSetId};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn base() -> RuleSet {
        let book = RuleBook::load().unwrap();
        book.platform(day("2026-11-01")).unwrap().clone()
    }

    fn edited(set: &RuleSet, change: impl FnOnce(&mut Numbers)) -> Vec<TermsFault> {
        let mut numbers = set.numbers();
        change(&mut numbers);
        Bounds::load().unwrap().faults(set, &numbers)
    }

    #[test]
    fn every_row_of_the_platform_has_bounds_and_keeps_them() {
        let (set, bounds) = (base(), Bounds::load().unwrap());
        for row in set.terms() {
            assert!(bounds.of(Row::Term(row.id())).is_some(), "{}", row.id());
        }
        for row in set.amounts() {
            assert!(bounds.of(Row::Amount(row.id())).is_some(), "{}", row.id());
        }
        assert_eq!(bounds.faults(&set, &set.numbers()), []);
        let clauses = crate::law::Clauses::load().unwrap();
        let cited = bounds.terms.values().chain(bounds.amounts.values());
        for bound in cited {
            assert!(clauses.get(bound.source).is_some(), "{}", bound.source);
            assert!(bound.least <= bound.most);
        }
        for order in &bounds.orders {
            let unit = |id| {
                let mut rows = set.terms();
                rows.find(|row| row.id() == id).unwrap().period().unit()
            };
            assert_eq!(unit(order.first), unit(order.then), "{}", order.first);
        }
    }

    /// Proves C-01, C-02 and C-08 as ceilings, and names them.
    #[test]
    fn what_the_law_bounds_is_refused_with_its_clause() {
        let set = base();
        for (term, count, source) in [
            (TermId::Mediation, 31, ClauseId::C08),
            (TermId::Appoint, 4, ClauseId::C01),
            (TermId::AcceptAppointment, 4, ClauseId::C02),
            (TermId::DepositReturn, 16, ClauseId::D07),
        ] {
            let faults = edited(&set, |numbers| {
                numbers.terms.get_mut(&term).unwrap().count = count;
            });
            let named = matches!(
                faults.as_slice(),
                [TermsFault::More(row, bound)]
                    if *row == Row::Term(term) && bound.source == source
            );
            assert!(named, "{term}: {faults:?}");
        }
    }

    #[test]
    fn warnings_and_reminders_fall_within_the_term() {
        let set = base();
        let of = |change: fn(&mut TermNumbers)| {
            edited(&set, |numbers| {
                change(numbers.terms.get_mut(&TermId::ImpasseClose).unwrap());
            })
        };
        let term = TermId::ImpasseClose;
        assert_eq!(of(|row| row.warn = 15), [TermsFault::Warn(term)]);
        assert_eq!(of(|row| row.remind = vec![16]), [TermsFault::Remind(term)]);
        assert_eq!(
            of(|row| row.remind = vec![5, 3]),
            [TermsFault::Remind(term)]
        );
        assert_eq!(of(|row| row.remind = vec![0]), [TermsFault::Remind(term)]);
        assert_eq!(of(|row| row.remind = vec![]), []);
    }

    #[test]
    fn rows_are_neither_added_nor_left_out() {
        let set = base();
        let left_out = edited(&set, |numbers| {
            numbers.terms.remove(&TermId::Appeal);
        });
        assert_eq!(left_out, [TermsFault::Missing(Row::Term(TermId::Appeal))]);
        let added = edited(&set, |numbers| {
            let law = numbers.terms[&TermId::Appeal].clone();
            numbers.terms.insert(TermId::BureauAcceptance, law);
        });
        let foreign = Row::Term(TermId::BureauAcceptance);
        assert_eq!(added, [TermsFault::Foreign(foreign)]);
        let outlasts = edited(&set, |numbers| {
            numbers
                .terms
                .get_mut(&TermId::RespondentReply)
                .unwrap()
                .count = 49;
        });
        assert!(matches!(outlasts[..], [TermsFault::Order { .. }]));
    }

    #[test]
    fn the_days_of_notice_are_whole_ones() {
        let bounds = Bounds::load().unwrap();
        let from = bounds.holds_from(day("2026-12-28")).unwrap();
        assert_eq!(from, day("2027-01-05"));
    }

    proptest! {
        /// Whatever somebody types: a set that passes keeps every bound, in the set that is made of
        /// it as in the numbers, and nothing but the numbers has changed.
        #[test]
        fn no_edited_set_breaks_a_bound(
            edits in prop::collection::vec((any::<prop::sample::Index>(), 0_u16..400, 0_u16..40), 0..12),
            fen in 0_u32..1_000_000,
        ) {
            let (set, bounds) = (base(), Bounds::load().unwrap());
            let mut numbers = set.numbers();
            let ids: Vec<TermId> = numbers.terms.keys().copied().collect();
            for (which, count, warn) in edits {
                let row = numbers.terms.get_mut(which.get(&ids)).unwrap();
                (row.count, row.warn) = (count, warn);
            }
            numbers.amounts.insert(AmountId::SmallClaimThreshold, fen);
            let faults = bounds.faults(&set, &numbers);
            let title = Bilingual { zh: String::new(), en: String::new() };
            let made = set.edition(RuleSetId::of_edition(2026, 2), day("2026-12-09"), title, &numbers);
            let broken = |row: Row, number: u32| {
                let bound = bounds.of(row).unwrap();
                number < bound.least || number > bound.most
            };
            let any_broken = numbers.terms.iter().any(|(id, row)| broken(Row::Term(*id), row.count.into()))
                || numbers.amounts.iter().any(|(id, number)| broken(Row::Amount(*id), *number));
            if any_broken {
                prop_assert!(!faults.is_empty());
            }
            if faults.is_empty() {
                let made = made.unwrap();
                prop_assert_eq!(made.numbers(), numbers);
                for (old, new) in set.terms().zip(made.terms()) {
                    prop_assert_eq!(old.id(), new.id());
                    prop_assert_eq!(old.source(), new.source());
                    prop_assert_eq!(old.period().unit(), new.period().unit());
                    prop_assert_eq!(new.ruleset(), made.id());
                }
            }
        }
    }
}
