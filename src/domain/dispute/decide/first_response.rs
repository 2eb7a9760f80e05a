//! From the filing to the first responder's answer, and what can be done on the way.

use super::draft::Draft;
use super::guard;
use crate::dispute::clocks::{ClockKey, Subject};
use crate::dispute::command::Exhibit;
use crate::dispute::event::{Fact, Naming, TermEnd};
use crate::dispute::lists::{AttemptMethod, Phase};
use crate::dispute::refusal::Refusal;
use crate::dispute::state::Party;
use crate::dispute::turn::turn;
use crate::ids::{EvidenceId, PartyId, PersonId};
use crate::ruleset::{Amount, AmountId, TermId};
use crate::text::{Text, TextRef};

/// The demand reached a respondent: from now on its time to answer runs, and limitation starts anew.
pub(super) fn record_delivery(
    draft: &mut Draft<'_>,
    party: PartyId,
    method: &str,
) -> Result<(), Refusal> {
    let respondent = respondent(draft, party)?;
    if respondent.delivered_at.is_some() {
        return Err(Refusal::AlreadyDone);
    }
    let waits = respondent.responded_at.is_none();
    draft.push(Fact::Delivered {
        party,
        method: method.to_owned(),
    });
    let answers = matches!(
        draft.dispute.phase(),
        Phase::FirstResponse | Phase::AwaitingMaterial | Phase::Negotiation
    );
    if waits && answers {
        draft.open(TermId::RespondentReply, Subject::Party(party))?;
    }
    Ok(())
}

pub(super) fn answer(
    draft: &mut Draft<'_>,
    finding: &Text,
    next_step: &Text,
    claim_proved: bool,
) -> Result<(), Refusal> {
    draft.push(Fact::Answered {
        finding: finding.reference(),
        next_step: next_step.reference(),
        claim_proved,
    });
    for term in [TermId::FirstResponse, TermId::MissedToImpasse] {
        draft.close_clock(
            ClockKey {
                term,
                subject: Subject::Dispute,
            },
            TermEnd::Met,
        );
    }
    draft.shift()?;
    let threshold = draft
        .law
        .book
        .amount(&draft.dispute.binding, AmountId::SmallClaimThreshold);
    let threshold = threshold.ok().and_then(Amount::fen);
    if claim_proved && threshold.is_some_and(|most| draft.dispute.claim_total() <= most) {
        let parties: Vec<_> = draft
            .dispute
            .respondents()
            .map(|party| party.fact.id)
            .collect();
        for party in parties {
            draft.open(TermId::SmallClaimOffer, Subject::Party(party))?;
        }
    }
    Ok(())
}

pub(super) fn respond(draft: &mut Draft<'_>, statement: &Text) -> Result<(), Refusal> {
    let party = draft
        .own_party()
        .ok_or(Refusal::Unknown { what: "party" })?;
    draft.push(Fact::Responded {
        party,
        statement: statement.reference(),
    });
    let key = ClockKey {
        term: TermId::RespondentReply,
        subject: Subject::Party(party),
    };
    draft.close_clock(key, TermEnd::Met);
    Ok(())
}

pub(super) fn ask_material(
    draft: &mut Draft<'_>,
    items: &[Text],
    note: Option<&Text>,
) -> Result<(), Refusal> {
    draft.push(Fact::MaterialAsked {
        items: references(items),
        note: note.map(Text::reference),
    });
    draft.shift()?;
    Ok(())
}

pub(super) fn supply_material(
    draft: &mut Draft<'_>,
    statement: &Text,
    exhibits: &[Exhibit],
) -> Result<(), Refusal> {
    draft.push(Fact::MaterialSupplied {
        statement: statement.reference(),
        evidence: evidence(exhibits),
    });
    let key = ClockKey {
        term: TermId::Material,
        subject: Subject::Dispute,
    };
    draft.close_clock(key, TermEnd::Met);
    draft.shift()?;
    Ok(())
}

