//! A respondent is reached elsewhere than it was thought.

use super::draft::Draft;
use crate::dispute::clocks::{ClockKey, Subject};
use crate::dispute::event::{Fact, TermEnd};
use crate::dispute::lists::{Condition, ContactWrong, MediationEnd};
use crate::dispute::refusal::Refusal;
use crate::dispute::state::Party;
use crate::ids::{AgreementId, PartyId};
use crate::ruleset::TermId;

/// Where the earlier contact was a stranger's, the respondent has not been asked for anything yet: its
/// terms begin once it is reached, and what the stranger offered or agreed to is gone.
pub(super) fn correct(
    draft: &mut Draft<'_>,
    party: PartyId,
    why: ContactWrong,
) -> Result<(), Refusal> {
    let is_it = |one: &&Party| one.fact.id == party;
    let known = draft.dispute.respondents().find(is_it);
    let known = known.ok_or(Refusal::Unknown { what: "respondent" })?;
    // The platform is no stranger to itself.
    let is_platform = known.fact.organisation == Some(draft.dispute.platform);
    if is_platform && why == ContactWrong::Stranger {
        return Err(Refusal::PlatformIsParty);
    }
    draft.push(Fact::ContactCorrected { party, why });
    if why == ContactWrong::Changed {
        return Ok(());
    }
    for term in [TermId::RespondentReply, TermId::DemandEvidence] {
        let subject = Subject::Party(party);
        draft.close_clock(ClockKey { term, subject }, TermEnd::Void);
    }
    for agreement in answered_by(draft, party) {
        let key = ClockKey {
            term: TermId::OfferLapse,
            subject: Subject::Agreement(agreement),
        };
        draft.close_clock(key, TermEnd::Void);
        draft.push(Fact::OfferLapsed { agreement });
    }
    if draft.rule.when == Condition::Void
        && let Some(one) = draft.dispute.agreement_in_force()
    {
        let (agreement, mediated) = (one.id, one.mediation.is_some());
        draft.push(Fact::OfferLapsed { agreement });
        if mediated {
            draft.push(Fact::MediationEnded {
                how: MediationEnd::Void,
                reason: None,
                note: None,
            });
        }
    }
    draft.shift()
}

/// Open offers that the party made, or said yes to.
fn answered_by(draft: &Draft<'_>, party: PartyId) -> Vec<AgreementId> {
    let offers = draft.dispute.open_offers();
    let theirs = offers.filter(|offer| offer.by == party || offer.accepted_by == Some(party));
    theirs.map(|offer| offer.id).collect()
}
