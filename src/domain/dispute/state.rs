//! A dispute as its log tells it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::dispute::clocks::{Clock, ClockKey, Subject};
use crate::dispute::event::{ClaimFact, ElsewhereFact, ObligationFact, PartyFact, ProvisionsFact};
use crate::dispute::lists::{
    AgreementState, ClosingKind, ContactWrong, ObligationState, Phase, Seat, SuspensionReason,
};
use crate::dispute::mediation::Mediation;
use crate::dispute::session::Session;
use crate::document::Subject as DocumentSubject;
use crate::ids::{
    AgreementId, DisputeId, DocumentId, EvidenceId, MediationId, MediationSessionId, ObligationId,
    OrganisationId, PartyId, PersonId,
};
use crate::law::doors::Door;
use crate::law::stated::Side;
use crate::money::Fen;
use crate::ruleset::{Binding, TermId};
use crate::taxonomy::RejectionGround;
use crate::text::{Sha256Hash, TextRef};

/// Where the main track stands, with the facts that exist only there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The first responder is to answer.
    FirstResponse,
    /// The consumer is to supply what was asked for.
    AwaitingMaterial,
    /// The parties negotiate.
    Negotiation,
    /// The parties are asked whether they are willing to mediate, and a body whether it will.
    MediationConsent,
    /// A mediator is being found; with `from`, a successor in a mediation that stands still there.
    MediatorAppointment { from: Option<Box<State>> },
    /// A mediator mediates.
    Mediation,
    /// An agreement waits for signatures.
    Signing {
        agreement: AgreementId,
        from: Box<State>,
    },
    /// An agreement is being performed.
    Performance { agreement: AgreementId },
    /// The dispute stands still.
    Suspended {
        reason: SuspensionReason,
        by: Option<PartyId>,
        slip: bool,
        from: Box<State>,
    },
    /// A step failed; every other way is open.
    Impasse,
    /// The dispute ended.
    Closed {
        kind: ClosingKind,
        ground: Option<RejectionGround>,
        at: Timestamp,
    },
}

impl State {
    /// The plain phase, over which the table is written.
    pub fn phase(&self) -> Phase {
        match self {
            Self::FirstResponse => Phase::FirstResponse,
            Self::AwaitingMaterial => Phase::AwaitingMaterial,
            Self::Negotiation => Phase::Negotiation,
            Self::MediationConsent => Phase::MediationConsent,
            Self::MediatorAppointment { .. } => Phase::MediatorAppointment,
            Self::Mediation => Phase::Mediation,
            Self::Signing { .. } => Phase::Signing,
            Self::Performance { .. } => Phase::Performance,
            Self::Suspended { .. } => Phase::Suspended,
            Self::Impasse => Phase::Impasse,
            Self::Closed { .. } => Phase::Closed,
        }
    }

    /// Why it stands still, if it does.
    pub fn suspension(&self) -> Option<SuspensionReason> {
        if let Self::Suspended { reason, .. } = self {
            Some(*reason)
        } else {
            None
        }
    }

    /// How and when it ended, if it did.
    pub fn closing(&self) -> Option<(ClosingKind, Timestamp)> {
        if let Self::Closed { kind, at, .. } = self {
            Some((*kind, *at))
        } else {
            None
        }
    }

    /// Where *back* leads from here.
    pub fn back(&self) -> Option<&State> {
        match self {
            Self::Signing { from, .. } | Self::Suspended { from, .. } => Some(from),
            Self::MediatorAppointment { from } => from.as_deref(),
            Self::FirstResponse
            | Self::AwaitingMaterial
            | Self::Negotiation
            | Self::MediationConsent
            | Self::Mediation
            | Self::Performance { .. }
            | Self::Impasse
            | Self::Closed { .. } => None,
        }
    }

    /// The agreement that is being signed or performed, also while that stands still.
    pub fn agreement(&self) -> Option<AgreementId> {
        match self {
            Self::Signing { agreement, .. } | Self::Performance { agreement } => Some(*agreement),
            Self::Suspended { from, .. } => from.agreement(),
            Self::MediatorAppointment { from } => from.as_ref().and_then(|from| from.agreement()),
            Self::FirstResponse
            | Self::AwaitingMaterial
            | Self::Negotiation
            | Self::MediationConsent
            | Self::Mediation
            | Self::Impasse
            | Self::Closed { .. } => None,
        }
    }
}

