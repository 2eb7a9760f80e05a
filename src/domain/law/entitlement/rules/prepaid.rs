//! Prepaid cards and courses.

use crate::law::ClauseId::{A10, A11, A12, D08};
use crate::law::entitlement::card::ClaimKind;
use crate::law::entitlement::case::{Case, Findings};
use crate::law::entitlement::facts::{Cause, Interest, Plan, Prepaid};
use crate::law::entitlement::{EntitlementFault, texts};
use crate::law::formula::Formula;
use crate::money::Fen;
use crate::ruleset::TermId;
use crate::taxonomy::Category;

pub(super) fn prepaid(case: &Case, findings: &mut Findings) -> Result<(), EntitlementFault> {
    let prepaid = match (&case.facts.prepaid, case.facts.category) {
        (Some(prepaid), _) => prepaid,
        (None, Category::Prepaid) => {
            findings.ask("/prepaid", texts::ASK_PREPAID);
            return Ok(());
        }
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
    if cooling_off(case, prepaid, findings)? {
        let whole = Some(case.unreturned(principal));
        let claim = case.claim(ClaimKind::PrepaidRefund, whole, &[], &[A10])?;
        findings
            .claims
            .push(claim.noted(texts::PREPAID_COOLING.text()));
        return delayed(case, prepaid, findings);
    }
    if let Some(plan) = findings.need(prepaid.plan.as_ref(), "/prepaid/plan", texts::ASK_PLAN) {
        let range = rest(case, principal, &plan, prepaid.cause)?;
        if prepaid.cause.is_none() {
            findings.ask("/prepaid/cause", texts::ASK_CAUSE);
        }
        let claim = case.ranged(ClaimKind::PrepaidRefund, Some(range), &[], &[A11])?;
        findings
            .claims
            .push(claim.noted(texts::PREPAID_REST.text()));
        interest(case, principal, &plan, prepaid, findings)?;
    }
    delayed(case, prepaid, findings)
}

/// within seven days of payment all of it comes back, unless the same was had before.
fn cooling_off(
    case: &Case,
    prepaid: &Prepaid,
    findings: &mut Findings,
) -> Result<bool, EntitlementFault> {
    let paid = findings.need(
        prepaid.paid_on.as_ref(),
        "/prepaid/paid_on",
        texts::ASK_PREPAID_ON,
    );
    let Some(paid) = paid else { return Ok(false) };
    let last = case.last_day(TermId::PrepaidCooling, paid)?;
    if prepaid.asked_on.unwrap_or(case.facts.on) > last {
        return Ok(false);
    }
    let had = findings.need(
        prepaid.had_before.as_ref(),
        "/prepaid/had_before",
        texts::ASK_HAD_BEFORE,
    );
    Ok(had == Some(false))
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

fn delayed(
    case: &Case,
    prepaid: &Prepaid,
    findings: &mut Findings,
) -> Result<(), EntitlementFault> {
    let Some(asked) = prepaid.asked_on else {
        return Ok(());
    };
    let last = case.last_day(TermId::DeliberateDelay, asked)?;
    if case.facts.on > last {
        let places = [("since", asked.into()), ("last", last.into())];
        findings.note(texts::DELIBERATE_DELAY.fill(&places), &[D08]);
    }
    Ok(())
}
