//! What people get to see of a room: one shape for sockets and plain HTTP.

use std::collections::{BTreeSet, HashMap};

use hejie_domain::access::Standing;
use hejie_domain::dispute::Seat;
use hejie_domain::ids::{DisputeId, EvidenceId, MessageId, PartyId, PersonId, RoomId};
use hejie_domain::room::{Event, EventKind, RoomKind, RoomState};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::gate::Place;
use super::table::{AgendaView, TableView};
use crate::app::{Context, Failure, evidence};
use crate::db::{Evidence, Member, Message, StoredEvent, Version};

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RoomBy)]
pub struct ByView {
    /// Nobody where the clock did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// In which seat.
    pub seat: Seat,
    /// What they call themselves.
    pub name: String,
}

/// A file within a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RoomAttachment)]
pub struct AttachmentView {
    /// Which.
    pub id: EvidenceId,
    /// What it was called.
    pub name: String,
    /// As found by looking at it.
    pub media_type: String,
    /// In bytes.
    pub size: u64,
    /// Where it is served.
    pub url: String,
    /// Whether it can be shown within the page.
    pub has_preview: bool,
}

/// A message as it stands now.
#[derive(Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RoomMessage)]
pub struct MessageView {
    /// Which.
    pub id: MessageId,
    /// The sender's own name for it.
    pub client_id: String,
    /// Null once it was taken back.
    pub body: Option<String>,
    /// From 1.
    pub version: u32,
    /// Whether the text is another than at first.
    pub edited: bool,
    /// Whether it was taken back.
    pub redacted: bool,
    /// Files that came with it.
    pub attachments: Vec<AttachmentView>,
    /// What it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
}

/// Without the words.
impl std::fmt::Debug for MessageView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MessageView({}, version {})", self.id, self.version)
    }
}

/// A durable fact of a room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RoomEvent)]
pub struct RoomEventView {
    /// Where.
    pub room: RoomId,
    /// Its number there.
    pub seq: u64,
    /// What happened.
    #[serde(rename = "type")]
    pub kind: EventKind,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Who did it.
    pub by: ByView,
    /// The message it is about, as it stands now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageView>,
    /// What else is to be said.
    #[serde(skip_serializing_if = "serde_json::Map::is_empty")]
    #[schema(value_type = Object)]
    pub data: serde_json::Map<String, serde_json::Value>,
}

/// Somebody in the room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RoomMember)]
pub struct MemberView {
    /// Who.
    pub person: PersonId,
    /// What they call themselves.
    pub name: String,
    /// In which seat.
    pub seat: Seat,
    /// For which party, if for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    /// How far they have read.
    pub read_seq: u64,
    /// Whether they are connected just now; absent where that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub online: Option<bool>,
}

/// A room as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RoomSnapshot {
    /// Which.
    pub id: RoomId,
    /// Of which dispute.
    pub dispute: DisputeId,
    /// What it is for.
    pub kind: RoomKind,
    /// Whether people may still write.
    pub state: RoomState,
    /// The newest number.
    pub head: u64,
    /// What the numbers belong to: another epoch, another count.
    pub epoch: String,
    /// Whether the caller may write.
    pub can_post: bool,
    /// With which party's side a caucus is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    /// Whether an earlier mediator held it, so that it is history.
    pub past: bool,
    /// What lies on the table, where the room has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<TableView>,
    /// Who is there.
    pub members: Vec<MemberView>,
    /// The newest events, oldest first.
    pub events: Vec<RoomEventView>,
    /// The number before the first of them; absent when there is nothing earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prev: Option<u64>,
}

/// What a message said before.
#[derive(Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RoomMessageVersion)]
pub struct VersionView {
    /// From 1.
    pub version: u32,
    /// Null once it was erased.
    pub body: Option<String>,
    /// When other words, or none, took its place.
    #[schema(value_type = String, format = DateTime)]
    pub replaced_at: Timestamp,
}

