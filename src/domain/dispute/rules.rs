//! The whole procedure in one table, with four readers: the service runs it, the rules page prints
//! it, the diagram draws it, and every browser shows the buttons it allows.
//!
//! A row says who may do what in which phase, on which condition, where that leads, which terms
//! begin, and on what it rests. Terms are ids: their length comes from the dated rule set that the
//! dispute is bound to.
//!
//! To add a verb: 1. name it in [`Verb`]; 2. give it rows here; 3. give it a command in
//! `command.rs`; 4. if it has conditions of its own, say which applies in `condition.rs`; 5. say in
//! `decide/` which facts it makes and what it refuses; 6. if it makes a new fact, name it in
//! `event.rs` and fold it in `apply/`; 7. give it a body in the service's `http/routes/dispute`;
//! 8. name it and its fact in both language catalogues; 9. say in `telling` who hears of it;
//! 10. review the snapshots of table, diagram and access.

use crate::dispute::lists::{Condition, Phase, Seat, Track, Verb};
use crate::ruleset::TermId;

/// Where a row leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Into that phase.
    To(Phase),
    /// Nowhere: the phase stays.
    Same,
    /// To the phase it came from, with the terms that stood still there.
    Back,
}

/// One row of the procedure.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// A name that logs and pages can quote.
    pub id: &'static str,
    /// The state machine it belongs to.
    pub track: Track,
    /// What is done.
    pub verb: Verb,
    /// Who may.
    pub by: &'static [Seat],
    /// In which phases.
    pub from: &'static [Phase],
    /// On which condition.
    pub when: Condition,
    /// Where it leads.
    pub to: Target,
    /// Which terms begin.
    pub opens: &'static [TermId],
    /// The clauses it rests on; `house` is the platform's own published rule.
    pub source: &'static [&'static str],
}

