//! What cannot be, with the facts needed to explain it.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::dispute::lists::{Phase, Seat, Verb};
use crate::law::doors::Door;
use crate::mediation::Conflict;
use crate::money::Fen;
use crate::ruleset::TermId;
use crate::taxonomy::RejectionGround;
use crate::wording::Vague;

/// A field with vague words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VagueField {
    /// Which, as a JSON pointer.
    pub field: String,
    /// What stands in it.
    pub found: Vec<Vague>,
    /// The whole field with the better wording.
    pub rewritten: String,
}

/// Why a command is not carried out. Codes are in both language catalogues.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The same was done already; the caller may treat it as done.
    #[error("it was done already")]
    AlreadyDone,
    /// No row of the table lets this verb happen in the phase.
    #[error("{verb} is not possible in {phase}")]
    NotNow { verb: Verb, phase: Phase },
    /// A row lets others do it.
    #[error("{verb} is not for {seat}")]
    NotYours { verb: Verb, seat: Seat },
    /// The thing named is not part of this dispute.
    #[error("{what} is not part of this dispute")]
    Unknown { what: &'static str },
    /// The offer does not stand any more.
    #[error("the offer does not stand any more")]
    OfferGone,
    /// One cannot accept or counter one's own offer.
    #[error("the offer is one's own")]
    OwnOffer,
    /// Only its maker can take an offer back.
    #[error("the offer is not one's own")]
    NotOwnOffer,
    /// A day that lies in the past, or too far ahead.
    #[error("{day} cannot be set")]
    DayOutOfRange {
        field: String,
        day: Date,
        from: Date,
        to: Date,
    },
    /// A promise of money needs an amount; any other has none.
    #[error("the amount does not fit the promise")]
    AmountMismatch { field: String },
    /// Words that leave open when, how much or who.
    #[error("the wording leaves something open")]
    VagueWording { found: Vec<VagueField> },
    /// A promise binds the two parties of the offer only.
    #[error("the promise is not between the parties of the offer")]
    ForeignParty { field: String },
    /// An agreement needs one promise at least and a limited number at most.
    #[error("{count} promises are no agreement")]
    PromiseCount { count: usize, max: usize },
    /// What was signed is not what stands.
    #[error("the text changed")]
    TextChanged,
    /// Urged within the cool-down.
    #[error("urged too soon")]
    UrgedTooSoon { again_at: Timestamp },
    /// Nobody else's turn: there is nobody to urge.
    #[error("it is the caller's own turn")]
    NobodyToUrge,
    /// Attempts on fewer different days than needed.
    #[error("{days} days of attempts are too few")]
    TooFewAttempts { days: usize, needed: usize },
    /// A supervisor confirms what the first responder marked, and is another person.
    #[error("nothing to confirm")]
    NotMarked,
    /// The same person may not do both.
    #[error("the same person may not do both")]
    SamePerson,
    /// The negotiation was extended already.
    #[error("extended already")]
    ExtendedAlready,
    /// Only who owes records performance; only who is owed confirms or disputes it.
    #[error("another party's part")]
    NotYourPart,
    /// Nothing was recorded that could be confirmed.
    #[error("nothing was recorded")]
    NothingRecorded,
    /// More than was promised.
    #[error("more than promised")]
    MoreThanPromised { promised: Fen, done: Fen },
    /// The agreement was not breached.
    #[error("not breached")]
    NotBreached,
    /// A slip of a court or the police is needed.
    #[error("a slip is needed")]
    SlipNeeded,
    /// Who asked for the pause, or the supervisor, ends it.
    #[error("another party's pause")]
    NotYourPause,
    /// The platform is respondent itself.
    #[error("the platform is a party")]
    PlatformIsParty,
    /// Nothing was refused.
    #[error("nothing to appeal")]
    NothingToAppeal,
    /// It was merged into another: that one goes on.
    #[error("merged into another")]
    Merged,
    /// It was not merged into another.
    #[error("not merged")]
    NotMerged,
    /// The window for it is over.
    #[error("too late")]
    TooLate { until: Timestamp },
    /// It was reopened before.
    #[error("reopened before")]
    ReopenedBefore,
    /// A refused dispute is appealed, not reopened.
    #[error("refused disputes are appealed")]
    AppealInstead,
    /// With whom it is not agreed, the dispute would end as well; that was not confirmed.
    #[error("the dispute would end with the other respondents, too")]
    OthersRemain,
    /// The warning was not confirmed.
    #[error("the warning was not confirmed")]
    WarningNotRead,
    /// The first responder is this person already.
    #[error("the responder already")]
    ResponderAlready,
    /// No respondent, no consumer, or too many.
    #[error("the parties are incomplete")]
    PartiesIncomplete,
    /// The term has not ended yet.
    #[error("the term still runs")]
    StillRunning,
    /// An instant that has passed, or lies too far ahead.
    #[error("the time cannot be set")]
    TimeOutOfRange { field: String },
    /// Somebody who must come has another session then.
    #[error("{at} is taken")]
    SessionClash {
        field: String,
        at: Timestamp,
        of_mediator: bool,
    },
    /// No session is in a state in which this can be done.
    #[error("there is no such session any more")]
    SessionGone,
    /// The times are other ones by now.
    #[error("the times to choose from have changed")]
    SlotsChanged,
    /// More sessions are ahead than can be kept apart.
    #[error("{max} sessions are enough at a time")]
    TooManySessions { max: usize },
    /// The way is closed.
    #[error("{door} is closed")]
    DoorClosed { door: Door },
    /// What choosing the way closes was not confirmed, or in an older text.
    #[error("what it closes was not confirmed")]
    ConfirmationNeeded,
    /// The rule sets that the dispute is bound to know no such ground.
    #[error("{ground} is no ground under the rules in force for this dispute")]
    GroundNotInForce { ground: RejectionGround },
    /// The party takes no part in the mediation.
    #[error("takes no part in the mediation")]
    NotMediating,
    /// No mediation goes on.
    #[error("no mediation goes on")]
    NoMediation,
    /// A body is being asked already.
    #[error("a body is being asked already")]
    MediationAsked,
    /// The body did not accept this case before.
    #[error("the body declined before")]
    BodyDeclinedBefore,
    /// The parties have not all answered yet.
    #[error("not all have consented")]
    NotAllConsented,
    /// A mediator is appointed already.
    #[error("a mediator is appointed already")]
    MediatorAlready,
    /// Nobody is appointed.
    #[error("nobody is appointed")]
    NoMediator,
    /// Each party can object once.
    #[error("objected before")]
    ObjectedBefore,
    /// Each party can challenge a mediator once.
    #[error("challenged before")]
    ChallengedBefore,
    /// The mediator was not challenged.
    #[error("not challenged")]
    NotChallenged,
    /// The challenge is not decided yet.
    #[error("the challenge is not decided")]
    ChallengeOpen,
    /// Who mistrusts the mediator challenges them.
    #[error("challenge instead")]
    ChallengeInstead,
    /// Only the mediator lets a mediation stand still for an appraisal.
    #[error("an appraisal is the mediator's pause")]
    AppraisalByMediator,
    /// There is no earlier caucus that could be opened to a successor.
    #[error("nothing is sealed")]
    NothingSealed,
    /// A party disputes the fact.
    #[error("the fact is disputed")]
    FactDisputed,
    /// The agreement did not come of a mediation.
    #[error("not mediated")]
    NotMediated,
    /// The body has not sealed the agreement yet.
    #[error("not sealed")]
    NotSealed,
    /// No court confirms what this body mediated, or the time for it is over.
    #[error("not confirmable")]
    NotConfirmable,
    /// Something stands between the person and being the mediator here.
    #[error("a conflict of interest: {conflict}")]
    Conflict { field: String, conflict: Conflict },
    /// The rule sets that the dispute is bound to do not fix this term.
    #[error("no rule set fixes {term}")]
    TermMissing { term: TermId },
}

