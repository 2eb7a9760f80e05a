//! The first steps of an administrator.

use hejie_domain::house::{SetupStep, StepState, TestResult};
use hejie_domain::ids::OrganisationId;
use hejie_domain::telling::Channel;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::setup::steps::Steps;
use crate::app::setup::test_message::Tested;

/// What is done and what is left.
#[derive(Debug, Serialize, ToSchema)]
pub struct StepsView {
    /// The platform that they are about.
    pub platform: OrganisationId,
    /// In the order in which they are proposed.
    pub items: Vec<StepItem>,
    /// The newest message to oneself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<TestView>,
    /// Whether everything is done that disputes need.
    pub is_ready: bool,
    /// Since when they are put away.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub closed_at: Option<Timestamp>,
}

/// One of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct StepItem {
    /// Which.
    pub kind: SetupStep,
    /// How far it is.
    pub state: StepState,
    /// Whether disputes need it.
    pub needed: bool,
}

/// A message to oneself, and what came of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TestView {
    /// On which way.
    pub channel: Channel,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// What came of it.
    pub result: TestResult,
    /// What stood in the way, in the words of the carrier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

impl From<Steps> for StepsView {
    fn from(steps: Steps) -> Self {
        let facts = steps.facts;
        let item = |kind: &SetupStep| StepItem {
            kind: *kind,
            state: facts.state(*kind),
            needed: kind.is_needed(),
        };
        Self {
            platform: steps.platform,
            items: SetupStep::ALL.iter().map(item).collect(),
            test: steps.test.map(TestView::from),
            is_ready: facts.is_ready(),
            closed_at: steps.closed_at,
        }
    }
}

impl From<Tested> for TestView {
    fn from(tested: Tested) -> Self {
        Self {
            channel: tested.channel,
            at: tested.at,
            result: tested.result,
            failure: tested.failure,
        }
    }
}
