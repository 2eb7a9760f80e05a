//! The page of one dispute.

use hejie_domain::dispute::lists::{ClosingKind, Phase, Seat, SuspensionReason, Verb};
use hejie_domain::dispute::mediation::Mediation;
use hejie_domain::dispute::state::{Dispute, Party, State};
use hejie_domain::dispute::turn::{Awaited, turn};
use hejie_domain::ids::{DisputeId, OrganisationId, PartyId, PersonId, RoomId};
use hejie_domain::money::Fen;
use hejie_domain::people::{Email, Phone};
use hejie_domain::room::{RoomKind, RoomState, Silence};
use hejie_domain::taxonomy::{Category, Overlay, RejectionGround};
use hejie_domain::telling::Channel;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::agreement::{AgreementView, agreements, words};
use super::deadline::DeadlineView;
use super::mediation::{MediationView, mediation};
use super::session::{Beside, SessionView};
use super::timeline::{TimelineEntry, timeline};
use crate::app::dispute::draft::{DraftCase, DraftElsewhere, DraftOrder, DraftRemedy};
use crate::app::dispute::{DisputePage, OpenRoom};
use crate::app::queue::GoesOn;
use crate::app::records::{Delivery, Notice};
use crate::http::view::evidence::EvidenceView;
use crate::http::view::queue::FellowView;

/// One dispute as its reader may see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct DisputeView {
    pub id: DisputeId,
    /// To read out on the telephone.
    pub number: String,
    /// How many entries the log has; also the `ETag`.
    pub head: u64,
    pub phase: Phase,
    /// Whether the first answer was missed.
    pub missed: bool,
    /// Whether a promise was broken and nothing chosen since.
    pub breached: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suspended: Option<SuspendedView>,
    /// Where it goes on, if it was merged into another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goes_on: Option<GoesOnView>,
    /// Those that were merged into it and that the reader may open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub merged: Vec<FellowView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closing: Option<ClosingView>,
    pub title: String,
    pub category: Category,
    pub overlays: Vec<Overlay>,
    /// What happened; absent once it was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    pub order: DraftOrder,
    pub merchant: MerchantView,
    pub remedies: Vec<DraftRemedy>,
    pub claim_fen: Fen,
    pub elsewhere: DraftElsewhere,
    pub parties: Vec<PartyView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responder: Option<ResponderView>,
    pub you: YouView,
    pub turn: TurnView,
    pub deadlines: Vec<DeadlineView>,
    /// What the reader may do now: the buttons of the page.
    pub allowed: Vec<Verb>,
    /// The last mediation, whether it goes on or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mediation: Option<MediationView>,
    pub agreements: Vec<AgreementView>,
    pub evidence: Vec<EvidenceView>,
    /// When mediator and parties meet.
    pub sessions: Vec<SessionView>,
    pub rooms: Vec<RoomRef>,
    pub timeline: Vec<TimelineEntry>,
    pub deliveries: Vec<DeliveryView>,
    /// The platform's published rules that the dispute is bound to.
    pub rules_version: String,
    /// All rule sets that it is bound to.
    pub ruleset: Vec<String>,
    #[schema(value_type = String, format = DateTime)]
    pub filed_at: Timestamp,
}

/// Why it stands still.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuspendedView {
    pub reason: SuspensionReason,
    /// Whether the acceptance slip was shown.
    pub slip: bool,
}

/// The dispute in which this one goes on.
#[derive(Debug, Serialize, ToSchema)]
pub struct GoesOnView {
    pub number: String,
    /// Left out where the reader has no part in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<DisputeId>,
    /// Until when the merge can be undone; left out once it cannot.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub undo_until: Option<Timestamp>,
}

/// How it ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClosingView {
    pub kind: ClosingKind,
    /// The closing reason by which cases are counted.
    pub code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<RejectionGround>,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// Against whom.
#[derive(Debug, Serialize, ToSchema)]
pub struct MerchantView {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
}

/// One side.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartyView {
    pub id: PartyId,
    pub role: Seat,
    pub name: String,
    /// Whether it is the reader's.
    pub you: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    /// Masked for everybody but the platform's staff and the party itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_masked: Option<String>,
    /// When the demand was delivered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub delivered_at: Option<Timestamp>,
    /// When it first answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub entered_at: Option<Timestamp>,
    pub unreachable: bool,
    /// How often it did not prove in time what it was asked to prove.
    pub adverse_notes: u16,
    /// On how many days it was tried to be reached.
    pub attempt_days: usize,
}

/// Who answers for the platform.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResponderView {
    pub person: PersonId,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_no: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
}

/// The reader.
#[derive(Debug, Serialize, ToSchema)]
pub struct YouView {
    pub seat: Seat,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    pub seats: Vec<Seat>,
}

/// Whose turn it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct TurnView {
    pub seats: Vec<Seat>,
    /// Whether it is the reader's.
    pub yours: bool,
    /// What is awaited.
    pub what: Awaited,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DeadlineView>,
}

