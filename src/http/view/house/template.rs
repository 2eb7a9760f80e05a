//! Texts that are kept ready.

use hejie_domain::house::{TemplateKind, Variable};
use hejie_domain::ids::{OrganisationId, TemplateId};
use hejie_domain::people::Locale;
use hejie_domain::taxonomy::{Category, Remedy};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::house::template::{Desk, Filled, Kept, Written};
use crate::app::records::TemplateVersion;

/// Texts that one may use.
#[derive(Debug, Serialize, ToSchema)]
pub struct TemplateList {
    /// Whose.
    pub organisation: OrganisationId,
    /// Whether one may change what is shared.
    pub can_share: bool,
    /// By title.
    pub items: Vec<TemplateView>,
}

/// A text that is kept ready.
#[derive(Debug, Serialize, ToSchema)]
pub struct TemplateView {
    /// Which.
    pub id: TemplateId,
    /// Whose staff may use it.
    pub organisation: OrganisationId,
    /// Whether all of them may, or it is one's own.
    pub shared: bool,
    /// What it is for.
    pub kind: TemplateKind,
    /// What it is called.
    pub title: String,
    /// What one types, behind a slash, to get it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shortcut: Option<String>,
    /// The words, with places such as `{{number}}`.
    pub body: String,
    /// The places it has, each once.
    pub variables: Vec<Variable>,
    /// For which disputes it is meant, where not for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// What it settles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Remedy>,
    /// In which language it is written.
    pub locale: Locale,
    /// Grows with each change; also the `ETag`.
    pub version: u64,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
    /// By whom.
    pub updated_by: String,
    /// Whether it is no longer offered.
    pub archived: bool,
    /// Whether one may change it.
    pub can_change: bool,
}

/// A text as it is written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateInput {
    /// What it is for.
    pub kind: TemplateKind,
    /// What it is called, up to 60 characters.
    pub title: String,
    /// What one types to get it: one word.
    #[serde(default)]
    pub shortcut: Option<String>,
    /// The words, up to 5,000 characters.
    pub body: String,
    /// For which disputes.
    #[serde(default)]
    pub category: Option<Category>,
    /// What it settles.
    #[serde(default)]
    pub remedy: Option<Remedy>,
    /// In which language.
    pub locale: Locale,
}

/// What a text said before.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionList {
    /// Newest first, the present one included.
    pub items: Vec<VersionView>,
}

/// What a text said under one version.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionView {
    /// Which.
    pub version: u64,
    /// What it was called.
    pub title: String,
    /// The words.
    pub body: String,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}

/// A text as it reads in one dispute.
#[derive(Debug, Serialize, ToSchema)]
pub struct FilledText {
    /// The words.
    pub text: String,
    /// Places for which the dispute has nothing; they stand in the text as they were.
    pub empty: Vec<Variable>,
}

impl TemplateList {
    /// What stands on a desk.
    pub fn of((desk, kept): (Desk, Vec<Kept>)) -> Self {
        Self {
            organisation: desk.organisation,
            can_share: desk.shares,
            items: kept.into_iter().map(TemplateView::from).collect(),
        }
    }
}

impl From<Kept> for TemplateView {
    fn from(kept: Kept) -> Self {
        let template = kept.template;
        Self {
            id: template.id,
            organisation: template.organisation,
            shared: template.owner.is_none(),
            kind: template.kind,
            title: template.title,
            shortcut: template.shortcut,
            body: template.body,
            variables: kept.variables,
            category: template.category,
            remedy: template.remedy,
            locale: template.locale,
            version: template.version,
            updated_at: template.updated_at,
            updated_by: kept.changed_by,
            archived: template.archived,
            can_change: kept.can_change,
        }
    }
}

impl From<TemplateInput> for Written {
    fn from(input: TemplateInput) -> Self {
        Self {
            kind: input.kind,
            title: input.title,
            shortcut: input.shortcut,
            body: input.body,
            category: input.category,
            remedy: input.remedy,
            locale: input.locale,
        }
    }
}

impl VersionList {
    /// Newest first.
    pub fn of(versions: Vec<(TemplateVersion, String)>) -> Self {
        let view = |(one, by): (TemplateVersion, String)| VersionView {
            version: one.version,
            title: one.title,
            body: one.body,
            at: one.at,
            by,
        };
        Self {
            items: versions.into_iter().map(view).collect(),
        }
    }
}

impl From<Filled> for FilledText {
    fn from(filled: Filled) -> Self {
        Self {
            text: filled.text,
            empty: filled.empty,
        }
    }
}