/// One side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Who.
    pub fact: PartyFact,
    /// When the demand was delivered to a respondent.
    pub delivered_at: Option<Timestamp>,
    /// When a respondent first answered.
    pub responded_at: Option<Timestamp>,
    /// Until when a respondent should have answered, once that has passed.
    pub missed_at: Option<Timestamp>,
    /// On which days somebody tried to reach a respondent.
    pub attempts: BTreeSet<Date>,
    /// Whether the first responder holds it to be unreachable.
    pub marked_unreachable: bool,
    /// Whether a supervisor confirmed that.
    pub unreachable: bool,
    /// How often it did not prove in time what it was asked to prove.
    pub adverse_notes: u16,
    /// The entry of the log by which it is asked, where an earlier one went to a stranger.
    pub asked_by: Option<u64>,
    /// Whether it was the mediator who last demanded proof of it.
    pub shows_mediator: bool,
}

impl Party {
    /// It is reached elsewhere now. Where the earlier contact was a stranger's, it has not been reached
    /// yet, and nobody has spoken for it.
    pub(super) fn reached_anew(&mut self, why: ContactWrong, seq: u64) {
        self.attempts.clear();
        self.marked_unreachable = false;
        self.unreachable = false;
        if why == ContactWrong::Stranger {
            self.delivered_at = None;
            self.responded_at = None;
            self.missed_at = None;
            self.adverse_notes = 0;
            self.asked_by = Some(seq);
        }
    }
}

/// One version of an agreement between two parties; an offer is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// Under which it is known.
    pub id: AgreementId,
    /// Its number within the dispute, from 1.
    pub version: u32,
    /// Who made it.
    pub by: PartyId,
    /// To whom.
    pub to: PartyId,
    /// Which version it answers.
    pub supersedes: Option<AgreementId>,
    /// What is promised.
    pub obligations: Vec<Obligation>,
    /// What it says besides.
    pub provisions: ProvisionsFact,
    /// To the end of which day it stands.
    pub lapses_on: Date,
    /// A word to the other side.
    pub note: Option<TextRef>,
    /// What a signature is given for.
    pub digest: Sha256Hash,
    /// Where it stands.
    pub state: AgreementState,
    /// When it was made.
    pub made_at: Timestamp,
    /// Who signed, with which name, and when.
    pub signatures: BTreeMap<PartyId, (TextRef, Timestamp)>,
    /// Whether the mediator proposed it, so that both must accept.
    pub proposed: bool,
    /// Who accepted a proposal while the other has not.
    pub accepted_by: Option<PartyId>,
    /// The mediation it came of.
    pub mediation: Option<MediationId>,
    /// When the last party signed.
    pub signed_at: Option<Timestamp>,
    /// Who sealed it for the body, in which seat, and when.
    pub seals: BTreeMap<Seat, (PersonId, Timestamp)>,
    /// When the last of those seals came.
    pub sealed_at: Option<Timestamp>,
    /// Which party asked for judicial confirmation while the other has not joined.
    pub confirmation_asked_by: Option<PartyId>,
    /// When both had asked for judicial confirmation.
    pub confirmation_applied_at: Option<Timestamp>,
}

impl Agreement {
    /// The promise of that id.
    pub fn obligation(&self, id: ObligationId) -> Option<&Obligation> {
        self.obligations
            .iter()
            .find(|obligation| obligation.fact.id == id)
    }

    /// Both parties.
    pub fn parties(&self) -> [PartyId; 2] {
        [self.by, self.to]
    }

    /// The parties whose yes it waits for: the one it was made to, or all who have not accepted what
    /// the mediator proposed.
    pub fn awaits(&self) -> Vec<PartyId> {
        let all = if self.proposed {
            self.parties().to_vec()
        } else {
            vec![self.to]
        };
        all.into_iter()
            .filter(|party| Some(*party) != self.accepted_by)
            .collect()
    }
}

/// One promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obligation {
    /// What was promised.
    pub fact: ObligationFact,
    /// By when it is due now; a new day may be set after a breach.
    pub due_on: Date,
    /// Where it stands.
    pub state: ObligationState,
    /// How much of a sum of money was recorded as paid.
    pub done: Fen,
    /// What proves it.
    pub proofs: Vec<(TextRef, Vec<EvidenceId>)>,
    /// Whether a day passed without performance, or performance was disputed.
    pub breached: bool,
    /// Whether its confirmation term ran out on a recorded performance.
    pub unconfirmed: bool,
}

