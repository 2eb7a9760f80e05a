//! Everything that one person may see of one dispute.

use std::collections::BTreeMap;

use hejie_domain::access::{Door, actors, may};
use hejie_domain::dispute::allowed;
use hejie_domain::dispute::event::Actor;
use hejie_domain::dispute::lists::{Seat, Verb};
use hejie_domain::ids::{DisputeId, PersonId, TextId};
use hejie_domain::room::Silence;

use super::act::denied;
use super::contact;
use super::draft::DraftContent;
use crate::app::queue::{self, GoesOn};
use crate::app::room::silence;
use crate::app::{Caller, Context, Failure};
use crate::db::dispute::Loaded;
use crate::db::queue::Fellow;
use crate::db::{Delivery, Evidence, Notice, Organisation, Room};

/// A person of the platform: name and work number.
pub type Colleague = (String, Option<String>);

/// A room that the reader may enter.
#[derive(Debug)]
pub struct OpenRoom {
    /// The room.
    pub room: Room,
    /// Whether they may write.
    pub can_post: bool,
    /// Why they may not for now, although it is theirs.
    pub silence: Option<Silence>,
    /// How many messages of others they have not read.
    pub unread: u64,
}

/// One dispute as one person may see it.
#[derive(Debug)]
pub struct DisputePage {
    /// The dispute and its log.
    pub loaded: Loaded,
    /// The reader's seat that comes first, and all of them.
    pub you: Actor,
    /// All seats of the reader.
    pub seats: Vec<Seat>,
    /// What the reader may do now.
    pub allowed: Vec<Verb>,
    /// The words that the log refers to.
    pub texts: BTreeMap<TextId, String>,
    /// What the consumer filed.
    pub filed: DraftContent,
    /// Names of everybody who acted, by person.
    pub names: BTreeMap<PersonId, Colleague>,
    /// The files that the reader may see.
    pub evidence: Vec<Evidence>,
    /// The rooms that the reader may enter.
    pub rooms: Vec<OpenRoom>,
    /// Who was sent what: everybody for the platform, oneself for parties.
    pub deliveries: Vec<Delivery>,
    /// The notices left for parties: all of them for the platform, one's own for parties.
    pub notices: Vec<Notice>,
    /// Where it goes on, if it was merged into another.
    pub goes_on: Option<GoesOn>,
    /// Those that were merged into it.
    pub merged: Vec<Fellow>,
    /// The body of the last mediation.
    pub body: Option<Organisation>,
    /// The platform's published rules that the dispute is bound to.
    pub rules_version: Option<String>,
}

