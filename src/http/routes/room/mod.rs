//! Rooms: the same use cases as over the socket, for whoever has none, and the socket itself.

mod change;
mod events;
mod read;
mod say;
mod show;
mod socket;
mod stream;
mod table;
mod tickets;

use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::app::room::{RoomEventView, Sent};

/// See the module.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(show::show)
        .service(events::since)
        .service(stream::follow)
        .service(say::say)
        .service(change::edit)
        .service(change::redact)
        .service(change::versions)
        .service(read::mark)
        .service(table::raise)
        .service(table::lower)
        .service(table::take_down)
        .service(table::floor)
        .service(table::agenda)
        .service(table::aside)
        .service(tickets::issue)
        .service(socket::open);
}

/// What came of saying or changing something.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RoomSent)]
struct SentView {
    /// What the room's log holds of it.
    event: RoomEventView,
    /// The same had been done before; nothing new happened.
    duplicate: bool,
}

impl From<Sent> for SentView {
    fn from(sent: Sent) -> Self {
        Self {
            event: sent.event,
            duplicate: sent.duplicate,
        }
    }
}
