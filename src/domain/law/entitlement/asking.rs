//! What kind of answer a missing fact wants, so that a page can ask for exactly that and nothing
//! has to know the facts by heart.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::facts::{Cause, FoodSeller, FraudAct, GoodsKind};
use super::texts;
use crate::bilingual::Bilingual;

/// The kind of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Ask {
    /// A day.
    Day,
    /// A sum in fen.
    Money,
    /// A whole number.
    Count,
    /// Yes or no.
    YesNo,
    /// How something stands: proved, unproved, disputed or disproved.
    Proof,
    /// One of these.
    Choice { options: Vec<Choice> },
    /// Things charged, each with its sum and whether it was agreed to.
    Charges,
    /// Losses, each with its sum and how it stands.
    Losses,
    /// Payments, each with its day and sum.
    Payments,
    /// How a prepayment is used up.
    Plan,
}

/// One of several answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Choice {
    pub code: String,
    pub text: Bilingual,
}

/// The kind of answer that belongs to a place in the facts.
pub(super) fn kind(pointer: &str) -> Ask {
    match pointer {
        "/received_on"
        | "/no_reason_return/noticed_on"
        | "/food/best_before"
        | "/prepaid/paid_on"
        | "/minor/born_on" => Ask::Day,
        "/food/reasonable_quantity" => Ask::Count,
        "/no_reason_return/made_for_buyer"
        | "/no_reason_return/confirmed"
        | "/quality/durable"
        | "/prepaid/had_before" => Ask::YesNo,
        "/quality/can_be_rescinded" => Ask::Proof,
        "/no_reason_return/goods" => choice(GoodsKind::ALL, |goods| {
            (goods.code(), texts::goods(*goods).text())
        }),
        "/fraud" => choice(FraudAct::ALL, |act| (act.code(), texts::act(*act).text())),
        "/prepaid/cause" => choice(Cause::ALL, |cause| {
            (cause.code(), texts::cause(*cause).text())
        }),
        "/food/against" => choice(FoodSeller::ALL, |seller| {
            (seller.code(), texts::seller(*seller).text())
        }),
        "/renewals" | "/added" => Ask::Charges,
        "/losses" => Ask::Losses,
        "/minor/payments" => Ask::Payments,
        "/prepaid/plan" => Ask::Plan,
        // Everything else that is asked for is a sum of money.
        _ => Ask::Money,
    }
}

fn choice<T>(all: &[T], of: impl Fn(&T) -> (&'static str, Bilingual)) -> Ask {
    let option = |one| {
        let (code, text) = of(one);
        Choice {
            code: code.to_owned(),
            text,
        }
    };
    Ask::Choice {
        options: all.iter().map(option).collect(),
    }
}
