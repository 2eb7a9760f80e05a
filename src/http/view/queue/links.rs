//! Disputes that belong together, on the wire.

use hejie_domain::ids::DisputeId;
use hejie_domain::queue::LinkKind;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::queue::Links;
use crate::app::records::Fellow;

/// What belongs to a dispute.
#[derive(Debug, Serialize, ToSchema)]
pub struct LinksView {
    pub links: Vec<LinkView>,
    /// What may be the same matter.
    pub likely: Vec<LikelyView>,
    /// Where this one goes on, if it was merged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<FellowView>,
    /// Those that were merged into this one.
    pub merged: Vec<FellowView>,
    /// Until when the merge of this one can be undone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub undo_until: Option<Timestamp>,
}

/// A link.
#[derive(Debug, Serialize, ToSchema)]
pub struct LinkView {
    pub kind: LinkKind,
    #[serde(flatten)]
    pub other: FellowView,
}

/// A dispute of the same consumer against the same merchant, filed within 30 days.
#[derive(Debug, Serialize, ToSchema)]
pub struct LikelyView {
    /// Whether it names the same order.
    pub same_order: bool,
    #[serde(flatten)]
    pub other: FellowView,
}

/// A dispute as others that belong to it name it.
#[derive(Debug, Serialize, ToSchema)]
pub struct FellowView {
    pub id: DisputeId,
    pub number: String,
    pub title: String,
    pub phase: String,
    #[schema(value_type = String, format = DateTime)]
    pub filed_at: Timestamp,
}

impl FellowView {
    pub fn of(fellow: &Fellow) -> Self {
        Self {
            id: fellow.id,
            number: fellow.number.clone(),
            title: fellow.title.clone(),
            phase: fellow.phase.clone(),
            filed_at: fellow.filed_at,
        }
    }
}

impl LinksView {
    pub fn of(links: &Links) -> Self {
        let link = |(link, fellow): &(_, Fellow)| {
            let link: &crate::app::records::DisputeLink = link;
            LinkView {
                kind: link.kind,
                other: FellowView::of(fellow),
            }
        };
        let likely = links.likely.iter().map(|one| LikelyView {
            same_order: one.same_order,
            other: FellowView::of(&one.fellow),
        });
        Self {
            links: links.links.iter().map(link).collect(),
            likely: likely.collect(),
            merged_into: links.merged_into.as_ref().map(FellowView::of),
            merged: links.merged.iter().map(FellowView::of).collect(),
            undo_until: links.undo_until,
        }
    }
}
