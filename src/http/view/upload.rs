//! Files on their way in, and the bounds on them.

use hejie_domain::ids::UploadId;
use serde::Serialize;
use utoipa::ToSchema;

use super::evidence::EvidenceView;
use crate::app::evidence::Progress;
use crate::config::Config;
use hejie_domain::evidence::MediaType;
use hejie_domain::room::Body;

/// An upload as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadView {
    /// Which.
    pub id: UploadId,
    /// How many bytes have arrived: where to go on.
    pub offset: u64,
    /// How many it will have.
    pub size: u64,
    /// The most that is taken in one request.
    pub chunk_max_bytes: u64,
    /// Whether it takes bytes.
    pub state: UploadStateView,
    /// What it has become.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<EvidenceView>,
}

/// Whether an upload takes bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = UploadState)]
#[serde(rename_all = "snake_case")]
pub enum UploadStateView {
    /// It does.
    Open,
    /// It is whole.
    Done,
}

/// The bounds on what is brought in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Limits {
    /// The longest file.
    pub upload_max_bytes: u64,
    /// The longest picture.
    pub picture_max_bytes: u64,
    /// The most that is taken in one request.
    pub chunk_max_bytes: u64,
    /// Kinds of files that are taken.
    pub media_types: Vec<MediaType>,
    /// Files of one dispute.
    pub evidence_max_per_dispute: u64,
    /// Bytes of all files of one dispute.
    pub evidence_max_bytes_per_dispute: u64,
    /// The longest message in a room.
    pub message_max_chars: usize,
}

impl UploadView {
    /// The wire shape.
    pub fn of(progress: &Progress, config: &Config) -> Self {
        Self {
            id: progress.upload.id,
            offset: progress.offset,
            size: progress.upload.size,
            chunk_max_bytes: config.files.chunk_bytes_max,
            state: if progress.evidence.is_some() {
                UploadStateView::Done
            } else {
                UploadStateView::Open
            },
            evidence: progress.evidence.as_ref().map(EvidenceView::of),
        }
    }
}

impl Limits {
    /// As configured.
    pub fn of(config: &Config) -> Self {
        let files = &config.files;
        Self {
            upload_max_bytes: files.upload_bytes_max,
            picture_max_bytes: files.picture_bytes_max.min(files.upload_bytes_max),
            chunk_max_bytes: files.chunk_bytes_max,
            media_types: MediaType::ALL.to_vec(),
            evidence_max_per_dispute: files.evidence_max,
            evidence_max_bytes_per_dispute: files.evidence_bytes_max,
            message_max_chars: Body::CHARS_MAX,
        }
    }
}
