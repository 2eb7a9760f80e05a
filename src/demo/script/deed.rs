//! What people of the script do.

use hejie_domain::dispute::lists::{AttemptMethod, SuspensionReason};
use hejie_domain::dispute::session::{SessionChoice, SessionWay};
use hejie_domain::law::doors::Door;
use hejie_domain::money::Fen;
use hejie_domain::taxonomy::{ElsewhereTarget, RejectionGround, Remedy, TerminationReason};
use serde::Deserialize;

use super::Picture;
use crate::demo::moment::{Day, Moment};

/// A promise of an offer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::demo) struct Promised {
    pub(in crate::demo) owes: Side,
    pub(in crate::demo) kind: Remedy,
    pub(in crate::demo) what: String,
    pub(in crate::demo) amount: Option<Fen>,
    pub(in crate::demo) how: String,
    pub(in crate::demo) due: Day,
}

/// What an offer says.
#[derive(Debug, Deserialize)]
pub(in crate::demo) struct Offered {
    pub(in crate::demo) promises: Vec<Promised>,
    pub(in crate::demo) lapses: Day,
    pub(in crate::demo) note: Option<String>,
    #[serde(default)]
    pub(in crate::demo) says: Provided,
}

/// What an agreement says besides its promises.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::demo) struct Provided {
    pub(in crate::demo) facts: Option<String>,
    pub(in crate::demo) account: Option<String>,
    pub(in crate::demo) goods: Option<String>,
    pub(in crate::demo) breach: Option<String>,
    pub(in crate::demo) acceleration: bool,
    pub(in crate::demo) confirmation: bool,
    pub(in crate::demo) confidential: bool,
}

/// In which room something is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::demo) enum Place {
    /// Where both sides negotiate.
    #[default]
    Negotiation,
    /// Among the platform's own notes.
    Internal,
    /// Where all who mediate talk.
    Mediation,
    /// The consumer and the mediator.
    CaucusConsumer,
    /// The shop and the mediator.
    CaucusShop,
    /// Among the mediator's own notes.
    Notes,
}

/// When mediator and parties are to meet, and how.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::demo) struct Times {
    /// One or several to choose from.
    pub(in crate::demo) times: Vec<Moment>,
    pub(in crate::demo) minutes: u16,
    pub(in crate::demo) way: SessionWay,
    pub(in crate::demo) place: Option<String>,
    pub(in crate::demo) note: Option<String>,
    /// Whether the one time stands without anybody being asked.
    #[serde(default)]
    pub(in crate::demo) fixed: bool,
    /// Whether these are other times for the latest session.
    #[serde(default)]
    pub(in crate::demo) again: bool,
}

/// One of the two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::demo) enum Side {
    Consumer,
    Shop,
}