impl Obligation {
    /// Whether nothing more is expected of it.
    pub fn is_settled(&self) -> bool {
        self.state == ObligationState::Confirmed || self.unconfirmed
    }

    /// Whether the one who is owed must choose what to do about it.
    pub fn is_overdue(&self) -> bool {
        matches!(
            self.state,
            ObligationState::Late | ObligationState::Disputed
        )
    }
}

/// An appeal that waits for its decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// The supervisor who rejected, and may not decide the appeal.
    pub by: Option<PersonId>,
    /// Whether the consumer side appealed.
    pub appealed: bool,
    /// Whether that appeal was decided.
    pub decided: bool,
}

/// What a mediator decided for order in the mediation room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoomOrder {
    /// Which parties may not write there for now, and why.
    pub muted: BTreeMap<PartyId, TextRef>,
    /// Who was sent out, and why.
    pub sent_out: BTreeMap<PersonId, TextRef>,
}

/// A dispute: what its log amounts to.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Under which it is known.
    pub id: DisputeId,
    /// How many entries its log has.
    pub head: u64,
    /// On which platform.
    pub platform: OrganisationId,
    /// The rule sets in force on the day of filing.
    pub binding: Binding,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// Where it stands.
    pub state: State,
    /// All sides.
    pub parties: Vec<Party>,
    /// What is claimed.
    pub claim: ClaimFact,
    /// Who else has it.
    pub elsewhere: Vec<ElsewhereFact>,
    /// Who answers for the platform, and since when.
    pub responder: Option<(PersonId, Timestamp)>,
    /// Whether the first response was missed; it stays in the record.
    pub missed: bool,
    /// How often material was asked for.
    pub material_asks: u16,
    /// The terms that run or stand still.
    pub clocks: Vec<Clock>,
    /// All versions of agreements, by number.
    pub agreements: Vec<Agreement>,
    /// The documents that were made, oldest first.
    pub documents: Vec<KeptDocument>,
    /// All files that were submitted.
    pub evidence: BTreeSet<EvidenceId>,
    /// Who wants more time, the first first.
    pub extension_yes: Vec<PartyId>,
    /// Whether the negotiation was extended.
    pub extended: bool,
    /// When the consumer side last urged, and how often.
    pub urged: Option<(Timestamp, u16)>,
    /// The platform's refusal, if it refused.
    pub rejection: Option<Rejection>,
    /// Whether it was reopened, which can happen once.
    pub reopened: bool,
    /// Whether it went on after it had stood still for a court: the case there was taken back.
    pub court_taken_back: bool,
    /// What each side last said of the facts that the law asks for.
    pub stated: BTreeMap<Side, TextRef>,
    /// The ways out that were chosen, oldest first.
    pub chosen: Vec<ChosenDoor>,
    /// The dispute that goes on in its place.
    pub merged_into: Option<DisputeId>,
    /// Everybody who handled it for the platform.
    pub handled_by: BTreeSet<PersonId>,
    /// The sessions of mediator and parties, oldest first.
    pub sessions: Vec<Session>,
    /// Who may not write in the mediation room for now, and who was sent out.
    pub order: RoomOrder,
    /// The mediations, oldest first.
    pub mediations: Vec<Mediation>,
}

/// A document whose bytes are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptDocument {
    /// Which.
    pub id: DocumentId,
    /// What it is of.
    pub subject: DocumentSubject,
    /// The digest of its bytes.
    pub sha256: Sha256Hash,
}

/// A way out that the consumer side chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenDoor {
    /// Which.
    pub door: Door,
    /// When.
    pub at: Timestamp,
    /// The version of the text that was confirmed, where it closes other ways.
    pub confirmed: Option<String>,
}

impl Dispute {
    /// Its phase.
    pub fn phase(&self) -> Phase {
        self.state.phase()
    }

    /// The party of that id.
    pub fn party(&self, id: PartyId) -> Option<&Party> {
        self.parties.iter().find(|party| party.fact.id == id)
    }

    /// The one who filed, or for whom it was filed.
    pub fn consumer(&self) -> Option<&Party> {
        self.parties
            .iter()
            .find(|party| party.fact.seat == Seat::Consumer)
    }

