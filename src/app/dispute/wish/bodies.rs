//! What each verb takes, as it is written in a request.

use hejie_domain::dispute::lists::{AttemptMethod, SuspensionReason};
use hejie_domain::dispute::session::{SessionChoice, SessionWay};
use hejie_domain::ids::{
    AgreementId, EvidenceId, JointFactId, MediationSessionId, ObligationId, OrganisationId,
    PartyId, PersonId,
};
use hejie_domain::law::doors::Door;
use hejie_domain::money::Fen;
use hejie_domain::taxonomy::{ElsewhereTarget, RejectionGround, Remedy, TerminationReason};
use hejie_domain::text::Sha256Hash;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

macro_rules! bodies {
    ($($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Deserialize, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$item])* pub(super) $field: $type,)* }
    )*};
}

bodies! {
    /// No more than the verb itself.
    Nothing {}
    /// The first responder's answer.
    Answer {
        /// What was found.
        finding: String,
        /// What happens next.
        next_step: String,
        /// Whether the claim is proved, so that a small one needs an offer at once.
        #[serde(default)]
        claim_proved: bool,
    }
    /// A respondent's answer.
    Respond { statement: String, }
    /// What is missing.
    AskMaterial {
        items: Vec<String>,
        note: Option<String>,
    }
    /// What was missing.
    SupplyMaterial {
        statement: String,
        #[serde(default)]
        evidence: Vec<EvidenceId>,
    }
    /// Files.
    SubmitEvidence {
        evidence: Vec<EvidenceId>,
        purpose: Option<String>,
    }
    /// What a side says of the facts that the law asks for: the facts of an entitlement card but its
    /// category, day and province.
    StateFacts {
        #[schema(value_type = Object)]
        facts: serde_json::Value,
    }
    /// A way out.
    ChooseDoor {
        door: Door,
        /// The version of the text that was confirmed, where the way closes others.
        confirmed: Option<String>,
    }
    /// What is to be proved.
    DemandEvidence {
        of: PartyId,
        items: Vec<String>,
    }
    /// How somebody was tried to be reached.
    RecordAttempt {
        party: PartyId,
        method: AttemptMethod,
        result: String,
    }
    /// Who cannot be reached.
    MarkUnreachable { party: PartyId, }
    /// Who cannot be reached.
    ConfirmUnreachable { party: PartyId, }
    /// Who answers from now on; the caller, when nobody is named.
    TakeOver {
        responder: Option<PersonId>,
        note: Option<String>,
    }
    /// A promise.
    ObligationInput {
        owes: PartyId,
        to: PartyId,
        kind: Remedy,
        what: String,
        amount_fen: Option<Fen>,
        how: String,
        #[schema(value_type = String, format = Date)]
        due_on: Date,
    }
    /// What an agreement says besides its promises; all of it may be left out.
    #[derive(Default)]
    ProvisionsInput {
        /// What happened, and who answers for what.
        facts: Option<String>,
        /// Where money goes.
        account: Option<String>,
        /// How goods go back, and who bears freight and risk.
        goods: Option<String>,
        /// What follows when a promise is not kept.
        breach: Option<String>,
        /// Whether everything falls due at once when one payment is late.
        #[serde(default)]
        acceleration: bool,
        /// Whether the parties mean to ask a court to confirm it.
        #[serde(default)]
        confirmation: bool,
        /// Whether its content stays between those who take part.
        #[serde(default)]
        confidential: bool,
    }
    /// An offer.
    Offer {
        to: Option<PartyId>,
        obligations: Vec<ObligationInput>,
        #[serde(default)]
        provisions: ProvisionsInput,
        #[schema(value_type = String, format = Date)]
        lapses_on: Date,
        note: Option<String>,
        /// What a consumer who filed against several confirms: it ends the dispute with the others,
        /// too, once it is accepted.
        #[serde(default)]
        ends_others: bool,
    }
    /// An offer that answers another.
    Counter {
        offer: AgreementId,
        obligations: Vec<ObligationInput>,
        #[serde(default)]
        provisions: ProvisionsInput,
        #[schema(value_type = String, format = Date)]
        lapses_on: Date,
        note: Option<String>,
        /// What a consumer who filed against several confirms: it ends the dispute with the others,
        /// too, once it is accepted.
        #[serde(default)]
        ends_others: bool,
    }
    /// Which offer.
    WithdrawOffer { offer: AgreementId, }
    /// Which offer. A consumer who filed against several confirms that the dispute ends with the
    /// others, too.
    AcceptOffer {
        offer: AgreementId,
        #[serde(default)]
        ends_others: bool,
    }
    /// Why.
    DeclareFailed { reason: Option<String>, }
    /// Which body, and under which conditions one is willing.
    AskMediation {
        body: OrganisationId,
        /// Whether the mediator may read the negotiation; it takes every party's yes.
        #[serde(default)]
        reads_negotiation: bool,
        /// Whether the first responder may be in the mediation room; it takes every party's yes.
        #[serde(default)]
        with_responder: bool,
        /// The version of the warning that was confirmed, where the body's acceptance closes another
        /// way for the consumer.
        confirmed: Option<String>,
        reason: Option<String>,
    }
    /// Under which conditions.
    Consent {
        #[serde(default)]
        reads_negotiation: bool,
        #[serde(default)]
        with_responder: bool,
        confirmed: Option<String>,
    }
    /// Why not.
    Decline { reason: Option<String>, }
    /// Why not.
    DeclineCase { reason: String, }
    /// Who mediates, and which interests the body discloses.
    Appoint {
        mediator: PersonId,
        disclosed: Option<String>,
    }
    /// Why not that person.
    ObjectToMediator { reason: String, }
    /// Which interests one has: either none, or these.
    AcceptAppointment {
        #[serde(default)]
        no_interests: bool,
        interests: Option<String>,
    }
    /// Why not.
    DeclineAppointment { reason: Option<String>, }
    /// Why the mediator should step aside.
    Challenge { reason: String, }
    /// How, and why.
    DecideChallenge {
        upheld: bool,
        reasons: String,
    }
    /// Why.
    Resign { reason: String, }
    /// Who mediates from now on, and why another.
    Replace {
        mediator: PersonId,
        disclosed: Option<String>,
        reason: String,
    }
    /// With whose side.
    OpenCaucus { party: PartyId, }
    /// With whose side.
    CloseCaucus { party: PartyId, }
    /// A fact that all are asked to confirm.
    ProposeFact { text: String, }
    /// Which fact.
    ConfirmFact { fact: JointFactId, }
    /// Which fact, and why.
    DisputeFact {
        fact: JointFactId,
        reason: Option<String>,
    }
    /// What the mediator proposes to two parties.
    Propose {
        /// The consumer's party and a respondent's.
        between: [PartyId; 2],
        obligations: Vec<ObligationInput>,
        #[serde(default)]
        provisions: ProvisionsInput,
        #[schema(value_type = String, format = Date)]
        lapses_on: Date,
        note: Option<String>,
    }
    /// Why.
    EndMediation { reason: Option<String>, }
    /// Why, and in the mediator's words.
    Terminate {
        reason: TerminationReason,
        note: Option<String>,
    }
    /// For the text of that digest.
    Seal {
        agreement: AgreementId,
        text_sha256: Sha256Hash,
    }
    /// Which agreement.
    ApplyConfirmation { agreement: AgreementId, }
    /// A signature for the text of that digest.
    Sign {
        agreement: AgreementId,
        name: String,
        text_sha256: Sha256Hash,
    }
    /// What was performed, and what proves it.
    RecordPerformance {
        agreement: AgreementId,
        obligation: ObligationId,
        /// Whether it is a part only.
        #[serde(default)]
        part: bool,
        /// How much, for a part of a sum of money.
        amount_fen: Option<Fen>,
        proof: String,
        #[serde(default)]
        evidence: Vec<EvidenceId>,
    }
    /// When mediator and parties are to meet.
    SetSession {
        /// The session that is changed; a new one, when left out.
        session: Option<MediationSessionId>,
        /// Up to six times to choose from.
        #[schema(value_type = Vec<String>, format = DateTime)]
        slots: Vec<Timestamp>,
        /// From 15 to 480.
        minutes: u16,
        way: SessionWay,
        /// Where, or which number to call.
        place: Option<String>,
        note: Option<String>,
        /// Whether the one slot stands without anybody being asked.
        #[serde(default)]
        fixed: bool,
    }
    /// Which of the times suit, in their order.
    ChooseSession {
        session: MediationSessionId,
        choices: Vec<SessionChoice>,
    }
    /// Which time is taken.
    FixSession {
        session: MediationSessionId,
        #[schema(value_type = String, format = DateTime)]
        starts_at: Timestamp,
    }
    /// Which session, and why.
    CancelSession {
        session: MediationSessionId,
        reason: Option<String>,
    }
    /// Who was there.
    RecordAttendance {
        session: MediationSessionId,
        /// Whether the mediator was.
        mediator: bool,
        parties: Vec<PartyId>,
    }
    /// Who may not write in the mediation room for now, and why.
    Mute {
        party: PartyId,
        reason: String,
    }
    /// Who may write again.
    Unmute { party: PartyId, }
    /// Who is sent out of the mediation room, and why.
    Remove {
        person: PersonId,
        reason: String,
    }
    /// Who may come in again.
    LetIn { person: PersonId, }
    /// Which promise.
    ConfirmObligation {
        agreement: AgreementId,
        obligation: ObligationId,
    }
    /// Which promise, and why.
    DisputeObligation {
        agreement: AgreementId,
        obligation: ObligationId,
        reason: String,
    }
    /// `new_date` with obligation and day, or `impasse`.
    ChooseAfterBreach {
        choice: AfterBreachChoice,
        obligation: Option<ObligationId>,
        #[serde(default, deserialize_with = "maybe_day")]
        #[schema(value_type = Option<String>, format = Date)]
        due_on: Option<Date>,
    }
    /// Who has it, and the slip that shows it.
    Suspend {
        reason: SuspensionReason,
        number: Option<String>,
        slip: Option<EvidenceId>,
    }
    /// Who has it.
    RecordExternal {
        target: ElsewhereTarget,
        number: Option<String>,
        #[serde(default, deserialize_with = "maybe_day")]
        #[schema(value_type = Option<String>, format = Date)]
        accepted_on: Option<Date>,
    }
    /// On what ground, and why.
    Refuse {
        ground: RejectionGround,
        reasons: String,
    }
    /// On what ground, and why.
    Discontinue {
        ground: RejectionGround,
        reasons: String,
    }
    /// Why.
    Appeal { reasons: String, }
    /// How, and why.
    DecideAppeal {
        upheld: bool,
        reasons: String,
    }
    /// The question that withdrawing asks first.
    Withdraw {
        money_arrived: bool,
        warning_read: bool,
        reason: Option<String>,
    }
    /// What is new.
    Reopen { new_facts: String, }
}

/// What follows a breach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AfterBreachChoice {
    /// A new day.
    NewDate,
    /// The agreement is given up.
    Impasse,
}

fn maybe_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    Option::deserialize(deserializer)
}
