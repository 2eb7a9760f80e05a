//! Folds the log into the dispute. Total, and without opinion: what the log says happened.

use std::collections::{BTreeMap, BTreeSet};

mod agreement;
mod mediation;

use crate::dispute::clocks::{Clock, ClockKey, Subject};
use crate::dispute::event::{Event, Fact, PartyFact, TermEnd};
use crate::dispute::lists::{
    AgreementState, ContactWrong, MediationEnd, ObligationState, Phase, Seat, SuspensionReason,
};
use crate::dispute::session::{Attendee, SessionState};
use crate::dispute::state::{
    ChosenDoor, Dispute, KeptDocument, Party, Rejection, RoomOrder, State,
};
use crate::ids::{DisputeId, PartyId};
use crate::ruleset::TermId;

/// Why a log is no log of a dispute.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BrokenLog {
    /// It does not begin with the filing.
    #[error("the log does not begin with the filing")]
    NotFiled,
    /// An entry is missing or stands twice.
    #[error("entry {found} stands where {expected} belongs")]
    Gap {
        /// The number that should stand here.
        expected: u64,
        /// The number that does.
        found: u64,
    },
    /// An entry speaks of something that was never there.
    #[error("entry {seq} speaks of something that is not there")]
    Unknown {
        /// Which entry.
        seq: u64,
    },
}

/// The dispute that a whole log amounts to.
pub fn rebuild(id: DisputeId, log: &[Event]) -> Result<Dispute, BrokenLog> {
    let (first, rest) = log.split_first().ok_or(BrokenLog::NotFiled)?;
    let mut dispute = filed(id, first)?;
    for event in rest {
        dispute.apply(event)?;
    }
    Ok(dispute)
}

/// The dispute that begins with this entry.
pub fn filed(id: DisputeId, event: &Event) -> Result<Dispute, BrokenLog> {
    let Fact::Filed {
        platform,
        parties,
        claim,
        elsewhere,
        evidence,
        binding,
        ..
    } = &event.fact
    else {
        return Err(BrokenLog::NotFiled);
    };
    if event.seq != 1 {
        return Err(BrokenLog::Gap {
            expected: 1,
            found: event.seq,
        });
    }
    Ok(Dispute {
        id,
        head: 1,
        platform: *platform,
        binding: binding.clone(),
        filed_at: event.at,
        state: State::FirstResponse,
        parties: parties.iter().cloned().map(party).collect(),
        claim: (**claim).clone(),
        elsewhere: elsewhere.clone(),
        responder: None,
        missed: false,
        material_asks: 0,
        clocks: Vec::new(),
        agreements: Vec::new(),
        documents: Vec::new(),
        evidence: evidence.iter().copied().collect(),
        extension_yes: Vec::new(),
        extended: false,
        urged: None,
        rejection: None,
        reopened: false,
        court_taken_back: false,
        stated: BTreeMap::new(),
        chosen: Vec::new(),
        handled_by: event
            .actor
            .person
            .filter(|_| event.actor.seat.is_platform())
            .into_iter()
            .collect(),
        sessions: Vec::new(),
        order: RoomOrder::default(),
        mediations: Vec::new(),
        merged_into: None,
    })
}

fn party(fact: PartyFact) -> Party {
    Party {
        fact,
        delivered_at: None,
        responded_at: None,
        missed_at: None,
        attempts: BTreeSet::new(),
        marked_unreachable: false,
        unreachable: false,
        adverse_notes: 0,
        asked_by: None,
        shows_mediator: false,
    }
}

/// What stands still while a successor is found, seen from the state that is left.
fn stands_still(left: &State) -> Option<Box<State>> {
    match left {
        State::Mediation | State::Signing { .. } => Some(Box::new(left.clone())),
        State::MediatorAppointment { from } => from.clone(),
        State::Suspended { from, .. } => stands_still(from),
        State::FirstResponse
        | State::AwaitingMaterial
        | State::Negotiation
        | State::MediationConsent
        | State::Performance { .. }
        | State::Impasse
        | State::Closed { .. } => None,
    }
}

