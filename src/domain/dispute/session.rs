//! Sessions (调解会议): when the mediator and the parties meet, and how.
//!
//! The mediator proposes times, everybody says which suit, and one of them is fixed: by all who
//! agree, or by the mediator. An invitation goes out for what is fixed; its number grows with every
//! change, so that calendars know the newest (RFC 5545, `SEQUENCE`).

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::closed_list;
use crate::dispute::event::{Event, Fact};
use crate::dispute::lists::{Seat, Verb};
use crate::dispute::state::Dispute;
use crate::ids::{MediationSessionId, PartyId, PersonId};
use crate::text::{Text, TextRef};

closed_list! {
    /// How people meet.
    SessionWay {
        /// 在调解室
        Room = "room",
        /// 电话
        Phone = "phone",
        /// 现场
        OnSite = "on_site",
    }
}

closed_list! {
    /// What somebody says of a time.
    SessionChoice {
        /// 可以
        Yes = "yes",
        /// 勉强可以
        IfNeedBe = "if_need_be",
        /// 不行
        No = "no",
    }
}

closed_list! {
    /// Where a session stands.
    SessionState {
        /// 待选时间
        Proposed = "proposed",
        /// 已定
        Fixed = "fixed",
        /// 已结束
        Held = "held",
        /// 已取消
        Cancelled = "cancelled",
    }
}

closed_list! {
    /// Why a session does not take place.
    SessionCancelled {
        /// 调解员取消
        ByMediator = "by_mediator",
        /// 时间已过，没有选定
        Lapsed = "lapsed",
        /// 调解已结束或者暂停
        MediationOver = "mediation_over",
    }
}

/// Who is asked to come: a party, or the mediator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attendee {
    /// The mediator.
    Mediator,
    /// A party that takes part.
    Party(PartyId),
}

/// From one instant to another, the second not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// The first.
    pub from: Timestamp,
    /// The first that is no longer part of it.
    pub to: Timestamp,
}

impl Span {
    /// So many minutes from an instant on.
    pub fn of(from: Timestamp, minutes: u16) -> Self {
        let length = SignedDuration::from_mins(i64::from(minutes));
        Self {
            from,
            to: from.checked_add(length).unwrap_or(Timestamp::MAX),
        }
    }

    /// Whether both share an instant.
    pub fn meets(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// When people are taken already, by sessions of other disputes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Busy {
    /// The mediator.
    pub mediator: Vec<Span>,
    /// Anybody else who must come.
    pub others: Vec<Span>,
}

/// Who was there, as found by the room or said by the mediator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attended {
    /// Who.
    pub person: PersonId,
    /// In which seat.
    pub seat: Seat,
    /// For which party, if for one.
    pub party: Option<PartyId>,
    /// From when to when, in order.
    pub visits: Vec<Span>,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Under which it is known.
    pub id: MediationSessionId,
    /// Who proposed it, and leads it.
    pub mediator: Option<PersonId>,
    /// The times that are proposed, in order.
    pub slots: Vec<Timestamp>,
    /// For how long.
    pub minutes: u16,
    /// How people meet.
    pub way: SessionWay,
    /// Where, for a meeting on site.
    pub place: Option<TextRef>,
    /// What else to know.
    pub note: Option<TextRef>,
    /// The parties that must come, beside the mediator.
    pub parties: Vec<PartyId>,
    /// What each said of each slot, in the order of the slots.
    pub choices: BTreeMap<Attendee, Vec<SessionChoice>>,
    /// Where it stands.
    pub state: SessionState,
    /// Which time was fixed.
    pub starts_at: Option<Timestamp>,
    /// The number of the newest invitation; nobody was invited yet without one.
    pub sequence: Option<u32>,
    /// How many reminders are done with.
    pub reminded: usize,
    /// Why it does not take place.
    pub cancelled: Option<(SessionCancelled, Option<TextRef>)>,
    /// Who was in the room.
    pub attended: Vec<Attended>,
    /// Who was there, as the mediator noted it.
    pub marked: Option<Vec<Attendee>>,
    /// Whether all have answered and no time suits them.
    pub suits_nobody: bool,
}