/// A room that the reader may enter.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomRef {
    pub id: RoomId,
    pub kind: RoomKind,
    /// With which party's side a caucus is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    /// Whether an earlier mediator held this caucus, so that it is history.
    pub past: bool,
    /// Whether people may still write in it.
    pub state: RoomState,
    pub can_post: bool,
    /// Why the reader may not write for now, although the room is theirs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silent: Option<SilentView>,
    /// The parties that the mediator asked to be silent there.
    pub muted: Vec<PartyId>,
    /// Whom the mediator sent out; told to the mediator.
    pub sent_out: Vec<SentOutView>,
    pub unread: u64,
    pub last_seq: u64,
}

/// Why somebody may not write for now.
#[derive(Debug, Serialize, ToSchema)]
pub struct SilentView {
    pub why: Silence,
    /// In the mediator's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Somebody who was sent out.
#[derive(Debug, Serialize, ToSchema)]
pub struct SentOutView {
    pub person: PersonId,
    pub name: String,
}

/// One attempt to tell somebody: by a message, or by a notice in their account. Delivered is not
/// read, and what was only kept is not delivered.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliveryView {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    /// What was said.
    pub what: String,
    pub channel: Channel,
    pub target_masked: String,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    pub result: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub delivered_at: Option<Timestamp>,
    /// Known of notices alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub read_at: Option<Timestamp>,
}

impl DisputeView {
    /// As of `now`.
    pub fn of(page: &DisputePage, now: Timestamp) -> Self {
        let (loaded, dispute) = (&page.loaded, &page.loaded.dispute);
        Self {
            id: dispute.id,
            number: loaded.number.clone(),
            head: dispute.head,
            phase: dispute.phase(),
            missed: dispute.missed,
            breached: dispute.is_breached(),
            suspended: suspended(&dispute.state),
            goes_on: page.goes_on.as_ref().map(goes_on),
            merged: page.merged.iter().map(FellowView::of).collect(),
            closing: closing(dispute),
            title: loaded.title.clone(),
            category: dispute.claim.category,
            overlays: dispute.claim.overlays.clone(),
            statement: words(page, dispute.claim.statement),
            order: page.filed.order.clone().unwrap_or_default(),
            merchant: merchant(page),
            remedies: page.filed.remedies.clone().unwrap_or_default(),
            claim_fen: dispute.claim_total(),
            elsewhere: elsewhere(page),
            parties: dispute.parties.iter().map(|one| party(page, one)).collect(),
            responder: responder(page),
            you: YouView {
                seat: page.you.seat,
                party: page.you.party,
                seats: page.seats.clone(),
            },
            turn: whose_turn(page, now),
            deadlines: DeadlineView::all(dispute, now),
            allowed: page.allowed.clone(),
            mediation: mediation(page),
            agreements: agreements(page, now),
            evidence: page.evidence.iter().map(EvidenceView::of).collect(),
            rooms: page.rooms.iter().map(|open| room(page, open)).collect(),
            sessions: sessions(page, now),
            timeline: timeline(page),
            deliveries: deliveries(page),
            rules_version: page.rules_version.clone().unwrap_or_default(),
            ruleset: dispute
                .binding
                .sets
                .iter()
                .map(|set| set.as_str().to_owned())
                .collect(),
            filed_at: dispute.filed_at,
        }
    }
}

fn goes_on(on: &GoesOn) -> GoesOnView {
    GoesOnView {
        number: on.number.clone(),
        id: on.id,
        undo_until: on.undo_until,
    }
}

fn suspended(state: &State) -> Option<SuspendedView> {
    if let State::Suspended { reason, slip, .. } = state {
        Some(SuspendedView {
            reason: *reason,
            slip: *slip,
        })
    } else {
        None
    }
}

fn closing(dispute: &Dispute) -> Option<ClosingView> {
    let State::Closed { kind, ground, at } = &dispute.state else {
        return None;
    };
    Some(ClosingView {
        kind: *kind,
        code: dispute.closure_code().unwrap_or_default(),
        ground: *ground,
        at: *at,
    })
}

fn merchant(page: &DisputePage) -> MerchantView {
    let respondent = page.loaded.dispute.respondents().next();
    let contact = respondent.and_then(|party| page.loaded.contact(party.fact.id));
    MerchantView {
        name: contact
            .map(|contact| contact.name.clone())
            .unwrap_or_default(),
        credit_code: contact.and_then(|contact| contact.credit_code.clone()),
        address: contact.and_then(|contact| contact.address.clone()),
        organisation: respondent.and_then(|party| party.fact.organisation),
    }
}

/// What was filed and what was recorded since.
fn elsewhere(page: &DisputePage) -> DraftElsewhere {
    let cases = page.loaded.dispute.elsewhere.iter().map(|case| DraftCase {
        target: case.target,
        number: case.number.and_then(|number| words(page, number)),
        accepted_on: case.accepted_on,
    });
    let cases: Vec<_> = cases.collect();
    DraftElsewhere {
        none: Some(cases.is_empty()),
        cases: Some(cases),
    }
}

