//! Tags on the wire.

use hejie_domain::ids::TagId;
use hejie_domain::queue::Colour;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::records::{Tag, TagUse};

/// The tags of a platform, by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct TagList {
    pub items: Vec<TagItem>,
}

/// A tag and how often it is in use.
#[derive(Debug, Serialize, ToSchema)]
pub struct TagItem {
    #[serde(flatten)]
    pub tag: TagShort,
    /// On how many disputes it is; 1000 means that many or more.
    pub disputes: u64,
}

/// A tag.
#[derive(Debug, Serialize, ToSchema)]
pub struct TagShort {
    pub id: TagId,
    pub name: String,
    pub colour: Colour,
    /// Whether it is given no more.
    pub retired: bool,
}

/// What a request put on and took off; doing the opposite restores what was.
#[derive(Debug, Serialize, ToSchema)]
pub struct WornView {
    pub tags: Vec<TagShort>,
    pub added: Vec<TagId>,
    pub removed: Vec<TagId>,
}

impl TagShort {
    pub fn of(tag: &Tag) -> Self {
        Self {
            id: tag.id,
            name: tag.name.clone(),
            colour: tag.colour,
            retired: tag.retired_at.is_some(),
        }
    }
}

impl TagList {
    pub fn of(uses: &[TagUse]) -> Self {
        let item = |one: &TagUse| TagItem {
            tag: TagShort::of(&one.tag),
            disputes: one.disputes,
        };
        Self {
            items: uses.iter().map(item).collect(),
        }
    }
}
