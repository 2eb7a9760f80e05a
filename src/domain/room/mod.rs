//! Rooms: where people of one dispute talk.
//!
//! Every durable fact in a room is one event with a number; numbers have no holes. What people
//! wrote stands beside the events and can be erased; typing, presence and read marks are never
//! events. Nothing here stores or sends.
//!
//! To add an event: name it in [`EventKind`]; give it a shape in `event.rs`; append it through
//! `app::room::append`; render it in `app::room::view`; reduce it in the browser's
//! `shared/realtime/reduce.ts`; name it in both languages; add it to the model test.

mod body;
mod chain;
mod event;
mod seats;
mod table;

pub use body::{Body, BodyRefused, ClientId, ClientIdRefused};
pub use chain::{BrokenChain, EVENT_DOMAIN, Link, Sealed, continues, seal, text_hash, verify};
pub use event::{Event, LeftWhy, Said};
pub use seats::{Doorplate, Right, Ties, right};
pub use table::{Agenda, AgendaItem, AgendaRefused, Table};

use crate::closed_list;

closed_list! {
    /// What a room is for; it decides who may enter.
    RoomKind {
        /// Consumer side, respondents and the first responder.
        Negotiation = "negotiation",
        /// The parties who mediate, and the mediator.
        Mediation = "mediation",
        /// One party's side and the mediator.
        Caucus = "caucus",
        /// The mediator's own notes.
        MediatorNotes = "mediator_notes",
        /// The platform's own notes.
        Internal = "internal",
    }
}

closed_list! {
    /// Whether people may still write.
    RoomState {
        /// They may.
        Open = "open",
        /// They may read only.
        Closed = "closed",
    }
}

closed_list! {
    /// Why somebody may not write for now in a room that is theirs.
    Silence {
        /// The mediator asked their party to be silent.
        Muted = "muted",
        /// Somebody else has the floor.
        Floor = "floor",
    }
}

closed_list! {
    /// What can happen in a room.
    EventKind {
        /// The room came into being, or was opened again.
        Opened = "opened",
        /// Somebody wrote.
        Message = "message",
        /// Somebody changed what they wrote.
        Edited = "edited",
        /// Somebody took back what they wrote.
        Redacted = "redacted",
        /// Somebody came in.
        MemberAdded = "member_added",
        /// Somebody lost their place.
        MemberRemoved = "member_removed",
        /// Something happened in the dispute that people here must see.
        Procedure = "procedure",
        /// A party lets the mediator's successors read what was said here.
        Unsealed = "unsealed",
        /// A file that was sent in a message can be looked at, or not.
        Attachment = "attachment",
        /// Somebody asks to speak.
        HandRaised = "hand_raised",
        /// Somebody asks no longer, or was told to wait.
        HandLowered = "hand_lowered",
        /// Somebody may speak now, or nobody in particular any more.
        FloorGiven = "floor_given",
        /// Whether only the one who has the floor may write.
        FloorRule = "floor_rule",
        /// What is to be talked about has changed.
        Agenda = "agenda",
        /// Nobody may write any more.
        Closed = "closed",
    }
}