/// What somebody wants to do about sessions, with what only the store knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionOrder {
    /// What.
    pub step: SessionStep,
    /// When those who must come are taken already.
    pub busy: Busy,
    /// Who was in the room, for the end of a session.
    pub attended: Vec<Attended>,
}

/// One step of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionStep {
    /// Proposes a session, or other times for one that is ahead.
    Set(Box<Proposal>),
    /// Says which of the times suit, in the order of the slots.
    Choose {
        session: MediationSessionId,
        choices: Vec<SessionChoice>,
    },
    /// Takes one of the times.
    Fix {
        session: MediationSessionId,
        starts_at: Timestamp,
    },
    /// Calls it off.
    Cancel {
        session: MediationSessionId,
        reason: Option<Text>,
    },
    /// Notes who was there.
    Attend {
        session: MediationSessionId,
        present: Vec<Attendee>,
    },
    /// Time has come for it.
    Time { session: MediationSessionId },
}

/// Times that a mediator proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// A new one, or one that is there.
    pub session: MediationSessionId,
    /// In order, each once.
    pub slots: Vec<Timestamp>,
    /// For how long.
    pub minutes: u16,
    /// How people meet.
    pub way: SessionWay,
    /// Where.
    pub place: Option<Text>,
    /// What else to know.
    pub note: Option<Text>,
    /// Whether the one slot stands without anybody being asked.
    pub fixed: bool,
}

impl SessionOrder {
    /// A step of which nothing is known but what was asked for.
    pub fn of(step: SessionStep) -> Self {
        Self {
            step,
            busy: Busy::default(),
            attended: Vec::new(),
        }
    }
}

impl SessionStep {
    /// Which verb it is.
    pub const fn verb(&self) -> Verb {
        match self {
            Self::Set(_) => Verb::SetSession,
            Self::Choose { .. } => Verb::ChooseSession,
            Self::Fix { .. } => Verb::FixSession,
            Self::Cancel { .. } => Verb::CancelSession,
            Self::Attend { .. } => Verb::RecordAttendance,
            Self::Time { .. } => Verb::SessionTime,
        }
    }

    /// The words it brings.
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Self::Set(proposal) => proposal.place.iter().chain(&proposal.note).collect(),
            Self::Cancel { reason, .. } => reason.iter().collect(),
            Self::Choose { .. } | Self::Fix { .. } | Self::Attend { .. } | Self::Time { .. } => {
                Vec::new()
            }
        }
    }

    /// Which session it is about.
    pub fn session(&self) -> MediationSessionId {
        match self {
            Self::Set(proposal) => proposal.session,
            Self::Choose { session, .. }
            | Self::Fix { session, .. }
            | Self::Cancel { session, .. }
            | Self::Attend { session, .. }
            | Self::Time { session } => *session,
        }
    }
}

/// How long before the beginning people are reminded.
pub const REMINDERS: [SignedDuration; 2] = [
    SignedDuration::from_hours(24),
    SignedDuration::from_hours(1),
];

/// How many reminders are due by `now` for a session at `starts_at`.
pub fn reminders_due(starts_at: Timestamp, now: Timestamp) -> usize {
    let due = |before: &&SignedDuration| {
        starts_at
            .checked_sub(**before)
            .is_ok_and(|remind_at| remind_at <= now)
    };
    REMINDERS.iter().filter(due).count()
}

impl Session {
    /// Everybody who must come.
    pub fn attendees(&self) -> impl Iterator<Item = Attendee> {
        let parties = self.parties.iter().map(|party| Attendee::Party(*party));
        std::iter::once(Attendee::Mediator).chain(parties)
    }

    /// When it takes place, once that is fixed.
    pub fn span(&self) -> Option<Span> {
        self.starts_at.map(|at| Span::of(at, self.minutes))
    }

    /// Whether it may still be changed: it is to come, or waits for a time.
    pub fn is_ahead(&self, now: Timestamp) -> bool {
        match self.state {
            SessionState::Proposed => true,
            SessionState::Fixed => self.starts_at.is_some_and(|at| at > now),
            SessionState::Held | SessionState::Cancelled => false,
        }
    }

    /// Whether it has begun, or is over.
    pub fn has_begun(&self, now: Timestamp) -> bool {
        match self.state {
            SessionState::Proposed | SessionState::Cancelled => false,
            SessionState::Fixed => self.starts_at.is_some_and(|at| at <= now),
            SessionState::Held => true,
        }
    }