impl VersionView {
    /// What is shown of a version.
    pub(super) fn of(version: Version) -> Self {
        Self {
            version: version.version,
            body: version.body,
            replaced_at: version.replaced_at,
        }
    }
}

/// Without the words.
impl std::fmt::Debug for VersionView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "VersionView({})", self.version)
    }
}

/// Everybody who is in the room, with their names.
pub(super) async fn members(ctx: &Context, room: RoomId) -> Result<Vec<MemberView>, Failure> {
    let mut members = ctx.store.members(room).await?;
    members.retain(Member::is_present);
    let people: Vec<_> = members.iter().map(|member| member.person).collect();
    let mut names = ctx.store.names(&people).await?;
    let named = members.into_iter().map(|member| MemberView {
        person: member.person,
        name: names.remove(&member.person).unwrap_or_default(),
        seat: member.seat,
        party: member.party,
        read_seq: member.read_seq,
        online: None,
    });
    Ok(named.collect())
}

/// One event, by its number.
pub(super) async fn one_event(
    ctx: &Context,
    room: RoomId,
    seq: u64,
) -> Result<RoomEventView, Failure> {
    let stored = ctx
        .store
        .room_events(room, seq.saturating_sub(1), 1)
        .await?;
    views(ctx, stored).await?.pop().ok_or(Failure::NotFound)
}

/// Events with the words, names and files that belong to them.
pub(super) async fn views(
    ctx: &Context,
    stored: Vec<StoredEvent>,
) -> Result<Vec<RoomEventView>, Failure> {
    let told: BTreeSet<_> = stored
        .iter()
        .filter_map(|event| event.sealed.link.message)
        .collect();
    let messages = ctx.store.messages(&Vec::from_iter(told)).await?;
    let people: BTreeSet<_> = stored.iter().flat_map(people_of).collect();
    let names = ctx.store.names(&Vec::from_iter(people)).await?;
    let files: BTreeSet<_> = messages
        .values()
        .flat_map(|message| message.attachments.clone())
        .collect();
    let files = attachments(ctx, &Vec::from_iter(files)).await?;
    let beside = Beside {
        messages,
        names,
        files,
    };
    Ok(stored.into_iter().map(|event| beside.view(event)).collect())
}

fn people_of(event: &StoredEvent) -> Vec<PersonId> {
    let named = match &event.event {
        Event::MemberAdded { added, .. } => Some(*added),
        Event::MemberRemoved { removed, .. } => Some(*removed),
        Event::HandLowered { lowered } => Some(*lowered),
        Event::FloorGiven { floor } => *floor,
        Event::Opened { .. }
        | Event::Message(_)
        | Event::Edited { .. }
        | Event::Redacted { .. }
        | Event::Procedure { .. }
        | Event::Unsealed { .. }
        | Event::Attachment { .. }
        | Event::HandRaised {}
        | Event::FloorRule { .. }
        | Event::Agenda { .. }
        | Event::Closed {} => None,
    };
    event.sealed.link.actor.into_iter().chain(named).collect()
}

/// What stands beside the log.
struct Beside {
    messages: HashMap<MessageId, Message>,
    names: HashMap<PersonId, String>,
    files: HashMap<EvidenceId, AttachmentView>,
}

impl Beside {
    fn view(&self, stored: StoredEvent) -> RoomEventView {
        let StoredEvent { sealed, event } = stored;
        let link = sealed.link;
        let message = link.message.and_then(|id| self.messages.get(&id));
        let data = self.data(&event, message);
        let message = message.filter(|_| link.kind != EventKind::Agenda);
        RoomEventView {
            room: link.room,
            seq: link.seq,
            kind: link.kind,
            at: link.at,
            by: ByView {
                person: link.actor,
                seat: Seat::parse(&link.seat).unwrap_or(Seat::Clock),
                name: link
                    .actor
                    .map_or_else(String::new, |person| self.name(person)),
            },
            message: message.map(|message| self.message(message)),
            data,
        }
    }

