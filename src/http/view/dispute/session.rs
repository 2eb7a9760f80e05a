//! Sessions, as people may read them.

use hejie_domain::dispute::event::Actor;
use hejie_domain::dispute::lists::Seat;
use hejie_domain::dispute::session::{
    Attendee, Session, SessionCancelled, SessionChoice, SessionState, SessionWay, Span,
};
use hejie_domain::ids::{DisputeId, MediationSessionId, PartyId, PersonId, TextId};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

use crate::app::records::Loaded;
use crate::app::session::Entry;

/// When mediator and parties meet.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = MediationSession)]
pub struct SessionView {
    pub id: MediationSessionId,
    pub state: SessionState,
    pub way: SessionWay,
    pub minutes: u16,
    /// Where, or which number to call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The times to choose from.
    pub slots: Vec<SlotView>,
    /// The time that was fixed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub starts_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ends_at: Option<Timestamp>,
    /// Everybody who must come.
    pub attendees: Vec<AttendeeView>,
    /// Whether all have answered and no time suits them.
    pub suits_nobody: bool,
    /// Whether it may still be changed.
    pub ahead: bool,
    /// Whether it has begun, or is over.
    pub begun: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<CancelledView>,
    /// Who was seen in the room, and when. This is no service of anything.
    pub attended: Vec<AttendedView>,
    /// Who was there, as the mediator noted it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marked: Option<Vec<MarkedView>>,
    /// Where it can be fetched for a calendar, once it is fixed.
    pub calendar: String,
}

/// A time to choose.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SessionSlot)]
pub struct SlotView {
    #[schema(value_type = String, format = DateTime)]
    pub starts_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub ends_at: Timestamp,
    /// What those who have answered said of it.
    pub choices: Vec<ChoiceView>,
}

/// What somebody said of a time.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SessionSlotChoice)]
pub struct ChoiceView {
    /// Nobody's for the mediator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    pub name: String,
    pub you: bool,
    pub choice: SessionChoice,
}

/// Somebody who must come.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SessionAttendee)]
pub struct AttendeeView {
    /// Nobody's for the mediator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    pub name: String,
    pub you: bool,
    /// Whether they have said which times suit.
    pub answered: bool,
}

/// Why it does not take place.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SessionCancelledView)]
pub struct CancelledView {
    pub why: SessionCancelled,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Somebody who was in the room.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SessionAttended)]
pub struct AttendedView {
    pub person: PersonId,
    pub name: String,
    pub seat: Seat,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    pub visits: Vec<VisitView>,
}

/// From when to when.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SessionVisit)]
pub struct VisitView {
    #[schema(value_type = String, format = DateTime)]
    pub from: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub to: Timestamp,
}

/// Whether somebody was there.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SessionMark)]
pub struct MarkedView {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    pub name: String,
    pub present: bool,
}

/// A session in a calendar.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CalendarSession)]
pub struct CalendarSessionView {
    pub dispute: DisputeId,
    /// To read out on the telephone.
    pub number: String,
    pub title: String,
    /// The caller's own part in it.
    pub session: SessionView,
}

/// What a session is shown with.
pub struct Beside<'a> {
    /// The dispute it belongs to.
    pub loaded: &'a Loaded,
    /// The reader's seat.
    pub you: Actor,
    /// The words of the dispute.
    pub texts: &'a BTreeMap<TextId, String>,
    /// What people call themselves.
    pub names: &'a dyn Fn(PersonId) -> String,
    /// The present instant.
    pub now: Timestamp,
}

impl SessionView {
    /// As of now.
    pub fn of(session: &Session, beside: &Beside<'_>) -> Self {
        let text = |reference: Option<hejie_domain::text::TextRef>| {
            reference.and_then(|one| beside.texts.get(&one.id).cloned())
        };
        let span = session.span();
        let slot = |(at, starts_at): (usize, &Timestamp)| SlotView {
            starts_at: *starts_at,
            ends_at: Span::of(*starts_at, session.minutes).to,
            choices: session
                .choices
                .iter()
                .filter_map(|(who, all)| {
                    Some(ChoiceView {
                        party: party(*who),
                        name: beside.name(session, *who),
                        you: beside.is_you(*who),
                        choice: *all.get(at)?,
                    })
                })
                .collect(),
        };
        Self {
            id: session.id,
            state: session.state,
            way: session.way,
            minutes: session.minutes,
            place: text(session.place),
            note: text(session.note),
            slots: session.slots.iter().enumerate().map(slot).collect(),
            starts_at: span.map(|span| span.from),
            ends_at: span.map(|span| span.to),
            attendees: session
                .attendees()
                .map(|who| AttendeeView {
                    party: party(who),
                    name: beside.name(session, who),
                    you: beside.is_you(who),
                    answered: session.choices.contains_key(&who),
                })
                .collect(),
            suits_nobody: session.suits_nobody,
            ahead: session.is_ahead(beside.now),
            begun: session.has_begun(beside.now),
            cancelled: session.cancelled.map(|(why, reason)| CancelledView {
                why,
                reason: text(reason),
            }),
            attended: session
                .attended
                .iter()
                .map(|one| AttendedView {
                    person: one.person,
                    name: (beside.names)(one.person),
                    seat: one.seat,
                    party: one.party,
                    visits: one
                        .visits
                        .iter()
                        .map(|visit| VisitView {
                            from: visit.from,
                            to: visit.to,
                        })
                        .collect(),
                })
                .collect(),
            marked: session.marked.as_ref().map(|present| {
                session
                    .attendees()
                    .map(|who| MarkedView {
                        party: party(who),
                        name: beside.name(session, who),
                        present: present.contains(&who),
                    })
                    .collect()
            }),
            calendar: format!("/api/v1/mediation_sessions/{}/invitation.ics", session.id),
        }
    }
}

impl CalendarSessionView {
    /// As of now.
    pub fn of(entry: &Entry, now: Timestamp) -> Self {
        let names = |person: PersonId| entry.names.get(&person).cloned().unwrap_or_default();
        let beside = Beside {
            loaded: &entry.loaded,
            you: entry.you,
            texts: &entry.texts,
            names: &names,
            now,
        };
        Self {
            dispute: entry.loaded.dispute.id,
            number: entry.loaded.number.clone(),
            title: entry.loaded.title.clone(),
            session: SessionView::of(&entry.session, &beside),
        }
    }
}

impl Beside<'_> {
    fn name(&self, session: &Session, who: Attendee) -> String {
        match who {
            Attendee::Mediator => session.mediator.map(self.names).unwrap_or_default(),
            Attendee::Party(party) => self.loaded.name_of(party).unwrap_or_default().to_owned(),
        }
    }

    fn is_you(&self, who: Attendee) -> bool {
        match who {
            Attendee::Mediator => self.you.seat == Seat::Mediator,
            Attendee::Party(party) => self.you.party == Some(party),
        }
    }
}

fn party(who: Attendee) -> Option<PartyId> {
    match who {
        Attendee::Mediator => None,
        Attendee::Party(party) => Some(party),
    }
}
