//! The wire shape of a problem (RFC 9457 and our members).

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// Why a request was not done.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDocument {
    /// `/problems/CODE`
    pub r#type: String,
    /// In short, in the caller's language.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// In a sentence, in the caller's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// For programs.
    pub code: String,
    /// The request's name in the log.
    pub trace_id: String,
    /// What is wrong with which field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FaultDocument>,
    /// The rule that stands against it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleDocument>,
    /// What to do next, in the caller's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// What is needed to explain it.
    #[schema(value_type = Object)]
    pub facts: Value,
}

/// What is wrong with one field.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ProblemFault)]
pub struct FaultDocument {
    /// A JSON pointer into the body, or the name of a parameter behind a slash.
    pub pointer: String,
    /// For programs.
    pub code: String,
    /// In the caller's language.
    pub detail: String,
    /// What is needed to explain it.
    #[serde(skip_serializing_if = "Map::is_empty")]
    #[schema(value_type = Object, required = false)]
    pub facts: Map<String, Value>,
}

/// A row of the procedure.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ProblemRule)]
pub struct RuleDocument {
    /// The row.
    pub id: String,
    /// The law or house rule behind it.
    pub source: String,
}
