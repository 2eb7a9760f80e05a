//! What is wished for on the way to an agreement and in keeping it.

use hejie_domain::dispute::command::{AfterBreach, Command, Extent, Promise, Provisions, Terms};
use hejie_domain::dispute::event::Choices;
use jiff::civil::Date;

use super::bodies::{
    AcceptOffer, AfterBreachChoice, ChooseAfterBreach, ConfirmObligation, Counter,
    DisputeObligation, ObligationInput, Offer, ProvisionsInput, RecordPerformance, Sign,
    WithdrawOffer,
};
use super::{Desk, Wish};
use crate::app::Failure;

plain! {
    Offer, this, desk => Command::Offer {
        to: this.to,
        terms: Terms {
            ends_others: this.ends_others,
            ..terms(desk, this.obligations, this.provisions, this.lapses_on, this.note.as_deref())
        },
    };
    Counter, this, desk => Command::Counter {
        offer: this.offer,
        terms: Terms {
            ends_others: this.ends_others,
            ..terms(desk, this.obligations, this.provisions, this.lapses_on, this.note.as_deref())
        },
    };
    WithdrawOffer, this, desk => Command::WithdrawOffer { offer: this.offer };
    AcceptOffer, this, desk => Command::AcceptOffer {
        offer: this.offer,
        ends_others: this.ends_others,
    };
    ConfirmObligation, this, desk => Command::ConfirmObligation {
        agreement: this.agreement,
        obligation: this.obligation,
    };
    DisputeObligation, this, desk => Command::DisputeObligation {
        agreement: this.agreement,
        obligation: this.obligation,
        reason: desk.text("/reason", &this.reason, 2),
    };
}

impl Wish for ChooseAfterBreach {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let choice = match (self.choice, self.obligation, self.due_on) {
            (AfterBreachChoice::Impasse, _, _) => AfterBreach::GiveUp,
            (AfterBreachChoice::NewDate, Some(obligation), Some(due_on)) => {
                AfterBreach::NewDate { obligation, due_on }
            }
            (AfterBreachChoice::NewDate, obligation, due_on) => {
                if obligation.is_none() {
                    desk.fault("/obligation", "required");
                }
                if due_on.is_none() {
                    desk.fault("/due_on", "required");
                }
                AfterBreach::GiveUp
            }
        };
        Ok(Command::ChooseAfterBreach { choice })
    }
}

impl Wish for Sign {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        desk.freshly_proved()?;
        Ok(Command::Sign {
            agreement: self.agreement,
            name: desk.text("/name", &self.name, 1),
            digest: self.text_sha256,
        })
    }
}

impl Wish for RecordPerformance {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let exhibits = desk.exhibits("/evidence", &self.evidence).await?;
        let extent = if self.part {
            Extent::Part(self.amount_fen)
        } else {
            Extent::Whole
        };
        Ok(Command::RecordPerformance {
            agreement: self.agreement,
            obligation: self.obligation,
            extent,
            proof: desk.text("/proof", &self.proof, 2),
            exhibits,
        })
    }
}

pub(super) fn terms(
    desk: &mut Desk<'_>,
    obligations: Vec<ObligationInput>,
    provisions: ProvisionsInput,
    lapses_on: Date,
    note: Option<&str>,
) -> Terms {
    let promises = obligations.into_iter().enumerate().map(|(at, one)| {
        let field = |name: &str| format!("/obligations/{at}/{name}");
        Promise {
            id: desk.mint(),
            owes: one.owes,
            to: one.to,
            kind: one.kind,
            what: desk.text(&field("what"), &one.what, 1),
            amount: one.amount_fen,
            how: desk.text(&field("how"), &one.how, 1),
            due_on: one.due_on,
        }
    });
    let promises = promises.collect();
    Terms {
        agreement: desk.mint(),
        promises,
        provisions: Provisions {
            facts: desk.maybe("/provisions/facts", provisions.facts.as_deref()),
            account: desk.maybe("/provisions/account", provisions.account.as_deref()),
            goods: desk.maybe("/provisions/goods", provisions.goods.as_deref()),
            breach: desk.maybe("/provisions/breach", provisions.breach.as_deref()),
            choices: Choices {
                acceleration: provisions.acceleration,
                confirmation: provisions.confirmation,
                confidential: provisions.confidential,
            },
        },
        lapses_on,
        note: desk.maybe("/note", note),
        ends_others: false,
    }
}
