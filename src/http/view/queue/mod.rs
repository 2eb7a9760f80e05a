//! The queue on the wire.

mod links;
mod list;
mod supervise;
pub mod table;
mod tags;
mod views;

pub use links::{FellowView, LinksView};
pub use list::{CountsView, IdsView, QueueList};
pub use supervise::SuperviseView;
pub use tags::{TagItem, TagList, TagShort, WornView};
pub use views::{SavedViewItem, SavedViewList};
