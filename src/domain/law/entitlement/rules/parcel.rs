//! Parcels that were lost or damaged.

use crate::law::ClauseId::{A16, D18};
use crate::law::entitlement::card::ClaimKind;
use crate::law::entitlement::case::{Case, Findings};
use crate::law::entitlement::{Condition, EntitlementFault, texts};
use crate::law::formula::Formula;

/// insured, by the insured sum; otherwise the loss itself.
pub(super) fn parcel(case: &Case, findings: &mut Findings) -> Result<(), EntitlementFault> {
    let Some(parcel) = &case.facts.parcel else {
        return Ok(());
    };
    let loss = parcel.loss_fen.or(case.facts.price_fen);
    let loss = findings.need(loss.as_ref(), "/parcel/loss_fen", texts::ASK_PARCEL_LOSS);
    let formula = loss.map(|loss| match parcel.insured_fen {
        Some(insured) => Formula::min(loss, insured),
        None => Formula::from(loss),
    });
    let claim = case.claim(
        ClaimKind::ParcelLoss,
        formula,
        &[Condition::NotDelivered],
        &[A16, D18],
    )?;
    let note = if parcel.insured_fen.is_some() {
        texts::PARCEL_INSURED
    } else {
        texts::PARCEL_CIVIL
    };
    findings.claims.push(
        claim
            .noted(note.text())
            .noted(texts::PARCEL_MERCHANT.text()),
    );
    Ok(())
}
