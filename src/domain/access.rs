//! Who somebody is, and which doors of a dispute are open to them: pages, API, sockets, files,
//! exports and messages all ask [`may`]. What is not allowed here is denied.

use jiff::Timestamp;

use crate::closed_list;
use crate::dispute::event::Actor;
use crate::dispute::lists::{Seat, Verb};
use crate::dispute::mediation::Mediation;
use crate::dispute::rules::is_open_to;
use crate::dispute::state::{Agreement, Dispute, Party};
use crate::document::{DocumentKind, Subject};
use crate::evidence::Visibility;
use crate::ids::{DisputeId, OrganisationId, PartyId, PersonId};
use crate::room::{Doorplate, Right, RoomKind, Ties, right};

closed_list! {
    /// What an organisation is.
    OrganisationKind {
        /// 电商平台
        Platform = "platform",
        /// 平台内经营者
        Merchant = "merchant",
        /// 调解组织
        MediationBody = "mediation_body",
        /// 市场监管部门
        Bureau = "bureau",
    }
}

closed_list! {
    /// What somebody does in an organisation.
    StaffRole {
        /// 客服
        ServiceAgent = "service_agent",
        /// 客服主管
        Supervisor = "supervisor",
        /// 系统管理员
        Administrator = "administrator",
        /// 审计员
        Auditor = "auditor",
        /// 商家人员
        ShopStaff = "shop_staff",
        /// 商家负责人
        ShopManager = "shop_manager",
        /// 调解秘书
        Registrar = "registrar",
        /// 调解员
        Mediator = "mediator",
        /// 市场监管经办人
        Officer = "officer",
    }
}

/// A role held in an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// Where.
    pub organisation: OrganisationId,
    /// What the organisation is.
    pub kind: OrganisationKind,
    /// As what.
    pub role: StaffRole,
}

/// Who somebody is, as their session proves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The human being.
    pub person: PersonId,
    /// Set when the session came by a respondent's link: it opens this dispute for this party and
    /// nothing else, whatever other roles the person has.
    pub link: Option<(DisputeId, PartyId)>,
    /// The person's roles at present.
    pub roles: Vec<Role>,
}

/// What somebody wants to get at in a dispute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// The dispute's page, its timeline and its head.
    View,
    /// A verb of the table.
    Act(Verb),
    /// A file, as everybody in the dispute sees it.
    Evidence {
        /// Who may see it.
        visibility: Visibility,
        /// Who brought it in.
        by: Option<PersonId>,
        /// For which party.
        party: Option<PartyId>,
        /// In which room, where it was brought into one.
        room: Option<Doorplate>,
        /// When; nothing while it is a draft.
        at: Option<Timestamp>,
    },
    /// A file as it was brought in, with what cameras write into it.
    OriginalEvidence {
        /// Who brought it in.
        by: Option<PersonId>,
    },
    /// A document that the service issued.
    Document(Subject),
    /// The record of who was told what, when and how, about everybody.
    Deliveries,
    /// What people of the platform keep for themselves about it: tags, links, what each follows.
    Desk,
    /// Figures for whoever reviews a complaint; never for a party.
    Signals,
    /// To follow a room.
    ReadRoom(Doorplate),
    /// To write in a room.
    PostRoom(Doorplate),
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Somebody who has no seat here may not even learn that the dispute exists.
    #[error("a stranger")]
    Stranger,
    /// Somebody who has a seat, but not the right one.
    #[error("not with this seat")]
    WrongSeat,
}

/// Every seat that somebody holds in a dispute, parties' seats first.
///
/// Whoever is a party has no seat on the platform's or a mediation body's side of the same dispute,
/// and a respondent's link opens that respondent's seat and no other.
pub fn actors(dispute: &Dispute, standing: &Standing) -> Vec<Actor> {
    let party_seats: Vec<_> = dispute
        .parties
        .iter()
        .filter(|party| is_for(dispute, party, standing))
        .map(|party| Actor {
            seat: party.fact.seat,
            person: Some(standing.person),
            party: Some(party.fact.id),
        })
        .collect();
    if !party_seats.is_empty() || standing.link.is_some() {
        return party_seats;
    }
    let mut seats = platform_seats(dispute, standing);
    seats.extend(body_seats(dispute, standing));
    seats
}

