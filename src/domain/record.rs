//! A shop's own record: what became of the disputes filed against it in some time, in figures that
//! can be counted again. It ranks nobody.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::Now;
use crate::dispute::lists::{ClosingKind, ObligationState};
use crate::money::Fen;
use crate::taxonomy::Category;

/// One dispute against the shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// When it was filed.
    pub filed_at: Timestamp,
    /// What it is about.
    pub category: Category,
    /// How it ended; none while it is open.
    pub closing: Option<ClosingKind>,
    /// When the demand was delivered.
    pub delivered_at: Option<Timestamp>,
    /// When the shop first answered.
    pub responded_at: Option<Timestamp>,
    /// Whether the time for that first answer passed in silence.
    pub silent: bool,
}

/// One promise of the shop in an agreement that bound it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promise {
    /// Where it stands.
    pub state: ObligationState,
    /// Its amount, where it is one of money.
    pub amount: Option<Fen>,
}

/// The figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Record {
    /// Disputes filed.
    pub filed: u64,
    /// Of them, still open.
    pub open: u64,
    /// Of those whose demand was delivered: answered before the time was over.
    pub answered_in_time: u64,
    /// Answered after it.
    pub answered_late: u64,
    /// Not answered although the time is over.
    pub unanswered: u64,
    /// From delivery to the first answer, in minutes: half were quicker. None without any answer.
    pub answer_median_min: Option<i64>,
    /// Ended with everything promised performed and confirmed.
    pub performed: u64,
    /// Ended with proof of performance that nobody confirmed.
    pub unconfirmed: u64,
    /// Taken back by the consumer.
    pub withdrawn: u64,
    /// Ended without an agreement.
    pub no_settlement: u64,
    /// Not handled by the platform.
    pub rejected: u64,
    /// Promises kept, by the word of the one who was owed.
    pub promises_kept: u64,
    /// Promises under way, or recorded and not confirmed yet.
    pub promises_open: u64,
    /// Promises late or disputed.
    pub promises_broken: u64,
    /// The money in promises kept.
    pub paid_fen: Fen,
    /// By what they are about, the most first.
    pub categories: Vec<(Category, u64)>,
    /// By the month of filing in Asia/Shanghai, oldest first: the first of the month, how many.
    pub months: Vec<(Date, u64)>,
}

/// The record that these amount to.
pub fn record(cases: &[Case], promises: &[Promise]) -> Record {
    let mut record = Record::default();
    let mut answers = Vec::new();
    let mut categories: BTreeMap<Category, u64> = BTreeMap::new();
    let mut months: BTreeMap<Date, u64> = BTreeMap::new();
    // What was filed twice is counted once: where it goes on.
    let once = |case: &&Case| case.closing != Some(ClosingKind::Merged);
    for case in cases.iter().filter(once) {
        count(&mut record.filed);
        count(categories.entry(case.category).or_default());
        count(months.entry(month(case.filed_at)).or_default());
        count(ending(&mut record, case.closing));
        match (case.responded_at, case.silent) {
            (Some(_), false) => count(&mut record.answered_in_time),
            (Some(_), true) => count(&mut record.answered_late),
            (None, true) => count(&mut record.unanswered),
            (None, false) => {}
        }
        if let (Some(delivered), Some(responded)) = (case.delivered_at, case.responded_at) {
            answers.push(responded.duration_since(delivered));
        }
    }
    for promise in promises {
        keep(&mut record, *promise);
    }
    record.answer_median_min = median(answers);
    record.categories = categories.into_iter().collect();
    record
        .categories
        .sort_by_key(|(category, n)| (std::cmp::Reverse(*n), *category));
    record.months = months.into_iter().collect();
    record
}

fn count(figure: &mut u64) {
    *figure = figure.saturating_add(1);
}

fn ending(record: &mut Record, closing: Option<ClosingKind>) -> &mut u64 {
    match closing {
        None => &mut record.open,
        Some(ClosingKind::Performed | ClosingKind::MediatedPerformed) => &mut record.performed,
        Some(ClosingKind::PerformedUnconfirmed | ClosingKind::MediatedUnconfirmed) => {
            &mut record.unconfirmed
        }
        Some(ClosingKind::Withdrawn) => &mut record.withdrawn,
        Some(ClosingKind::NoSettlement | ClosingKind::Merged) => &mut record.no_settlement,
        Some(ClosingKind::Rejected) => &mut record.rejected,
    }
}