    fn name(&self, person: PersonId) -> String {
        self.names.get(&person).cloned().unwrap_or_default()
    }

    fn message(&self, message: &Message) -> MessageView {
        let redacted = message.redacted_at.is_some();
        // Files go with the words: what was taken back is not shown in part.
        let files = message.attachments.iter().filter(|_| !redacted);
        MessageView {
            id: message.id,
            client_id: message.client_id.clone(),
            body: message.body.clone(),
            version: message.version,
            edited: message.version > 1,
            redacted,
            attachments: files.filter_map(|id| self.files.get(id).cloned()).collect(),
            reply_to: message.reply_to,
        }
    }

    fn data(
        &self,
        event: &Event,
        message: Option<&Message>,
    ) -> serde_json::Map<String, serde_json::Value> {
        let data = match event {
            Event::Opened { room_kind } => json!({ "kind": room_kind }),
            Event::Message(said) if said.aside => json!({ "aside": true }),
            Event::Message(_) | Event::HandRaised {} | Event::Closed {} => json!({}),
            Event::Edited { edited_to } => json!({ "version": edited_to }),
            Event::Redacted { redacted_at } => json!({ "version": redacted_at }),
            Event::MemberAdded { added, seat, party } => {
                json!({ "person": added, "name": self.name(*added), "seat": seat, "party": party })
            }
            Event::MemberRemoved { removed, why } => {
                json!({ "person": removed, "name": self.name(*removed), "why": why })
            }
            Event::Procedure { dispute_seq, fact } => {
                json!({ "dispute_seq": dispute_seq, "fact": fact })
            }
            Event::Unsealed { unsealed_by } => json!({ "party": unsealed_by }),
            Event::Attachment { evidence, ready } => {
                json!({ "evidence": evidence, "ready": ready })
            }
            Event::HandLowered { lowered } => {
                json!({ "person": lowered, "name": self.name(*lowered) })
            }
            Event::FloorGiven { floor: None } => json!({ "person": null }),
            Event::FloorGiven {
                floor: Some(person),
            } => {
                json!({ "person": person, "name": self.name(*person) })
            }
            Event::FloorRule { floor_only } => json!({ "only": floor_only }),
            Event::Agenda { .. } => json!(message.map(AgendaView::of).unwrap_or_default()),
        };
        match data {
            serde_json::Value::Object(map) => map,
            serde_json::Value::Null
            | serde_json::Value::Bool(_)
            | serde_json::Value::Number(_)
            | serde_json::Value::String(_)
            | serde_json::Value::Array(_) => serde_json::Map::new(),
        }
    }
}

/// What is known of files.
async fn attachments(
    ctx: &Context,
    ids: &[EvidenceId],
) -> Result<HashMap<EvidenceId, AttachmentView>, Failure> {
    let known = evidence::known(ctx, ids).await?;
    let view = |one: Evidence| AttachmentView {
        id: one.id,
        url: format!("/api/v1/evidence/{}/file", one.id),
        media_type: one.media_type.code().to_owned(),
        size: one.size,
        has_preview: one.media_type.is_picture(),
        name: one.name,
    };
    let views = known.into_iter().map(|one| (one.id, view(one)));
    Ok(views.collect())
}

/// Whether the caller may send these files here: those that they brought into this very room.
pub(super) async fn check_attachments(
    ctx: &Context,
    standing: &Standing,
    place: &Place,
    ids: &[EvidenceId],
) -> Result<(), Failure> {
    let known = evidence::known(ctx, ids).await?;
    let own = |id: &EvidenceId| {
        known.iter().any(|one| {
            one.id == *id && one.person == standing.person && one.room == Some(place.room.id)
        })
    };
    match ids.iter().position(|id| !own(id)) {
        Some(at) => Err(Failure::invalid(format!("/attachments/{at}"), "unknown")),
        None => Ok(()),
    }
}
