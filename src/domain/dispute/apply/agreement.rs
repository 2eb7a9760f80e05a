//! What the log says of offers, agreements and what is done under them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::dispute::event::{Event, Fact, ObligationFact};
use crate::dispute::lists::{AgreementState, MediationEnd, ObligationState, Phase};
use crate::dispute::state::{Agreement, Dispute, Obligation, State};
use crate::ids::{AgreementId, ObligationId};
use crate::money::Fen;

impl Dispute {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the caller hands over entries about agreements alone"
    )]
    pub(super) fn fold_agreement(&mut self, event: &Event) -> Option<()> {
        let at = event.at;
        match &event.fact {
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
            Fact::ProposalAccepted { agreement, party } => {
                self.agreement_mut(*agreement)?.accepted_by = Some(*party);
            }
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
            _ => return None,
        }
        Some(())
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