pub(super) fn submit_evidence(
    draft: &mut Draft<'_>,
    exhibits: &[Exhibit],
    purpose: Option<&Text>,
) -> Result<(), Refusal> {
    let known = &draft.dispute.evidence;
    if exhibits.iter().all(|exhibit| known.contains(&exhibit.id)) {
        return Err(Refusal::AlreadyDone);
    }
    let (confidential, open): (Vec<Exhibit>, Vec<Exhibit>) = exhibits
        .iter()
        .copied()
        .partition(|exhibit| exhibit.for_mediator);
    if !confidential.is_empty() && draft.dispute.live_mediation().is_none() {
        return Err(Refusal::NoMediator);
    }
    // What only a mediator may see answers a mediator, and not the platform.
    let asked = draft.own_party().and_then(|id| draft.dispute.party(id));
    let is_shown = !open.is_empty() || asked.is_some_and(|party| party.shows_mediator);
    // Words that were written for both kinds at once go with the kind that fewer may read.
    let both = !confidential.is_empty() && !open.is_empty();
    for (group, for_mediator) in [(open, false), (confidential, true)] {
        if !group.is_empty() {
            draft.push(Fact::EvidenceSubmitted {
                evidence: evidence(&group),
                purpose: purpose
                    .filter(|_| for_mediator || !both)
                    .map(Text::reference),
                for_mediator,
            });
        }
    }
    if let Some(party) = draft.own_party().filter(|_| is_shown) {
        let key = ClockKey {
            term: TermId::DemandEvidence,
            subject: Subject::Party(party),
        };
        draft.close_clock(key, TermEnd::Met);
    }
    Ok(())
}

pub(super) fn demand_evidence(
    draft: &mut Draft<'_>,
    of: PartyId,
    items: &[Text],
) -> Result<(), Refusal> {
    draft
        .dispute
        .party(of)
        .ok_or(Refusal::Unknown { what: "party" })?;
    let subject = Subject::Party(of);
    if draft
        .dispute
        .clock(ClockKey {
            term: TermId::DemandEvidence,
            subject,
        })
        .is_some()
    {
        return Err(Refusal::AlreadyDone);
    }
    draft.push(Fact::EvidenceDemanded {
        of,
        items: references(items),
    });
    draft.open(TermId::DemandEvidence, subject)?;
    Ok(())
}

pub(super) fn record_attempt(
    draft: &mut Draft<'_>,
    party: PartyId,
    method: AttemptMethod,
    result: &Text,
) -> Result<(), Refusal> {
    respondent(draft, party)?;
    draft.push(Fact::AttemptRecorded {
        party,
        method,
        result: result.reference(),
    });
    Ok(())
}

pub(super) fn mark_unreachable(draft: &mut Draft<'_>, party: PartyId) -> Result<(), Refusal> {
    let respondent = respondent(draft, party)?;
    if respondent.marked_unreachable {
        return Err(Refusal::AlreadyDone);
    }
    if !guard::may_be_marked(respondent) {
        let days = respondent.attempts.len();
        return Err(Refusal::TooFewAttempts {
            days,
            needed: guard::ATTEMPT_DAYS,
        });
    }
    draft.push(Fact::UnreachableMarked { party });
    Ok(())
}

pub(super) fn confirm_unreachable(draft: &mut Draft<'_>, party: PartyId) -> Result<(), Refusal> {
    let respondent = respondent(draft, party)?;
    if respondent.unreachable {
        return Err(Refusal::AlreadyDone);
    }
    if !guard::may_be_confirmed(respondent) {
        return Err(Refusal::NotMarked);
    }
    if draft.dispute.responder.map(|(person, _)| person) == draft.actor.person {
        return Err(Refusal::SamePerson);
    }
    draft.push(Fact::UnreachableConfirmed { party });
    Ok(())
}

/// A new responder, and nothing else: no term is reset, and nothing is asked again.
pub(super) fn take_over(
    draft: &mut Draft<'_>,
    person: PersonId,
    note: Option<&Text>,
) -> Result<(), Refusal> {
    if draft
        .dispute
        .responder
        .is_some_and(|(responder, _)| responder == person)
    {
        return Err(Refusal::ResponderAlready);
    }
    let note = note.map(Text::reference);
    draft.push(Fact::ResponderNamed {
        person,
        how: Naming::TakeOver,
        note,
    });
    Ok(())
}

pub(super) fn urge(draft: &mut Draft<'_>) {
    let seats = turn(&draft.dispute).seats;
    let whom = seats
        .into_iter()
        .filter(|seat| !seat.is_consumer_side())
        .collect();
    draft.push(Fact::Urged {
        whom,
        escalated: draft.dispute.urged.is_some(),
    });
}

pub(super) fn evidence(exhibits: &[Exhibit]) -> Vec<EvidenceId> {
    exhibits.iter().map(|exhibit| exhibit.id).collect()
}

fn references(texts: &[Text]) -> Vec<TextRef> {
    texts.iter().map(Text::reference).collect()
}

fn respondent<'d>(draft: &'d Draft<'_>, id: PartyId) -> Result<&'d Party, Refusal> {
    let mut respondents = draft.dispute.respondents();
    respondents
        .find(|party| party.fact.id == id)
        .ok_or(Refusal::Unknown { what: "respondent" })
}