impl Dispute {
    /// Folds one more entry in.
    pub fn apply(&mut self, event: &Event) -> Result<(), BrokenLog> {
        let expected = self.head.saturating_add(1);
        if event.seq != expected {
            return Err(BrokenLog::Gap {
                expected,
                found: event.seq,
            });
        }
        self.fold(event)
            .ok_or(BrokenLog::Unknown { seq: event.seq })?;
        if event.actor.seat.is_platform() {
            self.handled_by.extend(event.actor.person);
        }
        self.head = event.seq;
        Ok(())
    }

    fn fold(&mut self, event: &Event) -> Option<()> {
        let at = event.at;
        match &event.fact {
            Fact::Filed { .. } => return None,
            Fact::ResponderNamed { person, .. } => {
                self.handled_by.insert(*person);
                self.responder = Some((*person, at));
            }
            Fact::Moved { to, .. } => self.enter(*to)?,
            Fact::TermOpened { clock }
            | Fact::TermPaused { clock }
            | Fact::TermResumed { clock }
            | Fact::TermRecomputed { clock, .. } => self.put_clock(clock),
            Fact::TermClosed { key, end } => self.term_closed(*key, *end),
            Fact::FactsStated { side, facts } => {
                self.stated.insert(*side, *facts);
            }
            Fact::DoorChosen {
                door, confirmed, ..
            } => self.chosen.push(ChosenDoor {
                door: *door,
                at,
                confirmed: confirmed.clone(),
            }),
            Fact::Reminded { key, count } => {
                self.clocks
                    .iter_mut()
                    .find(|clock| clock.key == *key)?
                    .reminded = *count;
            }
            Fact::Delivered { party, .. } => {
                self.party_mut(*party)?.delivered_at.get_or_insert(at);
            }
            Fact::Responded { party, .. } => {
                self.party_mut(*party)?.responded_at.get_or_insert(at);
            }
            Fact::ResponseMissed => self.missed = true,
            Fact::MaterialAsked { .. } => {
                self.material_asks = self.material_asks.saturating_add(1);
            }
            Fact::MaterialSupplied { evidence, .. } | Fact::EvidenceSubmitted { evidence, .. } => {
                self.evidence.extend(evidence);
            }
            Fact::EvidenceDemanded { of, .. } => {
                let by = event.actor.seat;
                self.party_mut(*of)?.shows_mediator = by == Seat::Mediator;
            }
            Fact::AdverseNoted { party } => {
                let party = self.party_mut(*party)?;
                party.adverse_notes = party.adverse_notes.saturating_add(1);
            }
            Fact::AttemptRecorded { party, .. } => {
                let day = crate::Now { at }.today();
                self.party_mut(*party)?.attempts.insert(day);
            }
            Fact::ContactCorrected { party, why } => {
                self.party_mut(*party)?.reached_anew(*why, event.seq);
                if *why == ContactWrong::Stranger {
                    self.unsay(*party);
                }
            }
            Fact::UnreachableMarked { party } => {
                self.party_mut(*party)?.marked_unreachable = true;
            }
            Fact::UnreachableConfirmed { party } => self.party_mut(*party)?.unreachable = true,
            Fact::Urged { .. } => {
                let before = self.urged.map_or(0, |(_, times)| times);
                self.urged = Some((at, before.saturating_add(1)));
            }
            Fact::Offered { .. }
            | Fact::OfferWithdrawn { .. }
            | Fact::OfferLapsed { .. }
            | Fact::OfferAccepted { .. }
            | Fact::ProposalAccepted { .. }
            | Fact::Sealed { .. }
            | Fact::AgreementSealed { .. }
            | Fact::ConfirmationAsked { .. }
            | Fact::ConfirmationApplied { .. }
            | Fact::Signed { .. }
            | Fact::AgreementSigned { .. }
            | Fact::SigningIncomplete { .. }
            | Fact::PerformanceRecorded { .. }
            | Fact::ObligationConfirmed { .. }
            | Fact::ObligationDisputed { .. }
            | Fact::ObligationUnconfirmed { .. }
            | Fact::Breached { .. }
            | Fact::AgreementPerformed { .. }
            | Fact::NewDateSet { .. }
            | Fact::AgreementGivenUp { .. } => self.fold_agreement(event)?,
            Fact::ExtensionAsked { by } => {
                if self.phase() == Phase::Mediation {
                    self.live_mut()?.extension_yes.push(*by);
                } else {
                    self.extension_yes.push(*by);
                }
            }
            Fact::DocumentKept {
                document,
                subject,
                sha256,
            } => self.documents.push(KeptDocument {
                id: *document,
                subject: *subject,
                sha256: *sha256,
            }),
            Fact::Extended => {
                if self.phase() == Phase::Mediation {
                    let mediation = self.live_mut()?;
                    mediation.extension_yes.clear();
                    mediation.extended = true;
                } else {
                    self.extension_yes.clear();
                    self.extended = true;
                }
            }
            Fact::MediationAsked { .. }
            | Fact::MediationConsented { .. }
            | Fact::MediationDeclined { .. }
            | Fact::MediationAgreed { .. }
            | Fact::CaseAccepted { .. }
            | Fact::CaseDeclined { .. }
            | Fact::MediatorAppointed { .. }
            | Fact::AppointmentMissed
            | Fact::AppointmentAccepted { .. }
            | Fact::MediatorLeft { .. }
            | Fact::Challenged { .. }
            | Fact::Muted { .. }
            | Fact::Unmuted { .. }
            | Fact::SentOut { .. }
            | Fact::LetIn { .. }
            | Fact::FactProposed { .. }
            | Fact::FactConfirmed { .. }
            | Fact::FactAgreed { .. }
            | Fact::FactDisputed { .. }
            | Fact::MediationEnded { .. } => self.fold_mediation(event)?,
            Fact::SessionProposed { .. }
            | Fact::SessionChosen { .. }
            | Fact::SessionSuitsNobody { .. }
            | Fact::SessionFixed { .. }
            | Fact::SessionCancelled { .. }
            | Fact::SessionReminded { .. }
            | Fact::SessionHeld { .. }
            | Fact::AttendanceMarked { .. } => self.fold_session(event)?,
            Fact::Suspended { reason, by, .. } => {
                let from = Box::new(self.state.clone());
                self.state = State::Suspended {
                    reason: *reason,
                    by: *by,
                    slip: !reason.needs_slip(),
                    from,
                };
            }
            Fact::SlipShown { evidence } => {
                self.evidence.insert(*evidence);
                let State::Suspended { slip, .. } = &mut self.state else {
                    return None;
                };
                *slip = true;
            }
            Fact::Merged { into } => self.merged_into = Some(*into),
            Fact::Unmerged { .. } => self.merged_into = None,
            Fact::ExternalRecorded { case } => self.elsewhere.push(case.clone()),
            Fact::Resumed => {
                // Where time alone ended it, the court still has the case.
                let court = self.state.suspension() == Some(SuspensionReason::Court);
                self.court_taken_back |= court && event.actor.person.is_some();
            }
            Fact::Rejected { .. } => {
                let by = event.actor.person;
                self.rejection = Some(Rejection {
                    by,
                    appealed: false,
                    decided: false,
                });
            }
            Fact::Appealed { .. } => self.rejection.as_mut()?.appealed = true,
            Fact::AppealDecided { .. } | Fact::AppealUpheldBySilence => {
                self.rejection.as_mut()?.decided = true;
            }
            Fact::Closed { kind, ground } => {
                self.state = State::Closed {
                    kind: *kind,
                    ground: *ground,
                    at,
                };
                self.end_mediation(MediationEnd::Closed, None, at);
            }
            Fact::Reopened { .. } => self.reopened(),
            Fact::Answered { .. }
            | Fact::RespondentSilent { .. }
            | Fact::SmallClaimOfferMissed
            | Fact::FailureDeclared { .. }
            | Fact::MediationWithout { .. }
            | Fact::ChallengeDecided { .. }
            | Fact::ChallengeUpheldBySilence
            | Fact::SealLate { .. }
            | Fact::PerformanceAsked { .. }
            | Fact::Withdrawn { .. } => {}
        }
        Some(())
    }

