//! Faulty goods and services.

use crate::law::ClauseId::{D07, D09, D10, D11};
use crate::law::entitlement::card::ClaimKind;
use crate::law::entitlement::case::{Case, Findings};
use crate::law::entitlement::facts::{Proof, Quality};
use crate::law::entitlement::{Condition, EntitlementFault, texts};
use crate::ruleset::TermId;
use crate::taxonomy::Category;

pub(super) fn quality(case: &Case, findings: &mut Findings) -> Result<(), EntitlementFault> {
    let facts = match (&case.facts.quality, case.facts.category) {
        (Some(facts), _) => facts.clone(),
        (None, Category::Quality) => Quality::default(),
        (None, _) => return Ok(()),
    };
    let durable = findings.need(
        facts.durable.as_ref(),
        "/quality/durable",
        texts::ASK_DURABLE,
    );
    findings.need(
        case.facts.received_on.as_ref(),
        "/received_on",
        texts::ASK_RECEIVED,
    );
    if durable == Some(true) {
        turning(case, findings)?;
    }
    let price = findings.need(
        case.facts.price_fen.as_ref(),
        "/price_fen",
        texts::ASK_PRICE,
    );
    let formula = price.map(|price| case.unreturned(price));
    let granted = granted(case, &facts, findings)?;
    let mut refund = case.claim(
        ClaimKind::ReturnRefund,
        formula.clone(),
        &[Condition::Defect, Condition::ReturnGranted],
        &[D09, D10],
    )?;
    refund.settle(Condition::ReturnGranted, granted, formula.as_ref())?;
    findings
        .claims
        .push(refund.noted(texts::FREIGHT_MERCHANT.text()));
    let repair = case.claim(
        ClaimKind::RepairReplace,
        None,
        &[Condition::Defect],
        &[D09, D10],
    )?;
    findings
        .claims
        .push(repair.noted(texts::FREIGHT_MERCHANT.text()));
    case.delayed(findings, TermId::DeliberateDelay, facts.asked_on, &[D07])
}

/// Within seven days a return is granted; later where rules, agreement or rescission grant it.
fn granted(
    case: &Case,
    facts: &Quality,
    findings: &mut Findings,
) -> Result<Proof, EntitlementFault> {
    let stated = case
        .facts
        .conditions
        .get(&Condition::ReturnGranted)
        .copied();
    if let Some(proof) = facts.can_be_rescinded.or(stated) {
        return Ok(proof);
    }
    let Some(received) = case.facts.received_on else {
        return Ok(Proof::Unproved);
    };
    let last = case.last_day(TermId::QualityReturn, received)?;
    let asked = facts.asked_on.unwrap_or(case.facts.on);
    let places = [("received", received.into()), ("last", last.into())];
    findings.note(texts::QUALITY_RETURN_UNTIL.fill(&places), &[D09]);
    if asked <= last {
        return Ok(Proof::Proved);
    }
    findings.ask("/quality/can_be_rescinded", texts::ASK_RESCIND);
    Ok(Proof::Unproved)
}

/// Until when the merchant proves that there was no flaw.
fn turning(case: &Case, findings: &mut Findings) -> Result<(), EntitlementFault> {
    if let Some(received) = case.facts.received_on {
        let last = case.last_day(TermId::DurableBurden, received)?;
        let places = [("received", received.into()), ("last", last.into())];
        findings.note(texts::DURABLE_UNTIL.fill(&places), &[D11]);
    }
    Ok(())
}