/// The one permission function: in which seat somebody may go through a door, or why not.
///
/// For a verb it names the seat to act in; whether the verb is possible now is decided by
/// [`crate::dispute::decide`].
pub fn may(dispute: &Dispute, standing: &Standing, door: Door) -> Result<Actor, Denied> {
    let actors = actors(dispute, standing);
    let first = actors.first().copied().ok_or(Denied::Stranger)?;
    let platform = actors
        .iter()
        .copied()
        .find(|actor| actor.seat.is_platform());
    match door {
        Door::View => Ok(first),
        Door::Act(verb) => {
            let fits = |actor: &&Actor| is_open_to(verb, dispute.phase(), actor.seat);
            Ok(actors.iter().find(fits).copied().unwrap_or(first))
        }
        Door::Evidence {
            visibility,
            by,
            party,
            room,
            at,
        } => {
            if let Some(room) = room {
                in_room(dispute, &actors, room, Right::Read)?;
            }
            match visibility {
                _ if by == Some(standing.person) => Ok(first),
                Visibility::Parties if first.seat.is_body() && is_over(dispute, at) => {
                    Err(Denied::WrongSeat)
                }
                Visibility::Parties => Ok(first),
                Visibility::Platform => platform.ok_or(Denied::WrongSeat),
                Visibility::Mediator => for_the_mediator(dispute, &actors, party, at),
            }
        }
        Door::OriginalEvidence { by } => {
            if by == Some(standing.person) {
                Ok(first)
            } else {
                platform.ok_or(Denied::WrongSeat)
            }
        }
        Door::Deliveries | Door::Desk | Door::Signals => platform.ok_or(Denied::WrongSeat),
        Door::Document(subject) => document(dispute, &actors, &subject),
        Door::ReadRoom(room) => in_room(dispute, &actors, room, Right::Read),
        Door::PostRoom(room) => in_room(dispute, &actors, room, Right::Post),
    }
}

/// An agreement's papers are its two parties', the platform's and the body's that mediated it; what else is made of a mediation is
/// for those who took part in it.
fn document(dispute: &Dispute, actors: &[Actor], subject: &Subject) -> Result<Actor, Denied> {
    let agreement = subject.agreement.and_then(|id| dispute.agreement(id));
    let parties = agreement.map(Agreement::parties);
    let of = subject
        .mediation
        .or_else(|| agreement.and_then(|one| one.mediation));
    // A body has the papers of its own mediation.
    let own = dispute.mediation().map(|mediation| mediation.id);
    let mediated = of.is_some() && of == own;
    let told_of = subject.mediation.and_then(|id| dispute.mediation_of(id));
    let fits = |actor: &&Actor| match actor.party {
        Some(party) => {
            parties.is_none_or(|parties| parties.contains(&party))
                && told_of.is_none_or(|mediation| mediation.takes_part(party))
        }
        None if actor.seat.is_body() => mediated,
        None => actor.seat.is_platform() && subject.kind == DocumentKind::Agreement,
    };
    actors.iter().find(fits).copied().ok_or(Denied::WrongSeat)
}

/// A file for the mediator alone is seen by the side that brought it in, too.
fn for_the_mediator(
    dispute: &Dispute,
    actors: &[Actor],
    party: Option<PartyId>,
    at: Option<Timestamp>,
) -> Result<Actor, Denied> {
    let sees = |actor: &&Actor| {
        let mediates =
            dispute.is_taken_up_by(actor) && !is_over(dispute, at) && !is_before(dispute, at);
        mediates || (actor.party.is_some() && actor.party == party)
    };
    actors.iter().find(sees).copied().ok_or(Denied::WrongSeat)
}

/// Whether it was laid before an earlier mediation, which is no business of a later one.
fn is_before(dispute: &Dispute, at: Option<Timestamp>) -> bool {
    let then = at.and_then(|at| dispute.mediation_at(at));
    let now = dispute.mediation().map(|mediation| mediation.id);
    then.is_some_and(|then| Some(then.id) != now)
}

/// Whether the body had nothing to do with the dispute any longer by then.
fn is_over(dispute: &Dispute, at: Option<Timestamp>) -> bool {
    dispute
        .mediation()
        .and_then(Mediation::over_since)
        .is_some_and(|since| at.is_none_or(|at| at > since))
}

/// The first of somebody's seats that may do so much in a room. A room that a seat may not even read
/// does not exist for it.
fn in_room(
    dispute: &Dispute,
    actors: &[Actor],
    room: Doorplate,
    needed: Right,
) -> Result<Actor, Denied> {
    let held = |actor: &Actor| right(room.kind, actor.seat, ties(dispute, actor, room));
    let rights = || actors.iter().map(|actor| (actor, held(actor)));
    if let Some((actor, _)) = rights().find(|(_, held)| *held >= needed) {
        return Ok(*actor);
    }
    let reads = rights().any(|(_, held)| held >= Right::Read);
    Err(if reads {
        Denied::WrongSeat
    } else {
        Denied::Stranger
    })
}

