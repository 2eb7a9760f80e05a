//! The queue on the wire.

mod list;
mod tags;
mod views;

pub use list::{CountsView, IdsView, QueueList};
pub use tags::{TagItem, TagList, TagShort, WornView};
pub use views::{SavedViewItem, SavedViewList};
