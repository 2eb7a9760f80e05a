//! When a court or the police have the matter, and when anybody else has.

use super::draft::Draft;
use crate::dispute::clocks::{ClockKey, Subject};
use crate::dispute::command::{Elsewhere, Exhibit};
use crate::dispute::event::{ElsewhereFact, Fact, TermEnd};
use crate::dispute::lists::{Condition, Phase, SuspensionReason};
use crate::dispute::refusal::Refusal;
use crate::ruleset::TermId;
use crate::text::Text;

pub(super) fn suspend(
    draft: &mut Draft<'_>,
    reason: SuspensionReason,
    number: Option<&Text>,
    slip: Option<Exhibit>,
) -> Result<(), Refusal> {
    if draft.dispute.phase() == Phase::Suspended {
        return show_slip(draft, slip);
    }
    if reason == SuspensionReason::Recusal {
        return Err(Refusal::ChallengeInstead);
    }
    if reason == SuspensionReason::Merged {
        return Err(Refusal::NotYourPause);
    }
    let by = draft.own_party();
    draft.push(Fact::Suspended {
        reason,
        by,
        number: number.map(Text::reference),
    });
    if let Some(exhibit) = slip {
        draft.push(Fact::SlipShown {
            evidence: exhibit.id,
        });
    }
    draft.shift()?;
    Ok(())
}

fn show_slip(draft: &mut Draft<'_>, slip: Option<Exhibit>) -> Result<(), Refusal> {
    let exhibit = slip.ok_or(Refusal::SlipNeeded)?;
    let limit = match draft.dispute.state.suspension() {
        Some(SuspensionReason::Police) => TermId::SuspensionPolice,
        Some(
            SuspensionReason::Court
            | SuspensionReason::Recusal
            | SuspensionReason::Appraisal
            | SuspensionReason::Merged,
        )
        | None => TermId::SuspensionCourt,
    };
    draft.push(Fact::SlipShown {
        evidence: exhibit.id,
    });
    let key = ClockKey {
        term: TermId::SuspensionSlip,
        subject: Subject::Dispute,
    };
    draft.close_clock(key, TermEnd::Met);
    draft.open(limit, Subject::Dispute)?;
    Ok(())
}

pub(super) fn resume(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    draft.push(Fact::Resumed);
    draft.shift()?;
    Ok(())
}

pub(super) fn record_external(draft: &mut Draft<'_>, case: &Elsewhere) -> Result<(), Refusal> {
    let case = ElsewhereFact {
        target: case.target,
        number: case.number.as_ref().map(Text::reference),
        accepted_on: case.accepted_on,
    };
    let number = case.number;
    draft.push(Fact::ExternalRecorded { case });
    let stands_still = draft.rule.when == Condition::Court
        && draft.rule.to == crate::dispute::rules::Target::To(Phase::Suspended);
    if stands_still {
        let by = draft.own_party();
        draft.push(Fact::Suspended {
            reason: SuspensionReason::Court,
            by,
            number,
        });
        draft.shift()?;
    }
    Ok(())
}