/// What ties somebody to a room.
fn ties(dispute: &Dispute, actor: &Actor, room: Doorplate) -> Ties {
    let of_room = room.mediation.and_then(|id| dispute.mediation_of(id));
    let takes_part = of_room
        .zip(actor.party)
        .is_some_and(|(mediation, party)| mediation.takes_part(party));
    let present = dispute.mediation().map(|mediation| mediation.id);
    let taken_up = dispute.is_taken_up_by(actor);
    Ties {
        own: actor.party.is_some() && actor.party == room.party,
        holder: actor.person.is_some() && actor.person == room.mediator,
        takes_part,
        mediates: taken_up && present.is_some() && present == room.mediation,
        negotiation_open: taken_up && dispute.is_negotiation_open(),
        responder_invited: of_room.is_some_and(|one| dispute.is_responder_invited(one)),
        unsealed: room.unsealed,
        muted: actor
            .party
            .is_some_and(|party| dispute.order.muted.contains_key(&party)),
        sent_out: actor
            .person
            .is_some_and(|person| dispute.order.sent_out.contains_key(&person)),
    }
}

/// Whether somebody may work with a draft: only who began it, and never by a respondent's link.
pub fn may_draft(owner: PersonId, standing: &Standing) -> bool {
    standing.link.is_none() && owner == standing.person
}

/// Whether somebody works for a platform's service, so that its queue is theirs to see.
pub fn serves(standing: &Standing, platform: OrganisationId) -> bool {
    standing.link.is_none() && holds(standing, platform, SERVICE)
}

/// The rooms that somebody may read in every dispute of a platform where they serve, but for those
/// in which they are a party.
pub fn rooms_of_service(standing: &Standing, platform: OrganisationId) -> Vec<RoomKind> {
    let read = |kind: &RoomKind| {
        [Seat::ServiceAgent, Seat::Supervisor]
            .iter()
            .all(|seat| right(*kind, *seat, Ties::default()) >= Right::Read)
    };
    let kinds = RoomKind::ALL.iter().copied().filter(read);
    kinds.filter(|_| serves(standing, platform)).collect()
}

const SERVICE: &[StaffRole] = &[StaffRole::ServiceAgent, StaffRole::Supervisor];

fn is_for(dispute: &Dispute, party: &Party, standing: &Standing) -> bool {
    if let Some(link) = standing.link {
        return link == (dispute.id, party.fact.id);
    }
    let own_shop = party
        .fact
        .organisation
        .is_some_and(|organisation| holds(standing, organisation, &[StaffRole::ShopStaff]));
    party.fact.person == Some(standing.person) || own_shop
}

fn platform_seats(dispute: &Dispute, standing: &Standing) -> Vec<Actor> {
    let responder = dispute
        .responder
        .is_some_and(|(person, _)| person == standing.person);
    let serves = holds(standing, dispute.platform, SERVICE);
    let agent = holds(standing, dispute.platform, &[StaffRole::ServiceAgent]);
    let supervisor = holds(standing, dispute.platform, &[StaffRole::Supervisor]);
    [
        (responder && serves, Seat::FirstResponder),
        (agent, Seat::ServiceAgent),
        (supervisor, Seat::Supervisor),
    ]
    .into_iter()
    .filter(|(held, _)| *held)
    .map(|(_, seat)| Actor {
        seat,
        person: Some(standing.person),
        party: None,
    })
    .collect()
}

/// The body that was asked has a seat once the parties agreed to it, and keeps it if it accepted the
/// case; whoever it appointed, until they leave. A body that did not take the case, or was never to,
/// has none.
fn body_seats(dispute: &Dispute, standing: &Standing) -> Vec<Actor> {
    let Some(mediation) = dispute.mediation() else {
        return Vec::new();
    };
    if standing.link.is_some() || !mediation.has_seats() {
        return Vec::new();
    }
    let body = mediation.body.organisation;
    let appointed = mediation.mediator() == Some(standing.person);
    [
        (
            appointed && holds(standing, body, &[StaffRole::Mediator]),
            Seat::Mediator,
        ),
        (
            holds(standing, body, &[StaffRole::Registrar]),
            Seat::Registrar,
        ),
    ]
    .into_iter()
    .filter(|(held, _)| *held)
    .map(|(_, seat)| Actor {
        seat,
        person: Some(standing.person),
        party: None,
    })
    .collect()
}

fn holds(standing: &Standing, organisation: OrganisationId, roles: &[StaffRole]) -> bool {
    standing
        .roles
        .iter()
        .any(|held| held.organisation == organisation && roles.contains(&held.role))
}
