//! The price, the difference, a deposit, or what was charged without asking.

use crate::law::ClauseId::{A03, A13, D08, D09, D12, D13, D14, D15, D18, D19a, L01, L04, L05, L06};
use crate::law::entitlement::card::{ClaimKind, Range};
use crate::law::entitlement::case::{Case, Findings};
use crate::law::entitlement::facts::{Charge, Deposit, Proof};
use crate::law::entitlement::{Condition, EntitlementFault, Flag, texts};
use crate::law::{ClauseId, formula::Formula};
use crate::ruleset::TermId;
use crate::taxonomy::Category;

/// The price back, where the category alone says on what it hangs.
pub(super) fn refund(case: &Case, findings: &mut Findings) -> Result<(), EntitlementFault> {
    let (condition, source): (Condition, &[ClauseId]) = match case.facts.category {
        Category::Delivery if case.facts.parcel.is_none() => (Condition::NotDelivered, &[A03, D18]),
        Category::Fake | Category::Misrep => (Condition::Deceived, &[A03, D09]),
        Category::Food | Category::Health => (Condition::BelowStandard, &[L06, D09]),
        Category::Safety => (Condition::Defect, &[L06, D09]),
        Category::Service | Category::Contract | Category::Measure => {
            (Condition::ServiceFailed, &[D09])
        }
        Category::Delivery
        | Category::Return7
        | Category::Quality
        | Category::Price
        | Category::Bigdata
        | Category::Bundle
        | Category::DefaultConsent
        | Category::Autorenew
        | Category::Deposit
        | Category::Prepaid
        | Category::Aftersales
        | Category::Invoice
        | Category::Privacy
        | Category::Review
        | Category::Minor
        | Category::Dignity
        | Category::Out => return Ok(()),
    };
    if case.facts.quality.is_some()
        || case.facts.no_reason_return.is_some()
        || case.facts.prepaid.is_some()
    {
        // Those rules grant the price themselves.
        return Ok(());
    }
    let price = findings.need(
        case.facts.price_fen.as_ref(),
        "/price_fen",
        texts::ASK_PRICE,
    );
    let formula = price.map(|price| case.unreturned(price));
    findings
        .claims
        .push(case.claim(ClaimKind::Refund, formula, &[condition], source)?);
    Ok(())
}

pub(super) fn price_difference(
    case: &Case,
    findings: &mut Findings,
) -> Result<(), EntitlementFault> {
    let compared = case.facts.comparison.is_some() || case.facts.category == Category::Price;
    let (condition, source) = if case.facts.category == Category::Bigdata {
        (Condition::EqualConditions, [D15].as_slice())
    } else if compared {
        (Condition::PriceCommitment, [D09].as_slice())
    } else {
        return Ok(());
    };
    let fair = case
        .facts
        .comparison
        .as_ref()
        .and_then(|comparison| comparison.fair_fen);
    let price = findings.need(
        case.facts.price_fen.as_ref(),
        "/price_fen",
        texts::ASK_PRICE,
    );
    let fair = findings.need(fair.as_ref(), "/comparison/fair_fen", texts::ASK_FAIR);
    let formula = price
        .zip(fair)
        .map(|(price, fair)| Formula::less(price, fair));
    findings
        .claims
        .push(case.claim(ClaimKind::PriceDifference, formula, &[condition], source)?);
    Ok(())
}

/// The deposit less what the merchant shows it may keep.
pub(super) fn deposit(case: &Case, findings: &mut Findings) -> Result<(), EntitlementFault> {
    let unknown = Deposit::default();
    let deposit = match (&case.facts.deposit, case.facts.category) {
        (Some(deposit), _) => deposit,
        (None, Category::Deposit) => &unknown,
        (None, _) => return Ok(()),
    };
    let paid = findings.need(
        deposit.paid_fen.as_ref(),
        "/deposit/paid_fen",
        texts::ASK_DEPOSIT_PAID,
    );
    let range = paid.map(|paid| {
        let less = |wanted: &dyn Fn(Proof) -> bool| {
            let kept = deposit.deductions.iter().filter(|loss| wanted(loss.proof));
            let kept: Vec<_> = kept.map(|loss| Formula::from(loss.amount_fen)).collect();
            let left = case.unreturned(paid);
            if kept.is_empty() {
                left
            } else {
                Formula::less(left, Formula::sum(kept))
            }
        };
        (
            less(&|proof| proof != Proof::Disproved),
            less(&|proof| proof == Proof::Proved),
        )
    });
    let claim = case.ranged(
        ClaimKind::DepositReturn,
        range,
        &[Condition::DepositEnded],
        &[D12],
    )?;
    findings
        .claims
        .push(claim.noted(texts::DEPOSIT_DEDUCTIONS.text()));
    let since = deposit.agreed_on.or(deposit.asked_on);
    case.delayed(findings, TermId::DepositReturn, since, &[D12, D08])
}