impl Refusal {
    /// The code on the wire.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::AlreadyDone => "already_done",
            Self::NotNow { .. } => "not_now",
            Self::NotYours { .. } => "not_yours",
            Self::Unknown { .. } => "unknown_part",
            Self::OfferGone => "offer_gone",
            Self::OwnOffer => "own_offer",
            Self::NotOwnOffer => "not_own_offer",
            Self::DayOutOfRange { .. } => "day_out_of_range",
            Self::AmountMismatch { .. } => "amount_mismatch",
            Self::VagueWording { .. } => "vague_wording",
            Self::ForeignParty { .. } => "foreign_party",
            Self::PromiseCount { .. } => "promise_count",
            Self::TextChanged => "text_changed",
            Self::UrgedTooSoon { .. } => "urged_too_soon",
            Self::NobodyToUrge => "nobody_to_urge",
            Self::TooFewAttempts { .. } => "too_few_attempts",
            Self::NotMarked => "not_marked",
            Self::SamePerson => "same_person",
            Self::ExtendedAlready => "extended_already",
            Self::NotYourPart => "not_your_part",
            Self::NothingRecorded => "nothing_recorded",
            Self::MoreThanPromised { .. } => "more_than_promised",
            Self::NotBreached => "not_breached",
            Self::SlipNeeded => "slip_needed",
            Self::NotYourPause => "not_your_pause",
            Self::PlatformIsParty => "platform_is_party",
            Self::NothingToAppeal => "nothing_to_appeal",
            Self::Merged => "merged",
            Self::NotMerged => "not_merged",
            Self::TooLate { .. } => "too_late",
            Self::ReopenedBefore => "reopened_before",
            Self::AppealInstead => "appeal_instead",
            Self::OthersRemain => "others_remain",
            Self::WarningNotRead => "warning_not_read",
            Self::ResponderAlready => "responder_already",
            Self::PartiesIncomplete => "parties_incomplete",
            Self::StillRunning => "still_running",
            Self::TimeOutOfRange { .. } => "time_out_of_range",
            Self::SessionClash {
                of_mediator: true, ..
            } => "mediator_taken",
            Self::SessionClash {
                of_mediator: false, ..
            } => "attendee_taken",
            Self::SessionGone => "session_gone",
            Self::SlotsChanged => "slots_changed",
            Self::TooManySessions { .. } => "too_many_sessions",
            Self::DoorClosed { .. } => "door_closed",
            Self::ConfirmationNeeded => "confirmation_needed",
            Self::GroundNotInForce { .. } => "ground_not_in_force",
            Self::NotMediating => "not_mediating",
            Self::NoMediation => "no_mediation",
            Self::MediationAsked => "mediation_asked",
            Self::BodyDeclinedBefore => "body_declined_before",
            Self::NotAllConsented => "not_all_consented",
            Self::MediatorAlready => "mediator_already",
            Self::NoMediator => "no_mediator",
            Self::ObjectedBefore => "objected_before",
            Self::ChallengedBefore => "challenged_before",
            Self::NotChallenged => "not_challenged",
            Self::ChallengeOpen => "challenge_open",
            Self::ChallengeInstead => "challenge_instead",
            Self::AppraisalByMediator => "appraisal_by_mediator",
            Self::NothingSealed => "nothing_sealed",
            Self::FactDisputed => "fact_disputed",
            Self::NotMediated => "not_mediated",
            Self::NotSealed => "not_sealed",
            Self::NotConfirmable => "not_confirmable",
            Self::Conflict { conflict, .. } => match conflict {
                Conflict::Party => "conflict_party",
                Conflict::PartyStaff => "conflict_party_staff",
                Conflict::PlatformStaff => "conflict_platform_staff",
                Conflict::ActedBefore => "conflict_acted_before",
                Conflict::BodyIsParty => "conflict_body_is_party",
                Conflict::PlatformIsParty => "conflict_platform_is_party",
                Conflict::LeftBefore => "conflict_left_before",
                Conflict::NotOfBody => "conflict_not_of_body",
            },
            Self::TermMissing { .. } => "term_missing",
        }
    }

    /// Every code, for the test that finds each in both catalogues.
    #[rustfmt::skip]
    pub const CODES: &[&str] = &[
        "already_done", "not_now", "not_yours", "unknown_part", "offer_gone", "own_offer",
        "not_own_offer", "day_out_of_range", "amount_mismatch", "vague_wording", "foreign_party", "promise_count",
        "text_changed", "urged_too_soon", "nobody_to_urge", "too_few_attempts", "not_marked",
        "same_person", "extended_already", "not_your_part", "nothing_recorded",
        "more_than_promised", "not_breached", "slip_needed", "not_your_pause",
        "platform_is_party", "nothing_to_appeal", "merged", "not_merged", "too_late", "reopened_before",
        "appeal_instead", "warning_not_read", "responder_already", "parties_incomplete",
        "still_running", "door_closed", "time_out_of_range", "mediator_taken",
        "attendee_taken", "session_gone", "slots_changed", "too_many_sessions", "confirmation_needed", "ground_not_in_force", "term_missing",
        "not_mediating", "no_mediation", "mediation_asked", "body_declined_before", "not_all_consented",
        "mediator_already", "no_mediator", "objected_before", "challenged_before", "not_challenged",
        "challenge_open", "challenge_instead", "appraisal_by_mediator", "nothing_sealed", "fact_disputed", "not_mediated", "not_sealed", "not_confirmable",
        "conflict_party", "conflict_party_staff", "conflict_platform_staff", "conflict_acted_before",
        "conflict_body_is_party", "conflict_platform_is_party", "conflict_left_before",
        "conflict_not_of_body", "others_remain",
    ];

    /// Every field that is at fault.
    pub fn pointers(&self) -> impl Iterator<Item = &str> {
        let further: &[VagueField] = if let Self::VagueWording { found } = self {
            found.get(1..).unwrap_or_default()
        } else {
            &[]
        };
        let further = further.iter().map(|one| one.field.as_str());
        self.pointer().into_iter().chain(further)
    }

    /// The field of the request that is at fault, as a JSON pointer, where one is.
    pub fn pointer(&self) -> Option<&str> {
        match self {
            Self::DayOutOfRange { field, .. }
            | Self::TimeOutOfRange { field }
            | Self::SessionClash { field, .. }
            | Self::AmountMismatch { field }
            | Self::ForeignParty { field }
            | Self::Conflict { field, .. } => Some(field),
            Self::VagueWording { found } => found.first().map(|one| one.field.as_str()),
            Self::PromiseCount { .. } => Some("/obligations"),
            Self::TextChanged => Some("/text_sha256"),
            Self::OthersRemain => Some("/ends_others"),
            Self::WarningNotRead => Some("/warning_read"),
            Self::MoreThanPromised { .. } => Some("/amount_fen"),
            Self::SlipNeeded => Some("/slip"),
            Self::ConfirmationNeeded => Some("/confirmed"),
            Self::GroundNotInForce { .. } => Some("/ground"),
            Self::DoorClosed { .. } => Some("/door"),
            Self::ResponderAlready => Some("/responder"),
            Self::AlreadyDone
            | Self::NotNow { .. }
            | Self::NotYours { .. }
            | Self::Unknown { .. }
            | Self::OfferGone
            | Self::OwnOffer
            | Self::NotOwnOffer
            | Self::UrgedTooSoon { .. }
            | Self::NobodyToUrge
            | Self::TooFewAttempts { .. }
            | Self::NotMarked
            | Self::SamePerson
            | Self::ExtendedAlready
            | Self::NotYourPart
            | Self::NothingRecorded
            | Self::NotBreached
            | Self::NotYourPause
            | Self::PlatformIsParty
            | Self::NothingToAppeal
            | Self::Merged
            | Self::NotMerged
            | Self::TooLate { .. }
            | Self::ReopenedBefore
            | Self::AppealInstead
            | Self::PartiesIncomplete
            | Self::StillRunning
            | Self::SessionGone
            | Self::SlotsChanged
            | Self::TooManySessions { .. }
            | Self::NotMediating
            | Self::NoMediation
            | Self::MediationAsked
            | Self::BodyDeclinedBefore
            | Self::NotAllConsented
            | Self::MediatorAlready
            | Self::NoMediator
            | Self::ObjectedBefore
            | Self::ChallengedBefore
            | Self::NotChallenged
            | Self::ChallengeOpen
            | Self::ChallengeInstead
            | Self::AppraisalByMediator
            | Self::NothingSealed
            | Self::FactDisputed
            | Self::NotMediated
            | Self::NotSealed
            | Self::NotConfirmable
            | Self::TermMissing { .. } => None,
        }
    }
}
