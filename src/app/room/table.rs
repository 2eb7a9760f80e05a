//! The mediator's hand in the mediation room: who asks to speak, who has the floor, what is to be
//! talked about. Doing again what is done already changes nothing.

use hejie_domain::access::Standing;
use hejie_domain::dispute::Seat;
use hejie_domain::ids::{MessageId, PersonId, RoomId};
use hejie_domain::room::{Agenda, AgendaItem, AgendaRefused, Event, RoomState, Table};
use serde::Serialize;
use utoipa::ToSchema;

use super::gate::{Place, enter};
use super::members::join;
use super::open::lock;
use super::speak::digest;
use crate::app::{Context, Failure, secret};
use crate::db::{Message, NewEvent, RoomLog, Work};

/// What lies on the table of a mediation room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RoomTable)]
pub struct TableView {
    /// Who asks to speak, in the order in which they asked.
    pub hands: Vec<PersonId>,
    /// Who has the floor; absent where anybody may speak.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor: Option<PersonId>,
    /// Whether only the one who has the floor may write.
    pub floor_only: bool,
    /// What is to be talked about.
    pub agenda: AgendaView,
}

/// What is to be talked about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RoomAgenda)]
pub struct AgendaView {
    /// Which text of it this is; 0 before the first.
    pub version: u32,
    /// In order.
    pub items: Vec<AgendaItemView>,
}

/// One thing to be talked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RoomAgendaItem)]
pub struct AgendaItemView {
    /// What, in a line.
    pub title: String,
    /// Whether it is done.
    pub done: bool,
}

impl AgendaView {
    /// The agenda that a kept text holds; without items once that was erased.
    pub(super) fn of(message: &Message) -> Self {
        let kept = message.body.as_deref().and_then(Agenda::read);
        let items = kept.unwrap_or_default();
        let item = |item: &AgendaItem| AgendaItemView {
            title: item.title.clone(),
            done: item.done,
        };
        Self {
            version: message.version,
            items: items.items().iter().map(item).collect(),
        }
    }
}

/// The table as it lies now; nothing in a room that has none.
pub(super) async fn view(ctx: &Context, place: &Place) -> Result<Option<TableView>, Failure> {
    let Some(table) = &place.table else {
        return Ok(None);
    };
    let agenda = match table.agenda {
        Some(id) => ctx.store.messages(&[id]).await?.remove(&id),
        None => None,
    };
    Ok(Some(TableView {
        hands: table.hands.clone(),
        floor: table.floor,
        floor_only: table.floor_only,
        agenda: agenda.as_ref().map(AgendaView::of).unwrap_or_default(),
    }))
}

/// Asks to speak. Whoever may follow the room may ask, also while they may not write.
pub async fn raise_hand(
    ctx: &Context,
    standing: &Standing,
    room: RoomId,
) -> Result<TableView, Failure> {
    let place = at_table(ctx, standing, room).await?;
    if leads(&place) {
        return Err(Failure::Forbidden("not_for_mediator"));
    }
    let mut turn = Turn::begin(ctx, &place).await?;
    if !turn.table.hands.contains(&standing.person) {
        let known = turn.work.room_member(room, standing.person).await?;
        let capacity = (place.actor.seat, place.actor.party);
        join(&turn.work, &mut turn.log, known, standing.person, capacity).await?;
        turn.push(&place, standing, Event::HandRaised {})?;
    }
    turn.end(ctx, standing, room).await
}

/// Asks no longer; the mediator may also take somebody else's hand down.
pub async fn lower_hand(
    ctx: &Context,
    standing: &Standing,
    room: RoomId,
    whose: PersonId,
) -> Result<TableView, Failure> {
    let place = at_table(ctx, standing, room).await?;
    if whose != standing.person && !leads(&place) {
        return Err(Failure::Forbidden("mediator_only"));
    }
    let mut turn = Turn::begin(ctx, &place).await?;
    if turn.table.hands.contains(&whose) {
        turn.push(&place, standing, Event::HandLowered { lowered: whose })?;
    }
    turn.end(ctx, standing, room).await
}

/// Gives somebody the floor, or nobody in particular; `only` says whether others must wait.
pub async fn give_floor(
    ctx: &Context,
    standing: &Standing,
    room: RoomId,
    floor: Option<PersonId>,
    only: bool,
) -> Result<TableView, Failure> {
    let place = led(ctx, standing, room).await?;
    let mut turn = Turn::begin(ctx, &place).await?;
    if turn.table.floor_only != only {
        turn.push(&place, standing, Event::FloorRule { floor_only: only })?;
    }
    if turn.table.floor != floor {
        if let Some(person) = floor {
            let member = turn.work.room_member(room, person).await?;
            if !member.is_some_and(|member| member.is_present()) {
                return Err(Failure::invalid("/person", "unknown"));
            }
        }
        turn.push(&place, standing, Event::FloorGiven { floor })?;
    }
    turn.end(ctx, standing, room).await
}

