//! The table of a mediation room: hands, the floor, the agenda, and a word to the mediator alone.

use actix_web::web::Data;
use actix_web::{HttpResponse, delete, post, put};
use hejie_domain::ids::{PersonId, RoomId};
use hejie_domain::room::AgendaItem;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::room::{self as app, RoomEventView, TableView, Words};
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Path};

/// Who has the floor.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = RoomFloor)]
#[serde(deny_unknown_fields)]
pub(super) struct Floor {
    /// Who; nobody in particular, when left out.
    person: Option<PersonId>,
    /// Whether only that person may write.
    #[serde(default)]
    only: bool,
}

/// What is to be talked about.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewRoomAgenda)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAgenda {
    /// The version that one saw; 0 before the first.
    version: u32,
    /// Up to 20 lines of up to 120 characters, in order.
    items: Vec<Item>,
}

/// One thing to be talked about.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewRoomAgendaItem)]
#[serde(deny_unknown_fields)]
struct Item {
    /// What, in a line.
    title: String,
    /// Whether it is done.
    #[serde(default)]
    done: bool,
}

/// A word to the mediator alone.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewRoomAside)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAside {
    /// The sender's own name for it, as with a message.
    client_id: String,
    /// The text, up to 4000 characters.
    body: String,
}

/// Where the word went.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RoomAsideSent)]
struct AsideSent {
    /// The caucus that it is in.
    room: RoomId,
    /// What that room's log holds of it.
    event: RoomEventView,
    /// The same had been said before; nothing new happened.
    duplicate: bool,
}

/// Asks to speak.
#[utoipa::path(tag = "rooms", responses((status = 200, body = TableView)))]
#[put("/rooms/{id}/hand")]
pub(super) async fn raise(
    ctx: Data<Context>,
    caller: Caller,
    Path(room): Path<RoomId>,
) -> Result<HttpResponse, Failure> {
    let table = app::raise_hand(&ctx, &caller.standing, room).await?;
    Ok(HttpResponse::Ok().json(table))
}

/// Asks no longer.
#[utoipa::path(tag = "rooms", responses((status = 200, body = TableView)))]
#[delete("/rooms/{id}/hand")]
pub(super) async fn lower(
    ctx: Data<Context>,
    caller: Caller,
    Path(room): Path<RoomId>,
) -> Result<HttpResponse, Failure> {
    let own = caller.standing.person;
    let table = app::lower_hand(&ctx, &caller.standing, room, own).await?;
    Ok(HttpResponse::Ok().json(table))
}

/// Takes somebody's hand down, as the mediator.
#[utoipa::path(tag = "rooms", responses((status = 200, body = TableView)))]
#[delete("/rooms/{id}/hands/{person}")]
pub(super) async fn take_down(
    ctx: Data<Context>,
    caller: Caller,
    Path((room, person)): Path<(RoomId, PersonId)>,
) -> Result<HttpResponse, Failure> {
    let table = app::lower_hand(&ctx, &caller.standing, room, person).await?;
    Ok(HttpResponse::Ok().json(table))
}

/// Gives somebody the floor, or nobody in particular, as the mediator.
#[utoipa::path(tag = "rooms", responses((status = 200, body = TableView)))]
#[put("/rooms/{id}/floor")]
pub(super) async fn floor(
    ctx: Data<Context>,
    caller: Caller,
    Path(room): Path<RoomId>,
    Json(floor): Json<Floor>,
) -> Result<HttpResponse, Failure> {
    let standing = &caller.standing;
    let table = app::give_floor(&ctx, standing, room, floor.person, floor.only).await?;
    Ok(HttpResponse::Ok().json(table))
}

/// Says what is to be talked about, as the mediator.
#[utoipa::path(tag = "rooms", responses((status = 200, body = TableView)))]
#[put("/rooms/{id}/agenda")]
pub(super) async fn agenda(
    ctx: Data<Context>,
    caller: Caller,
    Path(room): Path<RoomId>,
    Json(new): Json<NewAgenda>,
) -> Result<HttpResponse, Failure> {
    let item = |item: Item| AgendaItem {
        title: item.title,
        done: item.done,
    };
    let items = new.items.into_iter().map(item).collect();
    let table = app::set_agenda(&ctx, &caller.standing, room, items, new.version).await?;
    Ok(HttpResponse::Ok().json(table))
}

/// Says something to the mediator alone, from the room where all are. It goes into one's own caucus,
/// which is opened for it if need be; the room where all are holds nothing of it.
#[utoipa::path(tag = "rooms", responses((status = 201, body = AsideSent), (status = 200, body = AsideSent)))]
#[post("/rooms/{id}/asides")]
pub(super) async fn aside(
    ctx: Data<Context>,
    caller: Caller,
    Path(room): Path<RoomId>,
    Json(new): Json<NewAside>,
) -> Result<HttpResponse, Failure> {
    let words = Words::parse(&new.client_id, &new.body, Vec::new(), None)?;
    let (room, sent) = app::aside(&ctx, &caller.standing, room, &words).await?;
    let mut answer = if sent.duplicate {
        HttpResponse::Ok()
    } else {
        HttpResponse::Created()
    };
    Ok(answer.json(AsideSent {
        room,
        event: sent.event,
        duplicate: sent.duplicate,
    }))
}