/// Gathers the page.
pub async fn page(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<DisputePage, Failure> {
    let loaded = ctx.store.dispute(id).await?.ok_or(Failure::NotFound)?;
    let you = may(&loaded.dispute, &caller.standing, Door::View).map_err(denied)?;
    let actors = actors(&loaded.dispute, &caller.standing);
    let texts = ctx.store.texts(id).await?;
    let particulars = texts.get(&loaded.dispute.claim.particulars.id);
    let filed = particulars
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default();
    let people = loaded.log.iter().filter_map(|event| event.actor.person);
    let responder = loaded.dispute.responder.map(|(person, _)| person);
    let mediators = loaded.dispute.mediations.iter().flat_map(|one| {
        let present = one.mediator();
        present.into_iter().chain(one.left.iter().copied())
    });
    let order = loaded.dispute.order.sent_out.keys().copied();
    let present = loaded.dispute.sessions.iter();
    let present = present.flat_map(|one| one.attended.iter().map(|one| one.person));
    let people: Vec<_> = people
        .chain(responder)
        .chain(mediators)
        .chain(order)
        .chain(present)
        .collect();
    let body = match loaded.dispute.mediation() {
        Some(mediation) => ctx.store.organisation(mediation.body.organisation).await?,
        None => None,
    };
    Ok(DisputePage {
        allowed: verbs(ctx, &loaded, &actors).await?,
        seats: actors.iter().map(|actor| actor.seat).collect(),
        names: colleagues(ctx, &people).await?,
        evidence: evidence(ctx, caller, &loaded).await?,
        rooms: rooms(ctx, caller, &loaded).await?,
        deliveries: deliveries(ctx, caller, &loaded, you).await?,
        notices: notices(ctx, caller, &loaded).await?,
        goes_on: queue::goes_on(ctx, &caller.standing, &loaded).await?,
        merged: queue::go_on_here(ctx, &caller.standing, id).await?,
        body,
        rules_version: ctx.published_in(&loaded.dispute.binding),
        you,
        texts,
        filed,
        loaded,
    })
}

/// Names and work numbers of people.
pub(in crate::app) async fn colleagues(
    ctx: &Context,
    ids: &[PersonId],
) -> Result<BTreeMap<PersonId, Colleague>, Failure> {
    let mut found = BTreeMap::new();
    for person in ctx.store.people(ids).await? {
        let staff = ctx.store.staff_of_person(person.id).await?;
        let work_no = staff.into_iter().find_map(|held| held.work_no);
        found.insert(person.id, (person.name, work_no));
    }
    Ok(found)
}

async fn verbs(ctx: &Context, loaded: &Loaded, actors: &[Actor]) -> Result<Vec<Verb>, Failure> {
    let mut verbs = Vec::new();
    for actor in actors {
        for verb in allowed(&loaded.dispute, actor, &ctx.law().law(), ctx.now()) {
            if !verbs.contains(&verb) {
                verbs.push(verb);
            }
        }
    }
    if verbs.contains(&Verb::CorrectContact) && !contact::is_anywhere(ctx, loaded).await? {
        verbs.retain(|verb| *verb != Verb::CorrectContact);
    }
    Ok(verbs)
}

async fn evidence(
    ctx: &Context,
    caller: &Caller,
    loaded: &Loaded,
) -> Result<Vec<Evidence>, Failure> {
    let mut all = ctx.store.evidence_of(loaded.dispute.id).await?;
    let rooms = ctx.store.rooms_of(loaded.dispute.id).await?;
    let plate = |id| rooms.iter().find(|room| room.id == id).map(Room::doorplate);
    all.retain(|one| {
        let room = one.room.map(plate);
        if room == Some(None) {
            return false;
        }
        let door = Door::Evidence {
            visibility: one.visibility,
            by: Some(one.person),
            party: one.party,
            room: room.flatten(),
            at: one.submitted_at,
        };
        let own = one.person == caller.standing.person;
        (one.submitted_at.is_some() || own) && may(&loaded.dispute, &caller.standing, door).is_ok()
    });
    Ok(all)
}

async fn rooms(ctx: &Context, caller: &Caller, loaded: &Loaded) -> Result<Vec<OpenRoom>, Failure> {
    let mut open = Vec::new();
    let reader = caller.standing.person;
    let mut rooms = Vec::new();
    for room in ctx.store.rooms_of(loaded.dispute.id).await? {
        let read = Door::ReadRoom(room.doorplate());
        if let Ok(actor) = may(&loaded.dispute, &caller.standing, read) {
            rooms.push((room, actor));
        }
    }
    let ids: Vec<_> = rooms.iter().map(|(room, _)| room.id).collect();
    let unread = ctx.store.unread_in(&ids, reader).await?;
    for (room, actor) in rooms {
        let of_room = unread.iter().find(|one| one.room == room.id);
        let unread = of_room.map_or(0, |one| one.count);
        let table = if room.kind.has_table() {
            Some(ctx.store.room_table(room.id, room.last_seq).await?)
        } else {
            None
        };
        let post = Door::PostRoom(room.doorplate());
        let silence = silence(&loaded.dispute, &actor, table.as_ref());
        open.push(OpenRoom {
            can_post: silence.is_none() && may(&loaded.dispute, &caller.standing, post).is_ok(),
            silence,
            unread,
            room,
        });
    }
    Ok(open)
}

async fn deliveries(
    ctx: &Context,
    caller: &Caller,
    loaded: &Loaded,
    you: Actor,
) -> Result<Vec<Delivery>, Failure> {
    let mut all = ctx.store.deliveries_of(loaded.dispute.id).await?;
    if may(&loaded.dispute, &caller.standing, Door::Deliveries).is_err() {
        // A party sees how it was told itself, and that the demand reached the other side.
        all.retain(|one| {
            one.person == Some(caller.standing.person)
                || you.party.is_some() && one.party == you.party
        });
    }
    Ok(all)
}

async fn notices(ctx: &Context, caller: &Caller, loaded: &Loaded) -> Result<Vec<Notice>, Failure> {
    let mut all = ctx.store.notices_in(loaded.dispute.id).await?;
    let every = may(&loaded.dispute, &caller.standing, Door::Deliveries).is_ok();
    all.retain(|one| one.party.is_some() && (every || one.person == caller.standing.person));
    Ok(all)
}
