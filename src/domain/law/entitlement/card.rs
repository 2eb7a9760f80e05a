//! The entitlement card: the same for all sides, and never a decision.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::EntitlementFault;
use super::asking::Ask;
use super::condition::{Burden, Condition};
use super::facts::Proof;
use crate::bilingual::Bilingual;
use crate::closed_list;
use crate::law::ClauseId;
use crate::law::formula::Formula;
use crate::money::{Fen, NotAnAmount};
use crate::ruleset::RuleSetId;

closed_list! {
    /// What can be claimed.
    ClaimKind {
        Refund = "refund",
        ReturnRefund = "return_refund",
        NoReasonReturn = "no_reason_return",
        RepairReplace = "repair_replace",
        Redo = "redo",
        PriceDifference = "price_difference",
        DepositReturn = "deposit_return",
        PrepaidRefund = "prepaid_refund",
        RenewalRefund = "renewal_refund",
        AddedRefund = "added_refund",
        MinorRefund = "minor_refund",
        ParcelLoss = "parcel_loss",
        Losses = "losses",
        Interest = "interest",
        Treble = "treble",
        Tenfold = "tenfold",
        FoodTripleLoss = "food_triple_loss",
        HarmPunitive = "harm_punitive",
        Promised = "promised",
        Misinformation = "misinformation",
    }
}

/// How claims of one kind go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// The price or what stands for it; one of them.
    Principal,
    /// Beyond the loss; one of them, by the claimant's choice.
    Punitive,
    /// Beside all others.
    Beside,
}

impl ClaimKind {
    pub(super) const fn group(self) -> Group {
        match self {
            Self::Refund
            | Self::ReturnRefund
            | Self::NoReasonReturn
            | Self::RepairReplace
            | Self::Redo
            | Self::PriceDifference
            | Self::DepositReturn
            | Self::PrepaidRefund
            | Self::MinorRefund => Group::Principal,
            Self::Treble
            | Self::Tenfold
            | Self::FoodTripleLoss
            | Self::HarmPunitive
            | Self::Promised
            | Self::Misinformation => Group::Punitive,
            Self::RenewalRefund
            | Self::AddedRefund
            | Self::ParcelLoss
            | Self::Losses
            | Self::Interest => Group::Beside,
        }
    }
}

closed_list! {
    /// How a claim stands on what is known.
    Standing {
        /// Every condition is proved, and no objection to it.
        Supported = "supported",
        /// Something is unproved or disputed.
        Open = "open",
        /// A condition is disproved.
        Excluded = "excluded",
        /// Two rules pull apart, or a measure is asked for: a person has to look.
        ForAPerson = "for_a_person",
    }
}

impl Standing {
    pub(super) fn of(mut proofs: impl Iterator<Item = Proof>) -> Self {
        let mut open = false;
        let disproved = proofs.any(|proof| {
            open |= matches!(proof, Proof::Unproved | Proof::Disputed);
            proof == Proof::Disproved
        });
        match (disproved, open) {
            (true, _) => Self::Excluded,
            (false, true) => Self::Open,
            (false, false) => Self::Supported,
        }
    }
}

/// From what to what an amount may come, each with the calculation that gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Range {
    /// What is due on what is proved.
    pub min_fen: Fen,
    /// What is due if everything still open is proved.
    pub max_fen: Fen,
    pub min_formula: String,
    pub max_formula: String,
}

impl Range {
    pub(super) fn of(
        low: &Formula,
        high: &Formula,
        standing: Standing,
    ) -> Result<Self, NotAnAmount> {
        let nothing = Formula::from(Fen::ZERO);
        let (low, high) = match standing {
            Standing::Supported => (low, high),
            Standing::Open | Standing::ForAPerson => (&nothing, high),
            Standing::Excluded => (&nothing, &nothing),
        };
        Ok(Self {
            min_fen: low.value()?,
            max_fen: high.value()?,
            min_formula: low.to_string(),
            max_formula: high.to_string(),
        })
    }
}

/// A condition, how it stands, and who has to prove it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConditionState {
    pub condition: Condition,
    pub text: Bilingual,
    pub proof: Proof,
    /// What in the facts decides it, where nobody needs to state it.
    pub because: Option<Bilingual>,
    pub burden: Burden,
}

impl ConditionState {
    /// How it weighs for the claim.
    pub(super) fn weighs(&self) -> Proof {
        let unmet = self.proof == Proof::Unproved && self.condition.holds_unless_disproved();
        if unmet { Proof::Proved } else { self.proof }
    }
}