    /// Those against whom it was filed.
    pub fn respondents(&self) -> impl Iterator<Item = &Party> {
        self.parties
            .iter()
            .filter(|party| party.fact.seat == Seat::Respondent)
    }

    /// The agreement of that id.
    pub fn agreement(&self, id: AgreementId) -> Option<&Agreement> {
        self.agreements.iter().find(|agreement| agreement.id == id)
    }

    /// The agreement that is being signed or performed.
    pub fn agreement_in_force(&self) -> Option<&Agreement> {
        self.state.agreement().and_then(|id| self.agreement(id))
    }

    /// What a body mediated and all signed, while it is performed or after it was: what the body
    /// seals.
    pub fn to_be_sealed(&self) -> Option<&Agreement> {
        let performed = self
            .state
            .closing()
            .is_some_and(|(kind, _)| kind.is_performed());
        let agreement = if performed {
            let mut last_first = self.agreements.iter().rev();
            last_first.find(|one| one.state == AgreementState::Performed)
        } else {
            self.agreement_in_force()
        };
        agreement.filter(|one| one.mediation.is_some() && one.signed_at.is_some())
    }

    /// The seats whose seal the agreement waits for. Where the mediator left the body after all had
    /// signed, the body's own seal stands alone.
    pub fn unsealed(&self, agreement: &Agreement) -> Vec<Seat> {
        let mediation = agreement.mediation.and_then(|id| self.mediation_of(id));
        let gone = mediation.is_some_and(|one| {
            one.mediator()
                .is_some_and(|person| one.left.contains(&person))
        });
        [Seat::Registrar, Seat::Mediator]
            .into_iter()
            .filter(|seat| !(gone && *seat == Seat::Mediator))
            .filter(|seat| !agreement.seals.contains_key(seat))
            .collect()
    }

    /// The offers that can still be accepted.
    pub fn open_offers(&self) -> impl Iterator<Item = &Agreement> {
        self.agreements
            .iter()
            .filter(|one| one.state == AgreementState::Proposed)
    }

    /// The session of that id.
    pub fn session(&self, id: MediationSessionId) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id == id)
    }

    /// When time must look at it next, for a term or for a session.
    pub fn wake_at(&self) -> Option<Timestamp> {
        let clocks = self.clocks.iter().filter_map(Clock::wake_at);
        clocks
            .chain(self.sessions.iter().filter_map(Session::wake_at))
            .min()
    }

    /// The clock of that key.
    pub fn clock(&self, key: ClockKey) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.key == key)
    }

    /// The running clock of a term about the dispute as a whole.
    pub fn dispute_clock(&self, term: TermId) -> Option<&Clock> {
        self.clock(ClockKey {
            term,
            subject: Subject::Dispute,
        })
    }

    /// Whether a promise was broken and nothing chosen since.
    pub fn is_breached(&self) -> bool {
        let overdue = |one: &Agreement| one.obligations.iter().any(Obligation::is_overdue);
        self.phase() == Phase::Performance && self.agreement_in_force().is_some_and(overdue)
    }

    /// Whether the platform itself is a respondent, so that its staff may neither refuse nor mediate.
    pub fn is_against_platform(&self) -> bool {
        self.respondents()
            .any(|party| party.fact.organisation == Some(self.platform))
    }

    /// The closing reason of the taxonomy (§5), by which it is counted, once it is closed: the ground
    /// of a refusal, and why a mediation failed where nothing else was settled afterwards.
    pub fn closure_code(&self) -> Option<String> {
        let State::Closed { kind, ground, .. } = &self.state else {
            return None;
        };
        if let Some(ground) = ground {
            return Some(ground.code().to_uppercase());
        }
        let terminated = self
            .mediation()
            .and_then(|mediation| mediation.ended)
            .and_then(|ending| ending.reason)
            .filter(|_| *kind == ClosingKind::NoSettlement);
        Some(match terminated {
            Some(reason) => reason.closure_code(),
            None => kind.closure_code().to_owned(),
        })
    }

    /// What is claimed in money, all together.
    pub fn claim_total(&self) -> Fen {
        let amounts = self
            .claim
            .remedies
            .iter()
            .filter_map(|remedy| remedy.amount);
        Fen::sum(amounts).unwrap_or(Fen::MAX)
    }
}
