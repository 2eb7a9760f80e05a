//! Return without a reason, its exclusions, and what only looks like one.

use crate::law::ClauseId::{D01, D02, D04, D05, D06, D09};
use crate::law::entitlement::card::{Claim, ClaimKind};
use crate::law::entitlement::case::{Case, Findings};
use crate::law::entitlement::facts::{GoodsKind, NoReasonReturn, Proof};
use crate::law::entitlement::{Condition, EntitlementFault, Flag, Standing, texts};
use crate::law::formula::Formula;
use crate::money::Fen;
use crate::ruleset::TermId;
use crate::taxonomy::Category;

/// How the exclusion of some goods stands.
enum Exclusion {
    None,
    /// By law, and confirmed.
    Holds,
    /// By law, but neither marked nor confirmed: two rules pull apart.
    Conflict,
    /// By nature only, and not confirmed.
    Unconfirmed,
    /// Not enough is known.
    Unknown,
}

pub(super) fn no_reason_return(
    case: &Case,
    findings: &mut Findings,
) -> Result<(), EntitlementFault> {
    let Some(facts) = applies(case) else {
        return Ok(());
    };
    if facts.as_agreed == Some(false) {
        return not_as_agreed(case, findings);
    }
    findings.need(
        facts.goods.as_ref(),
        "/no_reason_return/goods",
        texts::ASK_GOODS,
    );
    window(case, &facts, findings)?;
    let price = findings.need(
        case.facts.price_fen.as_ref(),
        "/price_fen",
        texts::ASK_PRICE,
    );
    let formula = price.map(|price| settled(case, &facts, price));
    let exclusion = exclusion(&facts, findings);
    let mut claim = claim(case, formula.as_ref(), &exclusion)?;
    claim = claim.noted(texts::FREIGHT_CONSUMER.text());
    claim = match exclusion {
        Exclusion::None | Exclusion::Unknown => claim,
        Exclusion::Holds => claim.noted(texts::EXCLUSION_HOLDS.text()),
        Exclusion::Unconfirmed => claim.noted(texts::EXCLUSION_UNCONFIRMED.text()),
        Exclusion::Conflict => {
            let claim = claim.noted(texts::EXCLUSION_CONFLICT.text());
            match &formula {
                // Too late or not intact is too late or not intact by either rule.
                Some(formula) if claim.standing != Standing::Excluded => {
                    claim.for_a_person(formula)?
                }
                Some(_) | None => claim,
            }
        }
    };
    findings.claims.push(claim);
    late(case, &facts, findings)
}

fn applies(case: &Case) -> Option<NoReasonReturn> {
    match (&case.facts.no_reason_return, case.facts.category) {
        (Some(facts), _) => Some(facts.clone()),
        (None, Category::Return7) => Some(NoReasonReturn::default()),
        (None, _) => None,
    }
}

fn claim(
    case: &Case,
    formula: Option<&Formula>,
    exclusion: &Exclusion,
) -> Result<Claim, EntitlementFault> {
    use Condition::{InTime, Intact, Returnable};
    let source = [D01, D02, D04, D05];
    let mut claim = case.claim(
        ClaimKind::NoReasonReturn,
        formula.cloned(),
        &[InTime, Intact, Returnable],
        &source,
    )?;
    let proof = match exclusion {
        Exclusion::None | Exclusion::Unconfirmed => Proof::Proved,
        Exclusion::Holds => Proof::Disproved,
        Exclusion::Conflict => Proof::Disputed,
        Exclusion::Unknown => Proof::Unproved,
    };
    claim.settle(Condition::Returnable, proof, formula)?;
    Ok(claim)
}

/// What came is not what was agreed: the merchant answers for it, whatever kind of goods it is.
fn not_as_agreed(case: &Case, findings: &mut Findings) -> Result<(), EntitlementFault> {
    let price = findings.need(
        case.facts.price_fen.as_ref(),
        "/price_fen",
        texts::ASK_PRICE,
    );
    let conditions = [Condition::NotAsAgreed];
    let redo = case.claim(ClaimKind::Redo, None, &conditions, &[D09])?;
    findings
        .claims
        .push(redo.noted(texts::FREIGHT_MERCHANT.text()));
    let formula = price.map(|price| case.unreturned(price));
    let refund = case.claim(ClaimKind::ReturnRefund, formula, &conditions, &[D09])?;
    findings.claims.push(
        refund
            .noted(texts::FREIGHT_MERCHANT.text())
            .noted(texts::NOT_NO_REASON.text()),
    );
    Ok(())
}