/// What is done.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(in crate::demo) enum Deed {
    /// In the room of the parties, where no other is named.
    Say {
        text: String,
        #[serde(default, rename = "in")]
        place: Place,
        #[serde(default)]
        pictures: Vec<Picture>,
    },
    /// Among the platform's own notes.
    Note {
        text: String,
    },
    /// Puts another text in the place of one's last message.
    Edit {
        text: String,
    },
    /// Takes one's last message back.
    Redact {},
    /// Reads everything.
    Read {},
    Answer {
        finding: String,
        next: String,
        #[serde(default)]
        proved: bool,
    },
    Respond {
        text: String,
    },
    Ask {
        items: Vec<String>,
        note: Option<String>,
    },
    Supply {
        text: String,
        #[serde(default)]
        pictures: Vec<Picture>,
    },
    Show {
        purpose: Option<String>,
        pictures: Vec<Picture>,
    },
    Demand {
        of: Side,
        items: Vec<String>,
    },
    Attempt {
        method: AttemptMethod,
        result: String,
    },
    MarkUnreachable {},
    ConfirmUnreachable {},
    /// To the first service agent who is not the responder already.
    HandOver {
        note: Option<String>,
    },
    Urge {},
    Offer(Offered),
    /// Answers the latest open offer.
    Counter(Offered),
    WithdrawOffer {},
    Accept {},
    Fail {
        reason: Option<String>,
    },
    Extend {},
    AskMediation {
        body: String,
        #[serde(default)]
        reads: bool,
        #[serde(default)]
        with_responder: bool,
        reason: Option<String>,
    },
    Consent {
        #[serde(default)]
        reads: bool,
        #[serde(default)]
        with_responder: bool,
    },
    Decline {
        reason: Option<String>,
    },
    TakeCase {},
    DeclineCase {
        reason: String,
    },
    Appoint {
        who: String,
        disclosed: Option<String>,
    },
    ObjectToMediator {
        reason: String,
    },
    /// Without interests there are none.
    TakeAppointment {
        interests: Option<String>,
    },
    DeclineAppointment {
        reason: Option<String>,
    },
    Challenge {
        reason: String,
    },
    DecideChallenge {
        upheld: bool,
        reasons: String,
    },
    Resign {
        reason: String,
    },
    Replace {
        who: String,
        disclosed: Option<String>,
        reason: String,
    },
    OpenCaucus {
        with: Side,
    },
    CloseCaucus {
        with: Side,
    },
    UnsealCaucus {},
    ProposeFact {
        text: String,
    },
    /// The latest fact that is open.
    ConfirmFact {},
    DisputeFact {
        reason: Option<String>,
    },
    /// What the mediator proposes to both.
    Propose(Offered),
    SetSession(Times),
    /// Of the latest session that is open, in the order of its times.
    ChooseSession {
        choices: Vec<SessionChoice>,
    },
    /// The time in that place, counted from 0.
    FixSession {
        #[serde(default)]
        nth: usize,
    },
    CancelSession {
        reason: String,
    },
    /// Notes that everybody came.
    MarkAttendance {},
    /// Is in the mediation room for so many minutes.
    Attend {
        minutes: u16,
    },
    RaiseHand {},
    /// Nobody in particular, where no side is named.
    GiveFloor {
        to: Option<Side>,
        #[serde(default)]
        only: bool,
    },
    /// What is to be talked about, the first so many of it done.
    Agenda {
        items: Vec<String>,
        #[serde(default)]
        done: usize,
    },
    /// A word to the mediator alone, from the mediation room.
    Whisper {
        text: String,
    },
    EndMediation {
        reason: Option<String>,
    },
    Terminate {
        reason: TerminationReason,
        note: Option<String>,
    },
    Sign {},
    Seal {},
    ApplyConfirmation {},
    /// Performance of the promise in that place, counted from 0.
    Perform {
        #[serde(default)]
        nth: usize,
        part: Option<Fen>,
        proof: String,
        #[serde(default)]
        pictures: Vec<Picture>,
    },
    Confirm {
        #[serde(default)]
        nth: usize,
    },
    Dispute {
        #[serde(default)]
        nth: usize,
        reason: String,
    },
    NewDate {
        #[serde(default)]
        nth: usize,
        due: Day,
    },
    GiveUp {},
    Suspend {
        reason: SuspensionReason,
        number: Option<String>,
        #[serde(default)]
        pictures: Vec<Picture>,
    },
    Resume {},
    External {
        target: ElsewhereTarget,
        number: Option<String>,
        accepted: Option<Day>,
    },
    ChooseDoor {
        door: Door,
    },
    Refuse {
        ground: RejectionGround,
        reasons: String,
    },
    Discontinue {
        ground: RejectionGround,
        reasons: String,
    },
    Appeal {
        reasons: String,
    },
    DecideAppeal {
        upheld: bool,
        reasons: String,
    },
    Withdraw {
        money_arrived: bool,
        reason: Option<String>,
    },
    Close {},
    Reopen {
        text: String,
    },
}
