//! What is done with an agreement that was mediated: the body seals it, and a court may confirm it.

use super::draft::Draft;
use super::guard;
use crate::dispute::clocks::{ClockKey, Subject};
use crate::dispute::event::{Fact, TermEnd};
use crate::dispute::lists::{Condition, Phase};
use crate::dispute::refusal::Refusal;
use crate::dispute::state::Agreement;
use crate::ids::AgreementId;
use crate::mediation::Effective;
use crate::ruleset::TermId;
use crate::text::Sha256Hash;

pub(super) fn seal(
    draft: &mut Draft<'_>,
    agreement: AgreementId,
    digest: Sha256Hash,
) -> Result<(), Refusal> {
    let one = draft.dispute.to_be_sealed();
    let one = one.filter(|one| one.id == agreement);
    let one = one.ok_or(Refusal::Unknown { what: "agreement" })?;
    if one.digest != digest {
        return Err(Refusal::TextChanged);
    }
    let seat = draft.actor.seat;
    if one.seals.contains_key(&seat) {
        return Err(Refusal::AlreadyDone);
    }
    draft.push(Fact::Sealed { agreement, seat });
    sealed(draft, agreement)
}

/// Once nobody's seal is missing, the agreement is sealed.
pub(super) fn sealed(draft: &mut Draft<'_>, agreement: AgreementId) -> Result<(), Refusal> {
    let known = draft.dispute.agreement(agreement);
    if known.is_none_or(|one| !draft.dispute.unsealed(one).is_empty()) {
        return Ok(());
    }
    draft.close_clock(
        ClockKey {
            term: TermId::Seal,
            subject: Subject::Agreement(agreement),
        },
        TermEnd::Met,
    );
    draft.push(Fact::AgreementSealed { agreement });
    if draft.dispute.phase() == Phase::Closed {
        return Ok(());
    }
    open_confirmation(draft, agreement, Effective::Seal)
}

pub(super) fn seal_late(draft: &mut Draft<'_>, agreement: AgreementId) {
    draft.push(Fact::SealLate { agreement });
}

/// Once the last party has signed: the body is to seal, and a court may confirm.
pub(super) fn signed(draft: &mut Draft<'_>, agreement: AgreementId) -> Result<(), Refusal> {
    if mediated(draft, agreement).is_err() {
        return Ok(());
    }
    draft.open(TermId::Seal, Subject::Agreement(agreement))?;
    open_confirmation(draft, agreement, Effective::Signatures)
}

/// The time to ask a court runs from the day on which the agreement takes effect, if a court confirms
/// what such a body mediated.
fn open_confirmation(
    draft: &mut Draft<'_>,
    agreement: AgreementId,
    by: Effective,
) -> Result<(), Refusal> {
    let Some(kind) = guard::mediated_by(&draft.dispute, agreement) else {
        return Ok(());
    };
    let term = kind.confirms_within().filter(|_| kind.effective_by() == by);
    let fixed = |term: &TermId| draft.law.term(&draft.dispute, *term).is_ok();
    match term.filter(fixed) {
        Some(term) => draft.open(term, Subject::Agreement(agreement)),
        None => Ok(()),
    }
}

pub(super) fn apply_confirmation(
    draft: &mut Draft<'_>,
    agreement: AgreementId,
) -> Result<(), Refusal> {
    let party = draft.own_party();
    let party = party.ok_or(Refusal::Unknown { what: "party" })?;
    let one = mediated(draft, agreement)?;
    if !one.parties().contains(&party) {
        return Err(Refusal::NotYourPart);
    }
    guard::confirmable(&draft.dispute, one)?;
    if one.confirmation_asked_by == Some(party) {
        return Err(Refusal::AlreadyDone);
    }
    if draft.rule.when == Condition::MoreToCome {
        draft.push(Fact::ConfirmationAsked { agreement, party });
        return Ok(());
    }
    draft.push(Fact::ConfirmationApplied { agreement });
    for term in [TermId::Confirmation, TermId::ConfirmationAssociation] {
        let subject = Subject::Agreement(agreement);
        draft.close_clock(ClockKey { term, subject }, TermEnd::Met);
    }
    Ok(())
}

/// The agreement in force, if it was mediated and signed.
fn mediated<'d>(draft: &'d Draft<'_>, id: AgreementId) -> Result<&'d Agreement, Refusal> {
    let in_force = draft.dispute.agreement_in_force();
    in_force
        .filter(|one| one.id == id && one.mediation.is_some() && one.signed_at.is_some())
        .ok_or(Refusal::Unknown { what: "agreement" })
}
