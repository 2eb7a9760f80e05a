//! What the law asks for before it grants an amount, and who has to show it.

use super::case::Case;
use super::facts::{FoodSeller, LabelFlaw, Proof};
use super::texts;
use crate::bilingual::Bilingual;
use crate::closed_list;
use crate::law::ClauseId;
use crate::ruleset::TermId;
use crate::taxonomy::Category;

closed_list! {
    /// A condition of some claim. Each is worded so that the claim needs it to be so.
    Condition {
        ForLiving = "for_living",
        Deceived = "deceived",
        NotPlanted = "not_planted",
        LabelMatters = "label_matters",
        Defect = "defect",
        ReturnGranted = "return_granted",
        KnowinglyDefective = "knowingly_defective",
        SeriousHarm = "serious_harm",
        BelowStandard = "below_standard",
        SellerKnew = "seller_knew",
        WithinNeed = "within_need",
        NotAsAgreed = "not_as_agreed",
        NotDelivered = "not_delivered",
        Returnable = "returnable",
        InTime = "in_time",
        Intact = "intact",
        DepositEnded = "deposit_ended",
        Promised = "promised",
        EqualConditions = "equal_conditions",
        PriceCommitment = "price_commitment",
        PaidByMinor = "paid_by_minor",
        NotFitting = "not_fitting",
        NotRatified = "not_ratified",
        Misposted = "misposted",
        ServiceFailed = "service_failed",
        PlatformCannotIdentify = "platform_cannot_identify",
        RecordsWithheld = "records_withheld",
        ClosedAndEvading = "closed_and_evading",
    }
}

closed_list! {
    /// Who has to prove something.
    Bearer {
        Consumer = "consumer",
        Merchant = "merchant",
        Platform = "platform",
    }
}

impl Condition {
    /// Whether it is really the merchant's objection: as long as nobody shows the contrary, it holds.
    pub(super) const fn holds_unless_disproved(self) -> bool {
        matches!(self, Self::NotPlanted | Self::Intact)
    }
}

/// Who proves a condition, and why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Burden {
    pub on: Bearer,
    pub why: Bilingual,
    /// The last day on which it lies there; afterwards it turns to the consumer.
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<jiff::civil::Date>,
    pub source: Vec<ClauseId>,
}

/// What the facts themselves say of a condition, so that nobody needs to state it.
pub(super) fn derived(case: &Case, condition: Condition) -> Option<(Proof, Bilingual)> {
    match condition {
        Condition::LabelMatters => match case.facts.label_flaw? {
            LabelFlaw::Essential => Some((Proof::Proved, texts::LABEL_ESSENTIAL.text())),
            LabelFlaw::Presentation => Some((Proof::Disproved, texts::LABEL_PRESENTATION.text())),
            LabelFlaw::Other => None,
        },
        Condition::BelowStandard => past_shelf_life(case),
        Condition::SellerKnew => {
            let producer = case.facts.food.as_ref()?.against == Some(FoodSeller::Producer);
            if producer {
                return Some((Proof::Proved, texts::PRODUCER_NEED_NOT_KNOW.text()));
            }
            past_shelf_life(case).map(|(proof, _)| (proof, texts::KNEW_PAST_SHELF_LIFE.text()))
        }
        Condition::InTime => in_time(case),
        Condition::ForLiving
        | Condition::Deceived
        | Condition::NotPlanted
        | Condition::Defect
        | Condition::ReturnGranted
        | Condition::KnowinglyDefective
        | Condition::SeriousHarm
        | Condition::WithinNeed
        | Condition::NotAsAgreed
        | Condition::NotDelivered
        | Condition::Returnable
        | Condition::Intact
        | Condition::DepositEnded
        | Condition::Promised
        | Condition::EqualConditions
        | Condition::PriceCommitment
        | Condition::PaidByMinor
        | Condition::NotFitting
        | Condition::NotRatified
        | Condition::Misposted
        | Condition::ServiceFailed
        | Condition::PlatformCannotIdentify
        | Condition::RecordsWithheld
        | Condition::ClosedAndEvading => None,
    }
}

fn past_shelf_life(case: &Case) -> Option<(Proof, Bilingual)> {
    let best_before = case.best_before()?;
    let received = case.facts.received_on?;
    (best_before < received).then(|| {
        let places = [
            ("best_before", best_before.into()),
            ("received", received.into()),
        ];
        (Proof::Proved, texts::PAST_SHELF_LIFE.fill(&places))
    })
}

