//! Folds the log into the dispute. Total, and without opinion: what the log says happened.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::dispute::clocks::Clock;
use crate::dispute::event::{Event, Fact, ObligationFact, PartyFact};
use crate::dispute::lists::{
    AgreementState, Leaving, MediationEnd, ObligationState, Phase, SuspensionReason,
};
use crate::dispute::mediation::{Answer, Appointment, Ending, JointFact, Mediation};
use crate::dispute::state::{
    Agreement, ChosenDoor, Dispute, KeptDocument, Obligation, Party, Rejection, RoomOrder, State,
};
use crate::ids::{AgreementId, DisputeId, JointFactId, ObligationId, PartyId};
use crate::money::Fen;
use crate::taxonomy::TerminationReason;

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
        attempts: BTreeSet::new(),
        marked_unreachable: false,
        unreachable: false,
        adverse_notes: 0,
        asked_by: None,
    }
}

fn obligation(fact: ObligationFact) -> Obligation {
    let due_on = fact.due_on;
    Obligation {
        fact,
        due_on,
        state: ObligationState::Due,
        done: Fen::ZERO,
        proofs: Vec::new(),
        breached: false,
        unconfirmed: false,
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
            Fact::TermClosed { key, .. } => self.clocks.retain(|clock| clock.key != *key),
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
            }
            Fact::UnreachableMarked { party } => {
                self.party_mut(*party)?.marked_unreachable = true;
            }
            Fact::UnreachableConfirmed { party } => self.party_mut(*party)?.unreachable = true,
            Fact::Urged { .. } => {
                let before = self.urged.map_or(0, |(_, times)| times);
                self.urged = Some((at, before.saturating_add(1)));
            }
            Fact::Offered { .. } => self.offered(event)?,
            Fact::OfferWithdrawn { agreement } => {
                self.agreement_mut(*agreement)?.state = AgreementState::Withdrawn;
            }
            Fact::OfferLapsed { agreement } => {
                self.agreement_mut(*agreement)?.state = AgreementState::Lapsed;
            }
            Fact::OfferAccepted {
                agreement,
                needs_signing,
            } => {
                self.accepted(*agreement, *needs_signing)?;
                if !needs_signing && self.agreement(*agreement)?.mediation.is_some() {
                    self.end_mediation(MediationEnd::Settled, None, at);
                }
            }
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
            Fact::ProposalAccepted { agreement, party } => {
                self.agreement_mut(*agreement)?.accepted_by = Some(*party);
            }
            Fact::MediationAsked { .. } => self.mediation_asked(event)?,
            Fact::MediationConsented {
                party,
                yes,
                confirmed,
            } => {
                let mediation = self.live_mut()?;
                let answer = Answer {
                    yes: Some(*yes),
                    at,
                };
                mediation.answers.insert(*party, answer);
                if let Some(version) = confirmed {
                    mediation.confirmed = Some((version.clone(), at));
                }
            }
            Fact::MediationDeclined { party, .. } => {
                let answer = Answer { yes: None, at };
                self.live_mut()?.answers.insert(*party, answer);
            }
            Fact::MediationAgreed { parties, .. } => {
                self.live_mut()?.parties = Some(parties.iter().copied().collect());
            }
            Fact::CaseAccepted { .. } => self.live_mut()?.accepted_at = Some(at),
            Fact::CaseDeclined { .. } => self.end_mediation(MediationEnd::BodyDeclined, None, at),
            Fact::MediatorAppointed {
                mediator,
                experience,
                disclosed,
            } => {
                self.live_mut()?.appointment = Some(Appointment {
                    mediator: *mediator,
                    at,
                    experience: *experience,
                    disclosed: *disclosed,
                    accepted_at: None,
                    declared: None,
                });
            }
            Fact::AppointmentMissed => {
                let mediation = self.live_mut()?;
                mediation.failures = mediation.failures.saturating_add(1);
            }
            Fact::AppointmentAccepted { declared, .. } => {
                let mediation = self.live_mut()?;
                mediation.begun_at.get_or_insert(at);
                let appointment = mediation.appointment.as_mut()?;
                appointment.accepted_at = Some(at);
                appointment.declared = *declared;
            }
            Fact::MediatorLeft {
                mediator, why, by, ..
            } => {
                let mediation = self.mediations.last_mut()?;
                mediation.left.insert(*mediator);
                // Where all have signed already, it stays on record who mediated.
                if !mediation.is_live() {
                    return Some(());
                }
                let gone = mediation.appointment.take()?;
                if gone.accepted_at.is_some() {
                    mediation.predecessors.insert(*mediator);
                }
                match why {
                    Leaving::Objected => mediation.objected.extend(*by),
                    Leaving::Declined | Leaving::Silent => {
                        mediation.failures = mediation.failures.saturating_add(1);
                    }
                    Leaving::Challenged | Leaving::Resigned | Leaving::Replaced | Leaving::Gone => {
                    }
                }
            }
            Fact::Challenged {
                party, mediator, ..
            } => {
                self.live_mut()?.challenged.insert((*party, *mediator));
            }
            Fact::SessionProposed { .. }
            | Fact::SessionChosen { .. }
            | Fact::SessionSuitsNobody { .. }
            | Fact::SessionFixed { .. }
            | Fact::SessionCancelled { .. }
            | Fact::SessionReminded { .. }
            | Fact::SessionHeld { .. }
            | Fact::AttendanceMarked { .. } => self.fold_session(event)?,
            Fact::Muted { party, reason } => {
                self.order.muted.insert(*party, *reason);
            }
            Fact::Unmuted { party } => {
                self.order.muted.remove(party);
            }
            Fact::SentOut { person, reason } => {
                self.order.sent_out.insert(*person, *reason);
            }
            Fact::LetIn { person } => {
                self.order.sent_out.remove(person);
            }
            Fact::FactProposed { joint_fact, text } => {
                self.live_mut()?.facts.push(JointFact {
                    id: *joint_fact,
                    text: *text,
                    confirmed_by: BTreeSet::new(),
                    disputed_by: None,
                    agreed_at: None,
                });
            }
            Fact::FactConfirmed { joint_fact, party } => {
                self.joint_fact_mut(*joint_fact)?
                    .confirmed_by
                    .insert(*party);
            }
            Fact::FactAgreed { joint_fact } => {
                self.joint_fact_mut(*joint_fact)?.agreed_at = Some(at);
            }
            Fact::FactDisputed {
                joint_fact, party, ..
            } => {
                self.joint_fact_mut(*joint_fact)?.disputed_by = Some(*party);
            }
            Fact::MediationEnded { how, reason, .. } => self.end_mediation(*how, *reason, at),
            Fact::Sealed { agreement, seat } => {
                let person = event.actor.person?;
                let seals = &mut self.agreement_mut(*agreement)?.seals;
                seals.insert(*seat, (person, at));
            }
            Fact::AgreementSealed { agreement } => {
                self.agreement_mut(*agreement)?.sealed_at = Some(at);
            }
            Fact::ConfirmationAsked { agreement, party } => {
                self.agreement_mut(*agreement)?.confirmation_asked_by = Some(*party);
            }
            Fact::ConfirmationApplied { agreement } => {
                self.agreement_mut(*agreement)?.confirmation_applied_at = Some(at);
            }
            Fact::Signed {
                agreement,
                party,
                name,
                ..
            } => {
                self.agreement_mut(*agreement)?
                    .signatures
                    .insert(*party, (*name, at));
            }
            Fact::AgreementSigned { agreement } => {
                let signed = self.agreement_mut(*agreement)?;
                signed.state = AgreementState::Signed;
                signed.signed_at = Some(at);
                let mediated = signed.mediation.is_some();
                self.state = State::Performance {
                    agreement: *agreement,
                };
                if mediated {
                    self.end_mediation(MediationEnd::Settled, None, at);
                }
            }
            Fact::SigningIncomplete { agreement } => {
                let agreement = self.agreement_mut(*agreement)?;
                agreement.state = AgreementState::Lapsed;
            }
            Fact::PerformanceRecorded {
                agreement,
                obligation,
                whole,
                amount,
                proof,
                evidence,
                late,
            } => {
                let one = self.obligation_mut(*agreement, *obligation)?;
                one.proofs.push((*proof, evidence.clone()));
                one.done = one
                    .done
                    .plus(amount.unwrap_or(Fen::ZERO))
                    .unwrap_or(Fen::MAX);
                one.state = if *whole {
                    ObligationState::Done
                } else {
                    ObligationState::PartDone
                };
                one.breached |= *late;
            }
            Fact::ObligationConfirmed {
                agreement,
                obligation,
            } => {
                self.obligation_mut(*agreement, *obligation)?.state = ObligationState::Confirmed;
            }
            Fact::ObligationDisputed {
                agreement,
                obligation,
                ..
            } => {
                let one = self.obligation_mut(*agreement, *obligation)?;
                one.state = ObligationState::Disputed;
                one.unconfirmed = false;
            }
            Fact::ObligationUnconfirmed {
                agreement,
                obligation,
            } => {
                self.obligation_mut(*agreement, *obligation)?.unconfirmed = true;
            }
            Fact::Breached {
                agreement,
                obligation,
            } => {
                let one = self.obligation_mut(*agreement, *obligation)?;
                one.breached = true;
                if one.state == ObligationState::Due {
                    one.state = ObligationState::Late;
                }
                self.agreement_mut(*agreement)?.state = AgreementState::Breached;
            }
            Fact::AgreementPerformed { agreement } => {
                self.agreement_mut(*agreement)?.state = AgreementState::Performed;
            }
            Fact::NewDateSet {
                agreement,
                obligation,
                due_on,
            } => {
                self.new_date(*agreement, *obligation, *due_on)?;
            }
            Fact::AgreementGivenUp { agreement } => {
                self.agreement_mut(*agreement)?.state = AgreementState::Breached;
            }
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
            | Fact::EvidenceDemanded { .. }
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

    fn put_clock(&mut self, clock: &Clock) {
        self.clocks.retain(|known| known.key != clock.key);
        self.clocks.push(clock.clone());
    }

    fn offered(&mut self, event: &Event) -> Option<()> {
        let Fact::Offered {
            agreement,
            version,
            by,
            to,
            supersedes,
            obligations,
            provisions,
            lapses_on,
            note,
            digest,
            proposed,
        } = &event.fact
        else {
            return None;
        };
        if let Some(answered) = supersedes {
            self.agreement_mut(*answered)?.state = AgreementState::Countered;
        }
        self.agreements.push(Agreement {
            id: *agreement,
            version: *version,
            by: *by,
            to: *to,
            supersedes: *supersedes,
            obligations: obligations.iter().cloned().map(obligation).collect(),
            provisions: provisions.as_ref().clone(),
            lapses_on: *lapses_on,
            note: *note,
            digest: *digest,
            state: AgreementState::Proposed,
            made_at: event.at,
            signatures: BTreeMap::new(),
            proposed: *proposed,
            accepted_by: None,
            mediation: None,
            signed_at: None,
            seals: BTreeMap::new(),
            sealed_at: None,
            confirmation_asked_by: None,
            confirmation_applied_at: None,
        });
        Some(())
    }

    fn mediation_asked(&mut self, event: &Event) -> Option<()> {
        let Fact::MediationAsked {
            mediation,
            body,
            by,
            yes,
            confirmed,
            ..
        } = &event.fact
        else {
            return None;
        };
        let at = event.at;
        let answer = by.zip(*yes).map(|(party, yes)| {
            let answer = Answer { yes: Some(yes), at };
            (party, answer)
        });
        self.order = RoomOrder::default();
        self.mediations.push(Mediation {
            id: *mediation,
            body: *body,
            asked_by: *by,
            asked_at: at,
            answers: answer.into_iter().collect(),
            confirmed: confirmed.clone().map(|version| (version, at)),
            parties: None,
            accepted_at: None,
            appointment: None,
            failures: 0,
            left: BTreeSet::new(),
            predecessors: BTreeSet::new(),
            objected: BTreeSet::new(),
            challenged: BTreeSet::new(),
            begun_at: None,
            extension_yes: Vec::new(),
            extended: false,
            facts: Vec::new(),
            ended: None,
        });
        Some(())
    }

    /// Ends the mediation that goes on, if one does.
    fn end_mediation(
        &mut self,
        how: MediationEnd,
        reason: Option<TerminationReason>,
        at: Timestamp,
    ) {
        if let Some(mediation) = self.live_mut() {
            mediation.ended = Some(Ending { how, reason, at });
        }
    }

    fn accepted(&mut self, id: AgreementId, needs_signing: bool) -> Option<()> {
        let mediation = self
            .live_mediation()
            .map(|mediation| mediation.id)
            .filter(|_| self.phase() == Phase::Mediation);
        let agreement = self.agreement_mut(id)?;
        agreement.state = AgreementState::Agreed;
        agreement.mediation = mediation;
        self.state = if needs_signing {
            State::Signing {
                agreement: id,
                from: Box::new(self.state.clone()),
            }
        } else {
            State::Performance { agreement: id }
        };
        Some(())
    }

    fn new_date(&mut self, agreement: AgreementId, id: ObligationId, due_on: Date) -> Option<()> {
        let obligation = self.obligation_mut(agreement, id)?;
        obligation.due_on = due_on;
        obligation.state = ObligationState::Due;
        obligation.unconfirmed = false;
        let agreement = self.agreement_mut(agreement)?;
        agreement.state = if agreement.obligations.iter().any(Obligation::is_overdue) {
            AgreementState::Breached
        } else if agreement.signatures.is_empty() {
            AgreementState::Agreed
        } else {
            AgreementState::Signed
        };
        Some(())
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

    fn live_mut(&mut self) -> Option<&mut Mediation> {
        let last = self.mediations.last_mut();
        last.filter(|mediation| mediation.is_live())
    }

    fn joint_fact_mut(&mut self, id: JointFactId) -> Option<&mut JointFact> {
        let facts = &mut self.live_mut()?.facts;
        facts.iter_mut().find(|fact| fact.id == id)
    }

    fn party_mut(&mut self, id: PartyId) -> Option<&mut Party> {
        self.parties.iter_mut().find(|party| party.fact.id == id)
    }

    fn agreement_mut(&mut self, id: AgreementId) -> Option<&mut Agreement> {
        self.agreements
            .iter_mut()
            .find(|agreement| agreement.id == id)
    }

    fn obligation_mut(
        &mut self,
        agreement: AgreementId,
        id: ObligationId,
    ) -> Option<&mut Obligation> {
        let agreement = self.agreement_mut(agreement)?;
        agreement
            .obligations
            .iter_mut()
            .find(|obligation| obligation.fact.id == id)
    }
}
