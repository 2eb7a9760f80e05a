//! Pages of the queue.

use std::collections::BTreeMap;

use hejie_domain::ids::DisputeId;
use hejie_domain::queue::FoundIn;
use hejie_domain::room::RoomKind;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::TagShort;
use crate::app::queue::{Counted, Extra, Hit, QueuePage};
use crate::http::view::dispute::{DisputeRow, lines, next_cursor};

/// A page of the queue.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueueList {
    pub items: Vec<QueueRow>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// One line of the queue.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueueRow {
    #[serde(flatten)]
    pub row: DisputeRow,
    /// In the order in which they were put on.
    pub tags: Vec<TagShort>,
    /// Whether the reader follows it.
    pub followed: bool,
    /// Until when the reader has put it aside.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub snoozed_until: Option<Timestamp>,
    /// Where the words looked for stand, beyond what the line shows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hits: Vec<HitView>,
}

/// A place where words were found.
#[derive(Debug, Serialize, ToSchema)]
pub struct HitView {
    pub place: FoundIn,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room: Option<RoomKind>,
    /// The text around them, in pieces.
    pub parts: Vec<PartView>,
}

/// A piece of an excerpt.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartView {
    pub text: String,
    /// Whether it is what was looked for.
    pub hit: bool,
}

/// How many wait where; 1000 means that many or more.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountsView {
    /// By part of the queue.
    pub views: BTreeMap<String, u64>,
    /// What is open, by phase.
    pub phases: BTreeMap<String, u64>,
}

/// Everything that matches.
#[derive(Debug, Serialize, ToSchema)]
pub struct IdsView {
    pub ids: Vec<DisputeId>,
    /// Whether more match than are listed.
    pub more: bool,
}

impl CountsView {
    pub fn of(counted: Counted) -> Self {
        let code = |code: &str| code.to_owned();
        let views = counted.views.into_iter();
        let phases = counted.phases.into_iter();
        Self {
            views: views.map(|(view, n)| (code(view.code()), n)).collect(),
            phases: phases.map(|(phase, n)| (code(phase.code()), n)).collect(),
        }
    }
}

impl QueueList {
    pub fn of(page: QueuePage) -> Self {
        let next_cursor = next_cursor(&page.listed);
        let tags = &page.tags;
        let line = |(row, extra): (DisputeRow, Extra)| QueueRow {
            row,
            tags: extra
                .tags
                .iter()
                .filter_map(|id| tags.get(id).map(TagShort::of))
                .collect(),
            followed: extra.marked.followed,
            snoozed_until: extra.marked.snoozed_until,
            hits: extra.hits.into_iter().map(hit).collect(),
        };
        let rows = lines(&page.listed).into_iter().zip(page.extras);
        Self {
            items: rows.map(line).collect(),
            next_cursor,
        }
    }
}

fn hit(hit: Hit) -> HitView {
    let parts = hit.parts.into_iter();
    HitView {
        place: hit.place,
        room: hit.room,
        parts: parts
            .map(|part| PartView {
                text: part.text,
                hit: part.hit,
            })
            .collect(),
    }
}
