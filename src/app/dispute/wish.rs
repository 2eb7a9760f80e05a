//! What each verb takes, and the command it becomes.

use hejie_domain::dispute::Verb;
use hejie_domain::dispute::command::{
    AfterBreach, Command, Elsewhere, Extent, OrderStep, Promise, Provisions, Terms,
};
use hejie_domain::dispute::event::{Choices, Yes};
use hejie_domain::dispute::lists::{AttemptMethod, SuspensionReason};
use hejie_domain::dispute::session::{
    Attendee, Proposal, SessionChoice, SessionOrder, SessionStep, SessionWay,
};
use hejie_domain::ids::{
    AgreementId, EvidenceId, JointFactId, MediationSessionId, ObligationId, OrganisationId,
    PartyId, PersonId,
};
use hejie_domain::law::doors::Door;
use hejie_domain::law::stated::Statement;
use hejie_domain::money::Fen;
use hejie_domain::taxonomy::{ElsewhereTarget, RejectionGround, Remedy, TerminationReason};
use hejie_domain::text::Sha256Hash;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use utoipa::ToSchema;

use super::Desk;
pub use super::contact::CorrectContact;
use crate::app::Failure;

/// A body that becomes a command. `verb` is the last part of the path.
#[expect(async_fn_in_trait, reason = "only this crate carries wishes out")]
pub trait Wish {
    /// Parses what the caller wrote; faults are noted at the desk.
    async fn command(self, verb: &str, desk: &mut Desk<'_>) -> Result<Command, Failure>;
}

/// A finding and a next step must say something.
const FINDING_CHARS_MIN: usize = 6;
const REASONS_CHARS_MIN: usize = 4;

macro_rules! bodies {
    ($($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Deserialize, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$item])* $field: $type,)* }
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

impl Wish for Nothing {
    async fn command(self, verb: &str, _: &mut Desk<'_>) -> Result<Command, Failure> {
        match Verb::parse(verb) {
            Some(Verb::Urge) => Ok(Command::Urge),
            Some(Verb::Extend) => Ok(Command::Extend),
            Some(Verb::Resume) => Ok(Command::Resume),
            Some(Verb::Close) => Ok(Command::Close),
            Some(Verb::AcceptCase) => Ok(Command::AcceptCase),
            Some(Verb::UnsealCaucus) => Ok(Command::UnsealCaucus),
            _ => Err(Failure::NotFound),
        }
    }
}

/// Verbs whose command is made without asking the store.
macro_rules! plain {
    ($($name:ident, $this:ident, $desk:ident => $command:expr;)*) => {$(
        impl Wish for $name {
            async fn command(self, _: &str, $desk: &mut Desk<'_>) -> Result<Command, Failure> {
                let $this = self;
                let _ = &$desk;
                Ok($command)
            }
        }
    )*};
}

