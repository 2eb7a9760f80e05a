//! Food below the safety standard.

use crate::law::ClauseId::{A05, A06, A07, A08, A09};
use crate::law::entitlement::card::ClaimKind;
use crate::law::entitlement::case::{Case, Findings};
use crate::law::entitlement::facts::Proof;
use crate::law::entitlement::{Condition, EntitlementFault, Standing, texts};
use crate::law::formula::Formula;
use crate::money::Fen;
use crate::ruleset::AmountId;
use crate::taxonomy::Category;

/// ten times the price or three times the loss, and at least the floor; for a buyer who knew,
/// only within what a household needs.
pub(super) fn tenfold(case: &Case, findings: &mut Findings) -> Result<(), EntitlementFault> {
    if case.facts.category != Category::Food && case.facts.food.is_none() {
        return Ok(());
    }
    ask(case, findings);
    let floor = case.fen(AmountId::TenfoldFloor)?;
    let factor = case.factor(AmountId::TenfoldFactor)?;
    if let Some(price) = findings.need(
        case.facts.price_fen.as_ref(),
        "/price_fen",
        texts::ASK_PRICE,
    ) {
        let whole = Formula::max(Formula::times(factor, price), floor);
        let need = within_need(case, price, findings)?;
        let counted = match &need {
            Need::Counted(basis) => Formula::max(Formula::times(factor, basis.clone()), floor),
            Need::Unlimited | Need::Unsettled => whole.clone(),
        };
        let conditions = conditions(case, &need);
        let claim = case.claim(
            ClaimKind::Tenfold,
            Some(counted),
            &conditions,
            &[A05, A06, A07, A08, A09],
        )?;
        let excluded = claim.standing == Standing::Excluded;
        findings.claims.push(match need {
            Need::Unsettled if !excluded => claim
                .for_a_person(&whole)?
                .noted(texts::REASONABLE_NEED.text()),
            Need::Counted(_) => claim.noted(texts::NEED_SETTLED.text()),
            Need::Unlimited | Need::Unsettled => claim,
        });
    }
    if !case.facts.losses.is_empty() {
        let factor = case.factor(AmountId::FoodLossFactor)?;
        let (low, high) = case.losses();
        let at_least = |losses| Formula::max(Formula::times(factor, losses), floor);
        let conditions = conditions(case, &Need::Unlimited);
        let range = Some((at_least(low), at_least(high)));
        findings.claims.push(case.ranged(
            ClaimKind::FoodTripleLoss,
            range,
            &conditions,
            &[A05, A07],
        )?);
    }
    Ok(())
}

/// How far the price counts.
enum Need {
    /// Nothing points beyond a household's need.
    Unlimited,
    /// A person found how many pieces lie within it; this is their price.
    Counted(Formula),
    /// Something points beyond it, and nobody has looked yet.
    Unsettled,
}

fn ask(case: &Case, findings: &mut Findings) {
    let shelf_life = case.best_before().is_some();
    if !shelf_life
        && !case
            .facts
            .conditions
            .contains_key(&Condition::BelowStandard)
    {
        findings.ask("/food/best_before", texts::ASK_BEST_BEFORE);
    }
    if shelf_life {
        findings.need(
            case.facts.received_on.as_ref(),
            "/received_on",
            texts::ASK_RECEIVED,
        );
    }
}

fn within_need(case: &Case, price: Fen, findings: &mut Findings) -> Result<Need, EntitlementFault> {
    let food = case.facts.food.as_ref();
    let quantity = case.facts.quantity.unwrap_or(1);
    // Bought again and again within a short time is added up.
    let before = food.and_then(|food| food.bought_before).unwrap_or(0);
    let in_all = quantity.saturating_add(before);
    let knew = food
        .and_then(|food| food.buyer_knew)
        .unwrap_or(Proof::Unproved);
    let settled = food.and_then(|food| food.reasonable_quantity);
    let many = in_all > case.factor(AmountId::FoodQuantityReview)?;
    if settled.is_none() && !many && matches!(knew, Proof::Unproved | Proof::Disproved) {
        return Ok(Need::Unlimited);
    }
    match settled {
        Some(pieces) if quantity > 0 => {
            // What was bought before counts towards the need first.
            let left = pieces.saturating_sub(before);
            let part = u64::from(left.min(quantity));
            Ok(Need::Counted(Formula::share(
                price,
                part,
                u64::from(quantity),
            )))
        }
        Some(_) | None => {
            findings.ask("/food/reasonable_quantity", texts::ASK_NEED);
            Ok(Need::Unsettled)
        }
    }
}

fn conditions(case: &Case, need: &Need) -> Vec<Condition> {
    let mut conditions = vec![
        Condition::BelowStandard,
        Condition::SellerKnew,
        Condition::NotPlanted,
    ];
    if case.facts.label_flaw.is_some() {
        conditions.push(Condition::LabelMatters);
    }
    match need {
        Need::Unsettled => conditions.push(Condition::WithinNeed),
        Need::Unlimited | Need::Counted(_) => conditions.push(Condition::ForLiving),
    }
    conditions
}