fn party(page: &DisputePage, party: &Party) -> PartyView {
    let id = party.fact.id;
    let contact = page.loaded.contact(id);
    let you = page.you.party == Some(id);
    // Whoever took the case must be able to call the parties.
    let handles = page.you.seat.is_body()
        && page.loaded.dispute.mediation().is_some_and(|mediation| {
            mediation.accepted_at.is_some() && mediation.over_since().is_none()
        });
    let open = you || page.you.seat.is_platform() || handles;
    let phone = contact.and_then(|contact| contact.phone.as_deref());
    let email = contact.and_then(|contact| contact.email.as_deref());
    let shown = if open {
        phone.or(email).map(str::to_owned)
    } else {
        let phone = phone
            .and_then(|raw| Phone::parse(raw).ok())
            .map(|phone| phone.masked());
        phone.or_else(|| {
            email
                .and_then(|raw| Email::parse(raw).ok())
                .map(|email| email.masked())
        })
    };
    PartyView {
        id,
        role: party.fact.seat,
        name: contact
            .map(|contact| contact.name.clone())
            .unwrap_or_default(),
        you,
        organisation: party.fact.organisation,
        contact_masked: shown,
        delivered_at: party.delivered_at,
        entered_at: party.responded_at,
        unreachable: party.unreachable,
        adverse_notes: party.adverse_notes,
        attempt_days: party.attempts.len(),
    }
}

fn responder(page: &DisputePage) -> Option<ResponderView> {
    let (person, since) = page.loaded.dispute.responder?;
    let (name, work_no) = page.names.get(&person).cloned().unwrap_or_default();
    Some(ResponderView {
        person,
        name,
        work_no,
        since,
    })
}

fn whose_turn(page: &DisputePage, now: Timestamp) -> TurnView {
    let dispute = &page.loaded.dispute;
    let turn = turn(dispute);
    let own_party = page
        .you
        .party
        .is_some_and(|party| turn.parties.contains(&party));
    let own_seat =
        turn.parties.is_empty() && turn.seats.iter().any(|seat| page.seats.contains(seat));
    let clock = turn.clock.and_then(|key| dispute.clock(key));
    TurnView {
        yours: own_party || own_seat,
        seats: turn.seats,
        what: turn.what,
        deadline: clock.map(|clock| DeadlineView::of(clock, now)),
    }
}

fn room(page: &DisputePage, open: &OpenRoom) -> RoomRef {
    let dispute = &page.loaded.dispute;
    let (room, order) = (&open.room, &dispute.order);
    let has_table = room.kind.has_table();
    let muted = page.you.party.and_then(|party| order.muted.get(&party));
    let reason = muted.filter(|_| open.silence == Some(Silence::Muted));
    let leads = page.you.seat == Seat::Mediator;
    let sent_out = order.sent_out.keys().filter(|_| has_table && leads);
    RoomRef {
        id: room.id,
        kind: room.kind,
        party: room.party,
        past: room.mediator.is_some()
            && room.mediator != dispute.mediation().and_then(Mediation::mediator),
        state: room.state,
        can_post: open.can_post,
        silent: open.silence.map(|why| SilentView {
            why,
            reason: reason.and_then(|reason| words(page, *reason)),
        }),
        muted: order.muted.keys().filter(|_| has_table).copied().collect(),
        sent_out: sent_out
            .map(|person| SentOutView {
                person: *person,
                name: name_of(page, *person),
            })
            .collect(),
        unread: open.unread,
        last_seq: room.last_seq,
    }
}

fn name_of(page: &DisputePage, person: PersonId) -> String {
    let known = page.names.get(&person);
    known.map(|(name, _)| name.clone()).unwrap_or_default()
}

/// Sessions are for those who mediate.
fn sessions(page: &DisputePage, now: Timestamp) -> Vec<SessionView> {
    let dispute = &page.loaded.dispute;
    let outside = page
        .you
        .party
        .is_some_and(|party| !dispute.mediating().contains(&party));
    let beside = Beside {
        loaded: &page.loaded,
        you: page.you,
        texts: &page.texts,
        names: &|person| name_of(page, person),
        now,
    };
    let seen = dispute.sessions.iter().filter(|_| !outside);
    seen.map(|one| SessionView::of(one, &beside)).collect()
}

fn delivery(one: &Delivery) -> DeliveryView {
    DeliveryView {
        party: one.party,
        what: one.message.code().to_owned(),
        channel: one.channel,
        target_masked: one.to_masked.clone(),
        at: one.attempted_at,
        result: one.result.code().to_owned(),
        delivered_at: one.delivered_at,
        read_at: None,
    }
}

/// A notice is where it belongs as soon as it is left.
fn notice(one: &Notice) -> DeliveryView {
    DeliveryView {
        party: one.party,
        what: one.message.code().to_owned(),
        channel: Channel::Notice,
        target_masked: String::new(),
        at: one.at,
        result: "delivered".to_owned(),
        delivered_at: Some(one.at),
        read_at: one.read_at,
    }
}

/// Oldest first.
fn deliveries(page: &DisputePage) -> Vec<DeliveryView> {
    let sent = page.deliveries.iter().map(delivery);
    let mut all: Vec<_> = sent.chain(page.notices.iter().map(notice)).collect();
    all.sort_by_key(|one| one.at);
    all
}
