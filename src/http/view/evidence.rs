//! A file on the wire.

use hejie_domain::dispute::lists::Seat;
use hejie_domain::evidence::{MediaType, Visibility};
use hejie_domain::ids::EvidenceId;
use hejie_domain::taxonomy::EvidenceKind;
use hejie_domain::text::Sha256Hash;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::records::Evidence;

/// A file that somebody brought in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EvidenceView {
    pub id: EvidenceId,
    /// What the file is called.
    pub name: String,
    pub media_type: MediaType,
    pub size: u64,
    /// The digest of the original bytes.
    pub sha256: Sha256Hash,
    pub kind: EvidenceKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    pub by: ByView,
    #[schema(value_type = String, format = DateTime)]
    pub uploaded_at: Timestamp,
    pub visibility: Visibility,
    /// Where its bytes are.
    pub url: String,
    /// Whether a browser can show it.
    pub has_preview: bool,
    /// Whether it is part of the dispute.
    pub submitted: bool,
}

/// Who brought it in.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EvidenceBy)]
pub struct ByView {
    pub seat: Seat,
    pub name: String,
}

impl EvidenceView {
    pub fn of(one: &Evidence) -> Self {
        Self {
            id: one.id,
            name: one.name.clone(),
            media_type: one.media_type,
            size: one.size,
            sha256: one.sha256,
            kind: one.kind,
            purpose: one.purpose.clone(),
            by: ByView {
                seat: one.seat,
                name: one.by_name.clone(),
            },
            uploaded_at: one.uploaded_at,
            visibility: one.visibility,
            url: format!("{}/evidence/{}/file", crate::http::openapi::BASE, one.id),
            has_preview: one.media_type != MediaType::Heic,
            submitted: one.submitted_at.is_some(),
        }
    }
}