fn in_time(case: &Case) -> Option<(Proof, Bilingual)> {
    let noticed = case.facts.no_reason_return.as_ref()?.noticed_on?;
    let received = case.facts.received_on?;
    let last = case.last_day(TermId::ReturnNotice, received).ok()?;
    let proof = if noticed <= last {
        Proof::Proved
    } else {
        Proof::Disproved
    };
    let places = [
        ("received", received.into()),
        ("last", last.into()),
        ("noticed", noticed.into()),
    ];
    Some((proof, texts::RETURN_WINDOW.fill(&places)))
}

/// Who has to prove a condition in this case.
pub(super) fn burden(case: &Case, condition: Condition) -> Burden {
    let plain = |on, why: crate::bilingual::Template, source: &[ClauseId]| Burden {
        on,
        why: why.text(),
        until: None,
        source: source.to_vec(),
    };
    match condition {
        Condition::Defect => defect(case),
        Condition::Deceived if case.facts.fraud.is_some_and(super::FraudAct::rebuttable) => {
            plain(Bearer::Merchant, texts::BURDEN_REBUTTABLE, &[ClauseId::A03])
        }
        Condition::NotPlanted => plain(Bearer::Merchant, texts::BURDEN_OBJECTION, &[ClauseId::A04]),
        Condition::WithinNeed => plain(
            Bearer::Merchant,
            texts::BURDEN_KNOWING_BUYER,
            &[ClauseId::A08],
        ),
        Condition::Returnable => plain(
            Bearer::Merchant,
            texts::BURDEN_CONFIRMED,
            &[ClauseId::D01, ClauseId::D02],
        ),
        Condition::Intact => plain(Bearer::Merchant, texts::BURDEN_OBJECTION, &[ClauseId::D01]),
        Condition::DepositEnded => {
            plain(Bearer::Merchant, texts::BURDEN_DEDUCTION, &[ClauseId::D12])
        }
        Condition::NotDelivered => {
            plain(Bearer::Merchant, texts::BURDEN_DELIVERY, &[ClauseId::D18])
        }
        Condition::EqualConditions if case.facts.category == Category::Bigdata => plain(
            Bearer::Platform,
            texts::BURDEN_EXPLAIN,
            &[ClauseId::D15, ClauseId::I05],
        ),
        Condition::NotRatified => plain(Bearer::Merchant, texts::BURDEN_RATIFIED, &[ClauseId::A14]),
        Condition::PlatformCannotIdentify => {
            plain(Bearer::Platform, texts::BURDEN_IDENTITY, &[ClauseId::L01])
        }
        Condition::ForLiving
        | Condition::Deceived
        | Condition::LabelMatters
        | Condition::ReturnGranted
        | Condition::KnowinglyDefective
        | Condition::SeriousHarm
        | Condition::BelowStandard
        | Condition::SellerKnew
        | Condition::NotAsAgreed
        | Condition::InTime
        | Condition::Promised
        | Condition::EqualConditions
        | Condition::PriceCommitment
        | Condition::PaidByMinor
        | Condition::NotFitting
        | Condition::Misposted
        | Condition::ServiceFailed
        | Condition::RecordsWithheld
        | Condition::ClosedAndEvading => {
            plain(Bearer::Consumer, texts::BURDEN_CLAIMANT, &[ClauseId::D18])
        }
    }
}

/// D-11: for durable goods the merchant disproves a flaw that shows within six months.
fn defect(case: &Case) -> Burden {
    let quality = case.facts.quality.as_ref();
    let durable = quality.and_then(|quality| quality.durable) == Some(true);
    let until = case.facts.received_on.filter(|_| durable);
    let until = until.and_then(|received| case.last_day(TermId::DurableBurden, received).ok());
    let found = quality
        .and_then(|quality| quality.found_on)
        .unwrap_or(case.facts.on);
    let (on, why) = match until {
        Some(last) if found <= last => (Bearer::Merchant, texts::BURDEN_DURABLE),
        Some(_) => (Bearer::Consumer, texts::BURDEN_DURABLE_OVER),
        None => (Bearer::Consumer, texts::BURDEN_CLAIMANT),
    };
    let source = if durable {
        ClauseId::D11
    } else {
        ClauseId::D09
    };
    Burden {
        on,
        why: why.text(),
        until,
        source: vec![source],
    }
}
