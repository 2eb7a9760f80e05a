//! The rules, one file a matter. Each looks at the facts, asks for what it lacks, and adds claims.

mod food;
mod fraud;
mod minor;
mod money_back;
mod no_reason;
mod parcel;
mod prepaid;
mod quality;

pub(super) use money_back::{liable, nothing_to_count};

use super::EntitlementFault;
use super::case::{Case, Findings};

/// A rule.
pub(super) type Rule = fn(&Case, &mut Findings) -> Result<(), EntitlementFault>;

/// All rules in the order in which the card shows them.
pub(super) const RULES: &[Rule] = &[
    no_reason::no_reason_return,
    quality::quality,
    money_back::refund,
    money_back::price_difference,
    money_back::deposit,
    money_back::renewals,
    money_back::added,
    prepaid::prepaid,
    prepaid::evading,
    minor::minor,
    parcel::parcel,
    money_back::losses,
    fraud::treble,
    fraud::harm,
    food::tenfold,
    fraud::promised,
    fraud::misinformation,
];