fn window(
    case: &Case,
    facts: &NoReasonReturn,
    findings: &mut Findings,
) -> Result<(), EntitlementFault> {
    findings.need(
        facts.noticed_on.as_ref(),
        "/no_reason_return/noticed_on",
        texts::ASK_NOTICED,
    );
    let received = findings.need(
        case.facts.received_on.as_ref(),
        "/received_on",
        texts::ASK_RECEIVED,
    );
    if let Some(received) = received {
        let last = case.last_day(TermId::ReturnNotice, received)?;
        let places = [("received", received.into()), ("last", last.into())];
        findings.note(texts::RETURN_UNTIL.fill(&places), &[D01, D02]);
    }
    Ok(())
}

/// What is paid back: the price less gifts that were kept and fees that may be.
fn settled(case: &Case, facts: &NoReasonReturn, price: Fen) -> Formula {
    let kept = [facts.gifts_kept_fen, facts.card_fee_fen]
        .into_iter()
        .flatten();
    let kept: Vec<_> = kept
        .filter(|fen| *fen > Fen::ZERO)
        .map(Formula::from)
        .collect();
    let left = case.unreturned(price);
    if kept.is_empty() {
        left
    } else {
        Formula::less(left, Formula::sum(kept))
    }
}

fn exclusion(facts: &NoReasonReturn, findings: &mut Findings) -> Exclusion {
    if facts.merchant_accepts == Some(true) {
        return Exclusion::None;
    }
    let goods = match facts.goods {
        None => return Exclusion::Unknown,
        Some(GoodsKind::Ordinary) => return Exclusion::None,
        Some(goods) => goods,
    };
    let made = if goods == GoodsKind::Custom {
        // The word "custom" in a title decides nothing: were they made for this buyer?
        let made = facts.made_for_buyer.as_ref();
        findings.need(made, "/no_reason_return/made_for_buyer", texts::ASK_MADE)
    } else {
        Some(true)
    };
    match made {
        Some(false) => return Exclusion::None,
        None => return Exclusion::Unknown,
        Some(true) => {}
    }
    let confirmed = facts.confirmed.as_ref();
    let confirmed = findings.need(
        confirmed,
        "/no_reason_return/confirmed",
        texts::ASK_CONFIRMED,
    );
    match (goods, confirmed) {
        (_, None) => Exclusion::Unknown,
        (_, Some(true)) => Exclusion::Holds,
        (
            GoodsKind::Custom
            | GoodsKind::Fresh
            | GoodsKind::DigitalUnsealed
            | GoodsKind::Newspaper,
            Some(false),
        ) => Exclusion::Conflict,
        (
            GoodsKind::Hygiene | GoodsKind::Activated | GoodsKind::Discounted | GoodsKind::Ordinary,
            Some(false),
        ) => Exclusion::Unconfirmed,
    }
}

/// How long the merchant had for the refund, and whether it let that or fifteen days pass.
fn late(
    case: &Case,
    facts: &NoReasonReturn,
    findings: &mut Findings,
) -> Result<(), EntitlementFault> {
    if let Some(returned) = facts.returned_on {
        let last = case.last_day(TermId::ReturnRefund, returned)?;
        let places = [("returned", returned.into()), ("last", last.into())];
        if case.facts.on > last {
            let text = texts::REFUND_OVERDUE.fill(&places);
            findings.flag(Flag::RefundOverdue, text, &[D04]);
        } else {
            findings.note(texts::REFUND_UNTIL.fill(&places), &[D04]);
        }
    }
    let since = facts.returned_on.or(facts.noticed_on);
    case.delayed(findings, TermId::DeliberateDelay, since, &[D06])
}
