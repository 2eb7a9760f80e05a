//! Macros on the wire.

use actix_web::HttpRequest;
use hejie_domain::desk::{Step, StepKind};
use hejie_domain::house::Variable;
use hejie_domain::ids::{MacroId, PersonId, TagId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::desk::macros::Kept;
use crate::app::desk::run::{Outcome, Preview};
use crate::http::problem::{ProblemDocument, told};

/// A step. Texts may have places such as `{{number}}`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "step", rename_all = "snake_case", deny_unknown_fields)]
pub enum MacroStep {
    /// Says something to the parties.
    Reply { text: String },
    /// Asks the consumer for material.
    AskMaterial {
        items: Vec<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// Demands evidence of every respondent.
    DemandEvidence { items: Vec<String> },
    /// Puts a tag on.
    Tag { tag: TagId },
    /// Takes a tag off.
    Untag { tag: TagId },
    /// Takes the dispute over, or gives it to a colleague.
    Assign {
        /// Whoever runs the macro, when nobody is named.
        #[serde(skip_serializing_if = "Option::is_none")]
        to: Option<PersonId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// Writes an internal note.
    Note { text: String },
    /// Puts the dispute aside for so many hours, or until a term ends before.
    Snooze { hours: u16 },
    /// Follows the dispute.
    Follow {},
}

/// A macro.
#[derive(Debug, Serialize, ToSchema)]
pub struct MacroView {
    pub id: MacroId,
    pub name: String,
    /// Whether everybody on the platform may run it.
    pub shared: bool,
    pub steps: Vec<MacroStep>,
    /// Also the `ETag`.
    pub version: u64,
    /// How often it was run.
    pub uses: u64,
    pub can_change: bool,
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

/// Macros by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct MacroList {
    /// Whether the reader may make and change shared ones.
    pub can_share: bool,
    pub items: Vec<MacroView>,
}

/// A macro as it would go in one dispute.
#[derive(Debug, Serialize, ToSchema)]
pub struct MacroPreview {
    /// The number of the dispute's newest entry.
    pub head: u64,
    pub items: Vec<MacroLook>,
}

/// A step as it would be done.
#[derive(Debug, Serialize, ToSchema)]
pub struct MacroLook {
    /// With its places filled.
    pub step: MacroStep,
    /// Places for which the dispute has nothing; they stand in the texts as they were.
    pub empty: Vec<Variable>,
    /// Why it would be refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<ProblemDocument>,
}

/// What came of a run, step by step.
#[derive(Debug, Serialize, ToSchema)]
pub struct MacroReport {
    pub items: Vec<MacroOutcome>,
}

/// What became of a step.
#[derive(Debug, Serialize, ToSchema)]
pub struct MacroOutcome {
    pub step: StepKind,
    /// `done`, `already`, `refused` or `not_reached`.
    pub outcome: &'static str,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<ProblemDocument>,
}

impl MacroView {
    /// For its reader.
    pub fn of(kept: Kept) -> Self {
        let one = kept.desk_macro;
        Self {
            id: one.id,
            name: one.name,
            shared: one.owner.is_none(),
            steps: one.steps.into_iter().map(MacroStep::from).collect(),
            version: one.version,
            uses: one.uses,
            can_change: kept.can_change,
            updated_at: one.updated_at,
        }
    }
}

impl MacroPreview {
    /// In the language of the request.
    pub fn of(preview: Preview, request: &HttpRequest) -> Self {
        let looks = preview.looks.into_iter().map(|look| MacroLook {
            step: look.step.into(),
            empty: look.empty,
            problem: look.refused.map(|failure| told(&failure, request)),
        });
        Self {
            head: preview.head,
            items: looks.collect(),
        }
    }
}

impl MacroReport {
    /// In the language of the request.
    pub fn of(steps: &[Step], outcomes: Vec<Outcome>, request: &HttpRequest) -> Self {
        let rows = steps.iter().zip(outcomes).map(|(step, outcome)| {
            let (outcome, failure) = match outcome {
                Outcome::Done => ("done", None),
                Outcome::Already => ("already", None),
                Outcome::Refused(failure) => ("refused", Some(failure)),
                Outcome::NotReached => ("not_reached", None),
            };
            MacroOutcome {
                step: step.kind(),
                outcome,
                problem: failure.map(|failure| told(&failure, request)),
            }
        });
        Self {
            items: rows.collect(),
        }
    }
}

impl From<MacroStep> for Step {
    fn from(step: MacroStep) -> Self {
        match step {
            MacroStep::Reply { text } => Self::Reply { text },
            MacroStep::AskMaterial { items, note } => Self::AskMaterial { items, note },
            MacroStep::DemandEvidence { items } => Self::DemandEvidence { items },
            MacroStep::Tag { tag } => Self::Tag { tag },
            MacroStep::Untag { tag } => Self::Untag { tag },
            MacroStep::Assign { to, note } => Self::Assign { to, note },
            MacroStep::Note { text } => Self::Note { text },
            MacroStep::Snooze { hours } => Self::Snooze { hours },
            MacroStep::Follow {} => Self::Follow {},
        }
    }
}

impl From<Step> for MacroStep {
    fn from(step: Step) -> Self {
        match step {
            Step::Reply { text } => Self::Reply { text },
            Step::AskMaterial { items, note } => Self::AskMaterial { items, note },
            Step::DemandEvidence { items } => Self::DemandEvidence { items },
            Step::Tag { tag } => Self::Tag { tag },
            Step::Untag { tag } => Self::Untag { tag },
            Step::Assign { to, note } => Self::Assign { to, note },
            Step::Note { text } => Self::Note { text },
            Step::Snooze { hours } => Self::Snooze { hours },
            Step::Follow {} => Self::Follow {},
        }
    }
}
