//! Keeping what was promised: recorded by who owes, confirmed or disputed by who is owed.

use jiff::ToSpan;
use jiff::civil::Date;

use super::draft::Draft;
use super::first_response::evidence;
use super::guard;
use crate::dispute::clocks::{ClockKey, Subject};
use crate::dispute::command::{AfterBreach, Exhibit, Extent};
use crate::dispute::event::{Fact, TermEnd};
use crate::dispute::lists::{ClosingKind, ObligationState, Phase};
use crate::dispute::refusal::Refusal;
use crate::dispute::rules::Target;
use crate::dispute::state::Obligation;
use crate::ids::{AgreementId, ObligationId};
use crate::money::Fen;
use crate::ruleset::TermId;
use crate::text::Text;

type Which = (AgreementId, ObligationId);

pub(super) fn record(
    draft: &mut Draft<'_>,
    which: Which,
    extent: Extent,
    proof: &Text,
    exhibits: &[Exhibit],
) -> Result<(), Refusal> {
    let one = find(draft, which)?;
    if Some(one.fact.owes) != draft.own_party() {
        return Err(Refusal::NotYourPart);
    }
    if !guard::is_to_do(one) {
        return Err(Refusal::AlreadyDone);
    }
    let late = draft.now.today() > one.due_on;
    let (whole, amount) = extent_of(one, extent)?;
    draft.push(Fact::PerformanceRecorded {
        agreement: which.0,
        obligation: which.1,
        whole,
        amount,
        proof: proof.reference(),
        evidence: evidence(exhibits),
        late,
    });
    if whole
        && draft
            .dispute
            .clock(key(TermId::BreachChoice, which.1))
            .is_some()
    {
        draft.close_clock(key(TermId::BreachChoice, which.1), TermEnd::Met);
        draft.open(
            TermId::PerformanceConfirmation,
            Subject::Obligation(which.1),
        )?;
    }
    Ok(())
}

/// Whether this makes it whole, and how much of a sum of money it is.
fn extent_of(one: &Obligation, extent: Extent) -> Result<(bool, Option<Fen>), Refusal> {
    let Some(promised) = one.fact.amount else {
        return Ok((extent == Extent::Whole, None));
    };
    let left = promised.less(one.done);
    match extent {
        Extent::Whole => Ok((true, Some(left))),
        Extent::Part(None) => Err(Refusal::AmountMismatch {
            field: "/amount_fen".into(),
        }),
        Extent::Part(Some(amount)) if amount > left => {
            let done = one.done.plus(amount).unwrap_or(Fen::MAX);
            Err(Refusal::MoreThanPromised { promised, done })
        }
        Extent::Part(Some(amount)) if amount == Fen::ZERO => Err(Refusal::AmountMismatch {
            field: "/amount_fen".into(),
        }),
        Extent::Part(Some(amount)) => Ok((amount == left, Some(amount))),
    }
}

pub(super) fn confirm(draft: &mut Draft<'_>, which: Which) -> Result<(), Refusal> {
    let one = owed_to_actor(draft, which)?;
    if one.state == ObligationState::Confirmed {
        return Err(Refusal::AlreadyDone);
    }
    draft.push(Fact::ObligationConfirmed {
        agreement: which.0,
        obligation: which.1,
    });
    draft.close_clock(key(TermId::PerformanceConfirmation, which.1), TermEnd::Met);
    draft.close_clock(key(TermId::BreachChoice, which.1), TermEnd::Met);
    if draft.rule.to == Target::To(Phase::Closed) {
        complete(draft, which.0)?;
    }
    Ok(())
}

/// Everything is settled: counted as confirmed only if every promise was.
pub(super) fn complete(draft: &mut Draft<'_>, agreement: AgreementId) -> Result<(), Refusal> {
    let confirmed = draft.dispute.agreement(agreement).is_some_and(|one| {
        one.obligations
            .iter()
            .all(|one| one.state == ObligationState::Confirmed)
    });
    let mediated = draft
        .dispute
        .agreement(agreement)
        .is_some_and(|one| one.mediation.is_some());
    let kind = match (mediated, confirmed) {
        (false, true) => ClosingKind::Performed,
        (false, false) => ClosingKind::PerformedUnconfirmed,
        (true, true) => ClosingKind::MediatedPerformed,
        (true, false) => ClosingKind::MediatedUnconfirmed,
    };
    draft.push(Fact::AgreementPerformed { agreement });
    draft.push(Fact::Closed { kind, ground: None });
    draft.shift()?;
    Ok(())
}

pub(super) fn dispute(draft: &mut Draft<'_>, which: Which, reason: &Text) -> Result<(), Refusal> {
    let one = owed_to_actor(draft, which)?;
    if one.state == ObligationState::Disputed {
        return Err(Refusal::AlreadyDone);
    }
    if !guard::may_be_disputed(one, draft.now) {
        return Err(Refusal::NothingRecorded);
    }
    draft.push(Fact::ObligationDisputed {
        agreement: which.0,
        obligation: which.1,
        reason: reason.reference(),
    });
    draft.close_clock(key(TermId::PerformanceConfirmation, which.1), TermEnd::Void);
    draft.open(TermId::BreachChoice, Subject::Obligation(which.1))?;
    Ok(())
}

pub(super) fn choose_after_breach(
    draft: &mut Draft<'_>,
    choice: AfterBreach,
) -> Result<(), Refusal> {
    let in_force = draft
        .dispute
        .agreement_in_force()
        .ok_or(Refusal::Unknown { what: "agreement" })?
        .id;
    match choice {
        AfterBreach::NewDate { obligation, due_on } => {
            set_new_date(draft, (in_force, obligation), due_on)
        }
        AfterBreach::GiveUp => {
            draft.push(Fact::AgreementGivenUp {
                agreement: in_force,
            });
            draft.shift()?;
            Ok(())
        }
    }
}

fn set_new_date(draft: &mut Draft<'_>, which: Which, due_on: Date) -> Result<(), Refusal> {
    let one = owed_to_actor(draft, which)?;
    if !one.is_overdue() {
        return Err(Refusal::NotBreached);
    }
    let today = draft.now.today();
    let last = today.checked_add(1.year()).unwrap_or(Date::MAX);
    if !(today..=last).contains(&due_on) {
        let field = "/due_on".to_owned();
        return Err(Refusal::DayOutOfRange {
            field,
            day: due_on,
            from: today,
            to: last,
        });
    }
    draft.push(Fact::NewDateSet {
        agreement: which.0,
        obligation: which.1,
        due_on,
    });
    draft.close_clock(key(TermId::BreachChoice, which.1), TermEnd::Met);
    draft.open_after(
        TermId::PerformanceConfirmation,
        Subject::Obligation(which.1),
        due_on,
    )?;
    Ok(())
}

fn key(term: TermId, obligation: ObligationId) -> ClockKey {
    ClockKey {
        term,
        subject: Subject::Obligation(obligation),
    }
}

fn find<'d>(draft: &'d Draft<'_>, which: Which) -> Result<&'d Obligation, Refusal> {
    let agreement = draft
        .dispute
        .agreement_in_force()
        .filter(|one| one.id == which.0);
    let agreement = agreement.ok_or(Refusal::Unknown { what: "agreement" })?;
    agreement
        .obligation(which.1)
        .ok_or(Refusal::Unknown { what: "obligation" })
}

fn owed_to_actor<'d>(draft: &'d Draft<'_>, which: Which) -> Result<&'d Obligation, Refusal> {
    let one = find(draft, which)?;
    if Some(one.fact.to) == draft.own_party() {
        Ok(one)
    } else {
        Err(Refusal::NotYourPart)
    }
}
