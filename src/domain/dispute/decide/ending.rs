//! How disputes end, and how an end is undone.

use super::draft::Draft;
use crate::dispute::clocks::{ClockKey, Subject};
use crate::dispute::event::{Actor, Fact, TermEnd};
use crate::dispute::lists::{ClosingKind, Phase, Verb};
use crate::dispute::refusal::Refusal;
use crate::dispute::state::Obligation;
use crate::ids::PersonId;
use crate::ruleset::TermId;
use crate::taxonomy::RejectionGround;
use crate::text::Text;

/// Somebody who answers for a decision with their name. Only a human being who acts makes one, so
/// no job, figure or signal can stand in for it.
pub(super) struct InPerson(PersonId);

impl InPerson {
    /// Whoever acts, if it is a person.
    pub(super) fn of(actor: &Actor) -> Result<Self, Refusal> {
        actor.person.map(Self).ok_or(Refusal::NotYours {
            verb: Verb::Refuse,
            seat: actor.seat,
        })
    }
}

/// A refusal is always somebody's: nothing else than [`InPerson`] opens this door.
pub(super) fn reject(
    draft: &mut Draft<'_>,
    by: &InPerson,
    ground: RejectionGround,
    reasons: &Text,
) -> Result<(), Refusal> {
    debug_assert_eq!(Some(by.0), draft.actor.person, "whoever acts decides");
    let in_force = draft.law.book.grounds(&draft.dispute.binding);
    if !in_force.iter().any(|known| known.id == ground) {
        return Err(Refusal::GroundNotInForce { ground });
    }
    draft.push(Fact::Rejected {
        ground,
        reasons: reasons.reference(),
    });
    draft.push(Fact::Closed {
        kind: ClosingKind::Rejected,
        ground: Some(ground),
    });
    draft.shift()?;
    Ok(())
}

pub(super) fn appeal(draft: &mut Draft<'_>, reasons: &Text) -> Result<(), Refusal> {
    draft.push(Fact::Appealed {
        reasons: reasons.reference(),
    });
    draft.close_clock(dispute_key(TermId::Appeal), TermEnd::Met);
    draft.open(TermId::AppealDecision, Subject::Dispute)?;
    Ok(())
}

pub(super) fn decide_appeal(
    draft: &mut Draft<'_>,
    upheld: bool,
    reasons: &Text,
) -> Result<(), Refusal> {
    draft.push(Fact::AppealDecided {
        upheld,
        reasons: reasons.reference(),
    });
    draft.close_clock(dispute_key(TermId::AppealDecision), TermEnd::Met);
    draft.shift()?;
    Ok(())
}

pub(super) fn withdraw(
    draft: &mut Draft<'_>,
    money_arrived: bool,
    warning_read: bool,
    reason: Option<&Text>,
) -> Result<(), Refusal> {
    if !warning_read {
        return Err(Refusal::WarningNotRead);
    }
    draft.push(Fact::Withdrawn {
        money_arrived,
        reason: reason.map(Text::reference),
    });
    draft.push(Fact::Closed {
        kind: ClosingKind::Withdrawn,
        ground: None,
    });
    draft.shift()?;
    Ok(())
}

pub(super) fn close(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    draft.push(Fact::Closed {
        kind: ClosingKind::NoSettlement,
        ground: None,
    });
    draft.shift()?;
    Ok(())
}

/// After a performance, what is still in doubt is what the consumer is owed.
pub(super) fn reopen(draft: &mut Draft<'_>, new_facts: &Text) -> Result<(), Refusal> {
    draft.close_clock(dispute_key(TermId::Reopen), TermEnd::Met);
    draft.push(Fact::Reopened {
        new_facts: new_facts.reference(),
    });
    draft.shift()?;
    if draft.dispute.phase() != Phase::Performance {
        return Ok(());
    }
    let in_doubt: Vec<_> = draft
        .dispute
        .agreement_in_force()
        .into_iter()
        .flat_map(|agreement| &agreement.obligations)
        .filter(|one| Obligation::is_overdue(one))
        .map(|one| one.fact.id)
        .collect();
    for obligation in in_doubt {
        draft.open(TermId::BreachChoice, Subject::Obligation(obligation))?;
    }
    Ok(())
}

fn dispute_key(term: TermId) -> ClockKey {
    ClockKey {
        term,
        subject: Subject::Dispute,
    }
}