    /// Enters a phase that has no facts of its own, or goes back to one that has. Phases with facts
    /// are entered by the fact that brings them.
    fn enter(&mut self, to: Phase) -> Option<()> {
        if to == Phase::Negotiation && self.phase() == Phase::Performance {
            self.extended = false;
        }
        let state = match to {
            Phase::FirstResponse => State::FirstResponse,
            Phase::AwaitingMaterial => State::AwaitingMaterial,
            Phase::Negotiation => State::Negotiation,
            Phase::MediationConsent => State::MediationConsent,
            Phase::MediatorAppointment => State::MediatorAppointment {
                from: stands_still(&self.state),
            },
            Phase::Mediation => State::Mediation,
            Phase::Impasse => State::Impasse,
            Phase::Signing | Phase::Performance | Phase::Suspended | Phase::Closed => {
                return self.enter_with_facts(to);
            }
            Phase::Draft => return None,
        };
        self.state = state;
        Some(())
    }

    fn enter_with_facts(&mut self, to: Phase) -> Option<()> {
        if self.phase() == to {
            return Some(());
        }
        let back = self.state.back()?.clone();
        if back.phase() == to {
            self.state = back;
            return Some(());
        }
        None
    }

    fn term_closed(&mut self, key: ClockKey, end: TermEnd) {
        if let (TermId::RespondentReply, Subject::Party(party), TermEnd::Expired) =
            (key.term, key.subject, end)
        {
            let due_at = self.clock(key).map(Clock::due_at);
            if let Some(party) = self.party_mut(party) {
                party.missed_at = due_at;
            }
        }
        self.clocks.retain(|clock| clock.key != key);
    }