    /// Whether everybody has said which times suit.
    pub fn is_answered(&self) -> bool {
        self.attendees().all(|who| self.choices.contains_key(&who))
    }

    /// The number of the next invitation.
    pub fn next_sequence(&self) -> u32 {
        self.sequence
            .map_or(0, |sequence| sequence.saturating_add(1))
    }

    /// The time that suits everybody: the first to which all say yes, or else the first to which
    /// nobody says no. What has passed, or is taken already, suits nobody.
    pub fn suits_all(&self, now: Timestamp, busy: &Busy) -> Option<Timestamp> {
        if !self.is_answered() {
            return None;
        }
        let free = |at: Timestamp| at > now && busy.clash(Span::of(at, self.minutes)).is_none();
        let said = |place: usize, choice: SessionChoice| {
            self.attendees().all(|who| {
                let said = self.choices.get(&who).and_then(|all| all.get(place));
                said.is_some_and(|said| *said <= choice)
            })
        };
        let first = |choice| {
            let mut slots = self.slots.iter().enumerate();
            slots
                .find(|(place, at)| free(**at) && said(*place, choice))
                .map(|(_, at)| *at)
        };
        first(SessionChoice::Yes).or_else(|| first(SessionChoice::IfNeedBe))
    }

    /// When time must look at it next: to remind, to note that it is over, or that no time was
    /// chosen before the last one passed.
    pub fn wake_at(&self) -> Option<Timestamp> {
        match self.state {
            SessionState::Proposed => self.slots.iter().max().copied(),
            SessionState::Fixed => {
                let span = self.span()?;
                let next = REMINDERS.get(self.reminded);
                let remind_at = next.and_then(|before| span.from.checked_sub(*before).ok());
                Some(remind_at.unwrap_or(span.to))
            }
            SessionState::Held | SessionState::Cancelled => None,
        }
    }
}

impl Dispute {
    /// Folds an entry about a session in.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the caller hands over entries about sessions alone"
    )]
    pub(super) fn fold_session(&mut self, event: &Event) -> Option<()> {
        match &event.fact {
            Fact::SessionProposed {
                session,
                slots,
                minutes,
                way,
                place,
                note,
                parties,
                sequence,
                ..
            } => {
                let before = self.sessions.iter().position(|one| one.id == *session);
                let invited = before.and_then(|at| self.sessions.get(at)?.sequence);
                let proposed = Session {
                    id: *session,
                    mediator: event.actor.person,
                    slots: slots.clone(),
                    minutes: *minutes,
                    way: *way,
                    place: *place,
                    note: *note,
                    parties: parties.clone(),
                    // Whoever proposes a time can come then.
                    choices: BTreeMap::from([(
                        Attendee::Mediator,
                        vec![SessionChoice::Yes; slots.len()],
                    )]),
                    state: SessionState::Proposed,
                    starts_at: None,
                    sequence: sequence.or(invited),
                    reminded: 0,
                    cancelled: None,
                    attended: Vec::new(),
                    marked: None,
                    suits_nobody: false,
                };
                match before {
                    Some(at) => *self.sessions.get_mut(at)? = proposed,
                    None => self.sessions.push(proposed),
                }
            }
            Fact::SessionChosen {
                session,
                who,
                choices,
            } => {
                let session = self.session_mut(*session)?;
                session.choices.insert(*who, choices.clone());
                session.suits_nobody = false;
            }
            Fact::SessionSuitsNobody { session } => self.session_mut(*session)?.suits_nobody = true,
            Fact::SessionFixed {
                session,
                starts_at,
                sequence,
                ..
            } => {
                let session = self.session_mut(*session)?;
                session.state = SessionState::Fixed;
                session.starts_at = Some(*starts_at);
                session.sequence = Some(*sequence);
                session.reminded = reminders_due(*starts_at, event.at);
                session.suits_nobody = false;
            }
            Fact::SessionCancelled {
                session,
                why,
                reason,
                sequence,
            } => {
                let session = self.session_mut(*session)?;
                session.state = SessionState::Cancelled;
                session.cancelled = Some((*why, *reason));
                session.sequence = sequence.or(session.sequence);
            }
            Fact::SessionReminded { session, reminded } => {
                self.session_mut(*session)?.reminded = *reminded;
            }
            Fact::SessionHeld { session, attended } => {
                let session = self.session_mut(*session)?;
                session.state = SessionState::Held;
                session.attended.clone_from(attended);
            }
            Fact::AttendanceMarked { session, present } => {
                self.session_mut(*session)?.marked = Some(present.clone());
            }
            _ => return None,
        }
        Some(())
    }

    fn session_mut(&mut self, id: MediationSessionId) -> Option<&mut Session> {
        self.sessions.iter_mut().find(|session| session.id == id)
    }
}

