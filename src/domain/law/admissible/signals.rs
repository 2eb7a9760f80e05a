//! Signals for a reviewer: figures, never a finding. No path leads from here to a refusal.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::facts::{Pattern, PrivateSeller};
use super::texts;
use crate::bilingual::Bilingual;
use crate::closed_list;
use crate::law::ClauseId;
use crate::law::entitlement::Proof;
use crate::ruleset::{AmountId, Binding, RuleBook, RuleFault};

closed_list! {
    /// What a reviewer is shown.
    Factor {
        /// Quantity or frequency off normal habit.
        Quantity = "quantity",
        /// Many complaints of one kind in a short time.
        SameKind = "same_kind",
        /// No real purchase or harm can be shown.
        NoPurchase = "no_purchase",
        /// Several accounts, one telephone or address.
        SharedContact = "shared_contact",
        /// Paid by a company.
        CompanyPayment = "company_payment",
        /// Invoiced to a business.
        BusinessInvoice = "business_invoice",
        /// Bought to sell again.
        Resale = "resale",
        /// A private seller who may be running a business.
        PrivateSeller = "private_seller",
    }
}

/// A number that was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Figure {
    pub what: Bilingual,
    pub count: u32,
}

/// Something a reviewer should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Signal {
    pub factor: Factor,
    pub text: Bilingual,
    pub figures: Vec<Figure>,
    pub source: Vec<ClauseId>,
}

impl Signal {
    pub(super) fn of(factor: Factor, figures: Vec<Figure>) -> Self {
        let source = match factor {
            Factor::PrivateSeller => ClauseId::L05,
            Factor::Quantity
            | Factor::SameKind
            | Factor::NoPurchase
            | Factor::SharedContact
            | Factor::CompanyPayment
            | Factor::BusinessInvoice
            | Factor::Resale => ClauseId::B08,
        };
        Self {
            factor,
            text: texts::factor(factor).text(),
            figures,
            source: vec![source],
        }
    }
}

/// The five factors of B-08, as far as the figures reach what the platform's rules show a reviewer.
pub(super) fn pattern(
    pattern: &Pattern,
    book: &RuleBook,
    binding: &Binding,
) -> Result<Vec<Signal>, RuleFault> {
    let threshold = |id| -> Result<u32, RuleFault> {
        Ok(book
            .amount(binding, id)?
            .times()
            .map_or(u32::MAX, u32::from))
    };
    let figure = |what: crate::bilingual::Template, count: Option<u32>| {
        count.map(|count| Figure {
            what: what.text(),
            count,
        })
    };
    let mut signals = Vec::new();
    if pattern.pieces.unwrap_or(0) > threshold(AmountId::FoodQuantityReview)? {
        let figures = figure(texts::PIECES, pattern.pieces).into_iter().collect();
        signals.push(Signal::of(Factor::Quantity, figures));
    }
    if pattern.same_issue.unwrap_or(0) >= threshold(AmountId::AbuseSameIssue)? {
        let counted = [
            figure(texts::SAME_ISSUE, pattern.same_issue),
            figure(texts::COMPLAINTS, pattern.complaints),
            figure(texts::SHOPS, pattern.shops),
            figure(texts::DAYS, pattern.days),
        ];
        signals.push(Signal::of(
            Factor::SameKind,
            counted.into_iter().flatten().collect(),
        ));
    }
    if pattern.real_purchase == Some(Proof::Disproved) {
        signals.push(Signal::of(Factor::NoPurchase, Vec::new()));
    }
    if pattern.shared_contact.unwrap_or(0) >= threshold(AmountId::AbuseSharedContact)? {
        let figures = figure(texts::ACCOUNTS, pattern.shared_contact)
            .into_iter()
            .collect();
        signals.push(Signal::of(Factor::SharedContact, figures));
    }
    Ok(signals)
}

/// What speaks for a business behind a private seller; the whole counts, not one point.
pub(super) fn private_seller(seller: &PrivateSeller) -> Signal {
    let yes = |so: bool| u32::from(so);
    let figures = [
        (texts::BOUGHT_TO_SELL, yes(seller.bought_to_sell)),
        (texts::PIECES, seller.pieces),
        (texts::SOLD_90, seller.sold_in_90_days),
        (texts::OTHER_CHANNELS, yes(seller.other_channels)),
        (texts::MAIN_INCOME, yes(seller.main_income)),
    ];
    let figures = figures.map(|(what, count)| Figure {
        what: what.text(),
        count,
    });
    Signal::of(Factor::PrivateSeller, figures.into())
}
