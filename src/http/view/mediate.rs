//! The desk of a mediation body on the wire.

use std::collections::BTreeMap;

use hejie_domain::dispute::lists::MediationEnd;
use hejie_domain::dispute::session::{SessionState, SessionWay};
use hejie_domain::ids::{DisputeId, MediationSessionId, PersonId};
use hejie_domain::mediation::{Conflict, Stage};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::mediate::{CasePage, CaseView, Figures, Listed, Load, Slot};

/// A page of cases.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseList {
    pub items: Vec<CaseRow>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// One case.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseRow {
    pub dispute: DisputeId,
    pub number: String,
    pub title: String,
    pub category: String,
    pub phase: String,
    pub stage: Stage,
    pub claim_fen: i64,
    pub consumer: String,
    /// Those against whom it was filed, one at least.
    pub respondents: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mediator: Option<PersonShort>,
    #[schema(value_type = String, format = DateTime)]
    pub asked_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub due_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_term: Option<String>,
    /// Whether it is the reader's turn.
    pub yours: bool,
    pub waits: WaitsView,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<CaseEnd>,
}

/// Somebody by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonShort {
    pub id: PersonId,
    pub name: String,
}

/// What waits for the reader in a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaitsView {
    /// Messages that the reader has not read.
    pub unread: u64,
    /// Hands raised in the mediation room.
    pub hands: u64,
    /// Offers that nobody has answered.
    pub offers: u64,
    /// Signatures that are missing.
    pub unsigned: u64,
    /// When the next session begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub next_session: Option<Timestamp>,
}

/// How and when a mediation ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseEnd {
    pub how: MediationEnd,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// How many cases wait in each view; a view in which nothing waits is left out.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct CaseCounts {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appoint: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decide: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seal: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offered: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mine: Option<u64>,
}

/// The calendar of a desk.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeskCalendar {
    /// By their beginning.
    pub items: Vec<CalendarSlot>,
}

/// A time in the calendar: of a session, or asked for one.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarSlot {
    pub session: MediationSessionId,
    pub dispute: DisputeId,
    pub number: String,
    pub title: String,
    /// The parties that must come.
    pub parties: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mediator: Option<PersonShort>,
    pub way: SessionWay,
    /// `proposed` while this is one of the times to choose from.
    pub state: SessionState,
    #[schema(value_type = String, format = DateTime)]
    pub starts_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub ends_at: Timestamp,
}

/// The mediators of a body.
#[derive(Debug, Serialize, ToSchema)]
pub struct MediatorList {
    /// By name.
    pub items: Vec<MediatorLoad>,
}

/// A mediator and what is on their desk.
#[derive(Debug, Serialize, ToSchema)]
pub struct MediatorLoad {
    pub person: PersonId,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_no: Option<String>,
    /// What they have done before, as parties read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub experience: Option<String>,
    /// Cases that they mediate.
    pub open: u64,
    /// Appointments that they have not answered.
    pub offered: u64,
    /// What stands against them in the dispute that was named.
    pub conflicts: Vec<Conflict>,
}

/// What stands against the reader as mediator of one dispute.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConflictList {
    /// Empty where the system finds nothing.
    pub items: Vec<Conflict>,
}

/// The cases accepted in a span of days, in figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseFigures {
    /// Whether these are the body's figures, not one mediator's.
    pub of_body: bool,
    /// Those that the body accepted; of a mediator, those that they took up.
    pub cases: u64,
    /// Of the cases, in how many the mediation goes on.
    pub open: u64,
    /// Of the cases, how many came to an agreement.
    pub settled: u64,
    /// Of the agreements, how many had their last day before today.
    pub due: u64,
    /// Of those, how many were confirmed as performed.
    pub performed: u64,
    /// From the beginning of the talks to their end, in begun days, the one in the middle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_days: Option<i64>,
    /// The most cases first.
    pub by_category: Vec<CategoryFigures>,
}

/// One category in figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct CategoryFigures {
    pub category: String,
    pub cases: u64,
    pub settled: u64,
}

impl CaseList {
    pub fn of(page: CasePage) -> Self {
        let next_cursor = page.next.map(|next| format!("{}.{}", next.key, next.id));
        let items = page.items.into_iter().map(CaseRow::of).collect();
        Self { items, next_cursor }
    }
}

impl CaseRow {
    fn of(listed: Listed) -> Self {
        let (case, waits) = (listed.case, listed.waits);
        Self {
            dispute: case.dispute,
            number: case.number,
            title: case.title,
            category: case.category,
            phase: case.phase,
            stage: case.stage,
            claim_fen: case.claim_fen,
            consumer: listed.consumer,
            respondents: listed.respondents,
            mediator: listed.mediator.map(|(id, name)| PersonShort { id, name }),
            asked_at: case.asked_at,
            due_at: case.due_at,
            due_term: case.due_term,
            yours: listed.yours,
            waits: WaitsView {
                unread: waits.unread,
                hands: waits.hands,
                offers: waits.offers,
                unsigned: waits.unsigned,
                next_session: waits.next_session,
            },
            ended: case.ended.map(|(how, at)| CaseEnd { how, at }),
        }
    }
}

impl CaseCounts {
    pub fn of(counts: &BTreeMap<CaseView, u64>) -> Self {
        let count = |view| counts.get(&view).copied();
        Self {
            asked: count(CaseView::Asked),
            appoint: count(CaseView::Appoint),
            decide: count(CaseView::Decide),
            seal: count(CaseView::Seal),
            running: count(CaseView::Running),
            offered: count(CaseView::Offered),
            mine: count(CaseView::Mine),
        }
    }
}

impl From<Slot> for CalendarSlot {
    fn from(slot: Slot) -> Self {
        Self {
            session: slot.session,
            dispute: slot.dispute,
            number: slot.number,
            title: slot.title,
            parties: slot.parties,
            mediator: slot.mediator.map(|(id, name)| PersonShort { id, name }),
            way: slot.way,
            state: slot.state,
            starts_at: slot.span.from,
            ends_at: slot.span.to,
        }
    }
}

impl From<Load> for MediatorLoad {
    fn from(load: Load) -> Self {
        Self {
            person: load.person,
            name: load.name,
            work_no: load.work_no,
            experience: load.experience,
            open: load.open,
            offered: load.offered,
            conflicts: load.conflicts,
        }
    }
}

impl From<Figures> for CaseFigures {
    fn from(found: Figures) -> Self {
        let figures = found.figures;
        let category = |(category, cases, settled)| CategoryFigures {
            category,
            cases,
            settled,
        };
        Self {
            of_body: found.of_body,
            cases: figures.cases,
            open: figures.open,
            settled: figures.settled,
            due: figures.due,
            performed: figures.performed,
            median_days: figures.median.map(begun_days),
            by_category: figures.by_category.into_iter().map(category).collect(),
        }
    }
}

/// A day that has begun counts.
fn begun_days(micros: i64) -> i64 {
    let day = SignedDuration::from_hours(24);
    let length = SignedDuration::from_micros(micros);
    let whole = length.as_secs().div_euclid(day.as_secs());
    let more = i64::from(length > SignedDuration::from_secs(whole.saturating_mul(day.as_secs())));
    whole.saturating_add(more)
}
