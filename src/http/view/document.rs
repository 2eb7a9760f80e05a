//! Documents, and what anybody may know of one.

use hejie_domain::dispute::lists::AgreementState;
use hejie_domain::document::{CheckCode, DocumentKind, DocumentStage};
use hejie_domain::ids::{AgreementId, DocumentId, MediationId};
use hejie_domain::people::Locale;
use hejie_domain::text::Sha256Hash;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::document::{Checked, Listed, Standing};

/// The documents of a dispute.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentsView {
    pub items: Vec<DocumentView>,
}

/// One document. Until it is made, which asking for its file does, there are no bytes to speak of.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentView {
    pub id: DocumentId,
    pub kind: DocumentKind,
    pub stage: DocumentStage,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement: Option<AgreementId>,
    /// Of a record: which mediation it tells of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mediation: Option<MediationId>,
    /// The version of the agreement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// Whether another one has come in its place.
    pub older: bool,
    pub code: CheckCode,
    /// In fours, as people read it.
    pub code_shown: String,
    pub check_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub made_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Sha256Hash>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
}

impl DocumentView {
    /// As people see it.
    pub fn of(listed: &Listed) -> Self {
        let document = &listed.document;
        Self {
            id: document.id,
            kind: document.subject.kind,
            stage: document.subject.stage,
            agreement: document.subject.agreement,
            mediation: document.subject.mediation,
            version: listed.version,
            older: listed.older,
            code_shown: document.code.to_string(),
            code: document.code.clone(),
            check_url: listed.check_url.clone(),
            made_at: document.made.map(|made| made.at),
            sha256: document.made.map(|made| made.sha256),
            size: document.made.map(|made| made.size),
        }
    }
}

/// What a document is worth today.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StandingView {
    /// It is the newest.
    Current,
    /// Another one has come in its place.
    Older,
    /// What it is of was never signed, and will not be.
    Void,
}

/// What anybody may know of a genuine document: no names, and nothing of what it says.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckView {
    pub kind: DocumentKind,
    pub stage: DocumentStage,
    pub lang: Locale,
    /// The number of the dispute.
    pub number: String,
    /// The version of the agreement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// Where the agreement stands today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement: Option<AgreementState>,
    pub standing: StandingView,
    /// In fours.
    pub code: String,
    #[schema(value_type = String, format = DateTime)]
    pub made_at: Timestamp,
    /// The digest that the genuine file has.
    pub sha256: Sha256Hash,
    pub size: u64,
}

impl CheckView {
    /// For anybody.
    pub fn of(checked: &Checked) -> Self {
        Self {
            kind: checked.document.subject.kind,
            stage: checked.document.subject.stage,
            lang: checked.document.lang,
            number: checked.number.clone(),
            version: checked.version,
            agreement: checked.agreement,
            standing: match checked.standing {
                Standing::Current => StandingView::Current,
                Standing::Older => StandingView::Older,
                Standing::Void => StandingView::Void,
            },
            code: checked.document.code.to_string(),
            made_at: checked.made.at,
            sha256: checked.made.sha256,
            size: checked.made.size,
        }
    }
}