    fn put_clock(&mut self, clock: &Clock) {
        self.clocks.retain(|known| known.key != clock.key);
        self.clocks.push(clock.clone());
    }

    /// What was owed to the consumer is in doubt again; what the consumer owed was done.
    fn reopened(&mut self) {
        self.reopened = true;
        self.merged_into = None;
        let consumer = self.consumer().map(|party| party.fact.id);
        let performed = matches!(
            self.state,
            State::Closed { kind, .. } if kind.is_performed()
        );
        let last = self.agreements.iter_mut().rev().find(|one| {
            matches!(
                one.state,
                AgreementState::Performed | AgreementState::Breached
            )
        });
        if let (true, Some(agreement)) = (performed, last) {
            agreement.state = AgreementState::Breached;
            for obligation in &mut agreement.obligations {
                if Some(obligation.fact.to) == consumer {
                    obligation.state = ObligationState::Disputed;
                    obligation.unconfirmed = false;
                }
            }
            self.state = State::Performance {
                agreement: agreement.id,
            };
        } else {
            self.rejection = None;
            self.state = State::FirstResponse;
        }
    }

    /// What was said for a party by somebody who is not that party, and is not settled yet, was never
    /// said.
    fn unsay(&mut self, party: PartyId) {
        self.extension_yes.retain(|by| *by != party);
        // It may stand still while it is signed.
        let signing = self.state.agreement();
        for agreement in &mut self.agreements {
            if Some(agreement.id) == signing && agreement.signed_at.is_none() {
                agreement.signatures.remove(&party);
            }
        }
        for session in &mut self.sessions {
            if session.state == SessionState::Proposed {
                session.choices.remove(&Attendee::Party(party));
            }
        }
        if let Some(mediation) = self.live_mut() {
            mediation.extension_yes.retain(|by| *by != party);
            for fact in &mut mediation.facts {
                if fact.agreed_at.is_none() {
                    fact.confirmed_by.remove(&party);
                    fact.disputed_by.take_if(|by| *by == party);
                }
            }
            mediation.objected.remove(&party);
            mediation.challenged.retain(|(by, _)| *by != party);
            if mediation.parties.is_none() {
                mediation.answers.remove(&party);
            }
        }
    }

    fn party_mut(&mut self, id: PartyId) -> Option<&mut Party> {
        self.parties.iter_mut().find(|party| party.fact.id == id)
    }
}
