//! Prepaid cards and courses.

use crate::law::ClauseId::{A01, A10, A11, A12, A13, D08};
use crate::law::entitlement::card::ClaimKind;
use crate::law::entitlement::case::{Case, Findings};
use crate::law::entitlement::facts::{Cause, Interest, Plan, Prepaid};
use crate::law::entitlement::{Condition, EntitlementFault, texts};
use crate::law::formula::Formula;
use crate::money::Fen;
use crate::ruleset::{AmountId, TermId};
use crate::taxonomy::Category;

pub(super) fn prepaid(case: &Case, findings: &mut Findings) -> Result<(), EntitlementFault> {
    let unknown = Prepaid::default();
    let prepaid = match (&case.facts.prepaid, case.facts.category) {
        (Some(prepaid), _) => prepaid,
        (None, Category::Prepaid) => &unknown,
        (None, _) => return Ok(()),
    };
    let principal = findings.need(
        prepaid.principal_fen.as_ref(),
        "/prepaid/principal_fen",
        texts::ASK_PRINCIPAL,
    );
    let Some(principal) = principal else {
        return Ok(());
    };
    match cooling_off(case, prepaid, findings)? {
        CoolingOff::Whole => {
            let whole = Some(case.unreturned(principal));
            let claim = case.claim(ClaimKind::PrepaidRefund, whole, &[], &[A10])?;
            findings
                .claims
                .push(claim.noted(texts::PREPAID_COOLING.text()));
        }
        CoolingOff::Perhaps => perhaps_whole(case, principal, prepaid, findings)?,
        CoolingOff::No => what_is_left(case, principal, prepaid, findings)?,
    }
    case.delayed(findings, TermId::DeliberateDelay, prepaid.asked_on, &[D08])
}

/// a merchant that closed and evades refunds owes punitive damages. On the whole prepayment
/// or on what is left of it is not settled, so it is a range.
pub(super) fn evading(case: &Case, findings: &mut Findings) -> Result<(), EntitlementFault> {
    let Some(prepaid) = &case.facts.prepaid else {
        return Ok(());
    };
    let (Some(proof), Some(principal)) = (prepaid.closed_and_evading, prepaid.principal_fen) else {
        return Ok(());
    };
    let factor = case.factor(AmountId::TrebleFactor)?;
    let floor = case.fen(AmountId::TrebleFloor)?;
    let of = |base: Formula| Formula::max(Formula::times(factor, base), floor);
    let left = match &prepaid.plan {
        Some(plan) => rest(case, principal, plan, prepaid.cause)?.0,
        None => Formula::from(principal),
    };
    let range = Some((of(left), of(Formula::from(principal))));
    let conditions = [Condition::ForLiving, Condition::ClosedAndEvading];
    let kind = ClaimKind::Treble;
    let mut claim = case.ranged(kind, range.clone(), &conditions, &[A01, A13])?;
    claim.settle_range(Condition::ClosedAndEvading, proof, range.as_ref())?;
    findings
        .claims
        .push(claim.noted(texts::CLOSED_AND_EVADING.text()));
    Ok(())
}

fn what_is_left(
    case: &Case,
    principal: Fen,
    prepaid: &Prepaid,
    findings: &mut Findings,
) -> Result<(), EntitlementFault> {
    let plan = findings.need(prepaid.plan.as_ref(), "/prepaid/plan", texts::ASK_PLAN);
    if prepaid.cause.is_none() {
        findings.ask("/prepaid/cause", texts::ASK_CAUSE);
    }
    let Some(plan) = plan else { return Ok(()) };
    let range = rest(case, principal, &plan, prepaid.cause)?;
    let claim = case.ranged(ClaimKind::PrepaidRefund, Some(range), &[], &[A11])?;
    findings
        .claims
        .push(claim.noted(texts::PREPAID_REST.text()));
    interest(case, principal, &plan, prepaid, findings)
}

/// Within the seven days, but nobody said whether the same was had before: what is left is due in
/// any case, and all of it may be.
fn perhaps_whole(
    case: &Case,
    principal: Fen,
    prepaid: &Prepaid,
    findings: &mut Findings,
) -> Result<(), EntitlementFault> {
    let least = match &prepaid.plan {
        Some(plan) => rest(case, principal, plan, prepaid.cause)?.0,
        None => Formula::from(Fen::ZERO),
    };
    let range = Some((least, case.unreturned(principal)));
    let claim = case.ranged(ClaimKind::PrepaidRefund, range, &[], &[A10, A11])?;
    findings
        .claims
        .push(claim.noted(texts::PREPAID_COOLING.text()));
    Ok(())
}

/// Whether all of a prepayment comes back at once.
enum CoolingOff {
    Whole,
    Perhaps,
    No,
}

