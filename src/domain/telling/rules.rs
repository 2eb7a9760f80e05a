//! Who is told what, and by which way: one table, to be read like the procedure's.
//!
//! Whoever did something is not told of it, unless the row names their side. A text message is for
//! what has a term or cannot wait; everything is a notice; mail is for what people keep.

use crate::ruleset::TermId;
use crate::telling::Channel::{Mail, Notice, Sms};
use crate::telling::Message::{
    self, AdverseNoted, AgreementGivenUp, AgreementSigned, Answered, AppealDismissed, AppealUpheld,
    Appealed, Breached, ClosedNoSettlement, ClosedPerformed, ClosedUnconfirmed, ContactCorrected,
    EvidenceDemanded, EvidenceSubmitted, Extended, ExtensionAsked, ExternalRecorded,
    FailureDeclared, Filed, Impasse, MaterialAsked, MaterialSupplied, Merged, NewDateSet,
    ObligationConfirmed, ObligationDisputed, OfferLapsed, OfferWithdrawn, Offered,
    PerformanceAsked, PerformanceRecorded, Rejected, Reminded, Reopened, Responded,
    RespondentSilent, ResponderNamed, ResponseMissed, Resumed, SettledToday, Signed,
    SigningIncomplete, SmallClaimOfferMissed, Suspended, TakenOver, TermMoved, ToSign, Unmerged,
    UnreachableConfirmed, UnreachableMarked, Urged, Withdrawn,
};
use crate::telling::Message::{
    AgreementSealed, AppointmentMissed, CaseAccepted, CaseDeclined, ChallengeDismissed,
    ChallengeUpheld, Challenged, ConfirmationApplied, ConfirmationAsked, FactAgreed, FactDisputed,
    FactProposed, LetIn, MediationAgreed, MediationAsked, MediationBegun, MediationConsented,
    MediationDeclined, MediationEnded, MediationWithoutYou, MediatorAppointed, MediatorLeft, Muted,
    ProposalAccepted, Proposed, RouteClosed, RouteCloses, SealLate, SentOut, SessionCancelled,
    SessionFixed, SessionHeld, SessionMoved, SessionProposed, SessionReminded, SessionSuitsNobody,
    Unmuted,
};
use crate::telling::{Channel, Reader};

/// Whom a row tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The consumer, guardian and proxy.
    ConsumerSide,
    /// All against whom the dispute was filed.
    Respondents,
    /// The first responder.
    Responder,
    /// The platform's supervisors.
    Supervisors,
    /// All parties but the one who did it.
    OtherSide,
    /// The party that it is about: who is asked, owes or is owed.
    Concerned,
    /// Whoever must act now.
    Awaited,
    /// The registrars of the body that was asked to mediate.
    Registrars,
    /// Whoever mediates, or is asked to.
    Mediator,
}

/// One row: a message, to whom, by which ways, and which term its deadline comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// What is said.
    pub message: Message,
    /// To whom.
    pub to: Audience,
    /// By which ways, where the recipient can be reached by them.
    pub by: &'static [Channel],
    /// Whose end is named as the deadline.
    pub until: Option<TermId>,
}

use Audience::{
    Awaited, Concerned, ConsumerSide, Mediator, OtherSide, Registrars, Respondents, Responder,
    Supervisors,
};

const QUIETLY: &[Channel] = &[Notice];
const BY_MAIL: &[Channel] = &[Notice, Mail];
const EVERY_WAY: &[Channel] = &[Notice, Sms, Mail];

