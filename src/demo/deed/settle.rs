//! Offers, signatures and seals.

use hejie_domain::dispute::command::{Command, Promise, Provisions, Terms};
use hejie_domain::dispute::event::Choices;
use hejie_domain::dispute::lists::Seat;
use hejie_domain::dispute::state::{Agreement, Obligation};
use hejie_domain::ids::{AgreementId, ObligationId, PartyId};

use super::{Part, Scene};
use crate::app::Failure;
use crate::app::dispute::Desk;
use crate::db::dispute::Loaded;
use crate::demo::DemoError;
use crate::demo::script::{Offered, Provided, Side};

impl Scene<'_> {
    pub(super) fn terms(
        &self,
        desk: &mut Desk<'_>,
        at: &Loaded,
        offered: &Offered,
    ) -> Result<Terms, DemoError> {
        let mut promises = Vec::with_capacity(offered.promises.len());
        for one in &offered.promises {
            let other = match one.owes {
                Side::Consumer => Side::Shop,
                Side::Shop => Side::Consumer,
            };
            promises.push(Promise {
                id: desk.mint(),
                owes: party(at, one.owes)?,
                to: party(at, other)?,
                kind: one.kind,
                what: desk.text("/what", &one.what, 1),
                amount: one.amount,
                how: desk.text("/how", &one.how, 1),
                due_on: one.due.date(self.plan.date),
            });
        }
        Ok(Terms {
            agreement: desk.mint(),
            promises,
            provisions: provisions(desk, &offered.says),
            lapses_on: offered.lapses.date(self.plan.date),
            note: desk.maybe("/note", offered.note.as_deref()),
            ends_others: true,
        })
    }

    /// Under the name by which the party is known here.
    pub(super) async fn signature(
        &self,
        desk: &mut Desk<'_>,
        part: &Part,
    ) -> Result<Command, DemoError> {
        desk.freshly_proved()?;
        let agreement = in_force(&part.loaded)?;
        let person = part.caller.standing.person;
        let person = self
            .ctx
            .store
            .person(person)
            .await?
            .ok_or(Failure::NotFound)?;
        Ok(Command::Sign {
            agreement: agreement.id,
            name: desk.text("/name", &person.name, 1),
            digest: agreement.digest,
        })
    }
}

/// The seal of whoever acts, in their seat.
pub(super) fn seal(desk: &Desk<'_>, at: &Loaded) -> Result<Command, DemoError> {
    desk.freshly_proved()?;
    let agreement = in_force(at)?;
    Ok(Command::Seal {
        agreement: agreement.id,
        digest: agreement.digest,
    })
}

fn provisions(desk: &mut Desk<'_>, says: &Provided) -> Provisions {
    Provisions {
        facts: desk.maybe("/provisions/facts", says.facts.as_deref()),
        account: desk.maybe("/provisions/account", says.account.as_deref()),
        goods: desk.maybe("/provisions/goods", says.goods.as_deref()),
        breach: desk.maybe("/provisions/breach", says.breach.as_deref()),
        choices: Choices {
            acceleration: says.acceleration,
            confirmation: says.confirmation,
            confidential: says.confidential,
        },
    }
}

pub(super) fn party(loaded: &Loaded, side: Side) -> Result<PartyId, Failure> {
    let seat = match side {
        Side::Consumer => Seat::Consumer,
        Side::Shop => Seat::Respondent,
    };
    let mut parties = loaded.dispute.parties.iter();
    let found = parties.find(|party| party.fact.seat == seat);
    found.map(|party| party.fact.id).ok_or(Failure::NotFound)
}

pub(super) fn open_offer(loaded: &Loaded) -> Result<AgreementId, Failure> {
    let last = loaded.dispute.open_offers().last();
    last.map(|offer| offer.id).ok_or(Failure::NotFound)
}

pub(super) fn in_force(loaded: &Loaded) -> Result<&Agreement, Failure> {
    loaded.dispute.agreement_in_force().ok_or(Failure::NotFound)
}

pub(super) fn promise(loaded: &Loaded, nth: usize) -> Result<ObligationId, Failure> {
    let promised: Option<&Obligation> = in_force(loaded)?.obligations.get(nth);
    promised.map(|one| one.fact.id).ok_or(Failure::NotFound)
}