/// within seven days of payment all of it comes back, unless the same was had before.
fn cooling_off(
    case: &Case,
    prepaid: &Prepaid,
    findings: &mut Findings,
) -> Result<CoolingOff, EntitlementFault> {
    let paid = findings.need(
        prepaid.paid_on.as_ref(),
        "/prepaid/paid_on",
        texts::ASK_PREPAID_ON,
    );
    let Some(paid) = paid else {
        return Ok(CoolingOff::No);
    };
    let last = case.last_day(TermId::PrepaidCooling, paid)?;
    if prepaid.asked_on.unwrap_or(case.facts.on) > last {
        return Ok(CoolingOff::No);
    }
    let had = findings.need(
        prepaid.had_before.as_ref(),
        "/prepaid/had_before",
        texts::ASK_HAD_BEFORE,
    );
    Ok(match had {
        Some(false) => CoolingOff::Whole,
        Some(true) => CoolingOff::No,
        None => CoolingOff::Perhaps,
    })
}

/// What is left: by the discounted price where the consumer is not the cause, by the full price
/// where it is; both ends of the range while the cause is open.
fn rest(
    case: &Case,
    principal: Fen,
    plan: &Plan,
    cause: Option<Cause>,
) -> Result<(Formula, Formula), EntitlementFault> {
    let kind = used(principal, plan, Cause::Merchant)?;
    let strict = used(principal, plan, Cause::Consumer)?;
    let left = |used: Formula| Formula::less(case.unreturned(principal), used);
    let (favourable, strict) = (left(kind), left(strict));
    Ok(match cause {
        Some(Cause::Merchant) => (favourable.clone(), favourable),
        Some(Cause::Consumer) => (strict.clone(), strict),
        None => (strict, favourable),
    })
}

/// The value of what was used.
fn used(principal: Fen, plan: &Plan, cause: Cause) -> Result<Formula, EntitlementFault> {
    match (plan, cause) {
        (
            Plan::Balance {
                bonus_fen,
                used_fen,
            },
            Cause::Merchant,
        ) => {
            let balance = principal.plus(*bonus_fen)?;
            at_most(used_fen.get(), balance.get(), "/prepaid/plan/used_fen")?;
            Ok(Formula::share(
                principal,
                wide(used_fen.get()),
                wide(balance.get()),
            ))
        }
        (Plan::Balance { used_fen, .. }, Cause::Consumer) => Ok(Formula::from(*used_fen)),
        (
            Plan::Discount {
                used_list_fen,
                per_mille,
            },
            Cause::Merchant,
        ) => {
            at_most(i64::from(*per_mille), 1_000, "/prepaid/plan/per_mille")?;
            Ok(Formula::share(*used_list_fen, u64::from(*per_mille), 1_000))
        }
        (Plan::Discount { used_list_fen, .. }, Cause::Consumer) => {
            Ok(Formula::from(*used_list_fen))
        }
        (Plan::Times { total, used, .. }, Cause::Merchant) => {
            at_most(i64::from(*used), i64::from(*total), "/prepaid/plan/used")?;
            Ok(Formula::share(
                principal,
                u64::from(*used),
                u64::from(*total),
            ))
        }
        (
            Plan::Times {
                used, single_fen, ..
            },
            Cause::Consumer,
        ) => Ok(Formula::times(*used, *single_fen)),
        (
            Plan::Period {
                total_days,
                used_days,
            },
            Cause::Merchant | Cause::Consumer,
        ) => {
            at_most(
                i64::from(*used_days),
                i64::from(*total_days),
                "/prepaid/plan/used_days",
            )?;
            Ok(Formula::share(
                principal,
                u64::from(*used_days),
                u64::from(*total_days),
            ))
        }
    }
}

fn at_most(used: i64, total: i64, pointer: &'static str) -> Result<(), EntitlementFault> {
    if total > 0 && used <= total {
        Ok(())
    } else {
        Err(EntitlementFault::MoreUsedThanThere(pointer))
    }
}

fn wide(fen: i64) -> u64 {
    u64::try_from(fen).unwrap_or(0)
}

/// interest on the rest, by the rate that the cause decides.
fn interest(
    case: &Case,
    principal: Fen,
    plan: &Plan,
    prepaid: &Prepaid,
    findings: &mut Findings,
) -> Result<(), EntitlementFault> {
    findings.note(texts::INTEREST_RATE.text(), &[A12]);
    let Some(Interest {
        rate_bp,
        from,
        until,
    }) = prepaid.interest
    else {
        return Ok(());
    };
    if until < from {
        return Err(EntitlementFault::Backwards("/prepaid/interest/until"));
    }
    let days = wide(
        from.duration_until(until)
            .as_hours()
            .checked_div(24)
            .unwrap_or(0),
    );
    let (low, high) = rest(case, principal, plan, prepaid.cause)?;
    // A year has 365 days here, and a rate in hundredths of a per cent divides by ten thousand.
    let part = u64::from(rate_bp).saturating_mul(days);
    let of = |rest: Formula| Formula::share(rest, part, 3_650_000);
    let claim = case.ranged(ClaimKind::Interest, Some((of(low), of(high))), &[], &[A12])?;
    findings.claims.push(claim);
    Ok(())
}