const fn rule(id: &'static str, verb: Verb, source: &'static [&'static str]) -> Rule {
    Rule {
        id,
        track: Track::Main,
        verb,
        by: &[],
        from: &[],
        when: Condition::Always,
        to: Target::Same,
        opens: &[],
        source,
    }
}

impl Rule {
    const fn by(mut self, seats: &'static [Seat]) -> Self {
        self.by = seats;
        self
    }

    const fn from(mut self, phases: &'static [Phase]) -> Self {
        self.from = phases;
        self
    }

    const fn when(mut self, condition: Condition) -> Self {
        self.when = condition;
        self
    }

    const fn to(mut self, phase: Phase) -> Self {
        self.to = Target::To(phase);
        self
    }

    const fn back(mut self) -> Self {
        self.to = Target::Back;
        self
    }

    const fn opens(mut self, terms: &'static [TermId]) -> Self {
        self.opens = terms;
        self
    }
}

use Condition::{
    AfterPerformance, Again, Appraisal, Complete, Court, Dismissed, FirstTime, GiveUp, LaterDay,
    MoreToCome, NewDate, NotCourt, SameDay, Stands, Term, TermAgain, TermFirst, TermWithProof,
    TermWithProofForOne, TermWithWilling, TermWithoutProof, TermWithoutWilling, TooFew, Upheld,
    Void, WithSlip, WithoutPerformance, WithoutSlip,
};
use Phase::{
    AwaitingMaterial, Closed, Draft, FirstResponse, Impasse, Mediation, MediationConsent,
    MediatorAppointment, Negotiation, Performance, Signing, Suspended,
};
use Seat::{
    Clock, Consumer, FirstResponder, Guardian, Mediator, Proxy, Registrar, Respondent,
    ServiceAgent, Supervisor,
};

const CONSUMER_SIDE: &[Seat] = &[Consumer, Guardian, Proxy];
const PARTIES: &[Seat] = &[Consumer, Guardian, Proxy, Respondent];
const PARTIES_AND_MEDIATOR: &[Seat] = &[Consumer, Guardian, Proxy, Respondent, Mediator];
const PARTIES_AND_RESPONDER: &[Seat] = &[Consumer, Guardian, Proxy, Respondent, FirstResponder];
const ANY_OPEN: &[Phase] = &[
    FirstResponse,
    AwaitingMaterial,
    Negotiation,
    MediationConsent,
    MediatorAppointment,
    Mediation,
    Signing,
    Performance,
    Suspended,
    Impasse,
];
const HANDLED_BY_PLATFORM: &[Phase] = &[FirstResponse, AwaitingMaterial, Negotiation];
const BEFORE_PERFORMANCE: &[Phase] = &[
    FirstResponse,
    AwaitingMaterial,
    Negotiation,
    MediationConsent,
    MediatorAppointment,
    Mediation,
    Signing,
    Suspended,
    Impasse,
];
const MAY_STAND_STILL: &[Phase] = &[
    FirstResponse,
    AwaitingMaterial,
    Negotiation,
    MediationConsent,
    MediatorAppointment,
    Mediation,
    Signing,
];
const MAY_SETTLE: &[Phase] = &[Negotiation, Mediation, Impasse];
/// A body is asked: how long it has depends on its kind.
const TO_ACCEPT: &[TermId] = &[TermId::AcceptCase, TermId::AcceptCaseAssociation];
/// A mediation runs: how long depends on who mediates.
const TO_MEDIATE: &[TermId] = &[TermId::Mediation, TermId::MediationAssociation];
/// A court may confirm what was mediated: how long depends on who mediated.
const TO_CONFIRM: &[TermId] = &[TermId::Confirmation, TermId::ConfirmationAssociation];

/// The whole procedure, in reading order.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    // First response.
    rule("file", Verb::File, &["D-16", "D-17", "D-19", "P-02", "house"])
        .by(&[Consumer, Guardian, Proxy, ServiceAgent]).from(&[Draft])
        .to(FirstResponse).opens(&[TermId::FirstResponse]),
    rule("delivered", Verb::RecordDelivery, &["P-02", "D-16", "house"])
        .by(&[Clock]).from(ANY_OPEN)
        .opens(&[TermId::RespondentReply]),
    rule("keep_document", Verb::KeepDocument, &["M-09", "house"])
        .by(&[Clock]).from(ANY_OPEN),
    rule("keep_document_closed", Verb::KeepDocument, &["M-09", "house"])
        .by(&[Clock]).from(&[Closed]),
    rule("answer", Verb::Answer, &["D-16", "house"])
        .by(&[FirstResponder]).from(&[FirstResponse])
        .to(Negotiation).opens(&[TermId::Negotiation, TermId::SmallClaimOffer]),
    rule("respond", Verb::Respond, &["D-16", "house"])
        .by(&[Respondent]).from(&[FirstResponse, Negotiation]),
    rule("ask_material", Verb::AskMaterial, &["house"])
        .by(&[FirstResponder, Supervisor]).from(&[FirstResponse]).when(FirstTime)
        .to(AwaitingMaterial).opens(&[TermId::Material]),
    rule("ask_material_again", Verb::AskMaterial, &["house"])
        .by(&[Supervisor]).from(&[FirstResponse]).when(Again)
        .to(AwaitingMaterial).opens(&[TermId::Material]),
    rule("supply_material", Verb::SupplyMaterial, &["house"])
        .by(CONSUMER_SIDE).from(&[AwaitingMaterial])
        .to(FirstResponse).opens(&[TermId::FirstResponse]),
    rule("submit_evidence", Verb::SubmitEvidence, &["D-18"])
        .by(PARTIES_AND_RESPONDER).from(ANY_OPEN),
    rule("state_facts", Verb::StateFacts, &["D-18", "house"])
        .by(PARTIES_AND_RESPONDER).from(ANY_OPEN),
    rule("demand_evidence", Verb::DemandEvidence, &["D-18", "house"])
        .by(&[FirstResponder]).from(HANDLED_BY_PLATFORM)
        .opens(&[TermId::DemandEvidence]),
    rule("record_attempt", Verb::RecordAttempt, &["L-01", "house"])
        .by(&[FirstResponder]).from(HANDLED_BY_PLATFORM),
    rule("correct_contact", Verb::CorrectContact, &["P-02", "house"])
        .by(&[FirstResponder, Supervisor]).from(BEFORE_PERFORMANCE),
    rule("correct_contact_bound", Verb::CorrectContact, &["P-02", "house"])
        .by(&[FirstResponder, Supervisor]).from(&[Performance]).when(Stands),
    rule("correct_contact_void", Verb::CorrectContact, &["P-02", "house"])
        .by(&[Supervisor]).from(&[Performance]).when(Void)
        .to(Negotiation).opens(&[TermId::Negotiation]),
    rule("correct_contact_closed", Verb::CorrectContact, &["P-02", "house"])
        .by(&[FirstResponder, Supervisor]).from(&[Closed]),
    rule("mark_unreachable", Verb::MarkUnreachable, &["L-01", "house"])
        .by(&[FirstResponder]).from(&[FirstResponse, Negotiation]),
    rule("confirm_unreachable", Verb::ConfirmUnreachable, &["L-01", "house"])
        .by(&[Supervisor]).from(&[FirstResponse, Negotiation]),
    rule("take_over", Verb::TakeOver, &["D-16", "house"])
        .by(&[ServiceAgent, Supervisor, FirstResponder, Clock]).from(ANY_OPEN),
    rule("urge", Verb::Urge, &["D-16", "house"])
        .by(CONSUMER_SIDE).from(ANY_OPEN),
    rule("remind", Verb::Remind, &["house"])
        .by(&[Clock]).from(ANY_OPEN),
    rule("recompute_terms", Verb::RecomputeTerms, &["T-08", "house"])
        .by(&[Clock]).from(ANY_OPEN),
    rule("recompute_terms_closed", Verb::RecomputeTerms, &["T-08", "house"])
        .by(&[Clock]).from(&[Closed]),
    rule("response_missed", Verb::TermEnds, &["house"])
        .by(&[Clock]).from(&[FirstResponse]).when(Term(TermId::FirstResponse))
        .opens(&[TermId::MissedToImpasse]),
    rule("response_never_came", Verb::TermEnds, &["house"])
        .by(&[Clock]).from(&[FirstResponse]).when(Term(TermId::MissedToImpasse))
        .to(Impasse).opens(&[TermId::ImpasseClose]),
    rule("material_never_came", Verb::TermEnds, &["house"])
        .by(&[Clock]).from(&[AwaitingMaterial]).when(Term(TermId::Material))
        .to(Impasse).opens(&[TermId::ImpasseClose]),
    rule("respondent_silent", Verb::TermEnds, &["D-16", "house"])
        .by(&[Clock]).from(ANY_OPEN).when(Term(TermId::RespondentReply)),
    rule("small_claim_offer_missed", Verb::TermEnds, &["house"])
        .by(&[Clock]).from(ANY_OPEN).when(Term(TermId::SmallClaimOffer)),
    rule("evidence_never_came", Verb::TermEnds, &["D-18", "house"])
        .by(&[Clock]).from(ANY_OPEN).when(Term(TermId::DemandEvidence)),

    // Settling.
    rule("offer", Verb::Offer, &["D-19", "D-19a"])
        .by(PARTIES).from(MAY_SETTLE)
        .opens(&[TermId::OfferLapse]),
    rule("counter", Verb::Counter, &["D-19", "D-19a"])
        .by(PARTIES).from(MAY_SETTLE)
        .opens(&[TermId::OfferLapse]),
    rule("withdraw_offer", Verb::WithdrawOffer, &["D-19"])
        .by(PARTIES).from(&[Negotiation, Impasse]),
    rule("withdraw_offer_in_mediation", Verb::WithdrawOffer, &["D-19"])
        .by(&[Consumer, Guardian, Proxy, Respondent, Mediator]).from(&[Mediation]),
    rule("accept_offer", Verb::AcceptOffer, &["D-19", "house"])
        .by(PARTIES).from(MAY_SETTLE).when(LaterDay)
        .to(Signing).opens(&[TermId::Signing]),
    rule("accept_offer_of_today", Verb::AcceptOffer, &["D-19", "M-10"])
        .by(PARTIES).from(MAY_SETTLE).when(SameDay)
        .to(Performance).opens(&[TermId::PerformanceConfirmation]),
    rule("accept_proposal_first", Verb::AcceptOffer, &["M-06", "M-10"])
        .by(PARTIES).from(&[Mediation]).when(MoreToCome),
    rule("offer_lapses", Verb::TermEnds, &["D-19", "house"])
        .by(&[Clock]).from(ANY_OPEN).when(Term(TermId::OfferLapse)),
    rule("declare_failed", Verb::DeclareFailed, &["D-19a"])
        .by(CONSUMER_SIDE).from(&[Negotiation])
        .to(Impasse).opens(&[TermId::ImpasseClose]),
    rule("ask_extension", Verb::Extend, &["house"])
        .by(PARTIES).from(&[Negotiation]).when(MoreToCome),
    rule("extend", Verb::Extend, &["house", "C-08"])
        .by(PARTIES).from(&[Negotiation]).when(Complete)
        .opens(&[TermId::NegotiationExtension]),
    rule("negotiation_ends", Verb::TermEnds, &["house"])
        .by(&[Clock]).from(&[Negotiation]).when(Term(TermId::Negotiation))
        .to(Impasse).opens(&[TermId::ImpasseClose]),
    rule("extension_ends", Verb::TermEnds, &["house"])
        .by(&[Clock]).from(&[Negotiation]).when(Term(TermId::NegotiationExtension))
        .to(Impasse).opens(&[TermId::ImpasseClose]),
    rule("sign", Verb::Sign, &["C-06", "house"])
        .by(PARTIES).from(&[Signing]).when(MoreToCome),
    rule("sign_last", Verb::Sign, &["C-06", "house"])
        .by(PARTIES).from(&[Signing]).when(Complete)
        .to(Performance).opens(&[TermId::PerformanceConfirmation, TermId::Seal, TermId::Confirmation, TermId::ConfirmationAssociation]),
    rule("signing_incomplete", Verb::TermEnds, &["C-06", "house"])
        .by(&[Clock]).from(&[Signing]).when(Term(TermId::Signing))
        .back(),

    // Mediation: who will.
    rule("ask_mediation", Verb::AskMediation, &["B-09", "M-06", "D-17"])
        .by(PARTIES_AND_RESPONDER).from(&[FirstResponse, Negotiation, Impasse])
        .to(MediationConsent).opens(&[TermId::MediationConsent]),
    rule("ask_another_body", Verb::AskMediation, &["B-09", "M-06", "D-17"])
        .by(PARTIES_AND_RESPONDER).from(&[MediationConsent])
        .opens(&[TermId::MediationConsent]),
    rule("consent", Verb::Consent, &["B-09", "M-06", "B-07"])
        .by(PARTIES).from(&[MediationConsent]).when(MoreToCome),
    rule("consent_last", Verb::Consent, &["B-09", "M-06", "B-07"])
        .by(PARTIES).from(&[MediationConsent]).when(Complete)
        .opens(TO_ACCEPT),
    rule("decline", Verb::Decline, &["B-09", "M-06"])
        .by(PARTIES).from(&[MediationConsent]).when(MoreToCome),
    rule("decline_last", Verb::Decline, &["B-09", "M-06"])
        .by(PARTIES).from(&[MediationConsent]).when(Complete)
        .opens(TO_ACCEPT),
    rule("decline_for_all", Verb::Decline, &["B-09", "M-06", "M-08"])
        .by(PARTIES).from(&[MediationConsent]).when(TooFew)
        .to(Impasse).opens(&[TermId::ImpasseClose]),
    rule("willing_go_on", Verb::TermEnds, &["B-09", "house"])
        .by(&[Clock]).from(&[MediationConsent]).when(TermWithWilling(TermId::MediationConsent))
        .opens(TO_ACCEPT),
    rule("consent_never_came", Verb::TermEnds, &["B-09", "M-08", "house"])
        .by(&[Clock]).from(&[MediationConsent]).when(TermWithoutWilling(TermId::MediationConsent))
        .to(Impasse).opens(&[TermId::ImpasseClose]),
    rule("accept_case", Verb::AcceptCase, &["M-01", "M-02", "B-07"])
        .by(&[Registrar]).from(&[MediationConsent])
        .to(MediatorAppointment).opens(&[TermId::Appoint]),
    rule("decline_case", Verb::DeclineCase, &["M-01", "house"])
        .by(&[Registrar]).from(&[MediationConsent])
        .opens(&[TermId::MediationConsent]),
    rule("case_never_accepted", Verb::TermEnds, &["M-01", "M-08", "house"])
        .by(&[Clock]).from(&[MediationConsent]).when(Term(TermId::AcceptCase))
        .to(Impasse).opens(&[TermId::ImpasseClose]),
    rule("case_never_accepted_by_association", Verb::TermEnds, &["M-01", "M-02", "M-08"])
        .by(&[Clock]).from(&[MediationConsent]).when(Term(TermId::AcceptCaseAssociation))
        .to(Impasse).opens(&[TermId::ImpasseClose]),

    // Mediation: who mediates.
    rule("appoint", Verb::Appoint, &["C-01", "C-03", "M-07"])
        .by(&[Registrar]).from(&[MediatorAppointment])
        .opens(&[TermId::AcceptAppointment]),
    rule("nobody_appointed", Verb::TermEnds, &["C-01", "house"])
        .by(&[Clock]).from(&[MediatorAppointment]).when(TermFirst(TermId::Appoint))
        .opens(&[TermId::Appoint]),
    rule("nobody_appointed_again", Verb::TermEnds, &["C-01", "M-08", "house"])
        .by(&[Clock]).from(&[MediatorAppointment]).when(TermAgain(TermId::Appoint))
        .to(Impasse).opens(&[TermId::ImpasseClose]),
    rule("object_to_mediator", Verb::ObjectToMediator, &["C-01", "C-03", "M-07"])
        .by(PARTIES).from(&[MediatorAppointment])
        .opens(&[TermId::Appoint]),
    rule("accept_appointment", Verb::AcceptAppointment, &["C-02", "C-03", "C-08", "M-02"])
        .by(&[Mediator]).from(&[MediatorAppointment]).when(FirstTime)
        .to(Mediation).opens(TO_MEDIATE),
    rule("take_mediation_up", Verb::AcceptAppointment, &["C-02", "C-03"])
        .by(&[Mediator]).from(&[MediatorAppointment]).when(Again)
        .back(),
    rule("decline_appointment", Verb::DeclineAppointment, &["C-02", "C-03"])
        .by(&[Mediator]).from(&[MediatorAppointment]).when(FirstTime)
        .opens(&[TermId::Appoint]),
    rule("decline_appointment_again", Verb::DeclineAppointment, &["C-02", "C-03", "M-08"])
        .by(&[Mediator]).from(&[MediatorAppointment]).when(Again)
        .to(Impasse).opens(&[TermId::ImpasseClose]),
    rule("mediator_never_answered", Verb::TermEnds, &["C-02", "house"])
        .by(&[Clock]).from(&[MediatorAppointment]).when(TermFirst(TermId::AcceptAppointment))
        .opens(&[TermId::Appoint]),
    rule("mediator_never_answered_again", Verb::TermEnds, &["C-02", "M-08", "house"])
        .by(&[Clock]).from(&[MediatorAppointment]).when(TermAgain(TermId::AcceptAppointment))
        .to(Impasse).opens(&[TermId::ImpasseClose]),
    rule("challenge", Verb::Challenge, &["B-12", "C-03"])
        .by(PARTIES).from(&[MediatorAppointment, Mediation])
        .to(Suspended).opens(&[TermId::Challenge]),
    rule("challenge_upheld", Verb::DecideChallenge, &["B-12", "C-03"])
        .by(&[Registrar]).from(&[Suspended]).when(Upheld)
        .to(MediatorAppointment).opens(&[TermId::ResignReplace]),
    rule("challenge_dismissed", Verb::DecideChallenge, &["B-12", "C-03"])
        .by(&[Registrar]).from(&[Suspended]).when(Dismissed)
        .back(),
    rule("challenge_not_decided", Verb::TermEnds, &["B-12", "house"])
        .by(&[Clock]).from(&[Suspended]).when(Term(TermId::Challenge))
        .to(MediatorAppointment).opens(&[TermId::ResignReplace]),
    rule("resign", Verb::Resign, &["C-03"])
        .by(&[Mediator]).from(&[Mediation, Signing, Suspended])
        .to(MediatorAppointment).opens(&[TermId::ResignReplace]),
    rule("replace", Verb::Replace, &["C-03"])
        .by(&[Registrar]).from(&[Mediation, Signing])
        .to(MediatorAppointment).opens(&[TermId::AcceptAppointment]),
    rule("replace_before_acceptance", Verb::Replace, &["C-03"])
        .by(&[Registrar]).from(&[MediatorAppointment])
        .opens(&[TermId::AcceptAppointment]),
    rule("mediator_gone", Verb::MediatorGone, &["C-03", "house"])
        .by(&[Clock]).from(&[Mediation, Signing, Suspended])
        .to(MediatorAppointment).opens(&[TermId::ResignReplace]),
    rule("appointee_gone", Verb::MediatorGone, &["C-03", "house"])
        .by(&[Clock]).from(&[MediatorAppointment])
        .opens(&[TermId::Appoint]),
    rule("mediator_gone_before_seal", Verb::MediatorGone, &["M-10", "house"])
        .by(&[Clock]).from(&[Performance, Closed])
        .opens(TO_CONFIRM),
    rule("no_successor", Verb::TermEnds, &["C-03", "M-08", "house"])
        .by(&[Clock]).from(&[MediatorAppointment]).when(Term(TermId::ResignReplace))
        .to(Impasse).opens(&[TermId::ImpasseClose]),

    // Mediation: talking.
    rule("open_caucus", Verb::OpenCaucus, &["M-06"])
        .by(&[Mediator]).from(&[Mediation]),
    rule("close_caucus", Verb::CloseCaucus, &["M-06"])
        .by(&[Mediator]).from(&[Mediation]),
    rule("unseal_caucus", Verb::UnsealCaucus, &["C-03", "C-05"])
        .by(PARTIES).from(&[MediatorAppointment, Mediation, Signing]),
    rule("set_session", Verb::SetSession, &["M-06", "house"])
        .by(&[Mediator]).from(&[Mediation]),
    rule("choose_session", Verb::ChooseSession, &["M-06", "house"])
        .by(PARTIES_AND_MEDIATOR).from(&[Mediation]),
    rule("fix_session", Verb::FixSession, &["M-06", "house"])
        .by(&[Mediator]).from(&[Mediation]),
    rule("cancel_session", Verb::CancelSession, &["M-06", "house"])
        .by(&[Mediator]).from(&[Mediation]),
    rule("record_attendance", Verb::RecordAttendance, &["M-06", "house"])
        .by(&[Mediator]).from(&[Mediation, Signing, Performance]),
    rule("session_time", Verb::SessionTime, &["house"])
        .by(&[Clock]).from(ANY_OPEN),
    rule("session_time_closed", Verb::SessionTime, &["house"])
        .by(&[Clock]).from(&[Closed]),
    rule("mute", Verb::Mute, &["M-06", "house"])
        .by(&[Mediator]).from(&[Mediation]),
    rule("unmute", Verb::Unmute, &["M-06", "house"])
        .by(&[Mediator]).from(&[Mediation]),
    rule("remove", Verb::Remove, &["M-06", "house"])
        .by(&[Mediator]).from(&[Mediation]),
    rule("let_in", Verb::LetIn, &["M-06", "house"])
        .by(&[Mediator]).from(&[Mediation]),
    rule("propose_fact", Verb::ProposeFact, &["C-05", "C-07"])
        .by(&[Mediator]).from(&[Mediation]),
    rule("confirm_fact", Verb::ConfirmFact, &["C-05", "C-07"])
        .by(PARTIES).from(&[Mediation]).when(MoreToCome),
    rule("confirm_fact_last", Verb::ConfirmFact, &["C-05", "C-07"])
        .by(PARTIES).from(&[Mediation]).when(Complete),
    rule("dispute_fact", Verb::DisputeFact, &["C-05", "C-07"])
        .by(PARTIES).from(&[Mediation]),
    rule("propose", Verb::Propose, &["M-06", "M-10"])
        .by(&[Mediator]).from(&[Mediation])
        .opens(&[TermId::OfferLapse]),
    rule("mediator_demands_evidence", Verb::DemandEvidence, &["D-18", "house"])
        .by(&[Mediator]).from(&[Mediation])
        .opens(&[TermId::DemandEvidence]),
    rule("ask_longer_mediation", Verb::Extend, &["C-08"])
        .by(PARTIES).from(&[Mediation]).when(MoreToCome),
    rule("extend_mediation", Verb::Extend, &["C-08", "B-14"])
        .by(PARTIES).from(&[Mediation]).when(Complete)
        .opens(&[TermId::MediationExtended]),

    // Mediation: its end without an agreement.
    rule("end_mediation", Verb::EndMediation, &["M-06", "M-08"])
        .by(PARTIES).from(&[MediationConsent, MediatorAppointment, Mediation, Suspended])
        .to(Impasse).opens(&[TermId::ImpasseClose]),
    rule("terminate", Verb::Terminate, &["M-08", "B-15"])
        .by(&[Mediator]).from(&[Mediation])
        .to(Impasse).opens(&[TermId::ImpasseClose]),
    rule("mediation_ends", Verb::TermEnds, &["C-08", "M-08"])
        .by(&[Clock]).from(&[Mediation]).when(Term(TermId::Mediation))
        .to(Impasse).opens(&[TermId::ImpasseClose]),
    rule("association_mediation_ends", Verb::TermEnds, &["M-02", "M-08"])
        .by(&[Clock]).from(&[Mediation]).when(Term(TermId::MediationAssociation))
        .to(Impasse).opens(&[TermId::ImpasseClose]),
    rule("extended_mediation_ends", Verb::TermEnds, &["C-08", "B-14", "M-08"])
        .by(&[Clock]).from(&[Mediation]).when(Term(TermId::MediationExtended))
        .to(Impasse).opens(&[TermId::ImpasseClose]),

    // What was mediated.
    rule("seal", Verb::Seal, &["M-10"])
        .by(&[Mediator, Registrar]).from(&[Performance]).when(MoreToCome),
    rule("seal_last", Verb::Seal, &["M-10"])
        .by(&[Mediator, Registrar]).from(&[Performance]).when(Complete)
        .opens(TO_CONFIRM),
    rule("seal_what_was_performed", Verb::Seal, &["M-10"])
        .by(&[Mediator, Registrar]).from(&[Closed]).when(MoreToCome),
    rule("seal_what_was_performed_last", Verb::Seal, &["M-10"])
        .by(&[Mediator, Registrar]).from(&[Closed]).when(Complete),
    rule("seal_late", Verb::TermEnds, &["M-10", "house"])
        .by(&[Clock]).from(&[Performance]).when(Term(TermId::Seal)),
    rule("ask_confirmation", Verb::ApplyConfirmation, &["M-13", "M-14"])
        .by(PARTIES).from(&[Performance]).when(MoreToCome),
    rule("apply_confirmation", Verb::ApplyConfirmation, &["M-13", "M-14"])
        .by(PARTIES).from(&[Performance]).when(Complete),
    rule("confirmation_window_ends", Verb::TermEnds, &["M-13"])
        .by(&[Clock]).from(&[Performance]).when(Term(TermId::Confirmation)),
    rule("association_confirmation_window_ends", Verb::TermEnds, &["M-03", "M-13"])
        .by(&[Clock]).from(&[Performance]).when(Term(TermId::ConfirmationAssociation)),

    // Performance.
    rule("record_performance", Verb::RecordPerformance, &["M-11", "house"])
        .by(PARTIES).from(&[Performance]),
    rule("confirm_obligation", Verb::ConfirmObligation, &["M-11", "house"])
        .by(PARTIES).from(&[Performance]).when(MoreToCome),
    rule("confirm_last_obligation", Verb::ConfirmObligation, &["M-11", "house"])
        .by(PARTIES).from(&[Performance]).when(Complete)
        .to(Closed).opens(&[TermId::Reopen]),
    rule("dispute_obligation", Verb::DisputeObligation, &["M-12", "house"])
        .by(PARTIES).from(&[Performance])
        .opens(&[TermId::BreachChoice]),
    rule("performed_unconfirmed", Verb::TermEnds, &["house"])
        .by(&[Clock]).from(&[Performance]).when(TermWithProof(TermId::PerformanceConfirmation))
        .to(Closed).opens(&[TermId::Reopen]),
    rule("performed_in_part_unconfirmed", Verb::TermEnds, &["house"])
        .by(&[Clock]).from(&[Performance]).when(TermWithProofForOne(TermId::PerformanceConfirmation)),
    rule("breached", Verb::TermEnds, &["M-12", "house"])
        .by(&[Clock]).from(&[Performance]).when(TermWithoutProof(TermId::PerformanceConfirmation))
        .opens(&[TermId::BreachChoice]),
    rule("choose_new_date", Verb::ChooseAfterBreach, &["M-12", "D-25"])
        .by(PARTIES).from(&[Performance]).when(NewDate)
        .opens(&[TermId::PerformanceConfirmation]),
    rule("give_agreement_up", Verb::ChooseAfterBreach, &["M-12", "D-25"])
        .by(PARTIES).from(&[Performance]).when(GiveUp)
        .to(Impasse).opens(&[TermId::ImpasseClose]),
    rule("no_choice_after_breach", Verb::TermEnds, &["M-12", "house"])
        .by(&[Clock]).from(&[Performance]).when(Term(TermId::BreachChoice))
        .to(Impasse).opens(&[TermId::ImpasseClose]),

    // Standing still, and others who have the dispute.
    rule("suspend", Verb::Suspend, &["B-13", "house"])
        .by(PARTIES).from(MAY_STAND_STILL).when(WithSlip)
        .to(Suspended).opens(&[TermId::SuspensionCourt, TermId::SuspensionPolice]),
    rule("suspend_without_slip", Verb::Suspend, &["B-13", "house"])
        .by(PARTIES).from(MAY_STAND_STILL).when(WithoutSlip)
        .to(Suspended).opens(&[TermId::SuspensionSlip]),
    rule("show_slip", Verb::Suspend, &["B-13", "house"])
        .by(PARTIES).from(&[Suspended]).when(WithSlip)
        .opens(&[TermId::SuspensionCourt, TermId::SuspensionPolice]),
    rule("suspend_for_appraisal", Verb::Suspend, &["B-13"])
        .by(&[Mediator]).from(&[Mediation]).when(Appraisal)
        .to(Suspended).opens(&[TermId::SuspensionAppraisal]),
    rule("resume", Verb::Resume, &["B-13", "house"])
        .by(&[Consumer, Guardian, Proxy, Respondent, Supervisor, Mediator]).from(&[Suspended])
        .back(),
    rule("appraisal_suspension_ends", Verb::TermEnds, &["B-13", "house"])
        .by(&[Clock]).from(&[Suspended]).when(Term(TermId::SuspensionAppraisal))
        .back(),
    rule("slip_never_came", Verb::TermEnds, &["B-13", "house"])
        .by(&[Clock]).from(&[Suspended]).when(Term(TermId::SuspensionSlip))
        .back(),
    rule("court_suspension_ends", Verb::TermEnds, &["B-13", "house"])
        .by(&[Clock]).from(&[Suspended]).when(Term(TermId::SuspensionCourt))
        .back(),
    rule("police_suspension_ends", Verb::TermEnds, &["B-13", "house"])
        .by(&[Clock]).from(&[Suspended]).when(Term(TermId::SuspensionPolice))
        .back(),
    rule("record_court", Verb::RecordExternal, &["B-07", "house"])
        .by(PARTIES_AND_RESPONDER).from(MAY_STAND_STILL).when(Court)
        .to(Suspended).opens(&[TermId::SuspensionSlip]),
    rule("record_court_aside", Verb::RecordExternal, &["B-07", "house"])
        .by(PARTIES_AND_RESPONDER).from(&[Performance, Suspended, Impasse]).when(Court),
    rule("record_external", Verb::RecordExternal, &["B-07", "house"])
        .by(PARTIES_AND_RESPONDER).from(ANY_OPEN).when(NotCourt),

    // Filed twice: one goes on, the other stands still, and after a while is over. Nothing is moved.
    rule("merge", Verb::Merge, &["house"])
        .by(&[FirstResponder, ServiceAgent, Supervisor]).from(HANDLED_BY_PLATFORM)
        .to(Suspended).opens(&[TermId::MergeUndo]),
    rule("unmerge", Verb::Unmerge, &["house"])
        .by(&[Consumer, Guardian, Proxy, FirstResponder, ServiceAgent, Supervisor]).from(&[Suspended])
        .back(),
    rule("merge_settles", Verb::TermEnds, &["house"])
        .by(&[Clock]).from(&[Suspended]).when(Term(TermId::MergeUndo))
        .to(Closed).opens(&[TermId::Reopen]),

    rule("choose_door", Verb::ChooseDoor, &["D-19a", "B-07"])
        .by(CONSUMER_SIDE).from(ANY_OPEN),

    // The end.
    rule("refuse", Verb::Refuse, &["B-07", "D-19b", "house"])
        .by(&[Supervisor]).from(&[FirstResponse, AwaitingMaterial])
        .to(Closed).opens(&[TermId::Appeal]),
    rule("discontinue", Verb::Discontinue, &["B-07", "D-19b", "house"])
        .by(&[Supervisor]).from(&[Negotiation, Mediation, Suspended])
        .to(Closed).opens(&[TermId::Appeal]),
    rule("appeal", Verb::Appeal, &["D-19b", "house"])
        .by(CONSUMER_SIDE).from(&[Closed])
        .opens(&[TermId::AppealDecision]),
    rule("appeal_upheld", Verb::DecideAppeal, &["D-19b", "house"])
        .by(&[Supervisor]).from(&[Closed]).when(Upheld)
        .to(FirstResponse).opens(&[TermId::FirstResponse]),
    rule("appeal_dismissed", Verb::DecideAppeal, &["D-19b", "house"])
        .by(&[Supervisor]).from(&[Closed]).when(Dismissed),
    rule("appeal_not_decided", Verb::TermEnds, &["D-19b", "house"])
        .by(&[Clock]).from(&[Closed]).when(Term(TermId::AppealDecision))
        .to(FirstResponse).opens(&[TermId::FirstResponse]),
    rule("appeal_window_ends", Verb::TermEnds, &["house"])
        .by(&[Clock]).from(&[Closed]).when(Term(TermId::Appeal)),
    rule("withdraw", Verb::Withdraw, &["D-19", "house"])
        .by(CONSUMER_SIDE).from(BEFORE_PERFORMANCE)
        .to(Closed).opens(&[TermId::Reopen]),
    rule("close", Verb::Close, &["house"])
        .by(CONSUMER_SIDE).from(&[Impasse])
        .to(Closed).opens(&[TermId::Reopen]),
    rule("impasse_ends", Verb::TermEnds, &["house"])
        .by(&[Clock]).from(&[Impasse]).when(Term(TermId::ImpasseClose))
        .to(Closed).opens(&[TermId::Reopen]),
    rule("reopen", Verb::Reopen, &["house"])
        .by(CONSUMER_SIDE).from(&[Closed]).when(WithoutPerformance)
        .to(FirstResponse).opens(&[TermId::FirstResponse]),
    rule("reopen_performance", Verb::Reopen, &["house"])
        .by(CONSUMER_SIDE).from(&[Closed]).when(AfterPerformance)
        .to(Performance).opens(&[TermId::BreachChoice]),
    rule("reopen_window_ends", Verb::TermEnds, &["house"])
        .by(&[Clock]).from(&[Closed]).when(Term(TermId::Reopen)),
];

/// The row for a verb in a phase on a condition, whoever asks.
pub fn row(verb: Verb, phase: Phase, condition: Condition) -> Option<&'static Rule> {
    rows(verb, phase).find(|rule| rule.when == condition || rule.when == Condition::Always)
}

/// All rows for a verb in a phase.
pub fn rows(verb: Verb, phase: Phase) -> impl Iterator<Item = &'static Rule> {
    RULES
        .iter()
        .filter(move |rule| rule.verb == verb && rule.from.contains(&phase))
}

/// Whether a seat may do this here on any condition at all.
pub fn is_open_to(verb: Verb, phase: Phase, seat: Seat) -> bool {
    rows(verb, phase).any(|rule| rule.by.contains(&seat))
}
