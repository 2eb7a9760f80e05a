//! Payments by minors: a range and the factors within it, never one number.

use jiff::civil::Date;

use crate::law::ClauseId::{A14, A15};
use crate::law::entitlement::card::{Claim, ClaimKind};
use crate::law::entitlement::case::{Case, Findings};
use crate::law::entitlement::facts::{Minor, Payment, Proof};
use crate::law::entitlement::{Condition, EntitlementFault, texts};
use crate::law::formula::Formula;
use crate::money::Fen;
use crate::ruleset::AmountId;
use crate::taxonomy::Category;

/// How old someone was, as the law divides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Age {
    UnderEight,
    UnderSixteen,
    UnderEighteen,
    Adult,
}

pub(super) fn minor(case: &Case, findings: &mut Findings) -> Result<(), EntitlementFault> {
    let unknown = Minor::default();
    let minor = match (&case.facts.minor, case.facts.category) {
        (Some(minor), _) => minor,
        (None, Category::Minor) => &unknown,
        (None, _) => return Ok(()),
    };
    if minor.payments.is_empty() {
        findings.ask("/minor/payments", texts::ASK_PAYMENTS);
    }
    let born = findings.need(minor.born_on.as_ref(), "/minor/born_on", texts::ASK_BORN);
    let Some(born) = born.filter(|_| !minor.payments.is_empty()) else {
        return Ok(());
    };
    let birthdays = Birthdays::of(case, born)?;
    for ages in [
        &[Age::UnderEight][..],
        &[Age::UnderSixteen, Age::UnderEighteen][..],
    ] {
        let paid: Vec<_> = minor
            .payments
            .iter()
            .filter(|p| ages.contains(&birthdays.age(p.on)))
            .collect();
        if !paid.is_empty() {
            let void = ages.contains(&Age::UnderEight);
            findings
                .claims
                .push(refund(case, minor, birthdays, &paid, void)?);
        }
    }
    if minor
        .payments
        .iter()
        .any(|payment| birthdays.age(payment.on) == Age::Adult)
    {
        findings.note(texts::PAID_AS_ADULT.text(), &[A14]);
    }
    Ok(())
}

fn refund(
    case: &Case,
    minor: &Minor,
    birthdays: Birthdays,
    paid: &[&Payment],
    void: bool,
) -> Result<Claim, EntitlementFault> {
    use Condition::{NotFitting, NotRatified, PaidByMinor};
    let sum = Formula::sum(
        paid.iter()
            .map(|payment| Formula::from(payment.amount_fen))
            .collect(),
    );
    let conditions: &[Condition] = if void {
        &[PaidByMinor]
    } else {
        &[PaidByMinor, NotFitting, NotRatified]
    };
    let nothing = Formula::sum(Vec::new());
    let source: &[_] = if minor.game == Some(true) {
        &[A14, A15]
    } else {
        &[A14]
    };
    let range = Some((nothing, sum.clone()));
    let mut claim = case.ranged(ClaimKind::MinorRefund, range.clone(), conditions, source)?;
    if let Some(ratified) = minor.ratified.filter(|_| !void) {
        claim.settle_range(NotRatified, opposite(ratified), range.as_ref())?;
    }
    claim = claim.noted(
        if void {
            texts::MINOR_VOID
        } else {
            texts::MINOR_FITTING
        }
        .text(),
    );
    claim = claim.noted(texts::MINOR_FAULT.text());
    if minor.game == Some(true) {
        let over = over_limits(case, birthdays, paid)?;
        claim = claim.noted(texts::MINOR_LIMITS.fill(&[("over", over.into())]));
    }
    Ok(claim)
}

fn opposite(proof: Proof) -> Proof {
    match proof {
        Proof::Proved => Proof::Disproved,
        Proof::Disproved => Proof::Proved,
        Proof::Unproved => Proof::Unproved,
        Proof::Disputed => Proof::Disputed,
    }
}

/// What went beyond the limits for games: single payments above theirs, and of each month what is
/// above its limit after that.
fn over_limits(
    case: &Case,
    birthdays: Birthdays,
    paid: &[&Payment],
) -> Result<Fen, EntitlementFault> {
    let mut over = Fen::ZERO;
    let mut months: std::collections::BTreeMap<(i16, i8), (Fen, Fen)> =
        std::collections::BTreeMap::new();
    for payment in paid {
        let (once, month) = match birthdays.age(payment.on) {
            Age::UnderEight => (Fen::ZERO, Fen::ZERO),
            Age::UnderSixteen => (
                case.fen(AmountId::MinorUnder16Once)?,
                case.fen(AmountId::MinorUnder16Month)?,
            ),
            Age::UnderEighteen | Age::Adult => (
                case.fen(AmountId::MinorUnder18Once)?,
                case.fen(AmountId::MinorUnder18Month)?,
            ),
        };
        over = over.plus(payment.amount_fen.less(once))?;
        let within = payment.amount_fen.min(once);
        let key = (payment.on.year(), payment.on.month());
        let entry = months.entry(key).or_insert((Fen::ZERO, month));
        // A birthday within the month brings the higher limit.
        *entry = (entry.0.plus(within)?, entry.1.max(month));
    }
    let beyond = months.into_values().map(|(sum, limit)| sum.less(limit));
    Ok(over.plus(Fen::sum(beyond)?)?)
}

/// Birthdays on which the law changes, from the rule sets in force.
#[derive(Clone, Copy)]
struct Birthdays {
    eighth: Date,
    sixteenth: Date,
    eighteenth: Date,
}

impl Birthdays {
    fn of(case: &Case, born: Date) -> Result<Self, EntitlementFault> {
        let birthday = |id| -> Result<Date, EntitlementFault> {
            let years = case.factor(id)?;
            let span = jiff::Span::new().try_years(years).unwrap_or_default();
            Ok(born.saturating_add(span))
        };
        Ok(Self {
            eighth: birthday(AmountId::MinorVoidAge)?,
            sixteenth: birthday(AmountId::MinorGameAge)?,
            eighteenth: birthday(AmountId::MajorityAge)?,
        })
    }

    fn age(self, on: Date) -> Age {
        if on < self.eighth {
            Age::UnderEight
        } else if on < self.sixteenth {
            Age::UnderSixteen
        } else if on < self.eighteenth {
            Age::UnderEighteen
        } else {
            Age::Adult
        }
    }
}
