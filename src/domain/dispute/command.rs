//! What somebody wants to do. Texts are parsed and ids are minted before a command is made.

use crate::access::Role;
use crate::dispute::clocks::ClockKey;
use crate::dispute::event::{BodyFact, Yes};
use crate::dispute::lists::{AttemptMethod, ContactWrong, SuspensionReason};
use crate::dispute::session::SessionOrder;
use crate::document::Subject;
use crate::ids::{
    AgreementId, DisputeId, DocumentId, JointFactId, MediationId, ObligationId, PartyId, PersonId,
};
use crate::law::doors::Door;
use crate::taxonomy::{RejectionGround, TerminationReason};
use crate::text::{Sha256Hash, Text};

mod brought;
mod parts;

pub use self::parts::*;

/// What somebody wants to do with an open or closed dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    RecordDelivery {
        party: PartyId,
        method: String,
    },
    /// A document was made of what stands in the log, and its bytes are kept.
    KeepDocument {
        document: DocumentId,
        subject: Subject,
        sha256: Sha256Hash,
    },
    Answer {
        finding: Text,
        next_step: Text,
        claim_proved: bool,
    },
    Respond {
        statement: Text,
    },
    AskMaterial {
        items: Vec<Text>,
        note: Option<Text>,
    },
    SupplyMaterial {
        statement: Text,
        exhibits: Vec<Exhibit>,
    },
    SubmitEvidence {
        exhibits: Vec<Exhibit>,
        purpose: Option<Text>,
    },
    DemandEvidence {
        of: PartyId,
        items: Vec<Text>,
    },
    RecordAttempt {
        party: PartyId,
        method: AttemptMethod,
        result: Text,
    },
    /// A respondent is reached elsewhere from now on.
    CorrectContact {
        party: PartyId,
        to: NewContact,
        why: ContactWrong,
    },
    MarkUnreachable {
        party: PartyId,
    },
    ConfirmUnreachable {
        party: PartyId,
    },
    TakeOver {
        responder: PersonId,
        note: Option<Text>,
    },
    Urge,
    Offer {
        to: Option<PartyId>,
        terms: Terms,
    },
    Counter {
        offer: AgreementId,
        terms: Terms,
    },
    WithdrawOffer {
        offer: AgreementId,
    },
    AcceptOffer {
        offer: AgreementId,
        /// Whether it was confirmed that the dispute ends with the other respondents, too.
        ends_others: bool,
    },
    DeclareFailed {
        reason: Option<Text>,
    },
    Extend,
    /// `confirmed` is the version of the warning that was confirmed.
    AskMediation {
        mediation: MediationId,
        body: BodyFact,
        yes: Yes,
        confirmed: Option<String>,
        reason: Option<Text>,
    },
    Consent {
        yes: Yes,
        confirmed: Option<String>,
    },
    Decline {
        reason: Option<Text>,
    },
    AcceptCase,
    DeclineCase {
        reason: Text,
    },
    Appoint {
        candidate: Candidate,
    },
    ObjectToMediator {
        reason: Text,
    },
    /// With the roles that the mediator holds at present, and the interests they declare.
    AcceptAppointment {
        roles: Vec<Role>,
        declared: Option<Text>,
    },
    DeclineAppointment {
        reason: Option<Text>,
    },
    Challenge {
        reason: Text,
    },
    DecideChallenge {
        upheld: bool,
        reasons: Text,
    },
    Resign {
        reason: Text,
    },
    /// Whoever is appointed is no longer one of the body's mediators.
    MediatorGone,
    Replace {
        candidate: Candidate,
        reason: Text,
    },
    /// What happens in a caucus is in that room's log alone, or the other side could see in the
    /// dispute's that there is one.
    OpenCaucus {
        party: PartyId,
    },
    CloseCaucus {
        party: PartyId,
    },
    UnsealCaucus,
    /// See [`SessionStep`](crate::dispute::session::SessionStep).
    Session(Box<SessionOrder>),
    /// See [`OrderStep`].
    Order(OrderStep),
    ProposeFact {
        joint_fact: JointFactId,
        text: Text,
    },
    ConfirmFact {
        joint_fact: JointFactId,
    },
    DisputeFact {
        joint_fact: JointFactId,
        reason: Option<Text>,
    },
    /// What the mediator proposes to two parties.
    Propose {
        between: [PartyId; 2],
        terms: Terms,
    },
    EndMediation {
        reason: Option<Text>,
    },
    Terminate {
        reason: TerminationReason,
        note: Option<Text>,
    },
    Seal {
        agreement: AgreementId,
        digest: Sha256Hash,
    },
    ApplyConfirmation {
        agreement: AgreementId,
    },
    Sign {
        agreement: AgreementId,
        name: Text,
        digest: Sha256Hash,
    },
    RecordPerformance {
        agreement: AgreementId,
        obligation: ObligationId,
        extent: Extent,
        proof: Text,
        exhibits: Vec<Exhibit>,
    },
    ConfirmObligation {
        agreement: AgreementId,
        obligation: ObligationId,
    },
    DisputeObligation {
        agreement: AgreementId,
        obligation: ObligationId,
        reason: Text,
    },
    ChooseAfterBreach {
        choice: AfterBreach,
    },
    Suspend {
        reason: SuspensionReason,
        number: Option<Text>,
        slip: Option<Exhibit>,
    },
    Resume,
    RecordExternal {
        case: Elsewhere,
    },
    /// Whether the two belong together is for whoever sees both to say.
    Merge {
        into: DisputeId,
    },
    Unmerge {
        reason: Option<Text>,
    },
    Refuse {
        ground: RejectionGround,
        reasons: Text,
    },
    Discontinue {
        ground: RejectionGround,
        reasons: Text,
    },
    Appeal {
        reasons: Text,
    },
    DecideAppeal {
        upheld: bool,
        reasons: Text,
    },
    Withdraw {
        money_arrived: bool,
        warning_read: bool,
        reason: Option<Text>,
    },
    Close,
    Reopen {
        new_facts: Text,
    },
    Remind {
        key: ClockKey,
    },
    TermEnds {
        key: ClockKey,
    },
    /// What a side says of the facts that the law asks for, as JSON.
    StateFacts {
        facts: Text,
    },
    /// A way out of the dispute; `confirmed` is the version of the text that was confirmed.
    ChooseDoor {
        door: Door,
        confirmed: Option<String>,
    },
    /// The calendar is another one: terms are counted again.
    RecomputeTerms,
}
