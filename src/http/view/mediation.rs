//! Mediation bodies on the wire.

use hejie_domain::ids::OrganisationId;
use hejie_domain::law::doors::DoorState;
use hejie_domain::mediation::BodyKind;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::mediation::bodies::Body;

/// Bodies by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct BodyList {
    pub items: Vec<BodyView>,
}

/// A body that can be asked to mediate.
#[derive(Debug, Serialize, ToSchema)]
pub struct BodyView {
    pub id: OrganisationId,
    pub name: String,
    pub kind: BodyKind,
    /// The region code of where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// What it charges, in its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees: Option<String>,
    /// What asking it means: state, cost, worth, terms, what its acceptance closes, and the warning
    /// that the consumer confirms before.
    pub door: DoorState,
    /// Whether a court may confirm what it mediated.
    pub confirmable: bool,
    /// Whether it can be asked in the dispute.
    pub askable: bool,
}

impl BodyView {
    pub fn of(body: &Body) -> Self {
        Self {
            id: body.organisation.id,
            name: body.organisation.name.clone(),
            kind: body.kind,
            region: body.organisation.region.clone(),
            fees: body
                .organisation
                .body
                .as_ref()
                .and_then(|one| one.fees.clone()),
            door: body.door.clone(),
            confirmable: body.confirmable,
            askable: body.askable,
        }
    }
}