/// Periods that were charged without the notice before them.
pub(super) fn renewals(case: &Case, findings: &mut Findings) -> Result<(), EntitlementFault> {
    let wanted = case.facts.category == Category::Autorenew;
    let charges = (
        case.facts.renewals.as_deref(),
        "/renewals",
        texts::ASK_RENEWALS,
    );
    charged(
        case,
        findings,
        wanted,
        ClaimKind::RenewalRefund,
        charges,
        D13,
    )
}

/// Things that were added without asking.
pub(super) fn added(case: &Case, findings: &mut Findings) -> Result<(), EntitlementFault> {
    let wanted = matches!(
        case.facts.category,
        Category::DefaultConsent | Category::Bundle
    );
    let charges = (case.facts.added.as_deref(), "/added", texts::ASK_ADDED);
    charged(case, findings, wanted, ClaimKind::AddedRefund, charges, D14)
}

fn charged(
    case: &Case,
    findings: &mut Findings,
    wanted: bool,
    kind: ClaimKind,
    (charges, pointer, why): (Option<&[Charge]>, &str, crate::bilingual::Template),
    source: ClauseId,
) -> Result<(), EntitlementFault> {
    let Some(charges) = charges.filter(|charges| !charges.is_empty()) else {
        if wanted {
            findings.ask(pointer, why);
        }
        return Ok(());
    };
    // The merchant shows that it told and asked; what it does not show is not owed to it. Evidence
    // on both sides leaves the charge open.
    let sum = |open: bool| {
        let refunded = charges.iter().filter(|charge| match charge.consented {
            Proof::Unproved | Proof::Disproved => true,
            Proof::Disputed => open,
            Proof::Proved => false,
        });
        Formula::sum(
            refunded
                .map(|charge| Formula::from(charge.amount_fen))
                .collect(),
        )
    };
    let claim = case.ranged(kind, Some((sum(false), sum(true))), &[], &[source])?;
    findings
        .claims
        .push(claim.noted(texts::CONSENT_BURDEN.text()));
    Ok(())
}

/// Inspection, freight and other losses, as far as they are shown.
pub(super) fn losses(case: &Case, findings: &mut Findings) -> Result<(), EntitlementFault> {
    if !case.facts.losses.is_empty() {
        let losses = case.losses();
        findings
            .claims
            .push(case.ranged(ClaimKind::Losses, Some(losses), &[], &[D09, L06])?);
    }
    Ok(())
}

/// Who else can be claimed from, and what silence about records does.
pub(in super::super) fn liable(case: &Case, total: &Range, findings: &mut Findings) {
    if case.facts.category == Category::Food {
        let text = texts::FOOD_FIRST.text();
        findings.flag(Flag::AdvanceCompensation, text, &[L04]);
    }
    if case.proof(Condition::PlatformCannotIdentify) == Proof::Proved {
        let amount = if total.min_fen == total.max_fen {
            total.max_fen.to_string()
        } else {
            format!("{}–{}", total.min_fen, total.max_fen)
        };
        let text = texts::PLATFORM_PAYS.fill(&[("amount", amount.into())]);
        findings.flag(Flag::PlatformLiable, text, &[L01, L05]);
    }
    if case.proof(Condition::RecordsWithheld) == Proof::Proved {
        let text = texts::RECORDS_WITHHELD.text();
        findings.flag(Flag::AdverseInference, text, &[D18, A13]);
    }
}

/// Where the law fixes no sum, the card says so instead of staying empty.
pub(in super::super) fn nothing_to_count(findings: &mut Findings) {
    if findings.claims.is_empty() && findings.missing.is_empty() {
        findings.note(texts::NO_AMOUNT.text(), &[D19a]);
    }
}