plain! {
    Answer, this, desk => Command::Answer {
        finding: desk.text("/finding", &this.finding, FINDING_CHARS_MIN),
        next_step: desk.text("/next_step", &this.next_step, FINDING_CHARS_MIN),
        claim_proved: this.claim_proved,
    };
    Respond, this, desk => Command::Respond {
        statement: desk.text("/statement", &this.statement, 2),
    };
    AskMaterial, this, desk => Command::AskMaterial {
        items: desk.texts("/items", &this.items),
        note: desk.maybe("/note", this.note.as_deref()),
    };
    DemandEvidence, this, desk => Command::DemandEvidence {
        of: this.of,
        items: desk.texts("/items", &this.items),
    };
    RecordAttempt, this, desk => Command::RecordAttempt {
        party: this.party,
        method: this.method,
        result: desk.text("/result", &this.result, 1),
    };
    MarkUnreachable, this, desk => Command::MarkUnreachable { party: this.party };
    ConfirmUnreachable, this, desk => Command::ConfirmUnreachable { party: this.party };
    Offer, this, desk => Command::Offer {
        to: this.to,
        terms: terms(desk, this.obligations, this.provisions, this.lapses_on, this.note.as_deref()),
    };
    Counter, this, desk => Command::Counter {
        offer: this.offer,
        terms: terms(desk, this.obligations, this.provisions, this.lapses_on, this.note.as_deref()),
    };
    ChooseSession, this, desk => session(SessionStep::Choose {
        session: this.session,
        choices: this.choices,
    });
    FixSession, this, desk => session(SessionStep::Fix {
        session: this.session,
        starts_at: this.starts_at,
    });
    CancelSession, this, desk => session(SessionStep::Cancel {
        session: this.session,
        reason: desk.maybe("/reason", this.reason.as_deref()),
    });
    RecordAttendance, this, desk => session(SessionStep::Attend {
        session: this.session,
        present: this
            .mediator
            .then_some(Attendee::Mediator)
            .into_iter()
            .chain(this.parties.into_iter().map(Attendee::Party))
            .collect(),
    });
    Mute, this, desk => Command::Order(OrderStep::Mute {
        party: this.party,
        reason: desk.text("/reason", &this.reason, 2),
    });
    Unmute, this, desk => Command::Order(OrderStep::Unmute { party: this.party });
    Remove, this, desk => Command::Order(OrderStep::Remove {
        person: this.person,
        reason: desk.text("/reason", &this.reason, 2),
    });
    LetIn, this, desk => Command::Order(OrderStep::LetIn { person: this.person });
    ChooseDoor, this, desk => Command::ChooseDoor {
        door: this.door,
        confirmed: this.confirmed,
    };
    Consent, this, desk => Command::Consent {
        yes: Yes {
            reads_negotiation: this.reads_negotiation,
            with_responder: this.with_responder,
        },
        confirmed: this.confirmed,
    };
    Decline, this, desk => Command::Decline {
        reason: desk.maybe("/reason", this.reason.as_deref()),
    };
    DeclineCase, this, desk => Command::DeclineCase {
        reason: desk.text("/reason", &this.reason, REASONS_CHARS_MIN),
    };
    ObjectToMediator, this, desk => Command::ObjectToMediator {
        reason: desk.text("/reason", &this.reason, REASONS_CHARS_MIN),
    };
    DeclineAppointment, this, desk => Command::DeclineAppointment {
        reason: desk.maybe("/reason", this.reason.as_deref()),
    };
    Challenge, this, desk => Command::Challenge {
        reason: desk.text("/reason", &this.reason, REASONS_CHARS_MIN),
    };
    DecideChallenge, this, desk => Command::DecideChallenge {
        upheld: this.upheld,
        reasons: desk.text("/reasons", &this.reasons, REASONS_CHARS_MIN),
    };
    Resign, this, desk => Command::Resign {
        reason: desk.text("/reason", &this.reason, REASONS_CHARS_MIN),
    };
    OpenCaucus, this, desk => Command::OpenCaucus { party: this.party };
    CloseCaucus, this, desk => Command::CloseCaucus { party: this.party };
    ProposeFact, this, desk => Command::ProposeFact {
        joint_fact: desk.mint(),
        text: desk.text("/text", &this.text, 2),
    };
    ConfirmFact, this, desk => Command::ConfirmFact { joint_fact: this.fact };
    DisputeFact, this, desk => Command::DisputeFact {
        joint_fact: this.fact,
        reason: desk.maybe("/reason", this.reason.as_deref()),
    };
    Propose, this, desk => Command::Propose {
        between: this.between,
        terms: terms(desk, this.obligations, this.provisions, this.lapses_on, this.note.as_deref()),
    };
    EndMediation, this, desk => Command::EndMediation {
        reason: desk.maybe("/reason", this.reason.as_deref()),
    };
    Terminate, this, desk => Command::Terminate {
        reason: this.reason,
        note: desk.maybe("/note", this.note.as_deref()),
    };
    ApplyConfirmation, this, desk => Command::ApplyConfirmation { agreement: this.agreement };
    WithdrawOffer, this, desk => Command::WithdrawOffer { offer: this.offer };
    AcceptOffer, this, desk => Command::AcceptOffer {
        offer: this.offer,
        ends_others: this.ends_others,
    };
    DeclareFailed, this, desk => Command::DeclareFailed {
        reason: desk.maybe("/reason", this.reason.as_deref()),
    };
    ConfirmObligation, this, desk => Command::ConfirmObligation {
        agreement: this.agreement,
        obligation: this.obligation,
    };
    DisputeObligation, this, desk => Command::DisputeObligation {
        agreement: this.agreement,
        obligation: this.obligation,
        reason: desk.text("/reason", &this.reason, 2),
    };
    RecordExternal, this, desk => Command::RecordExternal {
        case: Elsewhere {
            target: this.target,
            number: desk.maybe("/number", this.number.as_deref()),
            accepted_on: desk.past("/accepted_on", this.accepted_on),
        },
    };
    Refuse, this, desk => Command::Refuse {
        ground: this.ground,
        reasons: desk.text("/reasons", &this.reasons, REASONS_CHARS_MIN),
    };
    Discontinue, this, desk => Command::Discontinue {
        ground: this.ground,
        reasons: desk.text("/reasons", &this.reasons, REASONS_CHARS_MIN),
    };
    Appeal, this, desk => Command::Appeal {
        reasons: desk.text("/reasons", &this.reasons, REASONS_CHARS_MIN),
    };
    DecideAppeal, this, desk => Command::DecideAppeal {
        upheld: this.upheld,
        reasons: desk.text("/reasons", &this.reasons, REASONS_CHARS_MIN),
    };
    Withdraw, this, desk => Command::Withdraw {
        money_arrived: this.money_arrived,
        warning_read: this.warning_read,
        reason: desk.maybe("/reason", this.reason.as_deref()),
    };
    Reopen, this, desk => Command::Reopen {
        new_facts: desk.text("/new_facts", &this.new_facts, REASONS_CHARS_MIN),
    };
}

