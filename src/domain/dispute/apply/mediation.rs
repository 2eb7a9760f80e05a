//! What the log says of a mediation and of order in its room.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::dispute::event::{Event, Fact};
use crate::dispute::lists::{Leaving, MediationEnd};
use crate::dispute::mediation::{Answer, Appointment, Ending, JointFact, Mediation};
use crate::dispute::state::{Dispute, RoomOrder};
use crate::ids::JointFactId;
use crate::taxonomy::TerminationReason;

impl Dispute {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the caller hands over entries about a mediation alone"
    )]
    pub(super) fn fold_mediation(&mut self, event: &Event) -> Option<()> {
        let at = event.at;
        match &event.fact {
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
            // What was settled may turn out to be void.
            Fact::MediationEnded {
                how: MediationEnd::Void,
                reason,
                ..
            } => {
                let (how, reason) = (MediationEnd::Void, *reason);
                self.mediations.last_mut()?.ended = Some(Ending { how, reason, at });
            }
            Fact::MediationEnded { how, reason, .. } => self.end_mediation(*how, *reason, at),
            _ => return None,
        }
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
    pub(super) fn end_mediation(
        &mut self,
        how: MediationEnd,
        reason: Option<TerminationReason>,
        at: Timestamp,
    ) {
        if let Some(mediation) = self.live_mut() {
            mediation.ended = Some(Ending { how, reason, at });
        }
    }

    pub(super) fn live_mut(&mut self) -> Option<&mut Mediation> {
        let last = self.mediations.last_mut();
        last.filter(|mediation| mediation.is_live())
    }

    fn joint_fact_mut(&mut self, id: JointFactId) -> Option<&mut JointFact> {
        let facts = &mut self.live_mut()?.facts;
        facts.iter_mut().find(|fact| fact.id == id)
    }
}
