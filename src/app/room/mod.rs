//! Rooms: opened with a dispute, written in by its people, followed by number.
//!
//! One use case serves sockets and plain HTTP alike. Whoever changes a room takes its log first
//! ([`crate::db::Work::room_log`]), so that members who lose their place and messages that still
//! arrive have one order.

mod aside;
mod caucus;
mod edit;
mod follow;
mod gate;
mod members;
mod open;
mod read;
mod redact;
mod speak;
mod table;
mod versions;
mod view;
mod watch;

pub use aside::aside;
pub use edit::edit;
pub use follow::{Page, SNAPSHOT_EVENTS, events_since, feed, heads, snapshot};
pub(in crate::app) use gate::silence;
pub use gate::{Place, enter};
pub use members::{add_member, present_members, remove_member};
pub use open::{
    Reference, append_procedure, close_room, open_room, reopen_room, tell_rooms, unseal_room,
};
pub use read::{mark_read, unread_notices};
pub use redact::redact;
pub use speak::{Sent, Words, speak};
pub use table::{
    AgendaItemView, AgendaView, TableView, give_floor, lower_hand, raise_hand, set_agenda,
};
pub use versions::versions;
pub use view::{
    AttachmentView, ByView, MemberView, MessageView, RoomEventView, RoomSnapshot, VersionView,
};
pub use watch::{Watched, watched};