/// Puts another agenda in the place of the one of `version`.
pub async fn set_agenda(
    ctx: &Context,
    standing: &Standing,
    room: RoomId,
    items: Vec<AgendaItem>,
    version: u32,
) -> Result<TableView, Failure> {
    let place = led(ctx, standing, room).await?;
    let agenda = Agenda::parse(items).map_err(|refused| agenda_fault(&refused))?;
    let text = agenda.text().map_err(|_odd| Failure::Busy)?;
    let mut turn = Turn::begin(ctx, &place).await?;
    let before = match turn.table.agenda {
        Some(id) => turn.work.message(room, id).await?,
        None => None,
    };
    let held = before.as_ref().map_or(0, |before| before.version);
    let same = before.as_ref().and_then(|before| before.body.as_deref()) == Some(text.as_str());
    if same || (before.is_none() && agenda.items().is_empty()) {
        return turn.end(ctx, standing, room).await;
    }
    if held != version {
        return Err(Failure::Stale {
            head: u64::from(held),
        });
    }
    turn.put_agenda(ctx, &place, standing, before, text).await?;
    turn.end(ctx, standing, room).await
}

fn agenda_fault(refused: &AgendaRefused) -> Failure {
    match refused {
        AgendaRefused::TooMany => Failure::invalid("/items", "too_many"),
        AgendaRefused::Missing(at) => Failure::invalid(format!("/items/{at}/title"), "required"),
        AgendaRefused::TooLong(at) => Failure::invalid(format!("/items/{at}/title"), "too_long"),
    }
}

/// Whoever may follow a room that has a table.
async fn at_table(ctx: &Context, standing: &Standing, room: RoomId) -> Result<Place, Failure> {
    let place = enter(ctx, standing, room).await?;
    if place.table.is_some() {
        Ok(place)
    } else {
        Err(Failure::Conflict("no_table"))
    }
}

/// The same, for whoever leads the talk.
async fn led(ctx: &Context, standing: &Standing, room: RoomId) -> Result<Place, Failure> {
    let place = at_table(ctx, standing, room).await?;
    if leads(&place) {
        Ok(place)
    } else {
        Err(Failure::Forbidden("mediator_only"))
    }
}

fn leads(place: &Place) -> bool {
    place.actor.seat == Seat::Mediator
}

/// A change of the table, under the room's lock.
struct Turn {
    work: Work,
    log: RoomLog,
    table: Table,
}

impl Turn {
    async fn begin(ctx: &Context, place: &Place) -> Result<Self, Failure> {
        let work = ctx.store.begin().await?;
        let log = lock(&work, place.room.id, ctx.now().at).await?;
        if log.room.state == RoomState::Closed {
            return Err(Failure::Conflict("room_closed"));
        }
        let table = work.room_table(place.room.id).await?;
        Ok(Self { work, log, table })
    }

    fn push(&mut self, place: &Place, standing: &Standing, event: Event) -> Result<(), Failure> {
        self.log.push(NewEvent {
            message: None,
            actor: Some(standing.person),
            seat: place.actor.seat.code().to_owned(),
            text: None,
            event,
        })?;
        Ok(())
    }

    async fn put_agenda(
        &mut self,
        ctx: &Context,
        place: &Place,
        standing: &Standing,
        before: Option<Message>,
        text: String,
    ) -> Result<(), Failure> {
        let (at, seq) = (ctx.now().at, self.log.next_seq());
        let version = before
            .as_ref()
            .map_or(1, |before| before.version.saturating_add(1));
        let after = Message {
            id: before
                .as_ref()
                .map_or_else(|| ctx.ids.new::<MessageId>(), |before| before.id),
            room: place.room.id,
            seq: before.as_ref().map_or(seq, |before| before.seq),
            text_seq: seq,
            sender: before
                .as_ref()
                .map_or(standing.person, |before| before.sender),
            seat: place.actor.seat,
            client_id: "agenda".to_owned(),
            body: Some(text),
            salt: Some(secret::salt().to_vec()),
            attachments: Vec::new(),
            reply_to: None,
            version,
            edited_at: before.is_some().then_some(at),
            redacted_at: None,
            created_at: before.as_ref().map_or(at, |before| before.created_at),
        };
        match &before {
            Some(before) => self.work.replace_message(before, &after, at).await?,
            None => self.work.insert_message(&after).await?,
        }
        self.log.push(NewEvent {
            message: Some(after.id),
            actor: Some(standing.person),
            seat: place.actor.seat.code().to_owned(),
            text: digest(&after),
            event: Event::Agenda { agenda: version },
        })?;
        Ok(())
    }

    /// Stores what was pushed, if anything was; the answer is the table as it lies then.
    async fn end(
        mut self,
        ctx: &Context,
        standing: &Standing,
        room: RoomId,
    ) -> Result<TableView, Failure> {
        if self.log.is_empty() {
            drop(self.work);
        } else {
            self.work.append_room(self.log).await?;
            self.work.commit().await?;
        }
        let place = enter(ctx, standing, room).await?;
        view(ctx, &place).await?.ok_or(Failure::NotFound)
    }
}