fn keep(record: &mut Record, promise: Promise) {
    match promise.state {
        ObligationState::Confirmed => {
            count(&mut record.promises_kept);
            let paid = record.paid_fen.plus(promise.amount.unwrap_or(Fen::ZERO));
            record.paid_fen = paid.unwrap_or(Fen::MAX);
        }
        ObligationState::Due | ObligationState::PartDone | ObligationState::Done => {
            count(&mut record.promises_open);
        }
        ObligationState::Late | ObligationState::Disputed => count(&mut record.promises_broken),
    }
}

fn month(at: Timestamp) -> Date {
    Now { at }.today().first_of_month()
}

/// The lower of the two in the middle, in whole minutes.
fn median(mut answers: Vec<SignedDuration>) -> Option<i64> {
    answers.sort_unstable();
    let middle = answers.len().saturating_sub(1).checked_div(2)?;
    answers.get(middle).map(SignedDuration::as_mins)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn case(filed: &str, minutes: Option<i64>, silent: bool) -> Case {
        let filed_at: Timestamp = filed.parse().unwrap();
        let after = |minutes| filed_at + SignedDuration::from_mins(minutes);
        Case {
            filed_at,
            category: Category::Quality,
            closing: None,
            delivered_at: Some(filed_at),
            responded_at: minutes.map(after),
            silent,
        }
    }

    #[test]
    fn answers_are_told_apart_by_whether_the_time_had_passed() {
        let cases = [
            case("2026-10-01T02:00:00Z", Some(30), false),
            case("2026-10-02T02:00:00Z", Some(2_000), true),
            case("2026-10-03T02:00:00Z", None, true),
            case("2026-10-04T02:00:00Z", None, false),
        ];
        let record = record(&cases, &[]);
        assert_eq!(
            (
                record.answered_in_time,
                record.answered_late,
                record.unanswered
            ),
            (1, 1, 1)
        );
        assert_eq!(record.answer_median_min, Some(30));
    }

    #[test]
    fn a_month_begins_at_midnight_in_shanghai() {
        let cases = [
            case("2026-09-30T15:59:59Z", None, false),
            case("2026-09-30T16:00:00Z", None, false),
        ];
        let months: Vec<_> = record(&cases, &[]).months;
        let day = |month| jiff::civil::date(2026, month, 1);
        assert_eq!(months, [(day(9), 1), (day(10), 1)]);
    }

    #[test]
    fn only_what_was_confirmed_counts_as_paid() {
        let promise = |state, fen| Promise {
            state,
            amount: Some(Fen::new(fen).unwrap()),
        };
        let promises = [
            promise(ObligationState::Confirmed, 100),
            promise(ObligationState::Done, 1_000),
            promise(ObligationState::Late, 10_000),
        ];
        let record = record(&[], &promises);
        assert_eq!(record.paid_fen, Fen::new(100).unwrap());
        let counted = (
            record.promises_kept,
            record.promises_open,
            record.promises_broken,
        );
        assert_eq!(counted, (1, 1, 1));
    }

    proptest! {
        #[test]
        fn every_dispute_is_counted_once_in_each_division(
            endings in prop::collection::vec(prop::option::of(0..ClosingKind::ALL.len()), 0..40),
        ) {
            let cases: Vec<_> = endings
                .iter()
                .map(|ending| Case {
                    closing: ending.map(|at| ClosingKind::ALL[at]),
                    ..case("2026-10-01T02:00:00Z", None, false)
                })
                .collect();
            let record = record(&cases, &[]);
            let ended = record.open
                + record.performed
                + record.unconfirmed
                + record.withdrawn
                + record.no_settlement
                + record.rejected;
            prop_assert_eq!(ended, record.filed);
            let by_month: u64 = record.months.iter().map(|(_, n)| n).sum();
            prop_assert_eq!(by_month, record.filed);
        }
    }
}