/// One thing that may be claimed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Claim {
    pub claim: ClaimKind,
    pub title: Bilingual,
    pub standing: Standing,
    /// None where no money is claimed.
    pub amount: Option<Range>,
    pub conditions: Vec<ConditionState>,
    pub source: Vec<ClauseId>,
    /// Whether one of the clauses was not checked against its own text.
    pub to_be_confirmed: bool,
    pub notes: Vec<Bilingual>,
}

impl Claim {
    pub(super) fn noted(mut self, note: Bilingual) -> Self {
        self.notes.push(note);
        self
    }

    /// Settles a condition that the rule itself decides, and what follows for the amount.
    pub(super) fn settle(
        &mut self,
        condition: Condition,
        proof: Proof,
        formula: Option<&Formula>,
    ) -> Result<(), NotAnAmount> {
        let range = formula.map(|formula| (formula.clone(), formula.clone()));
        self.settle_range(condition, proof, range.as_ref())
    }

    /// The same where the amount is a range.
    pub(super) fn settle_range(
        &mut self,
        condition: Condition,
        proof: Proof,
        range: Option<&(Formula, Formula)>,
    ) -> Result<(), NotAnAmount> {
        for state in &mut self.conditions {
            if state.condition == condition {
                state.proof = proof;
            }
        }
        self.standing = Standing::of(self.conditions.iter().map(ConditionState::weighs));
        if let Some((low, high)) = range {
            self.amount = Some(Range::of(low, high, self.standing)?);
        }
        Ok(())
    }

    /// Hands the claim to a person: nothing is due for certain, but what may be stays visible.
    pub(super) fn for_a_person(mut self, high: &Formula) -> Result<Self, EntitlementFault> {
        self.standing = Standing::ForAPerson;
        self.amount = Some(Range::of(high, high, Standing::ForAPerson)?);
        Ok(self)
    }
}

/// A fact that is needed and was not given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Missing {
    /// Where it belongs, as a JSON pointer.
    pub fact: String,
    pub why: Bilingual,
    pub ask: Ask,
}

closed_list! {
    /// What follows beside the amounts, for programs that read the card.
    Flag {
        /// A refund is later than it may be (D-04).
        RefundOverdue = "refund_overdue",
        /// Fifteen days passed: deliberate delay or refusal, which can be reported (D-06 to D-08).
        DeliberateDelay = "deliberate_delay",
        /// The province's shorter time passed (D-25).
        DelayByProvince = "delay_by_province",
        /// Advance compensation is open.
        AdvanceCompensation = "advance_compensation",
        /// The platform can be claimed from.
        PlatformLiable = "platform_liable",
        /// Facts may be found as the consumer says.
        AdverseInference = "adverse_inference",
    }
}

/// Something to know beside the claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Note {
    /// What it means for the case, where a program may want to know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flag: Option<Flag>,
    pub text: Bilingual,
    pub source: Vec<ClauseId>,
}

/// What law and promises provide on these facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Card {
    /// The rule sets that were applied.
    #[schema(value_type = Vec<String>)]
    pub rulesets: Vec<RuleSetId>,
    pub claims: Vec<Claim>,
    /// The best combination: of claims for the price one, of those beyond the loss one, and all
    /// that stand beside them.
    pub total: Range,
    pub missing: Vec<Missing>,
    pub notes: Vec<Note>,
    /// What each cited clause says.
    pub clauses: Vec<crate::law::Clause>,
    pub not_a_decision: Bilingual,
}

pub(super) fn total(claims: &[Claim]) -> Result<Range, NotAnAmount> {
    let side = |pick: fn(&Range) -> Fen| {
        let amounts = |group: Group| {
            let of_group = claims
                .iter()
                .filter(move |claim| claim.claim.group() == group);
            of_group.filter_map(move |claim| claim.amount.as_ref().map(pick))
        };
        let one = |group| amounts(group).max().unwrap_or(Fen::ZERO);
        let parts = [one(Group::Principal), one(Group::Punitive)];
        let parts = parts.into_iter().chain(amounts(Group::Beside));
        Formula::sum(
            parts
                .filter(|fen| *fen > Fen::ZERO)
                .map(Formula::from)
                .collect(),
        )
    };
    Range::of(
        &side(|range| range.min_fen),
        &side(|range| range.max_fen),
        Standing::Supported,
    )
}
