//! Kept views on the wire.

use std::collections::BTreeMap;

use hejie_domain::ids::{PersonId, SavedViewId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::queue::ViewsSeen;
use crate::app::records::SavedView;

/// The views that somebody sees: their own first, then those shared with them, each in order.
#[derive(Debug, Serialize, ToSchema)]
pub struct SavedViewList {
    pub items: Vec<SavedViewItem>,
    /// The view that the reader's queue opens with; absent when it opens as it does by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chosen: Option<SavedViewId>,
}

/// A kept view.
#[derive(Debug, Serialize, ToSchema)]
pub struct SavedViewItem {
    pub id: SavedViewId,
    pub name: String,
    /// Names and texts, as in the address of the queue.
    pub filter: BTreeMap<String, String>,
    /// Whether everybody in the platform's service sees it.
    pub shared: bool,
    /// Who made it.
    pub owner: PersonId,
    /// Whether the reader may change it.
    pub own: bool,
    /// How many match; 1000 means that many or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
}

impl SavedViewItem {
    pub fn of(view: &SavedView, own: bool, count: Option<u64>) -> Self {
        let pairs = view.filter.pairs().into_iter();
        Self {
            id: view.id,
            name: view.name.clone(),
            filter: pairs.map(|(name, text)| (name.to_owned(), text)).collect(),
            shared: view.shared,
            owner: view.owner,
            own,
            count,
        }
    }
}

impl SavedViewList {
    pub fn of(seen: &ViewsSeen) -> Self {
        let item = |(view, count, own): &(SavedView, u64, bool)| {
            SavedViewItem::of(view, *own, Some(*count))
        };
        Self {
            items: seen.views.iter().map(item).collect(),
            chosen: seen.chosen,
        }
    }
}