/// Everything that people are told of a dispute, in the order of the procedure.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    // First response.
    tell(Filed,                 ConsumerSide, EVERY_WAY).until(TermId::FirstResponse),
    tell(Filed,                 Respondents,  EVERY_WAY),
    tell(ResponderNamed,        Responder,    BY_MAIL)  .until(TermId::FirstResponse),
    tell(TakenOver,             ConsumerSide, QUIETLY),
    tell(TakenOver,             Respondents,  QUIETLY),
    tell(TakenOver,             Responder,    BY_MAIL),
    tell(Answered,              ConsumerSide, EVERY_WAY).until(TermId::Negotiation),
    tell(Answered,              Respondents,  EVERY_WAY).until(TermId::Negotiation),
    tell(ResponseMissed,        ConsumerSide, BY_MAIL)  .until(TermId::MissedToImpasse),
    tell(ResponseMissed,        Responder,    BY_MAIL)  .until(TermId::MissedToImpasse),
    tell(ResponseMissed,        Supervisors,  BY_MAIL)  .until(TermId::MissedToImpasse),
    tell(Responded,             ConsumerSide, BY_MAIL),
    tell(Responded,             Responder,    QUIETLY),
    tell(RespondentSilent,      ConsumerSide, QUIETLY),
    tell(RespondentSilent,      Concerned,    BY_MAIL),
    tell(RespondentSilent,      Responder,    QUIETLY),
    tell(SmallClaimOfferMissed, Respondents,  BY_MAIL),
    tell(SmallClaimOfferMissed, Responder,    QUIETLY),
    tell(MaterialAsked,         ConsumerSide, EVERY_WAY).until(TermId::Material),
    tell(MaterialSupplied,      Responder,    BY_MAIL)  .until(TermId::FirstResponse),
    tell(EvidenceSubmitted,     OtherSide,    QUIETLY),
    tell(EvidenceSubmitted,     Responder,    QUIETLY),
    tell(EvidenceSubmitted,     Mediator,     QUIETLY),
    tell(EvidenceDemanded,      Concerned,    EVERY_WAY).until(TermId::DemandEvidence),
    tell(AdverseNoted,          ConsumerSide, QUIETLY),
    tell(AdverseNoted,          Respondents,  BY_MAIL),
    tell(ContactCorrected,      Concerned,    EVERY_WAY),
    tell(ContactCorrected,      ConsumerSide, QUIETLY),
    tell(ContactCorrected,      Responder,    QUIETLY),
    tell(UnreachableMarked,     Supervisors,  QUIETLY),
    tell(UnreachableConfirmed,  ConsumerSide, BY_MAIL),
    tell(Urged,                 Awaited,      BY_MAIL),

    // Settling.
    tell(Offered,               Concerned,    EVERY_WAY).until(TermId::OfferLapse),
    tell(OfferWithdrawn,        OtherSide,    BY_MAIL),
    tell(OfferLapsed,           ConsumerSide, QUIETLY),
    tell(OfferLapsed,           Respondents,  QUIETLY),
    tell(ToSign,                ConsumerSide, EVERY_WAY).until(TermId::Signing),
    tell(ToSign,                Respondents,  EVERY_WAY).until(TermId::Signing),
    tell(ToSign,                Responder,    QUIETLY)  .until(TermId::Signing),
    tell(ToSign,                Mediator,     QUIETLY)  .until(TermId::Signing),
    tell(SettledToday,          ConsumerSide, EVERY_WAY),
    tell(SettledToday,          Respondents,  EVERY_WAY),
    tell(SettledToday,          Responder,    QUIETLY),
    tell(FailureDeclared,       Respondents,  BY_MAIL),
    tell(FailureDeclared,       Responder,    QUIETLY),
    tell(ExtensionAsked,        OtherSide,    BY_MAIL)  .until(TermId::Negotiation),
    tell(Extended,              ConsumerSide, QUIETLY)  .until(TermId::NegotiationExtension),
    tell(Extended,              Respondents,  QUIETLY)  .until(TermId::NegotiationExtension),
    tell(Signed,                OtherSide,    QUIETLY)  .until(TermId::Signing),
    tell(AgreementSigned,       ConsumerSide, EVERY_WAY),
    tell(AgreementSigned,       Respondents,  EVERY_WAY),
    tell(AgreementSigned,       Responder,    QUIETLY),
    tell(AgreementSigned,       Registrars,   BY_MAIL)  .until(TermId::Seal),
    tell(AgreementSigned,       Mediator,     BY_MAIL)  .until(TermId::Seal),
    tell(SigningIncomplete,     ConsumerSide, BY_MAIL),
    tell(SigningIncomplete,     Respondents,  BY_MAIL),
    tell(SigningIncomplete,     Mediator,     QUIETLY),
    tell(Impasse,               ConsumerSide, EVERY_WAY).until(TermId::ImpasseClose),
    tell(Impasse,               Respondents,  BY_MAIL),
    tell(Impasse,               Responder,    QUIETLY),

    // Mediation.
    tell(MediationAsked,        OtherSide,    EVERY_WAY).until(TermId::MediationConsent),
    tell(MediationAsked,        Responder,    QUIETLY),
    tell(MediationConsented,    OtherSide,    QUIETLY),
    tell(MediationDeclined,     OtherSide,    BY_MAIL),
    tell(MediationAgreed,       ConsumerSide, BY_MAIL)  .until(TermId::AcceptCase),
    tell(MediationAgreed,       Respondents,  BY_MAIL)  .until(TermId::AcceptCase),
    tell(MediationAgreed,       Registrars,   BY_MAIL)  .until(TermId::AcceptCase),
    tell(RouteCloses,           ConsumerSide, EVERY_WAY).until(TermId::AcceptCaseAssociation),
    tell(RouteCloses,           Respondents,  BY_MAIL)  .until(TermId::AcceptCaseAssociation),
    tell(RouteCloses,           Registrars,   BY_MAIL)  .until(TermId::AcceptCaseAssociation),
    tell(MediationWithoutYou,   Concerned,    BY_MAIL),
    tell(CaseAccepted,          ConsumerSide, BY_MAIL)  .until(TermId::Appoint),
    tell(CaseAccepted,          Respondents,  BY_MAIL)  .until(TermId::Appoint),
    tell(CaseAccepted,          Responder,    QUIETLY),
    tell(RouteClosed,           ConsumerSide, EVERY_WAY).until(TermId::Appoint),
    tell(RouteClosed,           Respondents,  BY_MAIL)  .until(TermId::Appoint),
    tell(RouteClosed,           Responder,    QUIETLY),
    tell(CaseDeclined,          ConsumerSide, EVERY_WAY).until(TermId::MediationConsent),
    tell(CaseDeclined,          Respondents,  BY_MAIL)  .until(TermId::MediationConsent),
    tell(CaseDeclined,          Responder,    QUIETLY),
    tell(MediatorAppointed,     ConsumerSide, BY_MAIL)  .until(TermId::AcceptAppointment),
    tell(MediatorAppointed,     Respondents,  BY_MAIL)  .until(TermId::AcceptAppointment),
    tell(MediatorAppointed,     Mediator,     BY_MAIL)  .until(TermId::AcceptAppointment),
    tell(AppointmentMissed,     ConsumerSide, QUIETLY),
    tell(AppointmentMissed,     Respondents,  QUIETLY),
    tell(AppointmentMissed,     Registrars,   BY_MAIL)  .until(TermId::Appoint),
    tell(MediationBegun,        ConsumerSide, EVERY_WAY),
    tell(MediationBegun,        Respondents,  EVERY_WAY),
    tell(MediationBegun,        Registrars,   QUIETLY),
    tell(MediatorLeft,          ConsumerSide, BY_MAIL),
    tell(MediatorLeft,          Respondents,  BY_MAIL),
    tell(MediatorLeft,          Registrars,   BY_MAIL),
    tell(Challenged,            OtherSide,    BY_MAIL),
    tell(Challenged,            Registrars,   BY_MAIL)  .until(TermId::Challenge),
    tell(Challenged,            Mediator,     BY_MAIL),
    tell(ChallengeUpheld,       ConsumerSide, BY_MAIL)  .until(TermId::ResignReplace),
    tell(ChallengeUpheld,       Respondents,  BY_MAIL)  .until(TermId::ResignReplace),
    tell(ChallengeUpheld,       Registrars,   BY_MAIL)  .until(TermId::ResignReplace),
    tell(ChallengeDismissed,    ConsumerSide, BY_MAIL),
    tell(ChallengeDismissed,    Respondents,  BY_MAIL),
    tell(ChallengeDismissed,    Mediator,     QUIETLY),
    tell(SessionProposed,       ConsumerSide, EVERY_WAY),
    tell(SessionProposed,       Respondents,  EVERY_WAY),
    tell(SessionMoved,          ConsumerSide, EVERY_WAY),
    tell(SessionMoved,          Respondents,  EVERY_WAY),
    tell(SessionMoved,          Mediator,     BY_MAIL),
    tell(SessionSuitsNobody,    Mediator,     BY_MAIL),
    tell(SessionFixed,          ConsumerSide, EVERY_WAY),
    tell(SessionFixed,          Respondents,  EVERY_WAY),
    tell(SessionFixed,          Mediator,     BY_MAIL),
    tell(SessionCancelled,      ConsumerSide, EVERY_WAY),
    tell(SessionCancelled,      Respondents,  EVERY_WAY),
    tell(SessionCancelled,      Mediator,     BY_MAIL),
    tell(SessionReminded,       ConsumerSide, EVERY_WAY),
    tell(SessionReminded,       Respondents,  EVERY_WAY),
    tell(SessionReminded,       Mediator,     BY_MAIL),
    tell(SessionHeld,           ConsumerSide, QUIETLY),
    tell(SessionHeld,           Respondents,  QUIETLY),
    tell(SessionHeld,           Mediator,     QUIETLY),
    tell(Muted,                 Concerned,    QUIETLY),
    tell(Unmuted,               Concerned,    QUIETLY),
    tell(SentOut,               Concerned,    BY_MAIL),
    tell(LetIn,                 Concerned,    BY_MAIL),
    tell(FactProposed,          ConsumerSide, BY_MAIL),
    tell(FactProposed,          Respondents,  BY_MAIL),
    tell(FactAgreed,            ConsumerSide, QUIETLY),
    tell(FactAgreed,            Respondents,  QUIETLY),
    tell(FactAgreed,            Mediator,     QUIETLY),
    tell(FactDisputed,          OtherSide,    QUIETLY),
    tell(FactDisputed,          Mediator,     QUIETLY),
    tell(Proposed,              Concerned,    EVERY_WAY).until(TermId::OfferLapse),
    tell(ProposalAccepted,      Concerned,    EVERY_WAY).until(TermId::OfferLapse),
    tell(ProposalAccepted,      Mediator,     QUIETLY),
    tell(MediationEnded,        ConsumerSide, EVERY_WAY).until(TermId::ImpasseClose),
    tell(MediationEnded,        Respondents,  BY_MAIL),
    tell(MediationEnded,        Responder,    QUIETLY),
    tell(MediationEnded,        Registrars,   QUIETLY),
    tell(MediationEnded,        Mediator,     QUIETLY),
    tell(AgreementSealed,       ConsumerSide, BY_MAIL),
    tell(AgreementSealed,       Respondents,  BY_MAIL),
    tell(SealLate,              Registrars,   BY_MAIL),
    tell(SealLate,              Mediator,     BY_MAIL),
    tell(ConfirmationAsked,     OtherSide,    EVERY_WAY),
    tell(ConfirmationApplied,   ConsumerSide, BY_MAIL),
    tell(ConfirmationApplied,   Respondents,  BY_MAIL),
    tell(ConfirmationApplied,   Registrars,   QUIETLY),

    // Performance.
    tell(PerformanceRecorded,   Concerned,    EVERY_WAY).until(TermId::PerformanceConfirmation),
    tell(PerformanceAsked,      Concerned,    EVERY_WAY).until(TermId::PerformanceConfirmation),
    tell(ObligationConfirmed,   OtherSide,    QUIETLY),
    tell(ObligationDisputed,    OtherSide,    BY_MAIL),
    tell(ObligationDisputed,    Responder,    QUIETLY),
    tell(Breached,              ConsumerSide, EVERY_WAY).until(TermId::BreachChoice),
    tell(Breached,              Respondents,  EVERY_WAY),
    tell(Breached,              Responder,    QUIETLY),
    tell(NewDateSet,            ConsumerSide, QUIETLY),
    tell(NewDateSet,            Respondents,  BY_MAIL),
    tell(AgreementGivenUp,      OtherSide,    BY_MAIL),
    tell(AgreementGivenUp,      Responder,    QUIETLY),

    // Standing still, and others who have the dispute.
    tell(Merged,                ConsumerSide, EVERY_WAY).until(TermId::MergeUndo),
    tell(Merged,                Respondents,  BY_MAIL),
    tell(Merged,                Responder,    QUIETLY),
    tell(Unmerged,              ConsumerSide, BY_MAIL),
    tell(Unmerged,              Respondents,  BY_MAIL),
    tell(Unmerged,              Responder,    BY_MAIL),
    tell(Suspended,             ConsumerSide, BY_MAIL),
    tell(Suspended,             Respondents,  BY_MAIL),
    tell(Suspended,             Responder,    QUIETLY),
    tell(Suspended,             Mediator,     QUIETLY),
    tell(Resumed,               ConsumerSide, BY_MAIL),
    tell(Resumed,               Respondents,  BY_MAIL),
    tell(Resumed,               Responder,    QUIETLY),
    tell(Resumed,               Mediator,     QUIETLY),
    tell(ExternalRecorded,      OtherSide,    BY_MAIL),
    tell(ExternalRecorded,      Responder,    QUIETLY),

    // The end.
    tell(Rejected,              ConsumerSide, EVERY_WAY).until(TermId::Appeal),
    tell(Rejected,              Respondents,  BY_MAIL),
    tell(Appealed,              Supervisors,  BY_MAIL)  .until(TermId::AppealDecision),
    tell(AppealUpheld,          ConsumerSide, EVERY_WAY).until(TermId::FirstResponse),
    tell(AppealUpheld,          Respondents,  BY_MAIL),
    tell(AppealUpheld,          Responder,    BY_MAIL)  .until(TermId::FirstResponse),
    tell(AppealDismissed,       ConsumerSide, EVERY_WAY),
    tell(AppealDismissed,       Respondents,  QUIETLY),
    tell(Withdrawn,             ConsumerSide, BY_MAIL)  .until(TermId::Reopen),
    tell(Withdrawn,             Respondents,  BY_MAIL),
    tell(Withdrawn,             Responder,    QUIETLY),
    tell(Withdrawn,             Mediator,     QUIETLY),
    tell(ClosedPerformed,       ConsumerSide, BY_MAIL)  .until(TermId::Reopen),
    tell(ClosedPerformed,       Respondents,  BY_MAIL),
    tell(ClosedPerformed,       Responder,    QUIETLY),
    tell(ClosedUnconfirmed,     ConsumerSide, BY_MAIL)  .until(TermId::Reopen),
    tell(ClosedUnconfirmed,     Respondents,  BY_MAIL),
    tell(ClosedUnconfirmed,     Responder,    QUIETLY),
    tell(ClosedNoSettlement,    ConsumerSide, BY_MAIL)  .until(TermId::Reopen),
    tell(ClosedNoSettlement,    Respondents,  BY_MAIL),
    tell(ClosedNoSettlement,    Responder,    QUIETLY),
    tell(Reopened,              Respondents,  EVERY_WAY),
    tell(Reopened,              Responder,    BY_MAIL),

    // Any time.
    tell(Reminded,              Awaited,      EVERY_WAY),
    tell(TermMoved,             ConsumerSide, BY_MAIL),
    tell(TermMoved,             Respondents,  BY_MAIL),
    tell(TermMoved,             Responder,    QUIETLY),
    tell(TermMoved,             Mediator,     QUIETLY),
];

