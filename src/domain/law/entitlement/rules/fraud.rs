//! What comes on top of the loss: fraud, harm, and promises beyond the law.

use crate::law::ClauseId::{A01, A02, A03, A04, A07, A17, L05};
use crate::law::entitlement::card::ClaimKind;
use crate::law::entitlement::case::{Case, Findings};
use crate::law::entitlement::{Condition, EntitlementFault, texts};
use crate::law::formula::Formula;
use crate::ruleset::{AmountId, Quantity};
use crate::taxonomy::Category;

/// three times the price, and at least the floor.
pub(super) fn treble(case: &Case, findings: &mut Findings) -> Result<(), EntitlementFault> {
    use Condition::{Deceived, ForLiving, LabelMatters, NotPlanted};
    let by_category = matches!(case.facts.category, Category::Fake | Category::Misrep);
    let claimed = case.facts.fraud.is_some() || case.facts.conditions.contains_key(&Deceived);
    if !by_category && !claimed {
        return Ok(());
    }
    if by_category {
        findings.need(case.facts.fraud.as_ref(), "/fraud", texts::ASK_FRAUD);
    }
    let prepaid = case.facts.prepaid.as_ref();
    let paid = prepaid.and_then(|prepaid| prepaid.principal_fen);
    let price = case.facts.price_fen.or(paid);
    let price = findings.need(price.as_ref(), "/price_fen", texts::ASK_PRICE);
    let factor = case.factor(AmountId::TrebleFactor)?;
    let floor = case.fen(AmountId::TrebleFloor)?;
    let formula = price.map(|price| Formula::max(Formula::times(factor, price), floor));
    let mut conditions = vec![ForLiving, Deceived, NotPlanted];
    if case.facts.label_flaw.is_some() {
        conditions.push(LabelMatters);
    }
    let claim = case.claim(ClaimKind::Treble, formula, &conditions, &[A01, A03, A04])?;
    findings.claims.push(claim);
    Ok(())
}

/// death or serious harm by goods known to be defective; up to twice the losses.
pub(super) fn harm(case: &Case, findings: &mut Findings) -> Result<(), EntitlementFault> {
    use Condition::{KnowinglyDefective, SeriousHarm};
    let claimed = case.facts.conditions.contains_key(&SeriousHarm);
    if case.facts.category != Category::Safety && !claimed {
        return Ok(());
    }
    if case.facts.losses.is_empty() {
        findings.ask("/losses", texts::ASK_LOSSES);
        return Ok(());
    }
    let factor = case.factor(AmountId::HarmFactor)?;
    let (_, claimed) = case.losses();
    let nothing = Formula::sum(Vec::new());
    let range = Some((nothing, Formula::times(factor, claimed)));
    let claim = case.ranged(
        ClaimKind::HarmPunitive,
        range,
        &[KnowinglyDefective, SeriousHarm],
        &[A02],
    )?;
    findings.claims.push(claim.noted(texts::UP_TO.text()));
    Ok(())
}

/// A promise beyond the law binds whoever made it.
pub(super) fn promised(case: &Case, findings: &mut Findings) -> Result<(), EntitlementFault> {
    let Some(promise) = &case.facts.promise else {
        return Ok(());
    };
    let price = case.facts.price_fen.as_ref();
    let times = match promise.times {
        Some(times) => {
            let price = findings.need(price, "/price_fen", texts::ASK_PRICE);
            price.map(|price| Formula::times(times, price))
        }
        None => None,
    };
    let formula = match (times, promise.amount_fen) {
        (Some(times), Some(least)) => Some(Formula::max(times, least)),
        (Some(times), None) => Some(times),
        (None, Some(sum)) => Some(Formula::from(sum)),
        (None, None) => None,
    };
    if promise.times.is_none() && promise.amount_fen.is_none() {
        findings.ask("/promise/amount_fen", texts::ASK_PROMISE);
    }
    let claim = case.claim(
        ClaimKind::Promised,
        formula,
        &[Condition::Promised],
        &[L05, A07],
    )?;
    findings.claims.push(claim);
    Ok(())
}

/// A-17, on one platform only: a share of the price for misposted information, up to a cap.
pub(super) fn misinformation(case: &Case, findings: &mut Findings) -> Result<(), EntitlementFault> {
    if case.facts.jd_platform != Some(true) {
        return Ok(());
    }
    let Quantity::PerMille(share) = case.amount(AmountId::MisinformationPercent)?.quantity() else {
        return Err(EntitlementFault::Kind(AmountId::MisinformationPercent));
    };
    let cap = case.fen(AmountId::MisinformationCap)?;
    let price = findings.need(
        case.facts.price_fen.as_ref(),
        "/price_fen",
        texts::ASK_PRICE,
    );
    let formula =
        price.map(|price| Formula::min(Formula::share(price, u64::from(share), 1_000), cap));
    let claim = case.claim(
        ClaimKind::Misinformation,
        formula,
        &[Condition::Misposted],
        &[A17],
    )?;
    findings.claims.push(claim);
    Ok(())
}