impl Wish for AskMediation {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let reason = desk.maybe("/reason", self.reason.as_deref());
        let body = desk.body("/body", self.body).await?;
        Ok(Command::AskMediation {
            mediation: desk.mint(),
            body,
            yes: Yes {
                reads_negotiation: self.reads_negotiation,
                with_responder: self.with_responder,
            },
            confirmed: self.confirmed,
            reason,
        })
    }
}

impl Wish for Appoint {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let disclosed = desk.maybe("/disclosed", self.disclosed.as_deref());
        let mut candidate = desk.candidate(self.mediator).await?;
        candidate.disclosed = disclosed;
        Ok(Command::Appoint { candidate })
    }
}

impl Wish for Replace {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let disclosed = desk.maybe("/disclosed", self.disclosed.as_deref());
        let reason = desk.text("/reason", &self.reason, REASONS_CHARS_MIN);
        let mut candidate = desk.candidate(self.mediator).await?;
        candidate.disclosed = disclosed;
        Ok(Command::Replace { candidate, reason })
    }
}

impl Wish for AcceptAppointment {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let declared = desk.maybe("/interests", self.interests.as_deref());
        // One says either that there are none, or which; silence is neither.
        if self.no_interests == declared.is_some() {
            desk.fault("/interests", "required");
        }
        let roles = desk.caller().standing.roles.clone();
        Ok(Command::AcceptAppointment { roles, declared })
    }
}

impl Wish for Seal {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        desk.freshly_proved()?;
        Ok(Command::Seal {
            agreement: self.agreement,
            digest: self.text_sha256,
        })
    }
}

/// Proposals that one can still choose from.
const SLOTS_MAX: usize = 6;
const MINUTES: std::ops::RangeInclusive<u16> = 15..=480;

impl Wish for SetSession {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        if self.slots.is_empty() {
            desk.fault("/slots", "required");
        }
        if self.slots.len() > SLOTS_MAX {
            desk.fault("/slots", "too_many");
        }
        if !MINUTES.contains(&self.minutes) {
            desk.fault("/minutes", "out_of_range");
        }
        if self.fixed && self.slots.len() > 1 {
            desk.fault("/fixed", "contradiction");
        }
        let place = desk.maybe("/place", self.place.as_deref());
        if self.way == SessionWay::OnSite && place.is_none() {
            desk.fault("/place", "required");
        }
        let mut slots = self.slots;
        slots.sort_unstable();
        slots.dedup();
        let proposal = Proposal {
            session: self.session.unwrap_or_else(|| desk.mint()),
            slots,
            minutes: self.minutes,
            way: self.way,
            place,
            note: desk.maybe("/note", self.note.as_deref()),
            fixed: self.fixed,
        };
        Ok(session(SessionStep::Set(Box::new(proposal))))
    }
}

fn session(step: SessionStep) -> Command {
    Command::Session(Box::new(SessionOrder::of(step)))
}

impl Wish for ChooseAfterBreach {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let choice = match (self.choice, self.obligation, self.due_on) {
            (AfterBreachChoice::Impasse, _, _) => AfterBreach::GiveUp,
            (AfterBreachChoice::NewDate, Some(obligation), Some(due_on)) => {
                AfterBreach::NewDate { obligation, due_on }
            }
            (AfterBreachChoice::NewDate, obligation, due_on) => {
                if obligation.is_none() {
                    desk.fault("/obligation", "required");
                }
                if due_on.is_none() {
                    desk.fault("/due_on", "required");
                }
                AfterBreach::GiveUp
            }
        };
        Ok(Command::ChooseAfterBreach { choice })
    }
}

impl Wish for SupplyMaterial {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let exhibits = desk.exhibits("/evidence", &self.evidence).await?;
        let statement = desk.text("/statement", &self.statement, 1);
        Ok(Command::SupplyMaterial {
            statement,
            exhibits,
        })
    }
}

