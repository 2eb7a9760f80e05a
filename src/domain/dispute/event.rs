//! What happened: the entries of the dispute log, from which a dispute can be rebuilt.
//!
//! Facts hold ids, amounts, dates and references to texts, never the words themselves and no
//! names: whatever must be erasable stands outside the chain of hashes. A fact says what came of a
//! rule, not which rule would apply today, so an old log means the same after the table changed.
//!
//! To add a fact: 1. name it here; 2. fold it in `apply/`; 3. make it in `decide/`; 4. give it a
//! line in the timeline of both language catalogues; 5. say in `telling` who hears of it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::dispute::clocks::{Clock, ClockKey};
use crate::dispute::lists::{
    AttemptMethod, ClosingKind, ContactWrong, Leaving, MediationEnd, Phase, Seat, SuspensionReason,
};
use crate::dispute::session::{Attended, Attendee, SessionCancelled, SessionChoice, SessionWay};
use crate::ids::{
    AgreementId, DisputeId, DocumentId, EvidenceId, JointFactId, MediationId, MediationSessionId,
    ObligationId, OrganisationId, PartyId, PersonId,
};
use crate::law::doors::Door;
use crate::law::stated::Side;
use crate::money::Fen;
use crate::ruleset::Binding;
use crate::taxonomy::{RejectionGround, TerminationReason};
use crate::text::{Sha256Hash, TextRef};

mod kind;
mod parts;

pub use self::parts::*;

/// Who does something in a dispute, and in which seat. Jobs act as people do: in a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// In which capacity.
    pub seat: Seat,
    /// Which human being; nobody for the clock.
    pub person: Option<PersonId>,
    /// For which party; nobody's for platform seats and the clock.
    pub party: Option<PartyId>,
}