/// The rows of a message.
pub fn rules(message: Message) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().filter(move |rule| rule.message == message)
}

impl Audience {
    /// From whose side a row to this audience may be written; more than one where it depends on the
    /// dispute.
    pub const fn readers(self) -> &'static [Reader] {
        match self {
            Self::ConsumerSide => &[Reader::Consumer],
            Self::Respondents => &[Reader::Respondent],
            Self::Responder | Self::Supervisors => &[Reader::Platform],
            Self::Registrars | Self::Mediator => &[Reader::Body],
            Self::OtherSide | Self::Concerned => &[Reader::Consumer, Reader::Respondent],
            Self::Awaited => &[
                Reader::Consumer,
                Reader::Respondent,
                Reader::Platform,
                Reader::Body,
            ],
        }
    }
}

impl Rule {
    const fn until(mut self, term: TermId) -> Self {
        self.until = Some(term);
        self
    }
}

const fn tell(message: Message, to: Audience, by: &'static [Channel]) -> Rule {
    Rule {
        message,
        to,
        by,
        until: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODES: &[Message] = &[
        Message::CodeLogin,
        Message::CodeRegister,
        Message::CodeReset,
        Message::CodeReauth,
        Message::CodeLink,
        Message::CodeJoin,
    ];

    /// What is told without a dispute.
    const HOUSE: &[Message] = &[
        Message::TotpEnrolled,
        Message::TotpRemoved,
        Message::TotpReset,
        Message::RecoveryCodeUsed,
        Message::PasswordChanged,
        Message::Test,
        Message::Invited,
        Message::HouseTermsComing,
        Message::HouseTermsWithdrawn,
    ];
    /// What a desk says to its own people, whom no table could name.
    const OF_DESKS: &[Message] = &[
        Message::Mentioned,
        Message::FollowedMoved,
        Message::SnoozeOver,
        Message::NotSent,
    ];

    #[test]
    fn everything_that_can_be_said_is_said_to_somebody() {
        for message in Message::ALL {
            let told = rules(*message).count() > 0;
            let lists = [CODES, HOUSE, OF_DESKS];
            let by_table = !lists.iter().any(|list| list.contains(message));
            assert_eq!(told, by_table, "{message}");
        }
    }

    #[test]
    fn nobody_is_told_the_same_thing_by_two_rows() {
        for (at, rule) in RULES.iter().enumerate() {
            let again = RULES
                .iter()
                .skip(at + 1)
                .any(|other| (other.message, other.to) == (rule.message, rule.to));
            assert!(!again, "{} to {:?}", rule.message, rule.to);
        }
    }

    #[test]
    fn everything_told_is_also_a_notice() {
        assert!(RULES.iter().all(|rule| rule.by.contains(&Notice)));
    }
}