impl Busy {
    /// Whose time `span` would take that is taken already.
    pub fn clash(&self, span: Span) -> Option<Clash> {
        let meets = |taken: &Span| taken.meets(span);
        if self.mediator.iter().any(meets) {
            Some(Clash::Mediator)
        } else if self.others.iter().any(meets) {
            Some(Clash::Other)
        } else {
            None
        }
    }
}

/// Who is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clash {
    /// The mediator has another session then.
    Mediator,
    /// Somebody else who must come has.
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOP: Attendee = Attendee::Party(PartyId::constant(1));

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn session() -> Session {
        Session {
            id: MediationSessionId::constant(1),
            mediator: None,
            slots: vec![
                at("2026-12-01T02:00:00Z"),
                at("2026-12-02T02:00:00Z"),
                at("2026-12-03T02:00:00Z"),
            ],
            minutes: 60,
            way: SessionWay::Room,
            place: None,
            note: None,
            parties: vec![PartyId::constant(1)],
            choices: BTreeMap::from([(Attendee::Mediator, vec![SessionChoice::Yes; 3])]),
            state: SessionState::Proposed,
            starts_at: None,
            sequence: None,
            reminded: 0,
            cancelled: None,
            attended: Vec::new(),
            marked: None,
            suits_nobody: false,
        }
    }

    #[test]
    fn the_first_time_to_which_all_say_yes_is_taken() {
        use SessionChoice::{IfNeedBe, No, Yes};
        let now = at("2026-11-30T00:00:00Z");
        let check = |choices: [SessionChoice; 3], busy: &Busy, expected: Option<usize>| {
            let mut session = session();
            session.choices.insert(SHOP, choices.to_vec());
            let expected = expected.map(|place| session.slots[place]);
            assert_eq!(session.suits_all(now, busy), expected, "{choices:?}");
        };
        let free = Busy::default();
        check([IfNeedBe, Yes, Yes], &free, Some(1));
        check([No, IfNeedBe, No], &free, Some(1));
        check([No, No, No], &free, None);
        let busy = Busy {
            mediator: vec![Span::of(at("2026-12-02T02:30:00Z"), 60)],
            others: Vec::new(),
        };
        check([No, Yes, IfNeedBe], &busy, Some(2));
        assert_eq!(session().suits_all(now, &free), None, "the shop is silent");
    }

    #[test]
    fn one_session_may_begin_when_another_ends() {
        let first = Span::of(at("2026-12-01T02:00:00Z"), 60);
        let next = Span::of(at("2026-12-01T03:00:00Z"), 60);
        assert!(!first.meets(next) && !next.meets(first));
        assert!(first.meets(Span::of(at("2026-12-01T02:59:00Z"), 1)));
    }

    #[test]
    fn people_are_reminded_a_day_and_an_hour_before_and_then_it_is_over() {
        let mut session = session();
        assert_eq!(
            session.wake_at(),
            Some(session.slots[2]),
            "when nothing is chosen"
        );
        session.state = SessionState::Fixed;
        session.starts_at = Some(session.slots[1]);
        let mut woken = Vec::new();
        for reminded in 0..3 {
            session.reminded = reminded;
            woken.push(session.wake_at().unwrap().to_string());
        }
        assert_eq!(
            woken,
            [
                "2026-12-01T02:00:00Z",
                "2026-12-02T01:00:00Z",
                "2026-12-02T03:00:00Z"
            ]
        );
        let starts_at = session.slots[1];
        assert_eq!(reminders_due(starts_at, at("2026-12-02T00:00:00Z")), 1);
    }
}