impl Actor {
    /// The seat of jobs.
    pub const CLOCK: Self = Self {
        seat: Seat::Clock,
        person: None,
        party: None,
    };
}

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its place, from 1, without gaps.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub actor: Actor,
    /// What.
    pub fact: Fact,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// A consumer, or staff on behalf, filed.
    Filed {
        platform: OrganisationId,
        on_behalf: bool,
        parties: Vec<PartyFact>,
        claim: Box<ClaimFact>,
        elsewhere: Vec<ElsewhereFact>,
        evidence: Vec<EvidenceId>,
        /// The rule sets in force on the day of filing.
        binding: Binding,
    },
    /// The first responder is this person from now on.
    ResponderNamed {
        person: PersonId,
        how: Naming,
        note: Option<TextRef>,
    },
    /// The phase changed by the row of that id.
    Moved {
        from: Phase,
        to: Phase,
        rule: String,
    },
    /// A term began.
    TermOpened { clock: Box<Clock> },
    /// A term came to its end.
    TermClosed { key: ClockKey, end: TermEnd },
    /// A term stands still.
    TermPaused { clock: Box<Clock> },
    /// A term goes on, with its new end.
    TermResumed { clock: Box<Clock> },
    /// A newer calendar moved the end of a term, or made it certain; `was_…` is the old end.
    TermRecomputed {
        clock: Box<Clock>,
        was_at: Timestamp,
        was_on: Date,
    },
    /// A side said how the facts stand that the law asks for; its last word counts.
    FactsStated { side: Side, facts: TextRef },
    /// The consumer side chose a way out, which closes others; the version is of the text that was
    /// confirmed.
    DoorChosen {
        door: Door,
        closes: Vec<Door>,
        confirmed: Option<String>,
    },
    /// Those who must act were reminded that a term is running out.
    Reminded { key: ClockKey, count: u16 },
    /// The demand reached a respondent; the proof is the delivery record.
    Delivered { party: PartyId, method: String },
    /// The first responder answered.
    Answered {
        finding: TextRef,
        next_step: TextRef,
        claim_proved: bool,
    },
    /// Nobody answered in time. It stays in the record.
    ResponseMissed,
    /// A respondent answered the claim.
    Responded { party: PartyId, statement: TextRef },
    /// A respondent did not answer in time.
    RespondentSilent { party: PartyId },
    /// A proved small claim got no offer in time.
    SmallClaimOfferMissed,
    /// The consumer was asked for material.
    MaterialAsked {
        items: Vec<TextRef>,
        note: Option<TextRef>,
    },
    /// The consumer supplied it.
    MaterialSupplied {
        statement: TextRef,
        evidence: Vec<EvidenceId>,
    },
    /// Files were submitted.
    EvidenceSubmitted {
        evidence: Vec<EvidenceId>,
        purpose: Option<TextRef>,
        /// Whether they are for the mediator alone, so that the other side hears nothing of them.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        for_mediator: bool,
    },
    /// A party was asked to prove something.
    EvidenceDemanded { of: PartyId, items: Vec<TextRef> },
    /// A party did not prove it in time: an adverse note stands against it.
    AdverseNoted { party: PartyId },
    /// Somebody tried to reach a respondent.
    AttemptRecorded {
        party: PartyId,
        method: AttemptMethod,
        result: TextRef,
    },
    /// A respondent is reached elsewhere from now on, and links that went to the earlier contact open
    /// nothing. Where it was a stranger's, nothing that was done by it counts.
    ContactCorrected { party: PartyId, why: ContactWrong },
    /// The first responder holds a respondent to be unreachable.
    UnreachableMarked { party: PartyId },
    /// A supervisor confirmed it.
    UnreachableConfirmed { party: PartyId },
    /// The consumer side urged those whose turn it is; the supervisor too from the second time on.
    Urged { whom: Vec<Seat>, escalated: bool },
    /// A version of an agreement was offered.
    Offered {
        agreement: AgreementId,
        version: u32,
        by: PartyId,
        to: PartyId,
        /// The version that this one answers.
        supersedes: Option<AgreementId>,
        obligations: Vec<ObligationFact>,
        #[serde(default)]
        provisions: Box<ProvisionsFact>,
        lapses_on: Date,
        note: Option<TextRef>,
        /// What a signature is given for.
        digest: Sha256Hash,
        /// Whether the mediator proposed it to both.
        #[serde(default)]
        proposed: bool,
    },
    /// One of the two accepted what the mediator proposed.
    ProposalAccepted {
        agreement: AgreementId,
        party: PartyId,
    },
    /// A document was made of what stands in the log so far; its bytes are kept.
    DocumentKept {
        document: DocumentId,
        subject: crate::document::Subject,
        sha256: Sha256Hash,
    },
    /// Its maker took an offer back.
    OfferWithdrawn { agreement: AgreementId },
    /// An offer lapsed, by its date or with the phase.
    OfferLapsed { agreement: AgreementId },
    /// The other side accepted.
    OfferAccepted {
        agreement: AgreementId,
        needs_signing: bool,
    },
    /// The consumer side holds the negotiation to have failed.
    FailureDeclared { reason: Option<TextRef> },
    /// One side asked to go on negotiating for longer.
    ExtensionAsked { by: PartyId },
    /// Both sides agreed to.
    Extended,
    /// A body was asked to mediate. Whoever asks is willing; the version is of the warning that was
    /// confirmed, where the body's acceptance closes another way.
    MediationAsked {
        mediation: MediationId,
        body: BodyFact,
        by: Option<PartyId>,
        yes: Option<Yes>,
        confirmed: Option<String>,
        reason: Option<TextRef>,
    },
    /// A party is willing to mediate.
    MediationConsented {
        party: PartyId,
        yes: Yes,
        confirmed: Option<String>,
    },
    /// A party is not.
    MediationDeclined {
        party: PartyId,
        reason: Option<TextRef>,
    },
    /// Enough are willing: it goes on with them, and without the others.
    MediationAgreed {
        body: BodyFact,
        parties: Vec<PartyId>,
        outside: Vec<PartyId>,
    },
    /// It goes on without a party that did not say yes.
    MediationWithout { party: PartyId },
    /// The body accepted the case; from here on it handles the dispute.
    CaseAccepted { body: BodyFact },
    /// The body did not accept it; another may be asked.
    CaseDeclined { body: BodyFact, reason: TextRef },
    /// The body appointed a mediator.
    MediatorAppointed {
        mediator: PersonId,
        experience: Option<TextRef>,
        disclosed: Option<TextRef>,
    },
    /// Nobody was appointed in time.
    AppointmentMissed,
    /// The mediator accepted; nothing declared means no interests.
    AppointmentAccepted {
        mediator: PersonId,
        declared: Option<TextRef>,
    },
    /// A mediator has the case no longer.
    MediatorLeft {
        mediator: PersonId,
        why: Leaving,
        by: Option<PartyId>,
        reason: Option<TextRef>,
    },
    /// A party asked that the mediator step aside.
    Challenged {
        party: PartyId,
        mediator: PersonId,
        reason: TextRef,
    },
    /// The body decided that.
    ChallengeDecided { upheld: bool, reasons: TextRef },
    /// Nobody decided it in time, which upholds it.
    ChallengeUpheldBySilence,
    /// The mediator proposed times for a session, or other times; with a number, the invitation that
    /// stood is withdrawn under it. A time that is fixed at once is the next entry.
    SessionProposed {
        session: MediationSessionId,
        slots: Vec<Timestamp>,
        minutes: u16,
        way: SessionWay,
        place: Option<TextRef>,
        note: Option<TextRef>,
        parties: Vec<PartyId>,
        sequence: Option<u32>,
        fixed: bool,
    },
    /// Somebody said which of the times suit, in the order of the slots.
    SessionChosen {
        session: MediationSessionId,
        who: Attendee,
        choices: Vec<SessionChoice>,
    },
    /// All have answered, and no time suits them.
    SessionSuitsNobody { session: MediationSessionId },
    /// A time was fixed; the invitation bears the number.
    SessionFixed {
        session: MediationSessionId,
        starts_at: Timestamp,
        minutes: u16,
        way: SessionWay,
        place: Option<TextRef>,
        sequence: u32,
    },
    /// A session does not take place; with a number, its invitation is withdrawn under it.
    SessionCancelled {
        session: MediationSessionId,
        why: SessionCancelled,
        reason: Option<TextRef>,
        sequence: Option<u32>,
    },
    /// Everybody was reminded of a session; so many reminders are done with.
    SessionReminded {
        session: MediationSessionId,
        reminded: usize,
    },
    /// A session is over, and who was seen in the room.
    SessionHeld {
        session: MediationSessionId,
        attended: Vec<Attended>,
    },
    /// The mediator noted who was there.
    AttendanceMarked {
        session: MediationSessionId,
        present: Vec<Attendee>,
    },
    /// A party may not write in the mediation room for now.
    Muted { party: PartyId, reason: TextRef },
    /// It may again.
    Unmuted { party: PartyId },
    /// Somebody was sent out of the mediation room.
    SentOut { person: PersonId, reason: TextRef },
    /// They may come in again.
    LetIn { person: PersonId },
    /// The mediator asks all to confirm a fact.
    FactProposed {
        joint_fact: JointFactId,
        text: TextRef,
    },
    /// A party confirmed it.
    FactConfirmed {
        joint_fact: JointFactId,
        party: PartyId,
    },
    /// All confirmed it: it is undisputed, and may leave the mediation.
    FactAgreed { joint_fact: JointFactId },
    /// A party disputes it: it stays what it was, a thing said in a session.
    FactDisputed {
        joint_fact: JointFactId,
        party: PartyId,
        reason: Option<TextRef>,
    },
    /// The mediation ended. Every other way is open.
    MediationEnded {
        how: MediationEnd,
        reason: Option<TerminationReason>,
        note: Option<TextRef>,
    },
    /// A party signed.
    Signed {
        agreement: AgreementId,
        party: PartyId,
        name: TextRef,
        digest: Sha256Hash,
    },
    /// All parties signed: the agreement binds.
    AgreementSigned { agreement: AgreementId },
    /// Not all signed in time.
    SigningIncomplete { agreement: AgreementId },
    /// The mediator, or the body, sealed what was mediated.
    Sealed { agreement: AgreementId, seat: Seat },
    /// Both did.
    AgreementSealed { agreement: AgreementId },
    /// Not both did in time. The signatures stand.
    SealLate { agreement: AgreementId },
    /// A party wants a court to confirm the agreement, which takes both.
    ConfirmationAsked {
        agreement: AgreementId,
        party: PartyId,
    },
    /// Both do: they apply jointly.
    ConfirmationApplied { agreement: AgreementId },
    /// Performance was recorded by the one who owes.
    PerformanceRecorded {
        agreement: AgreementId,
        obligation: ObligationId,
        whole: bool,
        amount: Option<Fen>,
        proof: TextRef,
        evidence: Vec<EvidenceId>,
        late: bool,
    },
    /// The clock asked whether it was performed.
    PerformanceAsked {
        agreement: AgreementId,
        obligation: ObligationId,
    },
    /// The one who is owed confirmed it.
    ObligationConfirmed {
        agreement: AgreementId,
        obligation: ObligationId,
    },
    /// The one who is owed disputes it.
    ObligationDisputed {
        agreement: AgreementId,
        obligation: ObligationId,
        reason: TextRef,
    },
    /// Nobody confirmed in time what was recorded with proof.
    ObligationUnconfirmed {
        agreement: AgreementId,
        obligation: ObligationId,
    },
    /// The agreement was not performed as promised.
    Breached {
        agreement: AgreementId,
        obligation: ObligationId,
    },
    /// Everything promised is done.
    AgreementPerformed { agreement: AgreementId },
    /// After a breach a new day was set.
    NewDateSet {
        agreement: AgreementId,
        obligation: ObligationId,
        due_on: Date,
    },
    /// After a breach the agreement was given up.
    AgreementGivenUp { agreement: AgreementId },
    /// The dispute stands still.
    Suspended {
        reason: SuspensionReason,
        by: Option<PartyId>,
        number: Option<TextRef>,
    },
    /// The acceptance slip was shown.
    SlipShown { evidence: EvidenceId },
    /// The dispute goes on.
    Resumed,
    /// It was filed twice: another goes on in its place, and it stands still.
    Merged { into: DisputeId },
    /// It was not the same after all, and goes on by itself.
    Unmerged { reason: Option<TextRef> },
    /// Somebody else has the dispute.
    ExternalRecorded { case: ElsewhereFact },
    /// The platform does not handle it, or no longer.
    Rejected {
        ground: RejectionGround,
        reasons: TextRef,
    },
    /// The consumer side appealed.
    Appealed { reasons: TextRef },
    /// Another supervisor decided the appeal.
    AppealDecided { upheld: bool, reasons: TextRef },
    /// Nobody decided the appeal in time, which upholds it.
    AppealUpheldBySilence,
    /// The consumer side withdrew.
    Withdrawn {
        money_arrived: bool,
        reason: Option<TextRef>,
    },
    /// The dispute ended.
    Closed {
        kind: ClosingKind,
        ground: Option<RejectionGround>,
    },
    /// The consumer side reopened it.
    Reopened { new_facts: TextRef },
}