impl Wish for StateFacts {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let stated = Statement::parse(self.facts);
        let kept = stated.map(|statement| statement.to_value().to_string());
        if kept.is_err() {
            desk.fault("/facts", "facts_unreadable");
        }
        let facts = desk.text("/facts", &kept.unwrap_or_default(), 2);
        Ok(Command::StateFacts { facts })
    }
}

impl Wish for SubmitEvidence {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        if self.evidence.is_empty() {
            desk.fault("/evidence", "required");
        }
        let exhibits = desk.exhibits("/evidence", &self.evidence).await?;
        let purpose = desk.maybe("/purpose", self.purpose.as_deref());
        Ok(Command::SubmitEvidence { exhibits, purpose })
    }
}

impl Wish for TakeOver {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let responder = self.responder.unwrap_or(desk.caller().standing.person);
        desk.serving("/responder", responder).await?;
        let note = desk.maybe("/note", self.note.as_deref());
        Ok(Command::TakeOver { responder, note })
    }
}

impl Wish for Sign {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        desk.freshly_proved()?;
        Ok(Command::Sign {
            agreement: self.agreement,
            name: desk.text("/name", &self.name, 1),
            digest: self.text_sha256,
        })
    }
}

impl Wish for RecordPerformance {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let exhibits = desk.exhibits("/evidence", &self.evidence).await?;
        let extent = if self.part {
            Extent::Part(self.amount_fen)
        } else {
            Extent::Whole
        };
        Ok(Command::RecordPerformance {
            agreement: self.agreement,
            obligation: self.obligation,
            extent,
            proof: desk.text("/proof", &self.proof, 2),
            exhibits,
        })
    }
}

impl Wish for Suspend {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let slip = desk
            .exhibits("/slip", self.slip.as_slice())
            .await?
            .first()
            .copied();
        let number = desk.maybe("/number", self.number.as_deref());
        Ok(Command::Suspend {
            reason: self.reason,
            number,
            slip,
        })
    }
}

fn terms(
    desk: &mut Desk<'_>,
    obligations: Vec<ObligationInput>,
    provisions: ProvisionsInput,
    lapses_on: Date,
    note: Option<&str>,
) -> Terms {
    let promises = obligations.into_iter().enumerate().map(|(at, one)| {
        let field = |name: &str| format!("/obligations/{at}/{name}");
        Promise {
            id: desk.mint(),
            owes: one.owes,
            to: one.to,
            kind: one.kind,
            what: desk.text(&field("what"), &one.what, 1),
            amount: one.amount_fen,
            how: desk.text(&field("how"), &one.how, 1),
            due_on: one.due_on,
        }
    });
    let promises = promises.collect();
    Terms {
        agreement: desk.mint(),
        promises,
        provisions: Provisions {
            facts: desk.maybe("/provisions/facts", provisions.facts.as_deref()),
            account: desk.maybe("/provisions/account", provisions.account.as_deref()),
            goods: desk.maybe("/provisions/goods", provisions.goods.as_deref()),
            breach: desk.maybe("/provisions/breach", provisions.breach.as_deref()),
            choices: Choices {
                acceleration: provisions.acceleration,
                confirmation: provisions.confirmation,
                confidential: provisions.confidential,
            },
        },
        lapses_on,
        note: desk.maybe("/note", note),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "no other verb is ever kept")]
/// The command of a verb whose body was kept for a while: those of [`hejie_domain::desk::HELD`], and
/// what a macro does.
pub async fn read(verb: Verb, body: &Value, desk: &mut Desk<'_>) -> Result<Command, Failure> {
    match verb {
        Verb::Answer => of::<Answer>(verb, body, desk).await,
        Verb::AskMaterial => of::<AskMaterial>(verb, body, desk).await,
        Verb::DemandEvidence => of::<DemandEvidence>(verb, body, desk).await,
        Verb::Refuse => of::<Refuse>(verb, body, desk).await,
        Verb::Discontinue => of::<Discontinue>(verb, body, desk).await,
        Verb::DecideAppeal => of::<DecideAppeal>(verb, body, desk).await,
        Verb::TakeOver => of::<TakeOver>(verb, body, desk).await,
        _ => Err(Failure::NotFound),
    }
}

async fn of<W: Wish + DeserializeOwned>(
    verb: Verb,
    body: &Value,
    desk: &mut Desk<'_>,
) -> Result<Command, Failure> {
    let wish = W::deserialize(body).map_err(|_odd| Failure::invalid("/body", "wrong_value"))?;
    wish.command(verb.code(), desk).await
}
